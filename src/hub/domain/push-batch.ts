import type { Operation } from '../../contract/events/operations.ts';
import { operationBody, PLACE_TAKEN, type PushedOperation, type PushOutcome } from '../../contract/hub/sync.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { sqlState } from '../db/database.ts';
import { addOperations, type OperationRecord, type StoredOperation, type StoredOperations } from '../db/operation-log.ts';
import { num, str } from '../db/rows.ts';
import { alarm, type Effect, type EffectContext, endAlarm, type StationIdentity } from './context.ts';
import { applyOperation } from './effects.ts';
import { type PlainFact, plainFactOf, writeFacts } from './plain-facts.ts';
import { type PlainOrder, placePlainOrders, plainOrderOf } from './plain-orders.ts';
import { isStorable, readOperation, type Unreadable } from './read-operation.ts';
import type { Stream } from './streams.ts';

/** The alarm of an operation that waits, which its station takes for done: it ends with the waiting. */
const WAITS = 'waits-for-order';

/** A plain fact, or a plain order, that is to be written with those of its kind around it. */
interface Waiting {
  readonly op: PushedOperation;
  readonly operation: Operation;
  readonly plain: { readonly is: 'fact'; readonly fact: PlainFact } | { readonly is: 'order'; readonly order: PlainOrder };
}

/**
 * The operations of one push, taken one after the other. What was stored before is looked up once for all of them, and they are stored together;
 * plain facts that follow each other are written together, in one savepoint, and plain orders too. Should the database refuse such a run, or know anything of one of
 * the orders, each goes by itself, so that the one that is refused takes nothing with it. Whatever does more finds everything before it in the tables.
 */
export class PushBatch {
  readonly #c: EffectContext;
  readonly #stream: Stream;
  readonly #byPlace: StoredOperations['byPlace'];
  readonly #byId: Map<string, StoredOperation>;
  readonly #outcomes: PushOutcome[] = [];
  /** By the ids of their operations; all facts or all orders. */
  readonly #run = new Map<string, Waiting>();
  /** Ids and numbers of the orders of the run. */
  readonly #orders = new Set<string>();
  #records: OperationRecord[] = [];

  private constructor(c: EffectContext, stream: Stream, stored: StoredOperations) {
    this.#c = c;
    this.#stream = stream;
    this.#byPlace = stored.byPlace;
    this.#byId = new Map(stored.byId);
  }

  /** Begins with what of these operations is stored already. */
  static open(c: EffectContext, stream: Stream, stored: StoredOperations): PushBatch {
    return new PushBatch(c, stream, stored);
  }

  /** Takes the next operation, in the station's order. False when its place holds another: then none may follow. */
  async take(op: PushedOperation): Promise<boolean> {
    const there = this.#byPlace.get(op.seq);
    if (there !== undefined) return await this.#repeat(op, there);
    // The same operation twice in one push: the second finds the first.
    if (this.#run.has(op.operationId)) await this.#endRun();
    const same = this.#byId.get(op.operationId);
    if (same !== undefined) await this.#known(op, same);
    else await this.#runNew(op);
    return true;
  }

  /** Writes what still waits to be written, and `last` with it; answers what became of each. */
  async close<T>(last: () => Promise<T>): Promise<{ readonly outcomes: readonly PushOutcome[]; readonly last: T }> {
    await this.#endRun();
    const storing = this.#store();
    const told = last();
    // Sent together. Where the first is refused, its reason is told, and not that the rest came too late.
    told.catch(() => undefined);
    await storing;
    return { outcomes: this.#outcomes, last: await told };
  }

  /** An operation at a place that the hub has seen: the first answer again, or an alarm when it is not the same operation. */
  async #repeat(op: PushedOperation, there: StoredOperation): Promise<boolean> {
    await this.#endRun();
    if (there.hash === op.hash && there.operationId === op.operationId) {
      this.#outcomes.push(repeatedOutcome(op.seq, there));
      return true;
    }
    const { epoch } = this.#stream;
    await alarm(this.#c, 'place-taken', `${this.#c.station.stationId}:${epoch}:${op.seq}:${op.hash}`, { epoch, seq: op.seq });
    this.#outcomes.push({ seq: op.seq, outcome: 'rejected', reason: PLACE_TAKEN });
    return false;
  }

  /** A restored station sends what it had sent in its earlier epoch; anything else under a used id is not the same operation. */
  async #known(op: PushedOperation, same: StoredOperation): Promise<void> {
    await this.#endRun();
    if (same.stationId === this.#c.station.stationId && same.hash === op.hash) {
      this.#outcomes.push(repeatedOutcome(op.seq, same));
      return;
    }
    await alarm(this.#c, 'operation-id-taken', `${op.operationId}:${op.hash}`, { seq: op.seq, operationId: op.operationId });
    this.#outcomes.push({ seq: op.seq, outcome: 'rejected', reason: 'another operation has this id' });
  }

  async #runNew(op: PushedOperation): Promise<void> {
    const read = readOperation(op);
    const waiting = read.ok ? this.#plainOf(op, read.value) : null;
    if (waiting === null) {
      await this.#endRun();
      await this.#runOne(op, read);
      return;
    }
    if (!this.#fits(waiting)) await this.#endRun();
    this.#run.set(op.operationId, waiting);
    if (waiting.plain.is === 'order') for (const name of namesOf(waiting.plain.order)) this.#orders.add(name);
  }

  #plainOf(op: PushedOperation, operation: Operation): Waiting | null {
    const fact = plainFactOf(operation, op.operationId, this.#c.station);
    if (fact !== null) return { op, operation, plain: { is: 'fact', fact } };
    const order = plainOrderOf(operation);
    return order === null ? null : { op, operation, plain: { is: 'order', order } };
  }

  /** Of two orders with one id or one number the second finds the first in the tables. */
  #fits({ plain }: Waiting): boolean {
    const [first] = this.#run.values();
    if (first !== undefined && first.plain.is !== plain.is) return false;
    return plain.is === 'fact' || !namesOf(plain.order).some((name) => this.#orders.has(name));
  }

  async #endRun(): Promise<void> {
    const run = [...this.#run.values()];
    this.#run.clear();
    this.#orders.clear();
    if (run.length === 0) return;
    const together = run.length > 1 && (await this.#writeRun(run));
    for (const { op, operation } of run) {
      if (together) this.#note(op, operation.kind, { outcome: 'applied' });
      else await this.#runOne(op, ok(operation));
    }
  }

  /** True: all of it is in the tables; false: nothing. */
  async #writeRun(run: readonly Waiting[]): Promise<boolean> {
    const c = this.#c;
    const facts = run.flatMap(({ plain }) => (plain.is === 'fact' ? [plain.fact] : []));
    if (facts.length > 0) return (await within(c, () => writeFacts(c, facts))).refused === null;
    const orders = run.flatMap(({ plain }) => (plain.is === 'order' ? [plain.order] : []));
    // What waits for one of them may be among this very push.
    if (this.#records.some(({ awaitsOrder }) => orders.some(({ orderId }) => orderId === awaitsOrder))) return false;
    const placed = await within(c, () => placePlainOrders(c, orders));
    return placed.refused === null && placed.value;
  }

  async #runOne(op: PushedOperation, read: Result<Operation, Unreadable>): Promise<void> {
    const c = this.#c;
    const effect = read.ok ? await runEffect(c, read.value, op.operationId) : read.error;
    if (effect.outcome === 'rejected') await alarm(c, 'rejected', op.operationId, { seq: op.seq, reason: effect.reason });
    if (effect.outcome === 'deferred') await alarm(c, WAITS, op.operationId, { seq: op.seq, orderId: effect.orderId });
    this.#note(op, read.ok ? read.value.kind : 'unreadable', effect);
    if (read.ok && read.value.kind === 'order.placed' && effect.outcome === 'applied') await this.#runDeferred(read.value.orderId);
  }

  #note(op: PushedOperation, kind: string, effect: Effect): void {
    const { outcome } = effect;
    const reason = 'reason' in effect ? effect.reason : null;
    const body = outcome === 'applied' || !isStorable(op.body) ? null : op.body;
    this.#records.push({ op, kind, outcome, reason, awaitsOrder: outcome === 'deferred' ? effect.orderId : null, body });
    this.#byId.set(op.operationId, { operationId: op.operationId, stationId: this.#c.station.stationId, hash: op.hash, outcome, reason });
    this.#outcomes.push({ seq: op.seq, outcome, reason });
  }

  async #store(): Promise<void> {
    const records = this.#records;
    this.#records = [];
    await addOperations(this.#c.tx, { ...this.#c.station, epoch: this.#stream.epoch }, this.#c.at, records);
  }

  /** Tries again what waited for an order, now that the order is there, in the order in which it arrived. */
  async #runDeferred(orderId: string): Promise<void> {
    const c = this.#c;
    // Among what waits may be operations of this very push.
    await this.#store();
    const waiting = await c.tx.query(
      `SELECT o.*, s.store_id, s.bank FROM operations o JOIN stations s ON s.tenant_id = o.tenant_id AND s.station_id = o.station_id
       WHERE o.tenant_id = $1 AND o.awaits_order = $2 AND o.outcome = 'deferred' ORDER BY o.received_at, o.station_id, o.seq`,
      [c.station.tenantId, orderId],
    );
    for (const row of waiting) {
      const operationId = str(row, 'operation_id');
      const station: StationIdentity = { ...c.station, stationId: str(row, 'station_id'), storeId: str(row, 'store_id'), bank: num(row, 'bank') };
      const effect = await runEffect({ ...c, station }, operationBody.parse(JSON.parse(str(row, 'body'))), operationId);
      if (effect.outcome !== 'deferred') await endAlarm(c, WAITS, operationId);
      if (effect.outcome === 'rejected') await alarm({ ...c, station }, 'rejected', operationId, { seq: num(row, 'seq'), reason: effect.reason });
      const reason = 'reason' in effect ? effect.reason : null;
      await c.tx.query(
        `UPDATE operations SET outcome = $3, reason = $4, body = CASE WHEN $3 = 'applied' THEN NULL ELSE body END
         WHERE tenant_id = $1 AND operation_id = $2`,
        [station.tenantId, operationId, effect.outcome, reason],
      );
      this.#byId.set(operationId, { operationId, stationId: station.stationId, hash: str(row, 'body_hash'), outcome: effect.outcome, reason });
    }
  }
}

/** What tells an order from others: spelled so that no id is taken for a number. */
function namesOf({ orderId, number }: PlainOrder): readonly string[] {
  return [`id ${orderId}`, `number ${number}`];
}

/** The first answer, so that a rejection whose answer was lost is still heard. */
function repeatedOutcome(seq: number, { outcome, reason }: StoredOperation): PushOutcome {
  if (outcome === 'rejected' || outcome === 'deferred') return { seq, outcome, reason };
  return { seq, outcome: 'duplicate', reason: null };
}

async function runEffect(c: EffectContext, operation: Operation, operationId: string): Promise<Effect> {
  const done = await within(c, () => applyOperation(c, operation, operationId));
  return done.refused === null ? done.value : { outcome: 'rejected', reason: `it contradicts what is stored (${done.refused})` };
}

type Within<T> = { readonly refused: null; readonly value: T } | { readonly refused: string };

/** Works in a savepoint. What the database refuses about the data undoes that work alone; any other failure ends the push. */
async function within<T>(c: EffectContext, work: () => Promise<T>): Promise<Within<T>> {
  try {
    return { refused: null, value: await c.tx.savepoint(work) };
  } catch (failure) {
    const state = sqlState(failure) ?? '';
    if (!state.startsWith('22') && !state.startsWith('23')) throw failure;
    return { refused: state };
  }
}
