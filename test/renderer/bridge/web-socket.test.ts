import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { createBridge } from '../../../renderer/bridge/bridge.ts';
import { webSocketDial } from '../../../renderer/bridge/web-socket-link.ts';
import { stationContract } from '../../../src/contract/station/contract.ts';
import { err } from '../../../src/kernel/result.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';
import { siloView } from '../support/views.ts';

let server: WebSocketServer | undefined;
afterEach(() => {
  server?.close();
});

test("over a WebSocket, the contract's own server answers the page, and a station that ends is noticed at once", async () => {
  const station = implement(stationContract).silo;
  const handler = new RPCHandler({
    silo: {
      watch: station.watch.handler(async function* () {
        yield siloView({ kind: 'ready' });
      }),
      retry: station.retry.handler(() => err({ kind: 'not-now' })),
    },
  });
  const started = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/rpc' });
  server = started;
  started.on('connection', (socket) => handler.upgrade(socket));
  await new Promise((resolve) => started.once('listening', resolve));
  const address = started.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const bridge = createBridge({
    dial: webSocketDial({ protocol: 'http:', host: `127.0.0.1:${port}` }),
    clock: createVirtualClock(),
    random: () => 0,
    onFault: () => undefined,
  });
  bridge.silo.onChange(() => undefined);
  await vi.waitFor(() => expect(bridge.silo.current()?.state).toEqual({ kind: 'ready' }));
  expect(await bridge.intents.silo.retry()).toEqual({ ok: false, error: { kind: 'not-now' } });
  for (const client of started.clients) client.terminate();
  await vi.waitFor(() => expect(bridge.connection.current().kind).toBe('lost'));
  bridge.close();
});
