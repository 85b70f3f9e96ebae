import type { AssistCall } from '../../../contract/station/assist-views.ts';
import type { HelpRinging, HelpScreen, HelpView, HelpWhy } from '../../../contract/station/help-views.ts';
import { type HelpCallRow, type HelpDoing, type HelpOutcome, usualSiloRules } from '../../../contract/hub/silo.ts';
import type { Cancel, Clock, UnixMs } from '../../../kernel/clock.ts';
import { uuidV7 } from '../../../kernel/ids.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { RandomBytes } from '../../../kernel/random.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import type { Doors } from '../../ports/doors.ts';
import type { HubStatus } from '../../ports/hub.ts';
import type { Sounds } from '../../ports/peripherals.ts';
import type { HelpCall } from '../../ports/help-call.ts';
import type { StationStore, StoreWriter } from '../../ports/store.ts';
import { createListeners } from '../listeners.ts';
import type { StaffAccess } from '../staff-access/staff-access.ts';
import {
  besideShopper,
  endsBySelfAt,
  UNANSWERED_ENDS_MS,
  type Helper,
  helpView,
  newCall,
  ringingElsewhere,
  ringingHere,
  ringsAgainAt,
  writeAnswer,
  writeAnswerElsewhere,
  writeAnswerHeard,
  writeCall,
  writeEnd,
  writeEndElsewhere,
  writeReopened,
} from './help-book.ts';

type Refused = 'not-signed-in' | 'not-now' | 'storage';
/** What the station itself calls for. */
type DoorWhy = Exclude<HelpWhy, 'person'>;

/** What the station itself would call for, since when. */
interface WaitingCall {
  readonly screen: HelpScreen;
  readonly why: DoorWhy;
  readonly doorNumber: number | null;
  readonly since: UnixMs;
}

/** Calling somebody of the staff: from a screen, or by the station itself. */
export interface Help {
  /** A person presses "call somebody". While a call of this screen is open it is the same call. */
  call(input: { readonly screen: HelpScreen; readonly doing?: HelpDoing | undefined }): Result<undefined, { readonly kind: 'storage' }>;
  /** Whoever called needs nobody any more. What the station itself called for is not theirs to end. */
  takeBack(input: { readonly screen: HelpScreen }): Result<undefined, { readonly kind: 'not-now' | 'storage' }>;
  answer(input: { readonly callId: string }): Result<undefined, { readonly kind: Refused }>;
  /** Done. `outcome` left out: whoever called was helped. */
  end(input: { readonly callId: string; readonly outcome?: HelpOutcome | undefined }): Result<undefined, { readonly kind: Refused }>;
  /**
   * The station itself calls, about one of its doors. Ends by itself when that door is seen closed. While another call of the screen is open it waits for that one's
   * end. False: it could not be stored. */
  raiseHelp(screen: HelpScreen, why: DoorWhy, doorNumber: number | null): boolean;
  view(screen: HelpScreen): HelpView;
  /** What rings, or rang and is not over, on every staff screen of this station, the oldest first. */
  calls(): readonly HelpRinging[];
  /** Of these, what whoever is signed in hears beside the shopper of this kiosk. */
  callsBeside(): readonly AssistCall[];
  onChange(listener: () => void): Cancel;
  close(): void;
}

/** What calling needs. */
export interface HelpParts {
  readonly store: StationStore;
  readonly staff: Pick<StaffAccess, 'present' | 'touch' | 'presence'>;
  readonly hub: HubStatus;
  readonly doors: Pick<Doors, 'onFact'>;
  readonly sounds: Sounds;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  /** The session at the kiosk, whether the last one ran out rather than being left, and whoever hears that it is another. */
  readonly shopper: { sessionId(): string | null; hasRunOut(): boolean; onChange(listener: () => void): Cancel };
  /** This station's id at the hub; null while it was never enrolled. */
  stationId(): string | null;
}

const SCREENS = ['silo', 'kiosk'] as const;
/** While a call rings it is looked at this often: it beeps, and may become late or end by itself. Milliseconds. */
const LOOK_MS = 5000;

/**
 * Creates the calling. A call is a row of the database: it goes on ringing after a reload and after a power cut. It is answered by a press on
 * any staff screen of the shop, or by signing in here; it ends when whoever signed in here signs out, when somebody says so, or when the door
 * that it is about is closed, or when whoever called from a kiosk leaves it, or another shopper begins there. That the caller's time ran out
 * ends nothing: somebody is on their way. Somebody who said that they come and did not leaves it to everybody again.
 *
 * ```
 *   none --call--> calling --answer, sign-in--> coming --done, solved, sign-out--> none
 *                     |  late: says whom to phone, and goes on ringing
 *                     |<-- nobody seen after five minutes --- coming
 *                     +--taken back, nobody came within an hour--> none
 * ```
 */
export function createHelp(parts: HelpParts): Help {
  return new HelpDesk(parts);
}

class HelpDesk implements Help {
  readonly #parts: HelpParts;
  readonly #listeners = createListeners();
  readonly #stops: readonly Cancel[];
  /** Calls to which somebody came, by signing in here: who. Their signing out ends those, and none that was made since. */
  readonly #arrived = new Map<string, string>();
  /** What the station called for while another call of that screen was open. It is the next, unless its door is closed by then. */
  readonly #waiting: WaitingCall[] = [];
  #member: string | null = null;
  #sessionId: string | null;
  /** The time of whoever called from the kiosk ran out: somebody may be on the way to them all the same. */
  #isCallersTimeOver = false;
  #isLooking = false;
  #beepedAt = Number.NEGATIVE_INFINITY;
  #timer: Cancel = () => {};

  constructor(parts: HelpParts) {
    this.#parts = parts;
    this.#sessionId = parts.shopper.sessionId();
    this.#stops = [
      parts.staff.presence.onChange(() => this.#onMember()),
      parts.hub.onChange(() => this.#look()),
      parts.store.onPulled((bucket) => {
        if (bucket === 'calls') this.#look();
      }),
      parts.shopper.onChange(() => this.#onShopper()),
      parts.doors.onFact((fact) => {
        if (fact.kind === 'sensor' && fact.state === 'closed') this.#onClosed(parts.store.read.compartment(fact.compartmentId)?.number ?? null);
      }),
    ];
    this.#look();
  }

  call({ screen, doing }: Parameters<Help['call']>[0]): ReturnType<Help['call']> {
    if (this.#parts.store.read.helpCall(screen) !== null) return done;
    return this.#begin({ screen, why: 'person', doorNumber: null, doing: doing ?? null }) ? done : err({ kind: 'storage' });
  }

  raiseHelp(screen: HelpScreen, why: DoorWhy, doorNumber: number | null): boolean {
    const call = this.#parts.store.read.helpCall(screen);
    if (call === null) return this.#begin({ screen, why, doorNumber, doing: null });
    const isSame = (about: { readonly screen: HelpScreen; readonly why: HelpWhy; readonly doorNumber: number | null }): boolean =>
      about.screen === screen && about.why === why && about.doorNumber === doorNumber;
    if (!isSame(call) && !this.#waiting.some(isSame)) this.#waiting.push({ screen, why, doorNumber, since: this.#parts.clock.now() });
    return true;
  }

  takeBack({ screen }: { readonly screen: HelpScreen }): ReturnType<Help['takeBack']> {
    const call = this.#parts.store.read.helpCall(screen);
    if (call === null || call.why !== 'person') return err({ kind: 'not-now' });
    return this.#write((tx) => writeEnd(tx, call, 'solved', this.#parts.clock.now())) ? done : err({ kind: 'storage' });
  }

  answer({ callId }: { readonly callId: string }): ReturnType<Help['answer']> {
    const helper = this.#helper();
    if (helper === null) return err({ kind: 'not-signed-in' });
    const at = this.#parts.clock.now();
    const own = this.#own(callId);
    const other = this.#elsewhere().find((call) => call.callId === callId);
    if (own !== null && own.answeredAt === null) return this.#write((tx) => writeAnswer(tx, own, helper, at)) ? done : err({ kind: 'storage' });
    if (other !== undefined && other.answeredAt === null)
      return this.#write((tx) => writeAnswerElsewhere(tx, other, helper, at)) ? done : err({ kind: 'storage' });
    return err({ kind: 'not-now' });
  }

  end({ callId, outcome = 'helped' }: Parameters<Help['end']>[0]): ReturnType<Help['end']> {
    const helper = this.#helper();
    if (helper === null) return err({ kind: 'not-signed-in' });
    const said = { staffId: helper.staffId, outcome };
    const at = this.#parts.clock.now();
    const own = this.#own(callId);
    const other = this.#elsewhere().find((call) => call.callId === callId);
    if (own !== null) return this.#write((tx) => writeEnd(tx, own, 'done', at, said)) ? done : err({ kind: 'storage' });
    if (other !== undefined) return this.#write((tx) => writeEndElsewhere(tx, other, said, at)) ? done : err({ kind: 'storage' });
    return err({ kind: 'not-now' });
  }

  view(screen: HelpScreen): HelpView {
    const { store, clock, hub } = this.#parts;
    return helpView(store.read.helpCall(screen), this.#rules(), clock.now(), hub.current().state === 'online');
  }

  calls(): readonly HelpRinging[] {
    const rules = this.#rules();
    const here = this.#open().map((call) => ringingHere(call, rules));
    const elsewhere = this.#elsewhere().map((call) => ringingElsewhere(call, rules));
    return [...here, ...elsewhere].sort((a, b) => a.calledAt - b.calledAt).slice(0, 20);
  }

  callsBeside(): readonly AssistCall[] {
    const member = this.#parts.staff.present();
    return member === null ? [] : this.calls().flatMap((call) => besideShopper(call, member.name) ?? []);
  }

  onChange(listener: () => void): Cancel {
    return this.#listeners.add(listener);
  }

  close(): void {
    this.#timer();
    for (const stop of this.#stops) stop();
  }

  #begin(about: Pick<HelpCall, 'screen' | 'why' | 'doorNumber' | 'doing'>): boolean {
    const { clock, random } = this.#parts;
    const at = clock.now();
    const begun = this.#write((tx) => writeCall(tx, newCall({ ...about, callId: uuidV7(at, random) }, at)));
    if (begun && about.screen === 'kiosk') this.#isCallersTimeOver = false;
    if (begun) this.#beep();
    return begun;
  }

  /** Somebody who signs in at this station has come; whoever came and signs out again has finished. */
  #onMember(): void {
    const { staff, clock } = this.#parts;
    const before = this.#member;
    const member = staff.presence.current();
    this.#member = member?.staffId ?? null;
    if (this.#member === before) return;
    const at = clock.now();
    for (const call of this.#open()) {
      if (before !== null && this.#arrived.get(call.callId) === before) this.#write((tx) => writeEnd(tx, call, 'helper-left', at));
    }
    if (member === null) return;
    for (const call of this.#open()) {
      this.#arrived.set(call.callId, member.staffId);
      if (call.answeredAt === null) this.#write((tx) => writeAnswer(tx, call, member, at));
    }
  }

  /**
   * Whoever called from the kiosk and then leaves it needs nobody, and nobody's call is the next shopper's. What was called before anybody began is theirs who
   * begins, and what the station itself called for is nobody's of them.
   */
  #onShopper(): void {
    const { shopper, clock, store } = this.#parts;
    const before = this.#sessionId;
    this.#sessionId = shopper.sessionId();
    if (before === this.#sessionId) return;
    const ranOut = before !== null && this.#sessionId === null && shopper.hasRunOut();
    const isOver = ranOut ? false : before !== null || this.#isCallersTimeOver;
    this.#isCallersTimeOver = ranOut;
    const call = store.read.helpCall('kiosk');
    if (isOver && call?.why === 'person') this.#write((tx) => writeEnd(tx, call, 'session-over', clock.now()));
  }

  #onClosed(doorNumber: number | null): void {
    const at = this.#parts.clock.now();
    const isSolved = (about: { readonly why: HelpWhy; readonly doorNumber: number | null }): boolean =>
      doorNumber !== null && about.doorNumber === doorNumber && (about.why === 'left-open' || about.why === 'forced');
    this.#keepWaiting((one) => !isSolved(one));
    for (const call of this.#open()) if (isSolved(call)) this.#write((tx) => writeEnd(tx, call, 'door-closed', at));
  }

  /** Calls for what had to wait, where nothing is called for any more. */
  #callNext(): void {
    const open = this.#open();
    for (const callId of this.#arrived.keys()) if (!open.some((call) => call.callId === callId)) this.#arrived.delete(callId);
    const at = this.#parts.clock.now();
    this.#keepWaiting(({ since }) => at < since + UNANSWERED_ENDS_MS);
    const next = this.#waiting.find(({ screen }) => !open.some((call) => call.screen === screen));
    if (next === undefined) return;
    const { screen, why, doorNumber } = next;
    if (this.#begin({ screen, why, doorNumber, doing: null })) this.#keepWaiting((one) => one !== next);
  }

  #keepWaiting(isKept: (one: WaitingCall) => boolean): void {
    this.#waiting.splice(0, this.#waiting.length, ...this.#waiting.filter(isKept));
  }

  /** Takes in what the hub says, ends what has gone on for too long, and beeps while nobody comes. */
  #look(): void {
    const { store } = this.#parts;
    // What is written here is told on, and whoever hears of it may look again meanwhile.
    if (this.#isLooking) return;
    this.#isLooking = true;
    const told = new Map(store.read.callsElsewhere().map((call) => [call.callId, call]));
    for (const call of this.#open()) this.#lookAt(call, told.get(call.callId));
    this.#callNext();
    this.#isLooking = false;
    this.#listeners.tell();
    this.#lookLater();
  }

  #lookAt(call: HelpCall, row: HelpCallRow | undefined): void {
    const at = this.#parts.clock.now();
    if (at >= endsBySelfAt(call)) this.#write((tx) => writeEnd(tx, call, 'nobody-came', at));
    else if (this.#isForsaken(call, at)) this.#write((tx) => writeReopened(tx, call, at));
    else if (call.answeredAt === null && row?.answeredAt != null && row.answeredAt > (call.reopenedAt ?? 0)) this.#hear(call, row);
    else if (call.answeredAt === null) this.#beep();
  }

  /** Did somebody say that they come, and has not been seen? Whoever signed in here after the call is here. */
  #isForsaken(call: HelpCall, at: number): boolean {
    const again = ringsAgainAt(call);
    return again !== null && at >= again && !this.#arrived.has(call.callId);
  }

  #beep(): void {
    const mono = this.#parts.clock.monotonic();
    if (mono - this.#beepedAt < LOOK_MS) return;
    this.#beepedAt = mono;
    this.#parts.sounds.beep('attention');
  }

  #lookLater(): void {
    this.#timer();
    const open = this.#open().length + this.#elsewhere().length;
    this.#timer = open === 0 ? () => {} : this.#parts.clock.after(LOOK_MS, () => this.#look());
  }

  #hear(call: HelpCall, { answeredAt, answeredBy }: HelpCallRow): void {
    if (answeredAt !== null) this.#write((tx) => writeAnswerHeard(tx, call, { at: answeredAt, name: answeredBy }));
  }

  #write(work: (tx: StoreWriter) => void): boolean {
    const { store, logger } = this.#parts;
    const written = store.commit<undefined, never>((tx) => {
      work(tx);
      return done;
    });
    if (!written.ok) logger.error('a call for help could not be stored', { detail: written.error.detail });
    if (written.ok) this.#callNext();
    this.#lookLater();
    this.#listeners.tell();
    return written.ok;
  }

  #helper(): Helper | null {
    // Also whoever stands beside a shopper: calls ring there too.
    const member = this.#parts.staff.present();
    if (member !== null) this.#parts.staff.touch();
    return member;
  }

  #own(callId: string): HelpCall | null {
    return this.#open().find((call) => call.callId === callId) ?? null;
  }

  #open(): readonly HelpCall[] {
    return SCREENS.flatMap((screen) => this.#parts.store.read.helpCall(screen) ?? []);
  }

  #elsewhere(): readonly HelpCallRow[] {
    const stationId = this.#parts.stationId();
    return this.#parts.store.read.callsElsewhere().filter((call) => call.endedAt === null && call.stationId !== stationId);
  }

  #rules() {
    return this.#parts.store.read.config()?.silo ?? usualSiloRules;
  }
}
