import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fetch } from '../../../src/station/sync/hub-client.ts';
import type { HostileAnswer } from './answer-forge.ts';

/** A server on loopback that answers as it is told. */
export interface HostileHub {
  /** The program's own `fetch`, sent there whatever the address. */
  readonly fetch: Fetch;
  /** What it answers from now on; null: nothing at all, but the connection stays. */
  answer: (request: IncomingMessage) => HostileAnswer | 'drip' | null;
  close(): Promise<void>;
}

/** Starts one. */
export async function startHostileHub(): Promise<HostileHub> {
  const drips = new Set<NodeJS.Timeout>();
  const server = createServer((request, response) => {
    request.resume();
    const told = hub.answer(request);
    if (told === 'drip') drips.add(drip(response));
    else if (told !== null) give(response, told);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const hub: HostileHub = {
    answer: () => null,
    fetch: (url, init) => {
      const { pathname, search } = new URL(url);
      return fetch(`http://127.0.0.1:${port}${pathname}${search}`, init);
    },
    close: async () => {
      for (const timer of drips) clearInterval(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return hub;
}

function give(response: ServerResponse, { status, headers, body, cutAt }: HostileAnswer): void {
  // A client that has had enough hangs up in the middle; that is its right.
  response.on('error', () => {});
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
  if (cutAt === null) response.end(body);
  else response.write(body.subarray(0, cutAt), () => response.destroy());
}

/** One byte now and then, for ever. */
function drip(response: ServerResponse): NodeJS.Timeout {
  response.writeHead(200, { 'content-type': 'application/json' });
  return setInterval(() => response.write(' '), 5);
}
