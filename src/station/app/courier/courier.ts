import type { CourierRecord, CourierRight } from '../../../contract/hub/silo.ts';
import type { PassBody } from '../../../contract/pass/pass.ts';
import type { CourierSession } from '../../../contract/station/load-views.ts';
import type { SiloState } from '../../../contract/station/silo-views.ts';
import type { Cancel, Clock } from '../../../kernel/clock.ts';
import type { PassId } from '../../../kernel/ids.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import { createListeners, type Listeners } from '../listeners.ts';
import { judgeCourier } from '../silo/bearer.ts';
import type { Heard, SiloGuest } from '../silo/silo-guest.ts';
import type { ScanSource } from '../silo/silo-parts.ts';
import { type CourierPinParts, judgeCourierPin } from './courier-pin.ts';
import type { CourierAtWork, CourierSource } from './operator.ts';

/** Couriers at the silo: their code, their PIN, and the session in which they load and take out. */
export interface Couriers extends CourierSource, SiloGuest {
  courierPin(input: { readonly pin: string }): Promise<Result<undefined, { readonly kind: 'not-now' | 'refused' | 'wait' }>>;
  courierTouch(): Result<undefined, { readonly kind: 'not-signed-in' }>;
  courierLeave(): Result<undefined, { readonly kind: 'not-signed-in' | 'busy' }>;
  /** The session as the screens show it. */
  session(): CourierSession | null;
  close(): void;
}

/** What couriers need. */
export interface CourierParts extends CourierPinParts {
  readonly clock: Clock;
  /** Signs a member of staff out who left the screen; false when they are in the middle of something. */
  makeWay(): boolean;
  /** Is a door of the courier's in hand? Then nothing ends. */
  isBusy(): boolean;
  /** A label was read while a courier is at work. */
  onLabel(text: string): boolean;
  /** The session is over: what they did is wiped from the screen. */
  onLeft(): void;
}

interface Session {
  readonly courier: CourierRecord;
  readonly begins: CourierRight;
  readonly touchedAt: number;
}

interface Question {
  readonly courier: CourierRecord;
  readonly begins: CourierRight;
  readonly wrong: boolean;
  readonly until: number;
}

/** A courier who does nothing for this long has gone. Milliseconds. */
export const COURIER_IDLE_MS = 180_000;
/** How long the PIN is waited for. Milliseconds. */
const PIN_MS = 60_000;

/** Creates the couriers' side of the silo, with nobody at work. Nobody stays at work over a restart. */
export function createCouriers(parts: CourierParts): Couriers {
  return new CourierDesk(parts);
}

class CourierDesk implements Couriers {
  readonly #parts: CourierParts;
  readonly #listeners: Listeners = createListeners();
  #session: Session | null = null;
  #question: Question | null = null;
  #checking = false;
  #timer: Cancel = () => {};

  constructor(parts: CourierParts) {
    this.#parts = parts;
  }

  greet(pass: PassBody, _source: ScanSource): Heard | null {
    if (pass.kind !== 'courier-deposit' && pass.kind !== 'courier-collect') return null;
    const judged = judgeCourier(this.#parts.store.read, pass, this.#now());
    // Not one that may work here: the silo refuses it as it refuses any code, with its line in the audit.
    if (!judged.ok) return null;
    const { courier, needsPin } = judged.value;
    const begins: CourierRight = pass.kind === 'courier-deposit' ? 'deposit' : 'collect';
    // Somebody whose record was taken back, or changed, is at work no more: they keep nobody out.
    if (this.#session !== null && this.atWork() === null && !this.#parts.isBusy()) this.#leave(this.#session.courier);
    if (this.#session !== null || this.#checking || !this.#parts.makeWay()) return 'busy';
    if (!needsPin) return this.#enter(courier, begins) ? 'taken' : 'refused';
    this.#set(null, { courier, begins, wrong: false, until: this.#parts.clock.monotonic() + PIN_MS });
    return 'taken';
  }

  hear(text: string, _source: ScanSource): Heard | null {
    if (this.#question !== null) return 'busy';
    if (this.atWork() === null) return null;
    this.touch();
    // Codes that open doors wait until the courier has gone: one person at the bank at a time.
    if (text.startsWith('LK1:')) return 'busy';
    return this.#parts.onLabel(text) ? 'taken' : 'refused';
  }

  current(): SiloState | null {
    if (this.#question !== null) return { kind: 'courier-pin', wrong: this.#question.wrong, until: this.#wall(this.#question.until) };
    return this.atWork() === null ? null : { kind: 'courier' };
  }

  yields(): boolean {
    return false;
  }

  dismiss(): boolean {
    if (this.#checking) return false;
    if (this.#question !== null) {
      this.#set(this.#session, null);
      return true;
    }
    return this.courierLeave().ok;
  }

  async courierPin({ pin }: { readonly pin: string }): ReturnType<Couriers['courierPin']> {
    const question = this.#question;
    if (question === null || this.#checking) return err({ kind: 'not-now' });
    this.#checking = true;
    const verdict = await judgeCourierPin(this.#parts, question.courier, pin).finally(() => {
      this.#checking = false;
    });
    if (verdict === 'right' && this.#enter(question.courier, question.begins)) return done;
    this.#audit('courier.refused', { courier: question.courier.courierId, reason: verdict === 'wait' ? 'R_WAIT' : 'R_PIN' });
    if (verdict === 'wait') this.#set(null, null);
    else this.#set(null, { ...question, wrong: true, until: this.#parts.clock.monotonic() + PIN_MS });
    return err({ kind: verdict === 'wait' ? 'wait' : 'refused' });
  }

  courierTouch(): ReturnType<Couriers['courierTouch']> {
    if (this.atWork() === null) return err({ kind: 'not-signed-in' });
    this.touch();
    return done;
  }

  courierLeave(): ReturnType<Couriers['courierLeave']> {
    if (this.#session === null) return err({ kind: 'not-signed-in' });
    if (this.#parts.isBusy()) return err({ kind: 'busy' });
    this.#leave(this.#session.courier);
    return done;
  }

  atWork(): CourierAtWork | null {
    if (this.#session === null) return null;
    // What the hub takes back counts at once, in the middle of a session too.
    const known = this.#parts.store.read.courier(this.#session.courier.courierId as PassId);
    const rights = known?.rights.filter((right) => this.#session?.courier.rights.includes(right)) ?? [];
    return known === null || rights.length === 0 ? null : { courierId: known.courierId, rights };
  }

  touch(): void {
    if (this.#session !== null) this.#set({ ...this.#session, touchedAt: this.#parts.clock.monotonic() }, null);
  }

  session(): CourierSession | null {
    const at = this.atWork();
    if (this.#session === null || at === null) return null;
    const { courier, begins, touchedAt } = this.#session;
    const [first] = at.rights;
    return {
      name: courier.name,
      rights: [...at.rights],
      begins: at.rights.includes(begins) ? begins : (first ?? begins),
      endsAt: this.#wall(touchedAt + COURIER_IDLE_MS),
    };
  }

  onChange(listener: () => void): Cancel {
    return this.#listeners.add(listener);
  }

  close(): void {
    this.#timer();
  }

  #enter(courier: CourierRecord, begins: CourierRight): boolean {
    if (!this.#audit('courier.entered', { courier: courier.courierId, begins })) return false;
    this.#set({ courier, begins, touchedAt: this.#parts.clock.monotonic() }, null);
    return true;
  }

  #leave({ courierId }: CourierRecord): void {
    this.#audit('courier.left', { courier: courierId });
    this.#parts.onLeft();
    this.#set(null, null);
  }

  #set(session: Session | null, question: Question | null): void {
    this.#session = session;
    this.#question = question;
    this.#timer();
    const ends = question?.until ?? (session === null ? null : session.touchedAt + COURIER_IDLE_MS);
    this.#timer = ends === null ? () => {} : this.#parts.clock.after(Math.max(0, ends - this.#parts.clock.monotonic()), () => this.#timeUp());
    this.#listeners.tell();
  }

  /** Nothing ends while a door of theirs is in hand, or while a PIN is being checked: then the time begins anew. */
  #timeUp(): void {
    if (this.#question !== null) {
      if (this.#checking) this.#set(null, { ...this.#question, until: this.#parts.clock.monotonic() + PIN_MS });
      else this.#set(null, null);
      return;
    }
    if (this.#session === null) return;
    if (this.#parts.isBusy()) this.touch();
    else this.#leave(this.#session.courier);
  }

  #audit(kind: string, facts: Readonly<Record<string, string>>): boolean {
    const { store, clock } = this.#parts;
    const written = store.commit<undefined, never>((tx) => {
      tx.audit({ kind, at: clock.now(), facts });
      return done;
    });
    return written.ok;
  }

  #wall(mono: number): number {
    const { clock } = this.#parts;
    return Math.max(0, Math.round(clock.now() + mono - clock.monotonic()));
  }

  #now(): number {
    return this.#parts.trusted.read().now;
  }
}
