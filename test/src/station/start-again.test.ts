import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StaffId } from '../../../src/kernel/ids.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { err, expectOk } from '../../../src/kernel/result.ts';
import { onStartAgain } from '../../../src/station/start-again.ts';
import { sealCopy } from '../../../src/station/store/backup/check-copy.ts';
import type { StationDatabase } from '../../../src/station/store/database.ts';
import { openOrRecover } from '../../../src/station/store/recovery/ladder.ts';
import { startUpkeep, type Upkeep } from '../../../src/station/store/upkeep.ts';
import { ShopClock } from '../../flows/support/test-station.ts';
import { copiesHere, countingRandom } from '../../support/store.ts';

const two = ['staff-1' as StaffId, 'staff-2' as StaffId] as const;
let directory: string;
let clock: ShopClock;
let store: StationDatabase;
let upkeep: Upkeep;
let isDoorInHand: boolean;
let asked: number[];
let failed: readonly (() => void)[];
let health: 'ok' | 'failed';

const plan = () => ({
  ...{ path: join(directory, 'station.db'), backupFolders: [join(directory, 'backups')], clock, logger: silentLogger },
  ...{ random: countingRandom(), stationVersion: '1.0.0', ballastBytes: 4096, busyMs: 0 },
});

function keepUp(of: StationDatabase): Upkeep {
  const check = async (path: string, depth: 'quick' | 'full') => sealCopy(path, depth);
  return startUpkeep({ ...plan(), store: of, check, copies: copiesHere, freeBytes: () => null, timeZone: 'Europe/Madrid' });
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pasillo-start-again-'));
  clock = new ShopClock();
  store = expectOk(openOrRecover(plan()), 'the database').store;
  upkeep = keepUp(store);
  isDoorInHand = false;
  asked = [];
  failed = [];
  health = 'ok';
  const onFailed = (listener: () => void) => {
    failed = [...failed, listener];
    return () => {};
  };
  onStartAgain(
    {
      store: {
        get health() {
          return health;
        },
        onFailed,
      },
      upkeep,
      isDoorInHand: () => isDoorInHand,
      clock,
    },
    () => asked.push(clock.monotonic()),
  );
});
afterEach(async () => {
  await upkeep.close();
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

async function wish(): Promise<number> {
  const { name } = expectOk(await upkeep.backUp(), 'the backup');
  expectOk(upkeep.requestRestore(name, two), 'the wish');
  return clock.monotonic();
}

describe('a station that is to go back to a backup', () => {
  it('asks to be started again by itself, once, after both people could read so; the start obeys', async () => {
    const at = await wish();
    await clock.advance(4000);
    expect(asked).toEqual([]);
    await clock.advance(60_000);
    expect(asked).toEqual([at + 5000]);
    await upkeep.close();
    store.close();
    const again = expectOk(openOrRecover(plan()), 'the next start');
    store = again.store;
    upkeep = keepUp(store);
    expect(again.recovery).toMatchObject({ reason: 'replaced' });
  });

  it('waits for whoever has a door in hand, but not for ever', async () => {
    const at = await wish();
    isDoorInHand = true;
    await clock.advance(60_000);
    expect(asked).toEqual([]);
    isDoorInHand = false;
    await clock.advance(1000);
    expect(asked).toHaveLength(1);
    expect((asked[0] ?? 0) - at).toBeLessThanOrEqual(61_000);
  });

  it('stays when the wish is taken back, and asks when there is another', async () => {
    await wish();
    expectOk(upkeep.cancelRestore(two[0]), 'taking it back');
    await clock.advance(200_000);
    expect(asked).toEqual([]);
    await wish();
    await clock.advance(5000);
    expect(asked).toHaveLength(1);
  });

  it('asks nothing when nobody may wish for it', async () => {
    expect(upkeep.requestRestore('station-20261122T101500Z.db', two)).toEqual(err({ kind: 'unknown-backup' }));
    await clock.advance(200_000);
    expect(asked).toEqual([]);
  });
});

describe('a station whose storage failed', () => {
  it('asks within a second, and after two minutes whatever door is open', async () => {
    isDoorInHand = true;
    health = 'failed';
    for (const tell of failed) tell();
    await clock.advance(119_000);
    expect(asked).toEqual([]);
    await clock.advance(2000);
    expect(asked).toHaveLength(1);
  });
});
