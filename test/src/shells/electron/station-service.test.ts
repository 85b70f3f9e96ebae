import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, describe, expect, it } from 'vitest';
import type { StationContract } from '../../../../src/contract/station/contract.ts';
import type { SiloView } from '../../../../src/contract/station/silo-views.ts';
import type { KioskSession } from '../../../../src/contract/station/views.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import type { Result } from '../../../../src/kernel/result.ts';
import { err, ok } from '../../../../src/kernel/result.ts';
import type { FromStation } from '../../../../src/shells/electron/station-messages.ts';
import { runStationService } from '../../../../src/shells/electron/station-service.ts';
import { START_AGAIN } from '../../../../src/shells/station-start.ts';
import type { Station } from '../../../../src/station/compose.ts';
import { kioskViewAt, testIntents, testScreens } from '../../station/rpc/fake-station.ts';
import { asElectronPort } from '../../station/rpc/transports.ts';

const ends: { close(): void }[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end.close();
});

describe('the station’s process', () => {
  it('answers a page over the port that it was handed', async () => {
    const process = run();
    await process.begin();
    expect(await process.page().catalogue.categories({})).toEqual([{ category: 'Camisas', count: 3 }]);
    expect(process.said).toEqual([{ kind: 'ready' }]);
  });

  it('answers a page whose port came before the station was ready', async () => {
    const process = run();
    const page = process.page();
    await process.begin();
    expect(await page.catalogue.categories({})).toEqual([{ category: 'Camisas', count: 3 }]);
  });

  it('says why there is no station, and ends', async () => {
    const process = run();
    await process.begin(err({ detail: 'newer database' }));
    expect([process.said, process.exits]).toEqual([[{ kind: 'failed', detail: 'newer database' }], [1]]);
  });

  it('closes the station before it ends', async () => {
    const process = run();
    await process.begin();
    process.tell({ kind: 'stop' });
    await process.ended;
    expect([process.closed(), process.exits]).toEqual([1, [0]]);
  });

  it('closes the station after its disk failed, and ends so that it is started again', async () => {
    const process = run();
    await process.begin();
    process.failStorage();
    await process.ended;
    expect([process.closed(), process.exits]).toEqual([1, [START_AGAIN]]);
  });

  it('closes a station that became ready after it was asked to stop', async () => {
    const process = run();
    process.tell({ kind: 'stop' });
    await process.begin();
    await process.ended;
    expect(process.said).toEqual([]);
  });

  it.each([null, 'stop', { kind: 'open' }, { kind: 'stop', now: true }])('does not heed %j', async (message) => {
    const process = run();
    await process.begin();
    process.tell(message);
    expect([process.closed(), process.exits]).toEqual([0, []]);
  });

  it('E-34 says when a shopper has left', async () => {
    const process = run();
    await process.begin();
    process.screens.kiosk.set({ ...kioskViewAt(2), session: {} as KioskSession });
    process.screens.kiosk.set(kioskViewAt(3));
    process.screens.kiosk.set(kioskViewAt(4));
    expect(process.said).toEqual([{ kind: 'ready' }, { kind: 'wipe' }]);
  });

  it('E-34 says when a customer has left the silo', async () => {
    const process = run();
    await process.begin();
    const view = process.screens.silo.current();
    process.screens.silo.set({ ...view, state: { kind: 'return-done' } as SiloView['state'] });
    process.screens.silo.set(view);
    expect(process.said).toEqual([{ kind: 'ready' }, { kind: 'wipe' }]);
  });
});

function run() {
  const events = new EventEmitter();
  const said: FromStation[] = [];
  const exits: number[] = [];
  const screens = testScreens();
  let closed = 0;
  let finish = (_: Result<Station, { detail: string }>): void => undefined;
  let hasEnded = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    hasEnded = resolve;
  });
  const intents = testIntents({ catalogue: { categories: async () => [{ category: 'Camisas', count: 3 }] } });
  const close = async (): Promise<void> => void closed++;
  let storageFailed = (): void => undefined;
  const onStartAgain: Station['onStartAgain'] = (listener) => {
    storageFailed = listener;
    return () => undefined;
  };
  const running = runStationService({
    parent: { on: (name, listener) => events.on(name, listener), postMessage: (message) => said.push(message) },
    start: () =>
      new Promise((resolve) => {
        finish = resolve;
      }),
    logger: silentLogger,
    exit(code) {
      exits.push(code);
      hasEnded();
    },
  });
  const tell = (data: unknown, ports: unknown[] = []): void => void events.emit('message', { data, ports });
  return {
    said,
    exits,
    screens,
    ended,
    tell,
    closed: () => closed,
    failStorage: () => storageFailed(),
    begin(result: Result<Station, { detail: string }> = ok({ intents, screens, onStartAgain, close })) {
      finish(result);
      return running;
    },
    page(): ContractRouterClient<StationContract> {
      const { port1, port2 } = new MessageChannel();
      ends.push(port1, port2);
      tell({ kind: 'page' }, [asElectronPort(port2)]);
      return createORPCClient(
        new RPCLink({
          port: {
            on: (event: string, listener: (event?: { data: unknown }) => void) => void port1.on(event, (data: unknown) => listener({ data })),
            postMessage: (data: unknown) => port1.postMessage(data),
          },
        }),
      );
    },
  };
}
