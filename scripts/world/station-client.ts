import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { StationContract } from '../../src/contract/station/contract.ts';

/** A page without a screen: it calls the station as the real one does. */
export interface StationClient {
  readonly calls: ContractRouterClient<StationContract>;
  close(): void;
}

/** Launches like a browser: the one-time address gives a cookie, and the cookie opens the WebSocket. */
export async function connectToStation(launchUrl: string): Promise<StationClient> {
  const { origin } = new URL(launchUrl);
  const answer = await fetch(launchUrl, { redirect: 'manual' });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (cookie === undefined) throw new Error(`The station did not let us in (${answer.status}).`);
  // Node's own WebSocket takes headers, which a browser's does not; this file is compiled for both kinds of program.
  const socket: WebSocket = Reflect.construct(WebSocket, [`${origin.replace('http', 'ws')}/rpc`, { headers: { cookie, origin } }]);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('The station did not open the connection.')));
  });
  return { calls: createORPCClient(new RPCLink({ websocket: socket })), close: () => socket.close() };
}
