import type { RecoveryReason } from '../../../contract/station/storage-views.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { OutboxRow } from '../../ports/store.ts';
import { CHECK_ALL_KEY, LIVES_KEY, ORDER_COUNTER_KEY, RESTORED_KEY, RESTORE_UNTOLD_KEY } from '../../ports/restored.ts';
import type { Tables } from '../tables/tables.ts';

/** The beginning of another life of a database. */
export interface NewLife {
  readonly epoch: string;
  readonly at: UnixMs;
  /** When the copy was made that it goes on from; null: it begins empty, or nobody knows. */
  readonly backupAt: UnixMs | null;
  /** Nobody knows how old the copy is; `backupAt` says no more than when it was found out. */
  readonly isAgeUnknown?: boolean;
  /** What the life before ended of. */
  readonly reason: RecoveryReason;
  /** Which life of this station's database it is; the first restore begins life 1. */
  readonly lives: number;
  /** Operations of the life before that the hub may not have. */
  readonly salvaged: readonly OutboxRow[];
  /** The id of the operation that tells the hub. */
  readonly operationId: string;
}

/** Order numbers that a life has for itself: more than a kiosk gives in decades. */
export const NUMBERS_PER_LIFE = 1_000_000;

/**
 * Makes a database that was restored, made anew or put back by somebody safe to go on with, in one transaction:
 *
 * - a new epoch: what waits is numbered from 1, and the hub, which knows operations by their ids, takes none of them twice;
 * - what the life before had not delivered is delivered by this one;
 * - blank passes go: one of them may have been given to a parcel since. The hub gives others once it has heard of the restore;
 * - order numbers go on in a range that no earlier life has used;
 * - every compartment is to be looked into before it is opened for anybody else (`src/station/app/boot`).
 */
export function markRestored(tables: Tables, life: NewLife): void {
  const { audit, small, outbox, passes, cursors } = tables;
  const { epoch, at, backupAt, reason } = life;
  const before = small.meta('epoch') ?? '';
  let salvaged = 0;
  for (const row of life.salvaged) if (outbox.adopt(row)) salvaged += 1;
  audit.append({ kind: 'station.restored', at, facts: { before, epoch, backupAt, salvaged, life: life.lives } });
  small.putMeta('epoch', epoch);
  outbox.renumber();
  outbox.append(life.operationId, { kind: 'station.restored', backupAt, ...(life.isAgeUnknown === true ? { age: 'unknown' } : {}), at }, at);
  passes.dropBlanks();
  cursors.advance('passes', 0, 0);
  const counter = Math.max(Number(small.meta(ORDER_COUNTER_KEY) ?? '0'), life.lives * NUMBERS_PER_LIFE);
  small.putMeta(ORDER_COUNTER_KEY, String(counter));
  small.putMeta(LIVES_KEY, String(life.lives));
  small.putMeta(RESTORE_UNTOLD_KEY, life.operationId);
  small.putMeta(CHECK_ALL_KEY, '1');
  small.putMeta(RESTORED_KEY, JSON.stringify({ at, backupAt, reason, salvaged }));
}
