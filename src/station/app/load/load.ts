import type { ReceiptDocument } from '../../../contract/receipt.ts';
import type { Locale, SizeClass } from '../../../contract/schema.ts';
import type { LoadRound, LoadStop, LoadStopReason, LoadTask } from '../../../contract/station/load-views.ts';
import { nextSize } from '../../../core/compartments/choose.ts';
import type { answersTo } from '../../../core/compartments/door-flow.ts';
import { parcelSize } from '../../../core/orders/parcel-size.ts';
import { linesOf } from '../../../core/orders/ways.ts';
import { readParcelLabel } from '../../../core/recall/label.ts';
import type { Cancel } from '../../../kernel/clock.ts';
import type { CompartmentId, OrderId, ParcelId, StaffId } from '../../../kernel/ids.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import type { PrintOutcome } from '../../ports/peripherals.ts';
import type { Operator } from '../courier/operator.ts';
import { isBusy } from '../doors/door-in-hand.ts';
import type { LiveDoor } from '../doors/door-runner.ts';
import { createListeners, type Listeners } from '../listeners.ts';
import type { TakeBackRefusal } from '../recall/recall.ts';
import { writePrinted } from '../staff-access/printed.ts';
import { bankOf, beginLoad, type LoadRequest } from './begin-load.ts';
import { type LoadFront, loadTaskOf, type NextParcel } from './load-front.ts';
import type { LoadParts, LoadWishes } from './load-parts.ts';
import { roundEntries, roundView } from './load-round.ts';
import { loadableOrder } from './loadable.ts';
import { roundPaper } from './round-paper.ts';
import { loadSlip } from './slip.ts';

/** Why no load begins: nobody may, another door is in hand, or a reason that the round keeps on the screen. */
export type BeginLoadRefusal = 'not-signed-in' | 'busy' | LoadStopReason;
/** What a person may ask for with one parcel; left out means no. */
export type AskedWishes = { readonly [Wish in keyof LoadWishes]?: boolean | undefined };
type Began = Result<undefined, { readonly kind: BeginLoadRefusal }>;
type Printed = Promise<Result<undefined, { readonly kind: 'not-signed-in' | 'nothing-to-print' | Exclude<PrintOutcome['kind'], 'printed'> }>>;

/** Loading parcel after parcel: the intents about it, and its part of the screen. */
export interface Load {
  beginLoad(input: { readonly orderId: string; readonly size: SizeClass } & AskedWishes): Began;
  scanParcel(input: { readonly code: string } & AskedWishes): Began;
  retryLoad(): Result<undefined, { readonly kind: 'not-signed-in' | 'not-now' }>;
  answerLoad(input: {
    readonly answer: (typeof answersTo.load)[number];
  }): Result<undefined, { readonly kind: 'not-signed-in' | 'not-now' | 'door-open' | 'storage' }>;
  loadElsewhere(input: { readonly larger: boolean } & AskedWishes): Result<undefined, { readonly kind: BeginLoadRefusal | 'not-now' | 'door-open' }>;
  closeLoad(): Result<undefined, { readonly kind: 'not-signed-in' | 'not-now' }>;
  undoLoad(input: { readonly parcelId: string }): Result<undefined, { readonly kind: 'not-signed-in' | 'too-late' | TakeBackRefusal }>;
  endLoadRound(): Result<undefined, { readonly kind: 'not-signed-in' | 'not-now' | 'storage' }>;
  printSlip(): Printed;
  printRound(input: { readonly locale: Locale }): Printed;
  /** Must this load be finished before another door may be opened? */
  isBusy(): boolean;
  /** The load under way; null when there is none, and for whoever is not at work, since the slip opens a door. */
  current(): LoadTask | null;
  /** What whoever is at work loaded since they began. */
  round(): LoadRound | null;
  /** Whoever was at work has gone: what needs nobody's hand is wiped. False: not the list, which stays theirs until somebody else begins. */
  leave(): boolean;
  /** Somebody is at work: what somebody else has finished, and needs nobody's hand, is not for them. Their parcels stay on their list. */
  arrive(): void;
  onChange(listener: () => void): Cancel;
  close(): void;
}

/**
 * Creates the loading of parcels, one door at a time. A load that a restart interrupted is not shown again: its compartment is suspect, and
 * the round, which the database keeps, lists it as one to be looked behind.
 */
export function createLoad(parts: LoadParts): Load {
  return new LoadSession(parts);
}

class LoadSession implements Load {
  readonly #parts: LoadParts;
  readonly #listeners: Listeners = createListeners();
  readonly #stopRunner: Cancel;
  #front: LoadFront | null = null;
  #stop: LoadStop | null = null;
  /** Who was told of the stop. */
  #by: StaffId | null = null;

  constructor(parts: LoadParts) {
    this.#parts = parts;
    this.#stopRunner = parts.runner.onChange((live) => this.#hear(live));
  }

  beginLoad(input: Parameters<Load['beginLoad']>[0]): Began {
    const by = this.#acting();
    if (by === null) return err({ kind: 'not-signed-in' });
    if (this.isBusy() || this.#parts.isOtherBusy()) return err({ kind: 'busy' });
    return this.#begin({ orderId: input.orderId as OrderId, size: input.size, wishes: wishesOf(input) }, by);
  }

  scanParcel(input: Parameters<Load['scanParcel']>[0]): Began {
    const by = this.#acting();
    if (by === null) return err({ kind: 'not-signed-in' });
    if (this.#parts.isOtherBusy()) return err({ kind: 'busy' });
    const number = readParcelLabel(input.code);
    if (number === null) return this.#stopAt({ reason: 'unreadable' });
    const order = this.#parts.store.read.orderByNumber(number);
    if (order === null) return this.#stopAt({ reason: 'unknown-order', number });
    const next: NextParcel = { orderId: order.orderId as OrderId, number, wishes: wishesOf(input) };
    return this.isBusy() ? this.#follow(next, by) : this.#beginNext(next, by);
  }

  retryLoad(): ReturnType<Load['retryLoad']> {
    const { doors, store } = this.#parts;
    if (this.#acting() === null) return err({ kind: 'not-signed-in' });
    const front = this.#front;
    if (front?.flow.kind !== 'jammed' || doors.health(front.door.compartmentId as CompartmentId) !== 'ok' || store.health === 'failed')
      return err({ kind: 'not-now' });
    if (!this.#parts.runner.send(front.intentId, { kind: 'retry', at: this.#now() })) return err({ kind: 'not-now' });
    // Whoever asks for another try stands there for it.
    if (this.#front !== null) this.#front = { ...this.#front, wasGivenUp: false };
    return done;
  }

  answerLoad({ answer }: Parameters<Load['answerLoad']>[0]): ReturnType<Load['answerLoad']> {
    const by = this.#acting();
    if (by === null) return err({ kind: 'not-signed-in' });
    const front = this.#front;
    if (front?.flow.kind === 'open') return err({ kind: 'door-open' });
    if (front?.flow.kind !== 'asking') return err({ kind: 'not-now' });
    if (!this.#answer(front, answer)) return err({ kind: 'storage' });
    // Why the next one is not opened is on the screen; this answer stands all the same.
    if (answer === 'placed' && front.next !== null && !this.#beginNext(front.next, by).ok) return done;
    return done;
  }

  loadElsewhere(input: Parameters<Load['loadElsewhere']>[0]): ReturnType<Load['loadElsewhere']> {
    const by = this.#acting();
    if (by === null) return err({ kind: 'not-signed-in' });
    const front = this.#front;
    if (front === null || front.flow.kind === 'pulsing' || front.flow.kind === 'looking') return err({ kind: 'not-now' });
    if (front.flow.kind === 'open') return err({ kind: 'door-open' });
    if (front.flow.answer === 'placed') return err({ kind: 'not-now' });
    if (front.flow.kind === 'asking' && !this.#answer(front, 'changed-mind')) return err({ kind: 'storage' });
    const larger = input.larger ? nextSize(bankOf(this.#parts), front.door.size) : front.size;
    if (larger === null) return this.#stopAt({ reason: 'too-big', number: front.number, orderId: front.orderId, size: front.size });
    const wishes = { another: front.wishes.another, lowDoor: front.wishes.lowDoor || input.lowDoor === true, useKept: input.useKept === true };
    return this.#begin({ orderId: front.orderId, size: larger, wishes }, by);
  }

  closeLoad(): ReturnType<Load['closeLoad']> {
    if (this.#acting() === null) return err({ kind: 'not-signed-in' });
    if ((this.#front === null && this.#stop === null) || this.isBusy()) return err({ kind: 'not-now' });
    this.#front = null;
    this.#stop = null;
    this.#listeners.tell();
    return done;
  }

  undoLoad({ parcelId }: Parameters<Load['undoLoad']>[0]): ReturnType<Load['undoLoad']> {
    const by = this.#acting();
    if (by === null) return err({ kind: 'not-signed-in' });
    if (this.isBusy() || this.#parts.isOtherBusy()) return err({ kind: 'busy' });
    const entry = roundEntries(this.#parts, by.id).find((candidate) => candidate.parcelId === parcelId);
    if (entry?.canUndo !== true) return err({ kind: 'too-late' });
    const taking = this.#parts.takeBack(parcelId as ParcelId, by);
    if (!taking.ok) return taking;
    this.#front = null;
    this.#stop = null;
    this.#listeners.tell();
    return done;
  }

  endLoadRound(): ReturnType<Load['endLoadRound']> {
    if (this.#acting() === null) return err({ kind: 'not-signed-in' });
    if (this.isBusy()) return err({ kind: 'not-now' });
    return this.leave() ? done : err({ kind: 'storage' });
  }

  printSlip(): Printed {
    // Whoever holds the slip can collect: it is for staff.
    const slip = this.#parts.operators.current()?.kind === 'staff' ? this.#slip() : null;
    return this.#print(slip, 'slip.printed', { parcel: this.#front?.parcelId ?? '' });
  }

  printRound({ locale }: { readonly locale: Locale }): Printed {
    const by = this.#parts.operators.current();
    const { entries } = roundView(by === null ? [] : roundEntries(this.#parts, by.id), null);
    const { storeName, timeZone, clock } = this.#parts;
    const paper = entries.length === 0 ? null : roundPaper({ storeName: storeName(), timeZone, locale, at: clock.now(), entries });
    return this.#print(paper, 'list.printed', { list: 'loaded' });
  }

  isBusy(): boolean {
    return this.#front !== null && isBusy(this.#front, this.#parts.runner.timings);
  }

  current(): LoadTask | null {
    const by = this.#parts.operators.current();
    if (this.#front === null || by === null || (by.kind === 'courier' && by.id !== this.#front.by)) return null;
    return loadTaskOf(this.#front, () => (by.kind === 'staff' ? this.#slip() : null), this.#parts.runner.timings);
  }

  round(): LoadRound | null {
    const by = this.#parts.operators.current();
    if (by === null) return null;
    const entries = roundEntries(this.#parts, by.id);
    const stop = by.id === this.#by ? this.#stop : null;
    return entries.length === 0 && stop === null ? null : roundView(entries, stop);
  }

  leave(): boolean {
    if (!this.isBusy()) this.#front = null;
    this.#stop = null;
    this.#by = null;
    const wiped = this.#parts.store.commit<undefined, never>((tx) => {
      tx.dropLoadRound();
      return done;
    });
    this.#listeners.tell();
    return wiped.ok;
  }

  arrive(): void {
    const by = this.#parts.operators.current();
    if (by === null || this.#front === null || this.#front.by === by.id || this.isBusy()) return;
    this.#front = null;
    this.#listeners.tell();
  }

  onChange(listener: () => void): Cancel {
    return this.#listeners.add(listener);
  }

  close(): void {
    this.#stopRunner();
  }

  #begin(request: LoadRequest, by: Operator): Began {
    const begun = beginLoad(this.#parts, request, by);
    if (!begun.ok) {
      const order = this.#parts.store.read.order(request.orderId);
      const { orderId, size, wishes } = request;
      const known = order === null ? {} : { number: order.number, orderId };
      return this.#stopAt({ reason: begun.error.kind, ...known, size, another: wishes.another, lowDoor: wishes.lowDoor });
    }
    this.#own(by);
    this.#front = begun.value;
    this.#stop = null;
    this.#listeners.tell();
    return done;
  }

  #beginNext({ orderId, wishes }: NextParcel, by: Operator): Began {
    const order = this.#parts.store.read.order(orderId);
    return this.#begin({ orderId, size: parcelSize(order === null ? [] : linesOf(order, 'silo')), wishes }, by);
  }

  /**
   * A label was read while a parcel is in hand. While its door moves or stands open, the new one comes next. Once the door is closed,
   * the label of another order is the answer "it is inside"; that of the same order is none: the parcel may not have fitted. Nor is one that
   * somebody else reads: they do not know what whoever went away did with the parcel, and have to answer for it first. Nor is any label where the
   * screen had said that the door did not open and it opened after all: the new parcel in the hand would go behind the old one's door.
   */
  #follow(next: NextParcel, by: Operator): Began {
    const front = this.#front;
    if (front === null || front.orderId === next.orderId || front.by !== by.id || front.wasGivenUp) return err({ kind: 'busy' });
    const loadable = loadableOrder(this.#parts, next.orderId, next.wishes.another);
    if (!loadable.ok) {
      const { number, orderId, wishes } = next;
      return this.#stopAt({ reason: loadable.error.kind, number, orderId, another: wishes.another, lowDoor: wishes.lowDoor });
    }
    this.#stop = null;
    if (front.flow.kind !== 'asking') {
      this.#front = { ...front, next };
      this.#listeners.tell();
      return done;
    }
    if (!this.#answer(front, 'placed')) return err({ kind: 'storage' });
    this.#note(front, next, by);
    return this.#beginNext(next, by);
  }

  #answer(front: LoadFront, answer: (typeof answersTo.load)[number]): boolean {
    return this.#parts.runner.send(front.intentId, { kind: 'answer', answer, at: this.#now() });
  }

  /** That it was a label which said so, and not a press, is worth a line: somebody may ask for the parcel one day. */
  #note(front: LoadFront, next: NextParcel, by: Operator): void {
    const { store, clock } = this.#parts;
    const noted = store.commit<undefined, never>((tx) => {
      tx.audit({ kind: 'load.confirmed-by-label', at: clock.now(), facts: { parcel: front.parcelId, next: next.orderId, staff: by.id } });
      return done;
    });
    if (!noted.ok) this.#listeners.tell();
  }

  #stopAt(stop: Pick<LoadStop, 'reason'> & Partial<LoadStop>): Began {
    const by = this.#parts.operators.current();
    if (by !== null) this.#own(by);
    this.#stop = { number: null, orderId: null, size: null, another: false, lowDoor: false, ...stop };
    this.#listeners.tell();
    return err({ kind: stop.reason });
  }

  /** Somebody else begins: what stopped the one before is not theirs. */
  #own(by: Operator): void {
    if (this.#by === by.id) return;
    this.#by = by.id;
    this.#stop = null;
  }

  #hear({ intent, flow }: LiveDoor): void {
    if (intent.purpose !== 'load' && intent.purpose !== 'recall') return;
    const front = this.#front;
    if (front?.intentId === intent.intentId) this.#front = { ...front, flow, wasGivenUp: front.wasGivenUp || flow.kind === 'jammed' };
    this.#listeners.tell();
  }

  #slip(): ReceiptDocument | null {
    const { store, storeName, timeZone } = this.#parts;
    const parcel = this.#front === null ? null : store.read.parcel(this.#front.parcelId);
    const pass = parcel?.passId == null || parcel.status !== 'stored' ? null : store.read.pass(parcel.passId);
    const order = parcel?.orderId == null ? null : store.read.order(parcel.orderId);
    if (parcel === null || pass === null || order === null) return null;
    const { code, shortCode, expires } = pass;
    const { number: orderNumber, locale } = order;
    const until = Math.min(expires, Math.floor((parcel.deadline ?? expires * 1000) / 1000));
    return loadSlip({ storeName: storeName(), orderNumber, locale, doorNumber: parcel.doorNumber, code, shortCode, expires: until, timeZone });
  }

  async #print(document: ReceiptDocument | null, kind: 'slip.printed' | 'list.printed', about: Readonly<Record<string, string>>): Printed {
    const by = this.#acting();
    if (by === null) return err({ kind: 'not-signed-in' });
    if (document === null) return err({ kind: 'nothing-to-print' });
    const outcome = await this.#parts.printer.print(document);
    if (outcome.kind !== 'printed') return err({ kind: outcome.kind });
    writePrinted(this.#parts, kind, { ...about, staffId: by.id });
    return done;
  }

  #acting(): Operator | null {
    return this.#parts.operators.acting('deposit');
  }

  #now() {
    return { mono: this.#parts.clock.monotonic(), wall: this.#parts.clock.now() };
  }
}

function wishesOf({ another, lowDoor, useKept }: AskedWishes): LoadWishes {
  return { another: another === true, lowDoor: lowDoor === true, useKept: useKept === true };
}
