import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { err, ok } from '../../src/kernel/result.ts';
import type { Dial, StationClient } from './link.ts';

/** Dials the station that served this page: a WebSocket at `/rpc` of the same origin. */
export function webSocketDial(location: Pick<Location, 'protocol' | 'host'>): Dial {
  const url = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/rpc`;
  return (signal) =>
    new Promise((resolve) => {
      const socket = new WebSocket(url);
      const closed = new Promise<void>((ended) => {
        socket.addEventListener('close', () => ended(), { once: true });
      });
      const client: StationClient = createORPCClient(new RPCLink({ websocket: socket }));
      socket.addEventListener('open', () => resolve(ok({ client, closed, close: () => socket.close() })), { once: true });
      socket.addEventListener('close', () => resolve(err({ kind: 'no-answer' })), { once: true });
      signal.addEventListener('abort', () => socket.close(), { once: true });
    });
}
