import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { expect, test } from 'vitest';
import { createBridge } from '../../../renderer/bridge/bridge.ts';
import { linkOver } from '../../../renderer/bridge/message-port-link.ts';
import { stationContract } from '../../../src/contract/station/contract.ts';
import type { SiloView } from '../../../src/contract/station/silo-views.ts';
import { err, ok } from '../../../src/kernel/result.ts';
import { createVirtualClock, settle } from '../support/virtual-clock.ts';
import { siloView } from '../support/views.ts';

test("over a message port, the contract's own server answers the page's intents and feeds its views", async () => {
  const station = implement(stationContract).silo;
  const router = {
    silo: {
      watch: station.watch.handler(async function* (): AsyncGenerator<SiloView> {
        yield siloView({ kind: 'ready' });
        yield siloView({ kind: 'checking' });
      }),
      retry: station.retry.handler(() => err({ kind: 'not-now' })),
    },
  };
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(router).upgrade(port2);
  port2.start();
  const bridge = createBridge({ dial: async () => ok(linkOver(port1)), clock: createVirtualClock(), random: () => 0, onFault: () => undefined });
  const seen: (string | undefined)[] = [];
  bridge.silo.onChange(() => seen.push(bridge.silo.current()?.state.kind));
  await settle();
  const answer = await bridge.intents.silo.retry();
  expect({ answer, seen }).toEqual({ answer: { ok: false, error: { kind: 'not-now' } }, seen: ['ready', 'checking'] });
  const lost = new Promise<void>((resolve) => bridge.connection.onChange(resolve));
  port2.close();
  await lost;
  expect(bridge.connection.current().kind).toBe('lost');
  bridge.close();
});
