import type { PushOutcome, PushRequest } from '../../contract/hub/sync.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Database } from '../db/database.ts';
import { findStored } from '../db/operation-log.ts';
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
  return await db.transaction(async (tx) => {
    const c = { ...push, tx };
    // Sent together: the lock goes first, so what follows reads what the push before this one left.
    const [stream, stored] = await Promise.all([openStream(c, request.epoch), findStored(tx, { ...c.station, epoch: request.epoch }, operations)]);
    if (stream === null) return err({ kind: 'old-epoch' });
    const first = operations[0]?.seq;
    // The one before it is still on its way; or it was not taken, and then this one comes again as well.
    if (isAhead && first !== undefined && first > (stream.lastSeq ?? 0) + 1) return err({ kind: 'gap', expected: (stream.lastSeq ?? 0) + 1 });
    if (first !== undefined && stream.lastSeq !== null && first > stream.lastSeq + 1) {
      await alarm(c, 'gap', `${c.station.stationId}:${request.epoch}:${first}`, { epoch: request.epoch, expected: stream.lastSeq + 1, seq: first });
      return err({ kind: 'gap', expected: stream.lastSeq + 1 });
    }
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
