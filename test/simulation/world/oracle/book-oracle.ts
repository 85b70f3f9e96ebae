import type { Operation } from '../../../../src/contract/events/operations.ts';
import type { CompartmentId, IntentId, ParcelId } from '../../../../src/kernel/ids.ts';
import type { CompartmentRow, IntentRow, ParcelRow } from '../../../../src/station/ports/store.ts';
import type { Box, Floor } from '../floor.ts';
import type { HubModel } from '../hub-model.ts';
import type { Journal } from '../journal.ts';
import type { Life } from '../life.ts';
import type { Orders } from '../orders.ts';
import { attemptOf, flowOf } from './flow-state.ts';

/** What the books are judged by. */
export interface BookOracleParts {
  readonly journal: Journal;
  readonly floor: Floor;
  readonly orders: Orders;
  readonly hub: HubModel;
  now(): number;
}

interface KnownOperation {
  readonly operationId: string;
  readonly hash: string;
  readonly operation: Operation;
}

interface KnownParcel {
  readonly status: ParcelRow['status'];
  readonly compartmentId: CompartmentId;
}

/** What a parcel's new state must be told to the hub as, in the same transaction. */
const toldAs = { stored: 'parcel.loaded', collected: 'parcel.collected', withdrawn: 'parcel.recalled' } as const;

/** How far the station's clock may be behind without being in doubt, beside a command's own life. Milliseconds. */
const LATE_ORDER_MS = 660_000;

/** Reads the station's books after every commit and holds them against what really happened: promises 2, 3, 4, 6, 7 and 8. */
export class BookOracle {
  /** Everything that was ever told the hub, by its number. */
  readonly operations: KnownOperation[] = [];
  /** How many intents were ever made durable. */
  intentsMade = 0;
  /** What head office ordered, by the command's id. */
  readonly ordered = new Map<string, { readonly compartmentId: string; readonly until: number }>();
  /** Books that were not judged because something had happened which no sensor could show. */
  exempt = 0;
  readonly #parts: BookOracleParts;
  readonly #intents = new Map<IntentId, { readonly row: IntentRow; readonly seenAt: number }>();
  readonly #attempts = new Map<string, Life>();
  readonly #rows = new Map<CompartmentId, CompartmentRow>();
  readonly #parcels = new Map<ParcelId, KnownParcel>();
  #auditHead: { readonly seq: number; readonly hash: string } = { seq: 0, hash: '' };

  constructor(parts: BookOracleParts) {
    this.#parts = parts;
  }

  get liveIntents(): readonly IntentRow[] {
    return [...this.#intents.values()].map(({ row }) => row);
  }

  lifeOfAttempt(key: string): Life | null {
    return this.#attempts.get(key) ?? null;
  }

  /** Has anything been told the hub that fits? */
  isTold(fits: (operation: Operation) => boolean): boolean {
    return this.operations.some(({ operation }) => fits(operation));
  }

  /** A life begins on a database that another one left: nothing that was durable may be missing. */
  born(life: Life): void {
    const { journal } = this.#parts;
    const { store } = life;
    if (store.lastSeq() < this.operations.length) journal.violate(6, `operation ${this.operations.length} was durable before the restart and is gone`);
    for (const { seq, hash } of store.waiting(500)) {
      const known = this.operations[seq - 1];
      if (known !== undefined && known.hash !== hash) journal.violate(6, `operation ${seq} is another one after the restart`);
    }
    const { seq, hash } = this.#auditHead;
    if (seq > 0 && store.auditHashAt(seq) !== hash) journal.violate(6, `entry ${seq} of the audit is not what it was before the restart`);
    this.committed(life);
  }

  /** Something became durable. */
  committed(life: Life): void {
    const { read } = life.store;
    const audited = this.#readAudit(life);
    const news = this.#readOperations(life, audited);
    const rows = read.compartments();
    this.#readIntents(life, read.liveIntents(), audited);
    this.#readParcels(life, rows, news);
    for (const row of rows) this.#readRow(row, read.parcel);
    this.#judgePlaces(rows);
  }

  /** Walks the whole chain: slow, for the end of a run. */
  audited(life: Life): void {
    for (const [parcelId, { status }] of this.#parcels) {
      const now = life.store.read.parcel(parcelId)?.status ?? null;
      // One that was asked for in a transaction which never ended is nowhere.
      if (now !== status && now !== null) this.#parts.journal.violate(2, `a parcel that was ${status} became ${now}`);
    }
    const checked = life.store.verifyAudit();
    if (!checked.ok) this.#parts.journal.violate(6, `the audit's chain is broken: ${JSON.stringify(checked.error)}`);
  }

  #readAudit(life: Life): boolean {
    const head = life.store.read.auditHead();
    const isLonger = head.seq > this.#auditHead.seq;
    if (head.seq < this.#auditHead.seq) this.#parts.journal.violate(6, `the audit became shorter: ${head.seq} after ${this.#auditHead.seq}`);
    this.#auditHead = head;
    return isLonger;
  }

  #readOperations(life: Life, audited: boolean): readonly Operation[] {
    const { journal, hub } = this.#parts;
    const { store } = life;
    const last = store.lastSeq();
    const fresh = last > this.operations.length ? store.waiting(100_000).filter(({ seq }) => seq > this.operations.length) : [];
    for (const { seq, operationId, hash, body } of fresh) {
      if (seq !== this.operations.length + 1) journal.violate(7, `operation ${seq} was given out after ${this.operations.length}`);
      const operation: Operation = JSON.parse(body);
      journal.write(`told ${seq} ${operation.kind}`);
      this.operations.push({ operationId, hash, operation });
      if (operation.kind === 'payment.taken') this.#pay(operation.orderId);
    }
    // How long nobody could collect is a figure, not an event.
    const isEvent = fresh.some(({ seq }) => this.operations[seq - 1]?.operation.kind !== 'silo.down');
    if (isEvent && !audited) journal.violate(6, `${fresh.map(({ seq }) => seq).join(', ')} became durable without a line in the audit`);
    if (last < this.operations.length) journal.violate(6, `operation ${this.operations.length} was durable and is gone`);
    const forgotten = last - store.read.outboxSize().pending;
    if (forgotten > hub.durableSeq) journal.violate(7, `the station forgot operation ${forgotten}, and the hub has only ${hub.durableSeq}`);
    return fresh.map(({ seq }) => this.operations[seq - 1]?.operation).filter((operation) => operation !== undefined);
  }

  #pay(orderId: string): void {
    const { journal, orders } = this.#parts;
    const order = orders.find(orderId);
    if (order === null) return journal.violate(8, `money was taken for an order that nobody placed`);
    order.payments += 1;
    if (order.isPaid || order.payments > 1) journal.violate(8, `order ${order.number} was paid a second time`);
    order.isPaid = true;
  }

  #readIntents(life: Life, live: readonly IntentRow[], audited: boolean): void {
    const { journal, floor } = this.#parts;
    const now = this.#parts.now();
    const doors = new Set<string>();
    for (const row of live) {
      const known = this.#intents.get(row.intentId);
      if (doors.has(row.compartmentId)) journal.violate(2, `two live intents for compartment ${row.compartmentId}`);
      doors.add(row.compartmentId);
      if (known === undefined) {
        journal.write(`intent ${row.intentId.slice(-12)} ${row.purpose} door ${floor.box(row.compartmentId).number}`);
        if (!audited) journal.violate(6, `an intent became durable without a line in the audit`);
        this.intentsMade += 1;
        this.#judgeGiven(row);
        if (row.commandId !== null) this.#judgeOrdered(row, row.commandId);
      }
      if (flowOf(row).kind === 'pulsing' && !this.#attempts.has(attemptOf(row))) this.#attempts.set(attemptOf(row), life);
      this.#intents.set(row.intentId, { row, seenAt: known?.seenAt ?? now });
      if (row.parcelId !== null && !this.#parcels.has(row.parcelId)) this.#parcels.set(row.parcelId, { status: 'loading', compartmentId: row.compartmentId });
    }
    const alive = new Set(live.map(({ intentId }) => intentId));
    for (const { row } of [...this.#intents.values()]) {
      if (alive.has(row.intentId)) continue;
      const ended = life.store.read.intent(row.intentId);
      journal.write(`ended ${row.intentId.slice(-12)} ${String(ended?.outcome)} door ${floor.box(row.compartmentId).number}`);
      if (ended?.outcome == null) journal.violate(6, `intent ${row.intentId} is gone without an outcome`);
      if (!audited) journal.violate(6, `an intent ended without a line in the audit`);
    }
    this.#ended = [...this.#intents.values()].filter(({ row }) => !alive.has(row.intentId));
    for (const { row } of this.#ended) this.#intents.delete(row.intentId);
  }

  #ended: readonly { readonly row: IntentRow; readonly seenAt: number }[] = [];

  /** A compartment is given to a new parcel. */
  #judgeGiven(intent: IntentRow): void {
    if (intent.purpose !== 'load' && intent.purpose !== 'return') return;
    const { journal, floor, orders } = this.#parts;
    const box = floor.box(intent.compartmentId);
    const order = intent.purpose === 'load' && intent.orderId !== null ? orders.find(intent.orderId) : null;
    if (order?.isPaid === false) journal.violate(8, `door ${box.number} opened for the parcel of an order that nobody has paid: ${order.number}`);
    const before = this.#rows.get(intent.compartmentId);
    if (before === undefined) return;
    const isFree = intent.purpose === 'load' ? before.state.startsWith('free') : before.state === 'free-verified';
    if (!isFree) journal.violate(3, `door ${box.number} was ${before.state}, and was given to a new parcel`);
    if (before.needsCheck && intent.purpose === 'return') journal.violate(3, `door ${box.number} was to be looked into, and was given to a new parcel`);
    if (intent.purpose === 'return' && box.inside.length > 0)
      this.#unlessBlind(box, () => journal.violate(3, `door ${box.number} was given to a return while something lay inside`));
  }

  /** An order from afar is obeyed once, at its own door, within its own minute. */
  #judgeOrdered(intent: IntentRow, commandId: string): void {
    const { journal, floor } = this.#parts;
    const order = this.ordered.get(commandId);
    const { number } = floor.box(intent.compartmentId);
    if (this.#obeyed.has(commandId)) journal.violate(1, `door ${number} opened a second time for one order from afar`);
    this.#obeyed.add(commandId);
    if (order?.compartmentId !== intent.compartmentId) return journal.violate(5, `door ${number} opened from afar, and nobody had ordered that`);
    // Clocks differ, and a command may lie a minute ahead of this one.
    if (this.#parts.now() > order.until + LATE_ORDER_MS) journal.violate(1, `door ${number} opened for an order from afar that was long over`);
  }

  readonly #obeyed = new Set<string>();

  #readParcels(life: Life, rows: readonly CompartmentRow[], news: readonly Operation[]): void {
    const { journal, floor } = this.#parts;
    for (const row of rows) {
      const known = row.parcelId === null ? undefined : this.#parcels.get(row.parcelId);
      if (row.parcelId !== null && known?.compartmentId !== row.compartmentId)
        this.#parcels.set(row.parcelId, { status: known?.status ?? 'loading', compartmentId: row.compartmentId });
    }
    const placed = new Set(rows.map(({ parcelId }) => parcelId));
    for (const [parcelId, known] of this.#parcels) {
      // What is over is looked at once more at the end.
      if (known.status === 'collected' || known.status === 'withdrawn') continue;
      const parcel = life.store.read.parcel(parcelId);
      const box = floor.box(known.compartmentId);
      if (parcel?.status === 'stored' && !placed.has(parcelId))
        journal.violate(2, `a parcel lies in the silo on the books, and they have no place for it: door ${box.number}`);
      if (parcel === null || parcel.status === known.status) continue;
      journal.write(`parcel ${parcelId.slice(-12)} ${known.status} -> ${parcel.status} door ${box.number}`);
      this.#parcels.set(parcelId, { ...known, status: parcel.status });
      this.#judgeStep(parcel, known, box);
      this.#judgeTold(parcel, known, news);
    }
  }

  #judgeStep(parcel: ParcelRow, known: KnownParcel, box: Box): void {
    const { journal } = this.#parts;
    const step = `${known.status} -> ${parcel.status}`;
    switch (step) {
      case 'loading -> stored':
        if (box.said !== 'placed') journal.violate(2, `a parcel counts as stored behind door ${box.number}, and nobody said so`);
        if (!box.inside.some((thing) => thing.orderId === parcel.orderId))
          this.#unlessBlind(box, () => journal.violate(2, `nothing lies behind door ${box.number}`));
        return;
      case 'stored -> collected':
        return this.#judgeHandOver(parcel, box);
      case 'stored -> withdrawn':
        if (box.said !== 'taken' && box.said !== 'empty' && box.said !== 'other')
          journal.violate(4, `the parcel behind door ${box.number} is off the books, and nobody took it out`);
        return;
      case 'loading -> withdrawn':
        return;
      default:
        journal.violate(2, `a parcel went from ${step}`);
    }
  }

  /** The code dies: was its door seen open, and closed again, since it was asked for? */
  #judgeHandOver(parcel: ParcelRow, box: Box): void {
    const { journal } = this.#parts;
    const own = [...this.#ended, ...this.#intents.values()].find(({ row }) => row.parcelId === parcel.parcelId && row.purpose === 'collect');
    if (own === undefined) return journal.violate(4, `the parcel behind door ${box.number} counts as collected, and nobody came for it`);
    const wasOpen = box.openedAt >= own.seenAt && box.closedAt > own.seenAt;
    if (!wasOpen) this.#unlessBlind(box, () => journal.violate(4, `the code of door ${box.number} died, and its door never opened`));
  }

  #judgeTold(parcel: ParcelRow, known: KnownParcel, news: readonly Operation[]): void {
    if (parcel.status === 'loading' || (parcel.status === 'withdrawn' && known.status === 'loading')) return;
    const kind = parcel.kind === 'return' && parcel.status === 'stored' ? 'return.deposited' : toldAs[parcel.status];
    const isTold = news.some((operation) => operation.kind === kind && 'parcelId' in operation && operation.parcelId === parcel.parcelId);
    if (!isTold) this.#parts.journal.violate(7, `a parcel became ${parcel.status}, and ${kind} was not part of it`);
  }

  #readRow(row: CompartmentRow, parcelOf: (id: ParcelId) => ParcelRow | null): void {
    const before = this.#rows.get(row.compartmentId);
    this.#rows.set(row.compartmentId, row);
    const { journal, floor } = this.#parts;
    const box = floor.box(row.compartmentId);
    if (before?.state !== row.state) {
      journal.write(`door ${row.number} ${before?.state ?? 'new'} -> ${row.state}`);
      if (before !== undefined) this.#judgeFreed(before, row, box);
    }
    if (before?.needsCheck === true && !row.needsCheck && !box.looked) journal.violate(3, `door ${row.number} needs no look any more, and nobody looked`);
    if (row.state.startsWith('free') && row.parcelId !== null) journal.violate(2, `door ${row.number} is free and holds a parcel on the books`);
    if (row.state !== 'occupied') return;
    const parcel = row.parcelId === null ? null : parcelOf(row.parcelId);
    if (parcel?.status !== 'stored') return journal.violate(2, `door ${row.number} is occupied by what is ${String(parcel?.status)}`);
    if (row.needsCheck || this.#isLive(row.compartmentId)) return;
    if (!box.inside.some((thing) => thing.orderId === parcel.orderId))
      this.#unlessBlind(box, () => journal.violate(2, `the books say that a parcel lies behind door ${row.number}, and it does not`));
  }

  #judgeFreed(before: CompartmentRow, row: CompartmentRow, box: Box): void {
    const { journal } = this.#parts;
    if (row.state === 'free-verified') {
      if (!box.seenEmpty) this.#unlessBlind(box, () => journal.violate(3, `door ${row.number} counts as seen empty, and nobody looked`));
      if (box.inside.length > 0) this.#unlessBlind(box, () => journal.violate(3, `door ${row.number} counts as empty, and something lies inside`));
    }
    // What somebody left behind before is there still when a door did not open: staff look inside first.
    const own = this.#ended.find((ended) => ended.row.compartmentId === row.compartmentId);
    const wasOpen = own === undefined || box.openedAt >= own.seenAt;
    if (row.state === 'free-unverified' && before.state === 'pending' && wasOpen && box.inside.length > 0 && box.said === null)
      this.#unlessBlind(box, () => journal.violate(3, `door ${row.number} is free again, and what was put in lies inside`));
    if (row.state === 'free-unverified' && before.state === 'suspect') journal.violate(3, `door ${row.number} was suspect and is free without a look`);
  }

  #judgePlaces(rows: readonly CompartmentRow[]): void {
    const places = new Map<string, number>();
    for (const { parcelId, number } of rows) {
      const other = parcelId === null ? undefined : places.get(parcelId);
      if (other !== undefined) this.#parts.journal.violate(2, `one parcel lies behind doors ${other} and ${number}`);
      if (parcelId !== null) places.set(parcelId, number);
    }
  }

  #isLive(compartmentId: CompartmentId): boolean {
    return [...this.#intents.values()].some(({ row }) => row.compartmentId === compartmentId);
  }

  /** What no sensor could show is not held against the station, but counted. */
  #unlessBlind(box: Box, judge: () => void): void {
    if (box.tainted === null && box.liesUntil < this.#parts.now()) return judge();
    this.exempt += 1;
  }
}
