import { join } from 'node:path';
import type { StaffId } from '../../../../src/kernel/ids.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { done, expectOk } from '../../../../src/kernel/result.ts';
import { listBackups, pruneBackups } from '../../../../src/station/store/backup/backups.ts';
import { type CheckCopy, sealCopy } from '../../../../src/station/store/backup/check-copy.ts';
import { checkInThread } from '../../../../src/station/store/backup/check-thread.ts';
import { openOrRecover } from '../../../../src/station/store/recovery/ladder.ts';
import { startUpkeep, type Upkeep } from '../../../../src/station/store/upkeep.ts';
import { START } from '../../../flows/support/shop.ts';
import type { TestStation } from '../../../flows/support/test-station.ts';
import { bornShop, closeShop, databaseIn, type Recording, recordedStation } from './recorded-shop.ts';
import { copiesHere } from '../../../support/store.ts';

const HOUR_MS = 3_600_000;

/** Hourly backups beside the work, the hub's word about the audit, the journal emptied, and old backups pruned. */
export async function backups(recording: Recording): Promise<void> {
  bornShop(recording);
  const shop = await recordedStation(recording);
  const upkeep = upkeepOf(recording, shop, async (path, depth) => sealCopy(path, depth));
  const folder = join(databaseIn(recording), '..', 'backups');
  for (let n = 1; n <= 3; n++) {
    await shop.loadParcel(shop.paidOrder(n));
    recording.mark({ kind: 'saw', step: `loaded ${n}`, operation: 'parcel.loaded', audit: 'door.answered' });
    await backUp(recording, upkeep);
    if (n === 2) countersign(shop);
    // Two of them in one hour: the older one of these has had its time. The next look keeps what changed beside the database.
    shop.clock.wallOffset += n === 1 ? HOUR_MS / 3 : HOUR_MS;
    await shop.advance(61_000);
    await upkeep.settled();
  }
  expectOk(shop.store.emptyJournal(), 'the journal');
  shop.paidOrder(9);
  recording.mark({ kind: 'pruning', kept: [] });
  pruneBackups(folder);
  recording.mark({ kind: 'pruning', kept: listBackups(folder).map(({ name }) => name) });
  await upkeep.close();
  closeShop(shop);
}

/** A backup, work after it, and the wish of two people to go back: the next start obeys, and goes on in another life. */
export async function restore(recording: Recording): Promise<void> {
  bornShop(recording);
  const shop = await recordedStation(recording);
  const upkeep = upkeepOf(recording, shop, checkInThread());
  await shop.loadParcel(shop.paidOrder(1));
  recording.mark({ kind: 'saw', step: 'loaded', operation: 'parcel.loaded', audit: 'door.answered' });
  await backUp(recording, upkeep);
  await shop.loadParcel(shop.paidOrder(2));
  recording.mark({ kind: 'saw', step: 'loaded after the backup', operation: 'parcel.loaded', audit: 'door.answered' });
  const [newest] = upkeep.backups();
  recording.mark({ kind: 'restore-asked' });
  expectOk(upkeep.requestRestore(newest?.name ?? '', ['staff-1' as StaffId, 'staff-2' as StaffId]), 'the wish');
  await upkeep.close();
  closeShop(shop);
  const path = databaseIn(recording);
  const { store, recovery } = expectOk(
    openOrRecover({
      path,
      backupFolders: [join(path, '..', 'backups')],
      clock: { ...shop.clock, now: () => START + 2 * HOUR_MS, monotonic: () => 0, after: () => () => {} },
      random: restoredRandom(),
      logger: silentLogger,
      stationVersion: 'test',
      ballastBytes: 4096,
      busyMs: 0,
    }),
    'the restored database',
  );
  if (recovery?.reason !== 'replaced') throw new Error('the wish was not obeyed');
  recording.mark({ kind: 'restored', epoch: store.epoch });
  store.close();
  const again = await recordedStation(recording, { seed: 3, wallOffset: 3 * HOUR_MS });
  again.paidOrder(3);
  await again.advance(2000);
  closeShop(again);
}

function upkeepOf(recording: Recording, shop: TestStation, check: CheckCopy): Upkeep {
  const path = databaseIn(recording);
  return startUpkeep({
    path,
    store: shop.store,
    backupFolders: [join(path, '..', 'backups')],
    check,
    copies: copiesHere,
    freeBytes: () => 10_000_000_000,
    timeZone: 'Europe/Madrid',
    clock: shop.clock,
    logger: silentLogger,
  });
}

async function backUp(recording: Recording, upkeep: Upkeep): Promise<void> {
  const { name } = expectOk(await upkeep.backUp(), 'the backup');
  recording.mark({ kind: 'backup', name });
}

/** The hub's word about the audit so far; the station keeps it beside its database too, and must never find itself older than that. */
function countersign(shop: TestStation): void {
  const { seq, hash } = shop.store.read.auditHead();
  const kept = shop.store.keepWitness(
    { epoch: shop.store.epoch, seq, hash, signedAt: shop.clock.now(), publicKey: 'A'.repeat(43), signature: 'A'.repeat(86) },
    shop.clock.now(),
  );
  expectOk(kept, 'the witness');
  expectOk(
    shop.store.commit<undefined, never>(() => done),
    'nothing',
  );
}

/** Another life draws other ids than the one before. */
function restoredRandom(): (size: number) => Uint8Array {
  let next = 0;
  return (size) => {
    next += 1;
    const bytes = new Uint8Array(size).fill(0xa5);
    new DataView(bytes.buffer).setUint32(size - 4, next);
    return bytes;
  };
}
