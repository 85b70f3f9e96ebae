import type { PushOutcome, PushRequest } from '../../contract/hub/sync.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type Database, sqlState } from '../db/database.ts';
import { findStored, nothingStored } from '../db/operation-log.ts';
import { alarm, type EffectContext } from './context.ts';
import { PushBatch } from './push-batch.ts';
import { closeStream, openStream } from './streams.ts';

/** What a push did. `durableSeq` is the last operation of the epoch that the hub has. */
export interface PushDone {
  readonly outcomes: readonly PushOutcome[];
  readonly durableSeq: number;
  /** The head of the station's audit as the hub has it now, to be signed. */
  readonly audit: PushRequest['audit'] | null;
}

/** Why a push as a whole is refused; nothing of it was applied. */
export type PushRefusal = { readonly kind: 'not-in-sequence' } | { readonly kind: 'gap'; readonly expected: number } | { readonly kind: 'old-epoch' };

type Push = Omit<EffectContext, 'tx'>;

/**
 * Applies a push in one transaction, operations in savepoints (plain facts that follow each other in one), so that a rejected one takes
 * nothing with it. Every operation is applied exactly once: its place `(station, epoch, seq)`, its id and its body's hash are stored with its effect. One that was sent ahead
 * of an answer (`isAhead`) never begins an epoch, and that it does not follow what is here is no alarm.
 */
export async function applyPush(db: Database, push: Push, request: PushRequest, isAhead = false): Promise<Result<PushDone, PushRefusal>> {
  const { operations } = request;
  if (operations.some((op, i) => op.seq !== (operations[0]?.seq ?? 0) + i)) return err({ kind: 'not-in-sequence' });
  try {
    return await inOneTransaction(db, push, request, { isAhead, believesNew: true });
  } catch (failure) {
    if (sqlState(failure) !== UNIQUE_VIOLATION) throw failure;
    // One of them was here after all, and nothing of this push is in the tables.
    return await inOneTransaction(db, push, request, { isAhead, believesNew: false });
  }
}

const UNIQUE_VIOLATION = '23505';

/** How a push is taken. `believesNew`: operations behind the end of a station's first epoch are not looked for, because the table itself refuses an id that it has. */
interface Taking {
  readonly isAhead: boolean;
  readonly believesNew: boolean;
}

async function inOneTransaction(db: Database, push: Push, request: PushRequest, { isAhead, believesNew }: Taking): Promise<Result<PushDone, PushRefusal>> {
  const { operations } = request;
  return await db.transaction(async (tx) => {
    const c = { ...push, tx };
    const stream = await openStream(c, request.epoch);
    if (stream === null) return err({ kind: 'old-epoch' });
    const first = operations[0]?.seq;
    // The one before it is still on its way; or it was not taken, and then this one comes again as well.
    if (isAhead && first !== undefined && first > (stream.lastSeq ?? 0) + 1) return err({ kind: 'gap', expected: (stream.lastSeq ?? 0) + 1 });
    if (first !== undefined && stream.lastSeq !== null && first > stream.lastSeq + 1) {
      await alarm(c, 'gap', `${c.station.stationId}:${request.epoch}:${first}`, { epoch: request.epoch, expected: stream.lastSeq + 1, seq: first });
      return err({ kind: 'gap', expected: stream.lastSeq + 1 });
    }
    const isNew = believesNew && stream.isFirst && first !== undefined && first > (stream.lastSeq ?? 0);
    const stored = isNew ? nothingStored : await findStored(tx, { ...c.station, epoch: request.epoch }, operations);
    const batch = PushBatch.open(c, stream, stored);
    let last = stream.lastSeq;
    for (const op of operations) {
      // The numbers of two databases have met: its station sends all of this again under other numbers, and what follows may build on this one.
      if (!(await batch.take(op))) break;
      last = Math.max(last ?? 0, op.seq);
    }
    const { outcomes, last: audit } = await batch.close(() => closeStream(c, stream, last, request.audit));
    return ok({ outcomes, durableSeq: last ?? 0, audit });
  });
}
