import type { ProblemKind } from '../../../contract/hub/silo.ts';
import type { ProblemKeep, SiloView } from '../../../contract/station/silo-views.ts';
import { judgeVisit, openableParcels, type ParcelPlace, reopenable, shutParcels, type VisitVerdict } from '../../../core/parcels/judge-visit.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { IntentId, PassId } from '../../../kernel/ids.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import type { Published } from '../../ports/screens.ts';
import type { LiveDoor } from '../doors/door-runner.ts';
import { visitFacts, type Visitor, visitorByCode, visitorByPin } from './visitor.ts';
import { doorOf } from './door-of.ts';
import { healthAt, mayOpenAnother, waitingDoors } from './front-facts.ts';
import { greetGuests } from './greet-guests.ts';
import { createHeldCode } from './held-code.ts';
import { readCode } from './judge-code.ts';
import { openDoor } from './open-door.ts';
import { judgePassPin, judgePin, pinBlocked } from './pin-entry.ts';
import { createSiloAnswers, type SiloAnswers } from './silo-answers.ts';
import { fitsDoor, type Report, writeReport } from './report.ts';
import { type Front, frontOf, isLeftOpen, MAX_EXTENSIONS, takeRestLater, type Visit, withMoreTime, yields } from './silo-front.ts';
import type { Heard, SiloGuest, SiloHost, StaffNeeded } from './silo-guest.ts';
import type { ScanSource, SiloParts } from './silo-parts.ts';
import { createSiloScreen, type SiloScreen } from './silo-screen.ts';
import { createStaffCalls } from './staff-calls.ts';

type NotNow = { readonly kind: 'not-now' };
type Served = Result<undefined, { readonly kind: 'refused' | 'busy' }>;

/** The silo's intents, as the contract words them, and what its screen draws. */
export interface Silo extends SiloHost {
  readonly view: Published<SiloView>;
  scan(input: { readonly code: string; readonly source: ScanSource }): Served;
  enterPin(input: { readonly shortCode: string; readonly pin: string }): Promise<Result<undefined, { readonly kind: 'refused' | 'busy' | 'wait' }>>;
  confirmPin(input: { readonly pin: string }): Promise<Result<undefined, { readonly kind: 'not-now' | 'refused' | 'busy' | 'wait' }>>;
  retry(): Result<undefined, NotNow>;
  openNext(): Result<undefined, NotNow | { readonly kind: 'refused' }>;
  reopen(input: { readonly compartmentId: string | null }): Result<undefined, NotNow | { readonly kind: 'refused' }>;
  report(input: { readonly problem: ProblemKind; readonly keep: ProblemKeep | null }): Result<undefined, NotNow | { readonly kind: 'storage' }>;
  extend(): Result<undefined, NotNow>;
  dismiss(shown: { readonly seen: string }): Result<undefined, NotNow>;
  /** Tells the screens that the doors, the hub or the disk changed. */
  refresh(): void;
  /** Stops the timers; open doors stay guarded in the database. */
  close(): void;
}

/** Least time between two scans, and how long it is told what nobody saw the end of. Milliseconds. */
const BETWEEN_SCANS_MS = 500;
const UNSURE_MS = 60_000;

/** Creates the silo's front. One person is served at a time; doors that are no longer shown stay guarded. */
export function createSilo(parts: SiloParts): Silo {
  return new SiloFront(parts);
}

class SiloFront implements Silo {
  readonly view: Published<SiloView>;
  readonly #parts: SiloParts;
  readonly #screen: SiloScreen;
  readonly #answers: SiloAnswers;
  readonly #stops: readonly (() => void)[];
  readonly #staff = createStaffCalls();
  readonly #held = createHeldCode();
  #scannedAt = Number.NEGATIVE_INFINITY;
  #checkingPin = false;

  constructor(parts: SiloParts) {
    this.#parts = parts;
    this.#screen = createSiloScreen(parts);
    this.#answers = createSiloAnswers(parts, this.#screen);
    this.view = { current: this.#screen.current, onChange: this.#screen.onChange };
    this.#stops = [
      parts.runner.onChange((live) => this.#follow(live)),
      parts.hub.onChange(this.#screen.refresh),
      parts.store.onSpace(this.#screen.refresh),
      parts.doors.onFact((fact) => {
        if (fact.kind === 'bus' || fact.kind === 'sensor' || fact.kind === 'board') this.#screen.refresh();
      }),
    ];
  }

  scan({ code, source }: { readonly code: string; readonly source: ScanSource }): Served {
    if (this.#checkingPin) return err({ kind: 'busy' });
    const heard = this.#screen.guest()?.hear?.(code, source) ?? null;
    if (heard !== null) return served(heard);
    if (!this.#takeTurn()) return err({ kind: 'busy' });
    const read = readCode(this.#parts, code);
    if (!read.ok) return this.#answers.refuseText(read.error, source);
    const pass = read.value;
    const visitor = visitorByCode(this.#parts.store.read, pass, source);
    const greeted = pass.kind !== 'collect' && this.#mayServeAnother() ? greetGuests(this.#screen, pass, source) : null;
    if (greeted !== null) return served(greeted);
    return this.#serve(visitor);
  }

  async enterPin({ shortCode, pin }: { readonly shortCode: string; readonly pin: string }): ReturnType<Silo['enterPin']> {
    if (this.#checkingPin || !this.#takeTurn() || !this.#mayServeAnother()) return err({ kind: 'busy' });
    const verdict = await this.#checkPin(() => judgePin(this.#parts, shortCode, pin));
    switch (verdict.kind) {
      case 'right':
        return this.#serve(visitorByPin(this.#parts.store.read, verdict.passId));
      case 'wrong':
        return this.#answers.refuse(verdict.reason, { kind: 'refused', reason: 'not-valid' }, verdict.passId, 'pin');
      case 'locked':
        return this.#answers.locked(true, verdict.passId, 'pin');
      case 'wait':
        return this.#answers.wait(verdict.until, 'pin');
      default:
        return assertNever(verdict);
    }
  }

  async confirmPin({ pin }: { readonly pin: string }): ReturnType<Silo['confirmPin']> {
    const question = this.#screen.noticed()?.question ?? null;
    if (question?.kind !== 'pin') return err({ kind: 'not-now' });
    if (this.#checkingPin || !this.#takeTurn() || !this.#mayServeAnother()) return err({ kind: 'busy' });
    const { visitor } = question;
    const { store } = this.#parts;
    const verdict = await this.#checkPin(() => judgePassPin(this.#parts, store.read.pass(visitor.passId), pin));
    switch (verdict.kind) {
      case 'right':
        return this.#serve({ ...visitor, pinGiven: true });
      case 'wrong':
        if (pinBlocked(this.#parts, visitor.passId) === 'locked') return this.#answers.locked(false, visitor.passId, visitor.source);
        this.#answers.audit(verdict.reason, visitor.passId, visitor.source);
        this.#answers.ask({ ...question, extensions: 0 }, true);
        return err({ kind: 'refused' });
      case 'wait':
        return this.#answers.wait(verdict.until, visitor.source);
      default:
        return assertNever(verdict);
    }
  }

  retry(): Result<undefined, NotNow> {
    const front = this.#screen.front();
    return front !== null && this.#pressAgain(front.intentId, front.visit) ? done : err({ kind: 'not-now' });
  }

  openNext(): ReturnType<Silo['openNext']> {
    const front = this.#screen.front();
    if (front === null || (front.shows !== 'next' && front.shows !== 'did-not-open')) return err({ kind: 'not-now' });
    const [next] = waitingDoors(this.#parts, front.visit, front.parcelId);
    if (next === undefined || !mayOpenAnother(this.#parts, front.visit)) return err({ kind: 'not-now' });
    return this.#open('collect', front.visit, next);
  }

  reopen({ compartmentId }: { readonly compartmentId: string | null }): ReturnType<Silo['reopen']> {
    const visit = this.#visitOfThanks();
    if (visit === null) return err({ kind: 'not-now' });
    const places = reopenable(visitFacts(this.#parts, visit.visitor));
    const [only] = places;
    if (only === undefined || !mayOpenAnother(this.#parts, visit)) return err({ kind: 'not-now' });
    if (compartmentId === null && places.length > 1) {
      this.#answers.ask({ kind: 'again', visit, extensions: 0 }, false);
      return done;
    }
    const wanted = compartmentId === null ? only : places.find((place) => place.compartmentId === compartmentId);
    return wanted === undefined ? err({ kind: 'not-now' }) : this.#open('reopen', visit, wanted);
  }

  report(report: Report): ReturnType<Silo['report']> {
    const front = this.#screen.front();
    if (front === null || this.#parts.store.read.problemOf(front.intentId) !== null || !fitsDoor(report, front)) return err({ kind: 'not-now' });
    const written = writeReport(this.#parts, front, report);
    if (!written.ok) {
      this.#screen.refresh();
      return err({ kind: 'storage' });
    }
    if (report.problem === 'did-not-open') this.#staff.once('did-not-open', front);
    this.#screen.setFront(withMoreTime(front, this.#mono()) ?? front);
    return done;
  }

  extend(): Result<undefined, NotNow> {
    const question = this.#screen.noticed()?.question ?? null;
    if (question !== null) {
      if (question.extensions >= MAX_EXTENSIONS) return err({ kind: 'not-now' });
      this.#answers.ask({ ...question, extensions: question.extensions + 1 }, false);
      return done;
    }
    const front = this.#screen.front();
    const longer = front === null ? null : withMoreTime(front, this.#mono());
    if (longer === null) return err({ kind: 'not-now' });
    this.#screen.setFront(longer);
    return done;
  }

  dismiss({ seen }: Parameters<Silo['dismiss']>[0]): Result<undefined, NotNow> {
    // A press that comes twice means what the person saw, not what their first press brought to the screen.
    if (this.#checkingPin || this.#screen.current().state.kind !== seen) return err({ kind: 'not-now' });
    const front = this.#screen.front();
    const guest = this.#screen.guest();
    if (front !== null && front.shows === 'next') this.#goOn(front, takeRestLater(front, this.#mono()));
    else if (front !== null && !yields(front, this.#parts.runner.timings)) return this.#leave(front);
    else if (guest !== null && !guest.yields()) return guest.dismiss?.() === true ? done : err({ kind: 'not-now' });
    else if (this.#screen.noticed() !== null) this.#screen.notice(null, 0);
    else if (front !== null) this.#screen.setFront(null);
    else if (guest !== null) return guest.dismiss?.() === true ? done : err({ kind: 'not-now' });
    else if (!this.#screen.acknowledge()) return err({ kind: 'not-now' });
    return done;
  }

  begin(shown: PassId): void {
    this.#screen.begin(shown);
  }

  invite(guest: SiloGuest): () => void {
    return this.#screen.invite(guest);
  }

  isTaken(): boolean {
    return this.#checkingPin || !this.#mayServeAnother();
  }

  onStaffNeeded(listener: (needed: StaffNeeded) => void): () => void {
    return this.#staff.on(listener);
  }

  refresh(): void {
    this.#screen.refresh();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#screen.close();
  }

  /** The visitor of a good code: opens, shows what is already open, asks, or says no. */
  #serve(visitor: Visitor): Served {
    const facts = visitFacts(this.#parts, visitor);
    const verdict = judgeVisit(facts);
    const front = this.#screen.front();
    const isHeld = visitor.source !== 'pin' && this.#held.isHeld(visitor.passId, this.#mono(), this.#screen.left());
    const isOwn = front?.visit.visitor.passId === visitor.passId && verdict.kind !== 'refuse' && verdict.kind !== 'pin';
    if (!isOwn && !this.#mayServeAnother()) return err({ kind: 'busy' });
    const isLeftLying = isHeld && verdict.kind === 'reopen';
    if (isLeftLying && !isOwn) return err({ kind: 'busy' });
    // A code that is held before the reader while the next door is offered opens nothing by itself, nor does one that lies there when its door was closed.
    if (isOwn && (front.shows === 'next' || isLeftLying)) {
      this.#screen.setFront(withMoreTime(front, this.#mono()) ?? front);
      return done;
    }
    if (verdict.kind !== 'refuse') this.#screen.begin(visitor.shownId);
    return this.#obey(verdict, visitor, openableParcels(facts));
  }

  #obey(verdict: VisitVerdict, visitor: Visitor, openable: readonly ParcelPlace[]): Served {
    switch (verdict.kind) {
      case 'refuse':
        return this.#answers.refuse(verdict.refusal.kind, { kind: 'refused', reason: verdict.inUse ? 'in-use' : 'not-valid' }, visitor.passId, visitor.source);
      case 'pin':
        return this.#answers.askPin(visitor);
      case 'show':
        this.#show(verdict.intentId, this.#visitOf(visitor, verdict.intentId, openable));
        return done;
      case 'retry': {
        if (this.#pressAgain(verdict.intentId, this.#visitOf(visitor, verdict.intentId, openable))) return done;
        const [other, ...more] = openable;
        if (other !== undefined && mayOpenAnother(this.#parts, { visitor, parcels: [] })) return this.#openFirst(visitor, [other, ...more]);
        return this.#answers.refuse('R_STATE', { kind: 'refused', reason: 'in-use' }, visitor.passId, visitor.source);
      }
      case 'open':
        return this.#openFirst(visitor, verdict.parcels);
      case 'shut':
        this.#staff.about('did-not-open', verdict.parcels);
        return this.#answers.shut(verdict.parcels, visitor);
      case 'reopen': {
        const [only, ...others] = verdict.compartments;
        const visit = { visitor, parcels: verdict.compartments.map(({ parcelId }) => parcelId) };
        if (others.length === 0) return this.#open('reopen', visit, only);
        this.#answers.ask({ kind: 'again', visit, extensions: 0 }, false);
        return done;
      }
      default:
        return assertNever(verdict);
    }
  }

  #openFirst(visitor: Visitor, places: readonly [ParcelPlace, ...ParcelPlace[]]): Result<undefined, { readonly kind: 'refused' }> {
    return this.#open('collect', { visitor, parcels: places.map(({ parcelId }) => parcelId) }, places[0]);
  }

  #open(purpose: 'collect' | 'reopen', visit: Visit, place: ParcelPlace): Result<undefined, { readonly kind: 'refused' }> {
    const opened = this.#screen.unavailable() === null ? openDoor(this.#parts, purpose, visit.visitor, place) : err('R_UNAVAILABLE' as const);
    if (!opened.ok) return this.#answers.unreachable(opened.error, visit.visitor);
    this.#show(opened.value, visit);
    return done;
  }

  #pressAgain(intentId: IntentId, visit: Visit): boolean {
    const { runner, clock } = this.#parts;
    const live = runner.live(intentId);
    if (this.#screen.unavailable() !== null || live?.flow.kind !== 'jammed') return false;
    if (healthAt(this.#parts, live.intent.compartmentId) !== 'ok') return false;
    if (!runner.send(intentId, { kind: 'retry', at: { mono: clock.monotonic(), wall: clock.now() } })) return false;
    this.#show(intentId, visit);
    return true;
  }

  /** Puts a flow in front of the person: a new one, or their own that they asked for once more. */
  #show(intentId: IntentId, visit: Visit): void {
    const live = this.#parts.runner.live(intentId);
    const row = live === null ? null : this.#parts.store.read.compartment(live.intent.compartmentId);
    if (live === null || row === null || live.intent.parcelId === null) return;
    const { compartmentId, parcelId, purpose } = live.intent;
    const again = purpose === 'reopen';
    const blank = { intentId, visit, compartmentId, parcelId, again, door: doorOf(row), flow: live.flow, later: false, until: null, extensions: 0 };
    this.#screen.setFront(this.#frontAfter({ ...blank, shows: 'opening' }, live.flow));
  }

  #frontAfter(front: Front, flow: LiveDoor['flow']): Front {
    const { doors, runner } = this.#parts;
    const quarantineMs = Math.max(runner.timings.quarantineMs, doors.latestPulseMs(front.compartmentId));
    const hasMore = waitingDoors(this.#parts, front.visit, front.parcelId).length > 0;
    return frontOf(front, flow, { mono: this.#mono(), quarantineMs, hasMore });
  }

  #follow(live: LiveDoor): void {
    const { intent, flow } = live;
    const front = this.#screen.front();
    const isCustomers = intent.purpose === 'collect' || intent.purpose === 'reopen';
    if (isCustomers && isLeftOpen(flow, this.#parts.runner.timings)) this.#staff.once('left-open', intent);
    if (flow.kind === 'ended') this.#staff.ended(intent.intentId);
    if (front?.intentId === intent.intentId) return this.#goOn(front, this.#frontAfter(front, flow));
    // Another door of theirs that opened late comes before any question: it is the one to be closed first.
    const isTheirs = isCustomers && flow.kind === 'open' && front !== null && front.visit.visitor.passId === intent.passId;
    if (isTheirs && front.shows !== 'opening' && front.shows !== 'open') return this.#show(intent.intentId, front.visit);
    const row = this.#parts.store.read.compartment(intent.compartmentId);
    const isUnsure = isCustomers && flow.kind === 'ended' && flow.recovered && flow.outcome === 'unknown';
    if (!isUnsure || row === null || front !== null) return this.#screen.refresh();
    this.#screen.notice((until) => ({ kind: 'unsure', door: doorOf(row), why: 'restart', until }), UNSURE_MS);
  }

  /** Whoever has finished here, and has a parcel behind a door that may not be opened, gets somebody of the staff. */
  #goOn(before: Front, front: Front): void {
    if (front.shows === 'thanks' && before.shows !== 'thanks') this.#staff.about('did-not-open', shutParcels(visitFacts(this.#parts, front.visit.visitor)));
    this.#screen.setFront(front);
  }

  /** A door that stands open keeps nobody who says that it is closed: it stays watched, and is shown as one to be closed. */
  #leave(front: Front): Result<undefined, NotNow> {
    if (front.shows !== 'open') return err({ kind: 'not-now' });
    this.#screen.setFront(null);
    return done;
  }

  async #checkPin<V>(judge: () => Promise<V>): Promise<V> {
    this.#checkingPin = true;
    this.#screen.notice(() => ({ kind: 'checking' }), 10_000);
    try {
      return await judge();
    } finally {
      this.#checkingPin = false;
      this.#screen.notice(null, 0);
    }
  }

  /** The visit goes on where its person is still in front; else it begins anew with the door under way. */
  #visitOf(visitor: Visitor, intentId: IntentId, openable: readonly ParcelPlace[]): Visit {
    const front = this.#screen.front();
    if (front?.visit.visitor.passId === visitor.passId) return front.visit;
    const underWay = this.#parts.runner.live(intentId)?.intent.parcelId ?? null;
    const others = openable.map(({ parcelId }) => parcelId).filter((parcelId) => parcelId !== underWay);
    return { visitor, parcels: underWay === null ? others : [underWay, ...others] };
  }

  /** Whose emptied compartments may be opened again from what is shown now. */
  #visitOfThanks(): Visit | null {
    const question = this.#screen.noticed()?.question ?? null;
    if (question?.kind === 'again') return question.visit;
    const front = this.#screen.front();
    return front?.shows === 'thanks' ? front.visit : null;
  }

  #mayServeAnother(): boolean {
    const front = this.#screen.front();
    if (front !== null && !yields(front, this.#parts.runner.timings)) return false;
    return this.#screen.guest()?.yields() ?? true;
  }

  #takeTurn(): boolean {
    const mono = this.#mono();
    if (mono - this.#scannedAt < BETWEEN_SCANS_MS) return false;
    this.#scannedAt = mono;
    return true;
  }

  #mono(): number {
    return this.#parts.clock.monotonic();
  }
}

function served(heard: Heard): Served {
  return heard === 'taken' ? done : err({ kind: heard });
}
