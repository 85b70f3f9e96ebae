import { createServer, type Socket } from 'node:net';
import type { Link, LinkEvents, LinkProblem } from '../contract/link.ts';
import type { Result } from '../contract/result.ts';
import { wireTimeMs } from '../link/wire-time.ts';

/** A simulated serial-to-network converter: the boards hang on `link`, drivers connect to `port` on loopback. */
export interface TcpListener {
  readonly port: number;
  readonly link: Link;
  close(): Promise<void>;
}

/** Listens on loopback; 0 takes any free port. As with a real converter the last to connect has the bus. */
export function listenTcp(port: number, baud: number): Promise<Result<TcpListener, LinkProblem>> {
  let events: LinkEvents | null = null;
  let client: Socket | null = null;
  const server = createServer({ noDelay: true }, (socket) => {
    client?.destroy();
    client = socket;
    socket.on('data', (bytes: Buffer) => events?.onBytes(new Uint8Array(bytes)));
    socket.on('error', () => socket.destroy());
  });
  const link: Link = {
    name: 'tcp listener',
    latestFrameMs: 0,
    wireTimeMs: (count) => wireTimeMs(count, baud),
    open(opened) {
      events = opened;
      const write = (bytes: Uint8Array): Promise<undefined> => {
        client?.write(bytes);
        return Promise.resolve(undefined);
      };
      const close = (): Promise<void> => {
        events = null;
        return Promise.resolve();
      };
      return Promise.resolve({ ok: true, value: { write, flush: () => Promise.resolve(), close } });
    },
  };
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      client?.destroy();
      server.close(() => resolve());
    });
  return new Promise((resolve) => {
    server.once('error', (error) => resolve({ ok: false, error: { kind: 'busy', detail: `Port ${port}: ${error.message}` } }));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const bound = address !== null && typeof address === 'object' ? address.port : port;
      resolve({ ok: true, value: { port: bound, link, close } });
    });
  });
}
