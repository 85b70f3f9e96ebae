import { join } from 'node:path';
import type { Clock } from '../../../../src/kernel/clock.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { done, expectOk } from '../../../../src/kernel/result.ts';
import type { DeviceKey, KeepBankKey } from '../../../../src/station/ports/sync.ts';
import { openBankKey } from '../../../../src/station/secrets/bank-key.ts';
import { openDeviceKey } from '../../../../src/station/secrets/device-key.ts';
import { openCatalogue, type CatalogueStore } from '../../../../src/station/store/catalogue/open.ts';
import type { StationDatabase } from '../../../../src/station/store/database.ts';
import { createHubClient, type Fetch, type HubClient } from '../../../../src/station/sync/hub-client.ts';
import { countingRandom, openTestStore, standingClock, temporaryDirectory } from '../../../support/store.ts';
import { started } from '../store/samples.ts';

/** What a station's sync stands on, on files of its own. */
export interface SyncBench {
  readonly directory: string;
  readonly store: StationDatabase;
  readonly catalogue: CatalogueStore;
  readonly deviceKey: DeviceKey;
  readonly keepBankKey: KeepBankKey;
  /** The bank's secret as it was kept, or null. */
  bankKey(): Uint8Array | null;
  client(fetch: Fetch, clock?: Clock): HubClient;
  /** Puts `count` operations into the outbox, one commit each. */
  work(count: number): void;
  close(): Promise<void>;
}

/** Opens one. */
export function openBench(random = countingRandom()): SyncBench {
  const directory = temporaryDirectory();
  const store = openTestStore(join(directory.path, 'station.db'), { random });
  const catalogue = openCatalogue({ path: join(directory.path, 'catalogue.db'), logger: silentLogger, config: () => store.read.config() });
  const deviceKey = expectOk(openDeviceKey(join(directory.path, 'device-key.pem')), 'the device key');
  const bankKey = openBankKey(join(directory.path, 'bank.key'));
  let made = 0;
  return {
    directory: directory.path,
    store,
    catalogue,
    deviceKey,
    keepBankKey: bankKey.keep,
    bankKey: bankKey.read,
    client: (fetch, clock = standingClock) => createHubClient({ fetch, clock, random, deviceKey, hubUrl: 'http://hub.test' }),
    work: (count) => {
      for (let i = 0; i < count; i++) {
        made += 1;
        const at = made;
        expectOk(
          store.commit((tx) => {
            tx.enqueue(started(at), at);
            return done;
          }),
          'work',
        );
      }
    },
    close: async () => {
      store.close();
      await catalogue.close();
      directory.remove();
    },
  };
}
