import { createHash } from 'node:crypto';
import type { Operation } from '../../contract/events/operations.ts';
import { operationBody, PLACE_TAKEN, type PushedOperation, type PushOutcome, type PushRequest } from '../../contract/hub/sync.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type Database, sqlState } from '../db/database.ts';
import { num, str, strOrNull } from '../db/rows.ts';
import { alarm, type Effect, type EffectContext, endAlarm, type StationIdentity } from './context.ts';
import { applyOperation } from './effects.ts';
import { closeStream, openStream, type Stream } from './streams.ts';

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

/** The alarm of an operation that waits, which its station takes for done: it ends with the waiting. */
const WAITS = 'waits-for-order';

/**
 * Applies a push in one transaction, each operation in its own savepoint, so that a rejected one takes nothing with it.
 * Every operation is applied exactly once: its place `(station, epoch, seq)`, its id and its body's hash are stored with its effect.
 */
export async function applyPush(db: Database, push: Push, request: PushRequest): Promise<Result<PushDone, PushRefusal>> {
  const { operations } = request;
  if (operations.some((op, i) => op.seq !== (operations[0]?.seq ?? 0) + i)) return err({ kind: 'not-in-sequence' });
  return await db.transaction(async (tx) => {
    const c = { ...push, tx };
    const stream = await openStream(c, request.epoch);
    if (stream === null) return err({ kind: 'old-epoch' });
    const first = operations[0]?.seq;
    if (first !== undefined && stream.lastSeq !== null && first > stream.lastSeq + 1) {
      await alarm(c, 'gap', `${c.station.stationId}:${request.epoch}:${first}`, { epoch: request.epoch, expected: stream.lastSeq + 1, seq: first });
      return err({ kind: 'gap', expected: stream.lastSeq + 1 });
    }
    const outcomes: PushOutcome[] = [];
    let last = stream.lastSeq;
    for (const op of operations) {
      const known = last !== null && op.seq <= last;
      const outcome = known ? await repeat(c, stream, op) : await runNew(c, stream, op);
      outcomes.push(outcome);
      // The numbers of two databases have met: its station sends all of this again under other numbers, and what follows may build on this one.
      if (outcome.outcome === 'rejected' && outcome.reason === PLACE_TAKEN) break;
      if (!known) last = op.seq;
    }
    const audit = await closeStream(c, stream, last, request.audit);
    return ok({ outcomes, durableSeq: last ?? 0, audit });
  });
}

/** Tries again what waited for an order, now that the order is there, in the order in which it arrived. */
async function runDeferred(c: EffectContext, orderId: string): Promise<void> {
  const waiting = await c.tx.query(
    `SELECT o.*, s.store_id, s.bank FROM operations o JOIN stations s ON s.tenant_id = o.tenant_id AND s.station_id = o.station_id
     WHERE o.tenant_id = $1 AND o.awaits_order = $2 AND o.outcome = 'deferred' ORDER BY o.received_at, o.station_id, o.seq`,
    [c.station.tenantId, orderId],
  );
  for (const row of waiting) {
    const station: StationIdentity = { ...c.station, stationId: str(row, 'station_id'), storeId: str(row, 'store_id'), bank: num(row, 'bank') };
    const operation = operationBody.parse(JSON.parse(str(row, 'body')));
    const effect = await runEffect({ ...c, station }, operation, str(row, 'operation_id'));
    if (effect.outcome !== 'deferred') await endAlarm(c, WAITS, str(row, 'operation_id'));
    if (effect.outcome === 'rejected') await alarm({ ...c, station }, 'rejected', str(row, 'operation_id'), { seq: num(row, 'seq'), reason: effect.reason });
    await c.tx.query(
      `UPDATE operations SET outcome = $3, reason = $4, body = CASE WHEN $3 = 'applied' THEN NULL ELSE body END
       WHERE tenant_id = $1 AND operation_id = $2`,
      [station.tenantId, str(row, 'operation_id'), effect.outcome, 'reason' in effect ? effect.reason : null],
    );
  }
}

/** An operation at a place that the hub has seen: the first answer again, or an alarm when it is not the same operation. */
async function repeat(c: EffectContext, stream: Stream, op: PushedOperation): Promise<PushOutcome> {
  const [row] = await c.tx.query('SELECT * FROM operations WHERE tenant_id = $1 AND station_id = $2 AND epoch = $3 AND seq = $4', [
    c.station.tenantId,
    c.station.stationId,
    stream.epoch,
    op.seq,
  ]);
  if (row === undefined) return await runNew(c, stream, op);
  if (str(row, 'body_hash') !== op.hash || str(row, 'operation_id') !== op.operationId) {
    await alarm(c, 'place-taken', `${c.station.stationId}:${stream.epoch}:${op.seq}:${op.hash}`, { epoch: stream.epoch, seq: op.seq });
    return { seq: op.seq, outcome: 'rejected', reason: PLACE_TAKEN };
  }
  return repeatedOutcome(op.seq, str(row, 'outcome'), strOrNull(row, 'reason'));
}

/** The first answer, so that a rejection whose answer was lost is still heard. */
function repeatedOutcome(seq: number, outcome: string, reason: string | null): PushOutcome {
  if (outcome === 'rejected' || outcome === 'deferred') return { seq, outcome, reason };
  return { seq, outcome: 'duplicate', reason: null };
}

async function runNew(c: EffectContext, stream: Stream, op: PushedOperation): Promise<PushOutcome> {
  const [same] = await c.tx.query('SELECT * FROM operations WHERE tenant_id = $1 AND operation_id = $2', [c.station.tenantId, op.operationId]);
  if (same !== undefined) {
    // A restored station sends what it had sent in its earlier epoch; anything else under a used id is not the same operation.
    if (str(same, 'station_id') === c.station.stationId && str(same, 'body_hash') === op.hash) {
      return repeatedOutcome(op.seq, str(same, 'outcome'), strOrNull(same, 'reason'));
    }
    await alarm(c, 'operation-id-taken', `${op.operationId}:${op.hash}`, { seq: op.seq, operationId: op.operationId });
    return { seq: op.seq, outcome: 'rejected', reason: 'another operation has this id' };
  }
  const read = readBody(op);
  const effect = read.ok ? await runEffect(c, read.value, op.operationId) : read.error;
  if (effect.outcome === 'rejected') await alarm(c, 'rejected', op.operationId, { seq: op.seq, reason: effect.reason });
  if (effect.outcome === 'deferred') await alarm(c, WAITS, op.operationId, { seq: op.seq, orderId: effect.orderId });
  await record(c, stream, op, read.ok ? read.value.kind : 'unreadable', effect);
  if (read.ok && read.value.kind === 'order.placed' && effect.outcome === 'applied') await runDeferred(c, read.value.orderId);
  return { seq: op.seq, outcome: effect.outcome, reason: 'reason' in effect ? effect.reason : null };
}

/** Runs an effect in a savepoint. What the database itself refuses about the data is a rejection; any other failure ends the push. */
async function runEffect(c: EffectContext, operation: Operation, operationId: string): Promise<Effect> {
  try {
    return await c.tx.savepoint(() => applyOperation(c, operation, operationId));
  } catch (failure) {
    const state = sqlState(failure) ?? '';
    if (!state.startsWith('22') && !state.startsWith('23')) throw failure;
    return { outcome: 'rejected', reason: `it contradicts what is stored (${state})` };
  }
}

function readBody(op: PushedOperation): Result<Operation, Extract<Effect, { outcome: 'rejected' }>> {
  if (sha256(op.body) !== op.hash) return err({ outcome: 'rejected', reason: 'the hash is not that of the body' });
  let json: unknown;
  try {
    json = JSON.parse(op.body);
  } catch {
    return err({ outcome: 'rejected', reason: 'the body is not JSON' });
  }
  const operation = operationBody.safeParse(json);
  if (!operation.success) {
    const path = operation.error.issues[0]?.path.join('.') ?? '';
    return err({ outcome: 'rejected', reason: `the body is not an operation: ${path}`.slice(0, 200) });
  }
  if (!isStorable(operation.data)) return err({ outcome: 'rejected', reason: 'the body holds text that cannot be stored' });
  return ok(operation.data);
}

/** PostgreSQL's text holds neither NUL nor half of a surrogate pair. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorable(inner));
}

async function record(c: EffectContext, stream: Stream, op: PushedOperation, kind: string, effect: Effect): Promise<void> {
  const body = effect.outcome === 'applied' || !isStorable(op.body) ? null : op.body;
  await c.tx.query(
    `INSERT INTO operations (tenant_id, station_id, epoch, seq, operation_id, body_hash, kind, occurred_at, received_at, outcome, reason, awaits_order, body)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      c.station.tenantId,
      c.station.stationId,
      stream.epoch,
      op.seq,
      op.operationId,
      op.hash,
      kind,
      op.occurredAt,
      c.at,
      effect.outcome,
      'reason' in effect ? effect.reason : null,
      effect.outcome === 'deferred' ? effect.orderId : null,
      body,
    ],
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
