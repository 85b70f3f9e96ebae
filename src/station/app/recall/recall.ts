import type { RecallReason } from '../../../contract/hub/silo.ts';
import type { Locale } from '../../../contract/schema.ts';
import type { RecallFound, RecallItem, RecallRound, RecallState } from '../../../contract/station/load-views.ts';
import type { answersTo } from '../../../core/compartments/door-flow.ts';
import { compareLabel } from '../../../core/recall/label.ts';
import { beginRound, goesOn, itemInHand, nextItem, type Round, withFound } from '../../../core/recall/round.ts';
import type { Cancel } from '../../../kernel/clock.ts';
import type { CompartmentId, IntentId, ParcelId, StaffId } from '../../../kernel/ids.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import type { PrintOutcome } from '../../ports/peripherals.ts';
import type { ParcelRow, StoreWriter } from '../../ports/store.ts';
import type { Operator } from '../courier/operator.ts';
import { doorInHand, isBusy, type StaffDoor } from '../doors/door-in-hand.ts';
import type { LiveDoor } from '../doors/door-runner.ts';
import { createListeners, type Listeners } from '../listeners.ts';
import { writePrinted } from '../staff-access/printed.ts';
import { isStillRecalled, itemOf, recallItems } from './recall-items.ts';
import { recallPaper } from './recall-paper.ts';
import type { RecallParts } from './recall-parts.ts';

type Answer = (typeof answersTo.recall)[number];
/** Why a door of the round is not opened now. */
type Hindrance = Extract<RecallState, { readonly kind: 'paused' }>['reason'];
/** Why what was just loaded is not taken back now. */
export type TakeBackRefusal = 'busy' | 'doors-unreachable' | 'in-use' | 'storage';
type Printed = Promise<Result<undefined, { readonly kind: 'not-signed-in' | 'nothing-to-print' | Exclude<PrintOutcome['kind'], 'printed'> }>>;

/** One door that is to be opened although its parcel is not on the list: two people stand in front of it. */
export interface TwoPeople {
  /** The parcel, or the compartment that it lies in. */
  readonly of: { readonly parcelId: string } | { readonly compartmentId: string };
  readonly reason: RecallReason;
  /** The second person, whose badge and PIN were checked just before. */
  readonly secondStaffId: StaffId;
}

/** Taking out: the intents about it, and its part of the screen. */
export interface Recall {
  recallList(): Result<RecallItem[], { readonly kind: 'not-signed-in' }>;
  startRecall(input: {
    readonly parcelIds: readonly string[];
  }): Result<undefined, { readonly kind: 'not-signed-in' | 'busy' | 'nothing-to-do' | 'doors-unreachable' | 'storage' }>;
  retryRecall(): Result<undefined, { readonly kind: 'not-signed-in' | 'not-now' }>;
  scanRecall(input: { readonly code: string }): Result<undefined, { readonly kind: 'not-signed-in' | 'not-now' | 'storage' }>;
  answerRecall(input: { readonly answer: Answer }): Result<undefined, { readonly kind: 'not-signed-in' | 'not-now' | 'door-open' | 'storage' }>;
  nextRecall(shown: { readonly at: number }): Result<undefined, { readonly kind: 'not-signed-in' | 'not-now' }>;
  closeRecall(): Result<undefined, { readonly kind: 'not-signed-in' | 'not-now' }>;
  printRecall(input: { readonly locale: Locale }): Printed;
  /** Takes back what this person has just loaded; whether they may is the load's affair. */
  takeBack(parcelId: ParcelId, by: Operator): Result<undefined, { readonly kind: TakeBackRefusal }>;
  /** Opens a compartment with a parcel that is not on the list. The caller has checked both people. */
  openWithTwo(input: TwoPeople): Result<undefined, { readonly kind: 'not-signed-in' | 'same-person' | 'no-parcel' | TakeBackRefusal }>;
  /** Must this door be finished before another may be opened? */
  isBusy(): boolean;
  /** The round under way, for whoever it belongs to and for every member of staff. */
  current(): RecallRound | null;
  /** Whoever was at work has gone: a round that needs nobody's hand is wiped. */
  leave(): void;
  /** Somebody is at work: a round that somebody else began, and that needs nobody's hand, is wiped. */
  arrive(): void;
  onChange(listener: () => void): Cancel;
  close(): void;
}

interface Front extends StaffDoor {
  readonly intentId: IntentId;
}

/** Creates the taking out, one door at a time. After a restart there is no round: what nobody answered for is on the list again. */
export function createRecall(parts: RecallParts): Recall {
  return new RecallSession(parts);
}

class RecallSession implements Recall {
  readonly #parts: RecallParts;
  readonly #listeners: Listeners = createListeners();
  readonly #stopRunner: Cancel;
  #round: Round | null = null;
  #front: Front | null = null;
  #pause: Hindrance | null = null;
  #label: RecallRound['label'] = 'not-read';
  /** Whoever began the round, or pressed last: the doors that open are theirs. */
  #by: Operator | null = null;
  #second: StaffId | null = null;

  constructor(parts: RecallParts) {
    this.#parts = parts;
    this.#stopRunner = parts.runner.onChange((live) => this.#hear(live));
  }

  recallList(): ReturnType<Recall['recallList']> {
    // The page keeps this list fresh by itself: no touch, or a screen that shows it would never lock.
    const by = this.#parts.operators.current();
    if (by === null || !by.rights.includes('collect')) return err({ kind: 'not-signed-in' });
    this.#parts.looks.note('to-take-out', by.id);
    return ok([...this.#items(by)].slice(0, MOST));
  }

  startRecall({ parcelIds }: Parameters<Recall['startRecall']>[0]): ReturnType<Recall['startRecall']> {
    const by = this.#parts.operators.acting('collect');
    if (by === null) return err({ kind: 'not-signed-in' });
    if (this.isBusy() || this.#parts.isOtherBusy()) return err({ kind: 'busy' });
    const wanted = new Set(parcelIds);
    const items = this.#items(by).filter(({ parcelId }) => wanted.has(parcelId));
    if (items.length === 0) return err({ kind: 'nothing-to-do' });
    this.#begin(beginRound('list', items), by, null);
    return done;
  }

  retryRecall(): ReturnType<Recall['retryRecall']> {
    const { doors, store, runner } = this.#parts;
    if (this.#acting() === null) return err({ kind: 'not-signed-in' });
    const front = this.#front;
    if (front?.flow.kind !== 'jammed' || doors.health(front.door.compartmentId as CompartmentId) !== 'ok' || store.health === 'failed')
      return err({ kind: 'not-now' });
    return runner.send(front.intentId, { kind: 'retry', at: this.#now() }) ? done : err({ kind: 'not-now' });
  }

  scanRecall({ code }: { readonly code: string }): ReturnType<Recall['scanRecall']> {
    if (this.#acting() === null) return err({ kind: 'not-signed-in' });
    const item = this.#round === null ? null : itemInHand(this.#round);
    const flow = this.#front?.flow;
    if (item === null || (flow?.kind !== 'open' && flow?.kind !== 'asking')) return err({ kind: 'not-now' });
    this.#label = compareLabel(code, item);
    this.#listeners.tell();
    if (this.#label !== 'matches' || flow.kind !== 'asking') return done;
    return this.#say('taken') ? done : err({ kind: 'storage' });
  }

  answerRecall({ answer }: { readonly answer: Answer }): ReturnType<Recall['answerRecall']> {
    if (this.#acting() === null) return err({ kind: 'not-signed-in' });
    if (this.#front?.flow.kind === 'open') return err({ kind: 'door-open' });
    if (this.#front?.flow.kind !== 'asking') return err({ kind: 'not-now' });
    return this.#say(answer) ? done : err({ kind: 'storage' });
  }

  nextRecall({ at }: Parameters<Recall['nextRecall']>[0]): ReturnType<Recall['nextRecall']> {
    if (this.#acting() === null) return err({ kind: 'not-signed-in' });
    if (this.#round?.at == null || this.#round.at !== at || this.isBusy() || this.#parts.isOtherBusy()) return err({ kind: 'not-now' });
    // Whoever goes on leaves a door that did not open, or one that nobody closed for a long time: it stays watched.
    if (this.#front !== null && this.#foundInHand() === null) this.#round = withFound(this.#round, this.#front.flow.kind === 'jammed' ? 'stuck' : 'unsure');
    this.#goOn();
    return done;
  }

  closeRecall(): ReturnType<Recall['closeRecall']> {
    if (this.#acting() === null) return err({ kind: 'not-signed-in' });
    if (this.#round === null || this.isBusy()) return err({ kind: 'not-now' });
    this.leave();
    return done;
  }

  async printRecall({ locale }: { readonly locale: Locale }): Printed {
    const by = this.#acting();
    if (by === null) return err({ kind: 'not-signed-in' });
    const { printer, storeName, timeZone, clock } = this.#parts;
    const items = this.#round?.items ?? this.#items(by).map((item) => ({ item, found: null }));
    if (items.length === 0) return err({ kind: 'nothing-to-print' });
    const outcome = await printer.print(recallPaper({ storeName: storeName(), timeZone, locale, at: clock.now(), items }));
    if (outcome.kind !== 'printed') return err({ kind: outcome.kind });
    writePrinted(this.#parts, 'list.printed', { list: 'to-take-out', staffId: by.id });
    return done;
  }

  takeBack(parcelId: ParcelId, by: Operator): ReturnType<Recall['takeBack']> {
    if (this.isBusy()) return err({ kind: 'busy' });
    const parcel = this.#parts.store.read.parcel(parcelId);
    return parcel === null ? err({ kind: 'in-use' }) : this.#single('undo', parcel, 'requested', by, null);
  }

  openWithTwo({ of, reason, secondStaffId }: TwoPeople): ReturnType<Recall['openWithTwo']> {
    const { store, operators } = this.#parts;
    const by = operators.acting('collect');
    if (by?.kind !== 'staff' || store.read.staffMember(secondStaffId) === null) return err({ kind: 'not-signed-in' });
    if (by.id === secondStaffId) return err({ kind: 'same-person' });
    if (this.isBusy() || this.#parts.isOtherBusy()) return err({ kind: 'busy' });
    const parcelId = 'parcelId' in of ? (of.parcelId as ParcelId) : (store.read.compartment(of.compartmentId as CompartmentId)?.parcelId ?? null);
    const parcel = parcelId === null ? null : store.read.parcel(parcelId);
    if (parcel?.status !== 'stored') return err({ kind: 'no-parcel' });
    return this.#single('two-people', parcel, reason, by, secondStaffId);
  }

  isBusy(): boolean {
    return this.#front !== null && isBusy(this.#front, this.#parts.runner.timings);
  }

  current(): RecallRound | null {
    const by = this.#parts.operators.current();
    if (this.#round === null || by === null || !this.#isSeenBy(by)) return null;
    const { task, items, at } = this.#round;
    return { task, items: [...items], at, label: this.#label, state: this.#state(this.#round) };
  }

  leave(): void {
    if (this.isBusy()) return;
    this.#round = null;
    this.#front = null;
    this.#pause = null;
    this.#by = null;
    this.#second = null;
    this.#listeners.tell();
  }

  arrive(): void {
    const by = this.#parts.operators.current();
    if (by !== null && this.#by !== null && by.id !== this.#by.id) this.leave();
  }

  onChange(listener: () => void): Cancel {
    return this.#listeners.add(listener);
  }

  close(): void {
    this.#stopRunner();
  }

  /** A round of one door. Nothing is left of it when its door cannot be opened. */
  #single(
    task: Round['task'],
    parcel: ParcelRow,
    reason: RecallReason,
    by: Operator,
    second: StaffId | null,
  ): Result<undefined, { readonly kind: TakeBackRefusal }> {
    const item = itemOf(this.#parts.store, parcel, reason, parcel.loadedAt ?? this.#parts.clock.now());
    if (item === null) return err({ kind: 'in-use' });
    this.#begin(beginRound(task, [item]), by, second);
    const pause = this.#pause;
    if (pause === null) return done;
    this.leave();
    return err({ kind: pause === 'gone' || pause === 'stays' ? 'in-use' : pause });
  }

  #begin(round: Round, by: Operator, second: StaffId | null): void {
    this.#by = by;
    this.#second = second;
    this.#round = round;
    this.#open();
  }

  #goOn(): void {
    if (this.#round === null) return;
    this.#round = nextItem(this.#round);
    this.#open();
  }

  /** Opens the door in hand; why it cannot be opened is shown, and the round can go on with the next. */
  #open(): void {
    this.#front = null;
    this.#label = 'not-read';
    this.#pause = this.#openInHand();
    this.#listeners.tell();
  }

  #openInHand(): Hindrance | null {
    const { store, runner } = this.#parts;
    const by = this.#by;
    const item = this.#round === null ? null : itemInHand(this.#round);
    if (item === null || by === null) return null;
    const parcelId = item.parcelId as ParcelId;
    const parcel = store.read.parcel(parcelId);
    const row = store.read.compartmentOfParcel(parcelId);
    // Suspect: something was reported there, or the books were restored; the parcel is what is looked for.
    // Out of service: only two people open it, and whatever they find, it stays out of service.
    const isOpened = row?.state === 'occupied' || row?.state === 'suspect' || (row?.state === 'out-of-service' && this.#round?.task === 'two-people');
    if (parcel?.status !== 'stored' || row === null || !isOpened) return 'gone';
    if (this.#round?.task === 'list' && !isStillRecalled(store, parcel, this.#parts.trusted.read().now, by)) return 'stays';
    const opened = runner.open<never>({
      purpose: 'recall',
      compartmentId: row.compartmentId,
      parcelId,
      orderId: parcel.orderId,
      passId: parcel.passId,
      staffId: by.id,
      secondStaffId: this.#second,
      prepare: (tx) => this.#promise(tx, parcel, item),
    });
    if (!opened.ok) return opened.error.kind === 'guarded' ? 'in-use' : opened.error.kind;
    const live = runner.live(opened.value);
    if (live !== null) this.#front = { intentId: opened.value, door: item.door, flow: live.flow };
    return null;
  }

  #promise(tx: StoreWriter, parcel: ParcelRow, item: RecallItem): Result<undefined, never> {
    const task = this.#round?.task ?? 'list';
    const facts = { parcel: parcel.parcelId, reason: item.reason, task, staff: this.#by?.id ?? null, second: this.#second };
    tx.audit({ kind: 'recall.opened', at: this.#parts.clock.now(), facts });
    return done;
  }

  #say(answer: Answer): boolean {
    const front = this.#front;
    if (front === null || this.#round === null || !this.#keepReason(answer)) return false;
    if (!this.#parts.runner.send(front.intentId, { kind: 'answer', answer, at: this.#now() })) return false;
    const found = answer === 'empty' ? 'missing' : answer;
    this.#round = withFound(this.#round, found);
    if (goesOn(found)) this.#goOn();
    else this.#listeners.tell();
    return true;
  }

  /** Why two people took something out goes with it to the hub. What they leave inside stays its customer's, whatever they came for. */
  #keepReason(answer: Answer): boolean {
    const item = this.#round === null ? null : itemInHand(this.#round);
    if (this.#round?.task !== 'two-people' || item === null || answer === 'left') return true;
    const kept = this.#parts.store.commit<undefined, never>((tx) => {
      const parcel = tx.parcel(item.parcelId as ParcelId);
      if (parcel !== null) tx.putParcel({ ...parcel, recall: parcel.recall ?? item.reason });
      return done;
    });
    return kept.ok;
  }

  #hear({ intent, flow }: LiveDoor): void {
    if (this.#front?.intentId !== intent.intentId) return;
    this.#front = { ...this.#front, flow };
    if (flow.kind === 'ended' && this.#round !== null && this.#foundInHand() === null) {
      const found: RecallFound = flow.outcome === 'open-failed' || flow.openedAt === null ? 'stuck' : 'unsure';
      this.#round = withFound(this.#round, found);
    }
    this.#listeners.tell();
  }

  #foundInHand(): RecallFound | null {
    return this.#round?.at == null ? null : (this.#round.items[this.#round.at]?.found ?? null);
  }

  #state(round: Round): RecallState {
    const item = itemInHand(round);
    if (item === null) return { kind: 'finished' };
    if (this.#pause !== null) return { kind: 'paused', door: item.door, reason: this.#pause };
    const inHand = this.#front === null ? null : doorInHand(this.#front, this.#parts.runner.timings);
    return inHand ?? { kind: 'result', door: item.door, found: this.#foundInHand() ?? 'unsure' };
  }

  #items(by: Operator): readonly RecallItem[] {
    return recallItems(this.#parts.store, this.#parts.trusted.read().now, by);
  }

  /** A round goes on for whoever may take out, and for whoever takes their own parcel back. From then on it is theirs. */
  #acting(): Operator | null {
    const { operators } = this.#parts;
    const now = operators.current();
    if (now === null || !this.#isSeenBy(now)) return null;
    const by = operators.acting('collect') ?? (now.id === this.#by?.id ? operators.acting('deposit') : null);
    if (by !== null && this.#round !== null) this.#by = by;
    return by;
  }

  /** Couriers see nobody's round but their own. */
  #isSeenBy(by: Operator): boolean {
    return by.kind === 'staff' || this.#round === null || by.id === this.#by?.id;
  }

  #now() {
    return { mono: this.#parts.clock.monotonic(), wall: this.#parts.clock.now() };
  }
}

/** Most parcels in one list; the contract's limit. */
const MOST = 500;
