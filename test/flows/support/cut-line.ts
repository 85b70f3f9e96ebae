import { createConnection, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A network line to a port of this machine that a test can cut and mend. */
export interface CutLine {
  /** What to ask instead of the hub's own address. */
  readonly url: string;
  /** Ends every connection; from now on nobody answers. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** Lays a line to a local port, which is asked for with each connection: whoever listens there may need to know the line first. */
export async function layLine(target: () => number): Promise<CutLine> {
  const open = new Set<Socket>();
  let port = 0;
  let server: Server | null = null;
  const mend = (): Promise<void> => {
    const fresh = createServer((near) => {
      const far = createConnection(target(), '127.0.0.1');
      for (const socket of [near, far]) {
        open.add(socket);
        socket.on('close', () => open.delete(socket));
        socket.on('error', () => {
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far);
      far.pipe(near);
    });
    server = fresh;
    return new Promise((resolve) => fresh.listen(port, '127.0.0.1', resolve));
  };
  const cut = (): Promise<void> => {
    const old = server;
    server = null;
    const ended = new Promise<void>((resolve) => (old === null ? resolve() : old.close(() => resolve())));
    for (const socket of open) socket.destroy();
    return ended;
  };
  await mend();
  port = addressOf(server).port;
  return { url: `http://127.0.0.1:${port}`, cut, mend };
}

function addressOf(server: Server | null): AddressInfo {
  const address = server?.address() ?? null;
  if (address === null || typeof address === 'string') throw new Error('the line has no port');
  return address;
}
