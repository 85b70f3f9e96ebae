import { readPassText } from '../../../contract/pass/lk1.ts';
import type { PassBody } from '../../../contract/pass/pass.ts';
import type { ReturnReason } from '../../../contract/hub/silo.ts';
import type { Locale, SizeClass } from '../../../contract/schema.ts';
import type { PaperState } from '../../../contract/station/return-views.ts';
import type { SiloState } from '../../../contract/station/silo-views.ts';
import type { ReturnEvent, ReturnMove, ReturnState } from '../../../core/returns/return-flow.ts';
import { beginReturn, interruptedReturn, isChoosing, stepReturn } from '../../../core/returns/return-step.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { Cancel } from '../../../kernel/clock.ts';
import type { IntentId, OrderId } from '../../../kernel/ids.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import type { PrintOutcome } from '../../ports/peripherals.ts';
import { isAnyBusOk } from '../../ports/doors.ts';
import { takesNew } from '../../ports/store.ts';
import type { LiveDoor } from '../doors/door-runner.ts';
import { createListeners } from '../listeners.ts';
import { judgeReturnPin } from '../silo/pin-entry.ts';
import type { Heard, SiloGuest } from '../silo/silo-guest.ts';
import type { ScanSource } from '../silo/silo-parts.ts';
import { findTypedPass, identifyCode, identifyPass, identifyTyped, type Identified } from './identify.ts';
import { type NotOpened, openForReturn } from './open-return.ts';
import { returnView } from './return-view.ts';
import type { ReturnsParts } from './returns-parts.ts';
import { returnReceiptDocument } from './return-receipt.ts';

/** Least time between two codes, in milliseconds. */
const BETWEEN_SCANS_MS = 500;

type NotNow = Result<undefined, { readonly kind: 'not-now' }>;

/** The intents of returns, as the contract words them, and their place on the silo's screen. */
export interface Returns extends SiloGuest {
  begin(): Result<undefined, { readonly kind: 'busy' | 'unavailable' }>;
  enterPin(input: { readonly number: string; readonly pin: string }): Promise<Result<undefined, { readonly kind: 'not-now' | 'refused' | 'busy' | 'wait' }>>;
  chooseOrder(input: { readonly orderId: string }): NotNow;
  setQuantity(input: { readonly sku: string; readonly quantity: number }): NotNow;
  setReason(input: { readonly sku: string; readonly reason: ReturnReason }): NotNow;
  setPieces(input: { readonly pieces: number }): NotNow;
  next(): Result<undefined, { readonly kind: 'not-now' | 'nothing-chosen' }>;
  back(): NotNow;
  setSize(input: { readonly size: SizeClass }): NotNow;
  setEmail(input: { readonly email: string | null }): NotNow;
  open(input: { readonly locale: Locale }): Result<undefined, NotOpened | { readonly kind: 'not-now' }>;
  retry(): NotNow;
  change(): NotNow;
  answer(input: { readonly answer: 'placed' | 'not-empty' | 'changed-mind' }): Result<undefined, { readonly kind: 'not-now' | 'door-open' | 'storage' }>;
  print(): Promise<Result<undefined, { readonly kind: 'not-now' | 'no-printer' | 'paper-out' | 'cover-open' | 'offline' }>>;
  extend(): Result<undefined, { readonly kind: 'not-now' | 'no-extensions-left' }>;
  end(): NotNow;
  close(): void;
}

/**
 * Creates the returns. One person is served at a time, and what they choose lives here: a reload of the page loses nothing. A power cut before
 * a door was opened loses what nobody had done yet; from then on the door protocol and the draft in the database say what happened.
 */
export function createReturns(parts: ReturnsParts): Returns {
  return new ReturnsAtSilo(parts);
}

class ReturnsAtSilo implements Returns {
  readonly #parts: ReturnsParts;
  readonly #listeners = createListeners();
  readonly #stops: readonly Cancel[];
  #state: ReturnState | null = null;
  #paper: PaperState = 'not-asked';
  #locale: Locale = 'es';
  #timer: Cancel = () => {};
  #heardAt = Number.NEGATIVE_INFINITY;
  /** Those who walked away from a closed door without a word: whoever shows the same code again may still answer. */
  readonly #left = new Map<IntentId, { readonly state: ReturnState; readonly locale: Locale }>();

  constructor(parts: ReturnsParts) {
    this.#parts = parts;
    this.#tellInterrupted();
    this.#stops = [parts.runner.onChange((live) => this.#follow(live)), parts.host.invite(this)];
  }

  begin(): ReturnType<Returns['begin']> {
    const { store, doors, host } = this.#parts;
    if ((this.#state !== null && !this.yields()) || host.isTaken()) return err({ kind: 'busy' });
    if (store.health === 'failed' || !this.#parts.isStarted() || !isAnyBusOk(doors)) return err({ kind: 'unavailable' });
    this.#set(beginReturn(this.#parts.rule, this.#parts.clock.monotonic()));
    return this.#takesNone('typed') ? err({ kind: 'unavailable' }) : done;
  }

  async enterPin({ number, pin }: { readonly number: string; readonly pin: string }): ReturnType<Returns['enterPin']> {
    const { store, clock } = this.#parts;
    if (this.#state?.step.kind === 'checking') return err({ kind: 'busy' });
    if (this.#takesNone('pin')) return err({ kind: 'refused' });
    if (!this.#send({ kind: 'checking' }).ok) return err({ kind: 'not-now' });
    const verdict = await judgeReturnPin(this.#parts, findTypedPass(store.read, number), pin);
    switch (verdict.kind) {
      case 'wait':
        this.#audit('R_WAIT', null, 'pin');
        this.#happen({ kind: 'wait', until: Math.max(verdict.until, clock.now()) });
        return err({ kind: 'wait' });
      case 'wrong':
        this.#audit(verdict.reason, verdict.passId, 'pin');
        this.#happen({ kind: 'refused', refusal: { kind: 'not-valid' } });
        return err({ kind: 'refused' });
      case 'right':
        this.#parts.host.begin(verdict.passId);
        return this.#identified(identifyTyped(this.#parts, verdict.passId, number), 'pin') === 'taken' ? done : err({ kind: 'refused' });
      default:
        return assertNever(verdict);
    }
  }

  chooseOrder({ orderId }: { readonly orderId: string }): NotNow {
    return notNow(this.#send({ kind: 'choose-order', orderId: orderId as OrderId }));
  }

  setQuantity({ sku, quantity }: { readonly sku: string; readonly quantity: number }): NotNow {
    return notNow(this.#send({ kind: 'set-quantity', sku, quantity }));
  }

  setReason({ sku, reason }: { readonly sku: string; readonly reason: ReturnReason }): NotNow {
    return notNow(this.#send({ kind: 'set-reason', sku, reason }));
  }

  setPieces({ pieces }: { readonly pieces: number }): NotNow {
    return notNow(this.#send({ kind: 'set-pieces', pieces }));
  }

  next(): ReturnType<Returns['next']> {
    const sent = this.#send({ kind: 'next' });
    return sent.ok ? done : err({ kind: sent.error.kind === 'nothing-chosen' ? 'nothing-chosen' : 'not-now' });
  }

  back(): NotNow {
    return notNow(this.#send({ kind: 'back' }));
  }

  setSize({ size }: { readonly size: SizeClass }): NotNow {
    return notNow(this.#send({ kind: 'set-size', size }));
  }

  setEmail({ email }: { readonly email: string | null }): NotNow {
    return notNow(this.#send({ kind: 'set-email', email }));
  }

  open({ locale }: { readonly locale: Locale }): ReturnType<Returns['open']> {
    const step = this.#state?.step;
    if (step?.kind !== 'size') return err({ kind: 'not-now' });
    const opened = openForReturn(this.#parts, step.bundle, locale);
    if (!opened.ok) {
      // What is free, or how the disk is, may have changed since the screen was drawn.
      this.#listeners.tell();
      return opened;
    }
    this.#locale = locale;
    this.#paper = 'not-asked';
    return notNow(this.#send({ kind: 'opened', door: opened.value }));
  }

  retry(): NotNow {
    const { runner, doors, store } = this.#parts;
    const step = this.#state?.step;
    if (step?.kind !== 'door' || step.door.flow.kind !== 'jammed') return err({ kind: 'not-now' });
    if (store.health === 'failed' || doors.health(step.door.compartmentId) !== 'ok') return err({ kind: 'not-now' });
    return runner.send(step.door.intentId, { kind: 'retry', at: this.#now() }) ? done : err({ kind: 'not-now' });
  }

  change(): NotNow {
    return notNow(this.#send({ kind: 'change' }));
  }

  answer({ answer }: Parameters<Returns['answer']>[0]): ReturnType<Returns['answer']> {
    const step = this.#state?.step;
    if (step?.kind !== 'door') return err({ kind: 'not-now' });
    if (step.door.flow.kind === 'open') return err({ kind: 'door-open' });
    if (step.door.flow.kind !== 'asking') return err({ kind: 'not-now' });
    return this.#parts.runner.send(step.door.intentId, { kind: 'answer', answer, at: this.#now() }) ? done : err({ kind: 'storage' });
  }

  async print(): ReturnType<Returns['print']> {
    const outcome = await this.#print();
    if (outcome === null) return err({ kind: 'not-now' });
    return outcome.kind === 'printed' ? done : err({ kind: outcome.kind });
  }

  extend(): ReturnType<Returns['extend']> {
    const sent = this.#send({ kind: 'extend' });
    return sent.ok ? done : err({ kind: sent.error.kind === 'no-extensions-left' ? 'no-extensions-left' : 'not-now' });
  }

  end(): NotNow {
    const step = this.#state?.step;
    if (step === undefined) return err({ kind: 'not-now' });
    if (step.kind === 'door' && step.door.flow.kind === 'open') {
      const { compartmentId, flow } = step.door;
      const isUnseen = this.#parts.doors.sensor(compartmentId) === 'unknown' || flow.reminders > 0;
      return isUnseen ? notNow(this.#send({ kind: 'leave' })) : err({ kind: 'not-now' });
    }
    const isStuck = step.kind === 'door' && (step.door.flow.kind === 'jammed' || step.door.flow.kind === 'ended');
    if (!isChoosing(step) && !isStuck && !isToRead(step.kind)) return err({ kind: 'not-now' });
    this.#set(null);
    return done;
  }

  current(): SiloState | null {
    return this.#state === null ? null : returnView(this.#parts, this.#state, { paper: this.#paper, locale: this.#locale });
  }

  yields(): boolean {
    const step = this.#state?.step;
    if (step === undefined || isToRead(step.kind)) return true;
    if (step.kind !== 'door' || step.door.flow.kind !== 'open') return false;
    // A door that was left open for long enough does not hold up the silo; it stays watched.
    return step.door.flow.reminders >= this.#parts.runner.timings.remindersMs.length;
  }

  hear(text: string, source: ScanSource): Heard | null {
    const step = this.#state?.step;
    if (step === undefined || this.yields()) return null;
    if (step.kind !== 'identify' && step.kind !== 'refused' && step.kind !== 'wait') return 'busy';
    const mono = this.#parts.clock.monotonic();
    if (mono - this.#heardAt < BETWEEN_SCANS_MS) return 'busy';
    this.#heardAt = mono;
    if (this.#takesNone(source)) return 'refused';
    const found = identifyCode(this.#parts, text);
    const read = found.ok ? readPassText(text) : null;
    if (read?.ok === true) this.#parts.host.begin(read.value.body.passId);
    return this.#identified(found, source);
  }

  greet(pass: PassBody, source: ScanSource): Heard | null {
    if (pass.kind !== 'return') return null;
    if (!this.begin().ok) return this.#state?.step.kind === 'refused' ? 'refused' : 'busy';
    return this.#identified(identifyPass(this.#parts, pass), source);
  }

  dismiss(): boolean {
    return this.end().ok;
  }

  onChange(listener: () => void): Cancel {
    return this.#listeners.add(listener);
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#timer();
  }

  /** After a restart nobody is asked any more: the person is told, for a while, and staff find the compartment suspect. */
  #tellInterrupted(): void {
    const { runner, store, rule, clock } = this.#parts;
    const live = store.read.liveIntents().find(({ purpose }) => purpose === 'return');
    const flow = live === undefined ? undefined : runner.live(live.intentId)?.flow;
    if (live === undefined || flow === undefined || flow.answer === 'placed' || flow.answer === 'not-empty') return;
    this.#set(interruptedReturn(live.compartmentId, rule, clock.monotonic()));
  }

  /** On a disk without room nothing is taken in, and whoever asks is told so before they have shown anything. */
  #takesNone(source: ScanSource | 'pin'): boolean {
    if (takesNew(this.#parts.store)) return false;
    this.#audit('R_STORAGE', null, source);
    this.#happen({ kind: 'refused', refusal: { kind: 'not-taking' } });
    return true;
  }

  #identified(found: Identified, source: ScanSource | 'pin'): Heard {
    if (!found.ok) {
      this.#audit(found.error.reason, found.error.passId, source);
      this.#happen({ kind: 'refused', refusal: found.error.refusal });
      return 'refused';
    }
    const before = this.#resumed(found.value);
    if (before !== null) {
      this.#set(before);
      return 'taken';
    }
    return this.#send({ kind: 'identified', bundles: found.value }).ok ? 'taken' : 'refused';
  }

  /** The door of the same person, which is closed and waits for their answer. */
  #resumed(bundles: NonNullable<Extract<Identified, { readonly ok: true }>['value']>): ReturnState | null {
    for (const [intentId, { state, locale }] of this.#left) {
      const { step } = state;
      const live = this.#parts.runner.live(intentId);
      if (step.kind !== 'door' || live?.flow.kind !== 'asking') continue;
      const { returnId, orderId } = step.bundle;
      const isTheirs = bundles.some((one) => (returnId !== null && one.returnId === returnId) || (orderId !== null && one.orderId === orderId));
      if (!isTheirs) continue;
      this.#left.delete(intentId);
      this.#locale = locale;
      const { rule, clock } = this.#parts;
      return { ...state, step: { ...step, door: { ...step.door, flow: live.flow } }, endsAt: clock.monotonic() + rule.answerMs };
    }
    return null;
  }

  #follow({ intent, flow }: LiveDoor): void {
    if (flow.kind === 'ended') this.#left.delete(intent.intentId);
    const step = this.#state?.step;
    if ((step?.kind !== 'door' && step?.kind !== 'done') || step.door.intentId !== intent.intentId) return;
    const wasDone = step.kind === 'done' || step.door.flow.answer === 'placed';
    this.#happen({ kind: 'door', flow });
    if (!wasDone && this.#state?.step.kind === 'done') void this.#print();
  }

  /** Prints the receipt of what is shown. Null: there is none. What it came to is shown only while it is still the same person's. */
  async #print(): Promise<PrintOutcome | null> {
    const { printer, place, timeZone, clock, store } = this.#parts;
    const step = this.#state?.step;
    if (step?.kind !== 'done' || this.#paper === 'printing') return null;
    const { bundle, door } = step;
    const tell = (paper: PaperState) => {
      const shown = this.#state?.step;
      if ((shown?.kind !== 'done' && shown?.kind !== 'door') || shown.door.intentId !== door.intentId) return;
      this.#paper = paper;
      this.#listeners.tell();
    };
    tell('printing');
    const doorNumber = store.read.compartment(door.compartmentId)?.number ?? 0;
    const depositedAt = door.flow.closedAt ?? clock.now();
    const document = returnReceiptDocument({
      storeName: place().storeName,
      locale: this.#locale,
      receipt: door.receipt,
      bundle,
      doorNumber,
      depositedAt,
      timeZone,
    });
    const outcome = await printer.print(document);
    tell(outcome.kind);
    return outcome;
  }

  /** Something that comes whether the person still waits for it or not. */
  #happen(event: ReturnEvent): void {
    const sent = this.#send(event);
    if (!sent.ok) this.#parts.logger.warn('a return has no use for an event', { event: event.kind, why: sent.error.kind });
  }

  #send(event: ReturnEvent): Result<undefined, { readonly kind: Extract<ReturnMove, { readonly kind: 'unexpected' }>['why'] }> {
    const { rule, clock } = this.#parts;
    const before = this.#state;
    if (before === null) return err({ kind: 'not-now' });
    const move = stepReturn(before, event, rule, clock.monotonic());
    if (move.kind === 'unexpected') return err({ kind: move.why });
    if (move.kind === 'moved' && move.state.step.kind === 'unsure' && before.step.kind === 'door')
      this.#left.set(before.step.door.intentId, { state: before, locale: this.#locale });
    this.#set(move.kind === 'over' ? null : move.state);
    return done;
  }

  #set(state: ReturnState | null): void {
    const { clock } = this.#parts;
    this.#state = state;
    this.#timer();
    this.#timer = () => {};
    if (state !== null && state.endsAt !== null) {
      this.#timer = clock.after(Math.max(0, state.endsAt - clock.monotonic()), () => {
        if (this.#state === state) this.#happen({ kind: 'time' });
      });
    }
    this.#listeners.tell();
  }

  #audit(reason: string, passId: string | null, source: ScanSource | 'pin'): void {
    const { store, clock, logger } = this.#parts;
    const written = store.commit<undefined, never>((tx) => {
      tx.audit({ kind: 'return.refused', at: clock.now(), facts: { reason, pass: passId, source } });
      return done;
    });
    if (!written.ok) logger.error('a refusal could not be stored', { reason, detail: written.error.detail });
  }

  #now() {
    return { mono: this.#parts.clock.monotonic(), wall: this.#parts.clock.now() };
  }
}

/** Is there only something to read? */
function isToRead(kind: ReturnState['step']['kind']): boolean {
  return kind === 'done' || kind === 'nothing' || kind === 'unsure';
}

function notNow(sent: Result<undefined, { readonly kind: string }>): NotNow {
  return sent.ok ? done : err({ kind: 'not-now' });
}
