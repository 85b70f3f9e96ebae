import type { PassBody, PassRefusal } from '../../../contract/pass/pass.ts';
import type { ProblemKind } from '../../../contract/hub/silo.ts';
import type { ProblemKeep, SiloState, SiloView } from '../../../contract/station/silo-views.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { CompartmentId, IntentId, PassId, ParcelId } from '../../../kernel/ids.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import type { Published } from '../../ports/screens.ts';
import { judgePass, readCode } from './judge-code.ts';
import { judgePin } from './pin-entry.ts';
import { type Front, frontOf, yields } from './silo-front.ts';
import type { ScanSource, SiloParts } from './silo-parts.ts';
import type { SiloGuest, SiloHost, StaffNeeded } from './silo-guest.ts';
import { createSiloScreen, doorOf, type SiloScreen } from './silo-screen.ts';

/** The silo's intents, as the contract words them, and what its screen draws. */
export interface Silo extends SiloHost {
  readonly view: Published<SiloView>;
  scan(input: { readonly code: string; readonly source: ScanSource }): Result<undefined, { readonly kind: 'refused' | 'busy' }>;
  enterPin(input: { readonly shortCode: string; readonly pin: string }): Promise<Result<undefined, { readonly kind: 'refused' | 'busy' | 'wait' }>>;
  confirmPin(input: { readonly pin: string }): Promise<Result<undefined, { readonly kind: 'not-now' | 'refused' | 'busy' | 'wait' }>>;
  retry(): Result<undefined, { readonly kind: 'not-now' }>;
  openNext(): Result<undefined, { readonly kind: 'not-now' | 'refused' }>;
  reopen(input: { readonly compartmentId: string | null }): Result<undefined, { readonly kind: 'not-now' | 'refused' }>;
  report(input: { readonly problem: ProblemKind; readonly keep: ProblemKeep | null }): Result<undefined, { readonly kind: 'not-now' | 'storage' }>;
  extend(): Result<undefined, { readonly kind: 'not-now' }>;
  dismiss(): Result<undefined, { readonly kind: 'not-now' }>;
  /** Tells the screens that the doors, the hub or the disk changed. */
  refresh(): void;
  /** Stops the timers; open doors stay guarded in the database. */
  close(): void;
}

/** Least time between two scans, and how long a refusal stays on the screen. Milliseconds. */
const BETWEEN_SCANS_MS = 500;
const REFUSAL_MS = 2500;

/** Why a code opens nothing: the refusals of a pass, and of a station that cannot open now. Only the audit learns them. */
type Reason = PassRefusal['kind'] | 'R_UNAVAILABLE' | 'R_STORAGE';
type Shown = Extract<SiloState, { readonly kind: 'refused' }>['reason'];

interface Asked {
  readonly passId: PassId;
  readonly pass: Pick<PassBody, 'kind' | 'generation' | 'flags'>;
  readonly source: ScanSource | 'pin';
}

/** Creates the silo's front. One person is served at a time; doors that are no longer shown stay guarded. */
export function createSilo(parts: SiloParts): Silo {
  return new SiloFront(parts);
}

class SiloFront implements Silo {
  readonly view: Published<SiloView>;
  readonly #parts: SiloParts;
  readonly #screen: SiloScreen;
  readonly #stops: readonly (() => void)[];
  #scannedAt = Number.NEGATIVE_INFINITY;
  #checkingPin = false;
  readonly #staffNeeded = new Set<(needed: StaffNeeded) => void>();

  constructor(parts: SiloParts) {
    this.#parts = parts;
    this.#screen = createSiloScreen(parts);
    this.view = { current: this.#screen.current, onChange: this.#screen.onChange };
    this.#stops = [
      parts.runner.onChange(({ intent, flow }) => {
        const front = this.#screen.front();
        if (front?.intentId === intent.intentId) this.#screen.setFront(frontOf(front, flow, parts.clock.monotonic(), parts.runner.timings));
      }),
      parts.hub.onChange(this.#screen.refresh),
      parts.doors.onFact((fact) => {
        if (fact.kind === 'bus') this.#screen.refresh();
      }),
    ];
  }

  scan({ code, source }: { readonly code: string; readonly source: ScanSource }): ReturnType<Silo['scan']> {
    if (this.#checkingPin || !this.#takeTurn()) return err({ kind: 'busy' });
    const read = readCode(this.#parts, code);
    if (!read.ok) return this.#refuse(read.error.kind, shownReason(read.error), null, source);
    return this.#serve({ passId: read.value.passId, pass: read.value, source });
  }

  async enterPin({ shortCode, pin }: { readonly shortCode: string; readonly pin: string }): ReturnType<Silo['enterPin']> {
    if (this.#checkingPin || !this.#takeTurn() || !this.#mayServeAnother()) return err({ kind: 'busy' });
    this.#checkingPin = true;
    this.#screen.notice(() => ({ kind: 'checking' }), 10_000);
    try {
      const verdict = await judgePin(this.#parts, shortCode, pin);
      if (verdict.kind === 'right') {
        const pass: Asked['pass'] = { kind: 'collect', generation: this.#parts.store.read.pass(verdict.passId)?.seenGeneration ?? 0, flags: noFlags };
        this.#screen.notice(null, 0);
        return this.#serve({ passId: verdict.passId, pass, source: 'pin' });
      }
      if (verdict.kind === 'wrong') return this.#refuse(verdict.reason, 'not-valid', verdict.passId, 'pin');
      this.#audit('R_WAIT', null, 'pin');
      this.#screen.notice(() => ({ kind: 'wait', until: verdict.until }), REFUSAL_MS);
      return err({ kind: 'wait' });
    } finally {
      this.#checkingPin = false;
    }
  }

  retry(): ReturnType<Silo['retry']> {
    const front = this.#screen.front();
    return front !== null && this.#pressAgain(front.intentId) ? done : err({ kind: 'not-now' });
  }

  async confirmPin(): ReturnType<Silo['confirmPin']> {
    return err({ kind: 'not-now' });
  }

  openNext(): ReturnType<Silo['openNext']> {
    return err({ kind: 'not-now' });
  }

  reopen(): ReturnType<Silo['reopen']> {
    return err({ kind: 'not-now' });
  }

  report(): ReturnType<Silo['report']> {
    return err({ kind: 'not-now' });
  }

  extend(): ReturnType<Silo['extend']> {
    return err({ kind: 'not-now' });
  }

  invite(guest: SiloGuest): () => void {
    return this.#screen.invite(guest);
  }

  isTaken(): boolean {
    return !this.#mayServeAnother();
  }

  onStaffNeeded(listener: (needed: StaffNeeded) => void): () => void {
    this.#staffNeeded.add(listener);
    return () => this.#staffNeeded.delete(listener);
  }

  dismiss(): ReturnType<Silo['dismiss']> {
    const front = this.#screen.front();
    if (front === null && !this.#screen.hasNotice()) return err({ kind: 'not-now' });
    if (front?.shows === 'opening' || this.#checkingPin) return err({ kind: 'not-now' });
    this.#screen.setFront(null);
    this.#screen.notice(null, 0);
    return done;
  }

  refresh(): void {
    this.#screen.refresh();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#screen.close();
  }

  /** The bearer of a good pass: opens, shows what is already open, or says no. */
  #serve(asked: Asked): Result<undefined, { readonly kind: 'refused' | 'busy' }> {
    const { store, runner } = this.#parts;
    const verdict = judgePass(store.read, runner, asked.passId, asked.pass, asked.source === 'pin');
    const ownFront = verdict.kind === 'show' || verdict.kind === 'retry' ? this.#screen.front()?.intentId === verdict.intentId : false;
    if (!ownFront && !this.#mayServeAnother()) return err({ kind: 'busy' });
    switch (verdict.kind) {
      case 'refuse':
        return this.#refuse(verdict.refusal.kind, verdict.inUse ? 'in-use' : 'not-valid', asked.passId, asked.source);
      case 'show':
        this.#show(verdict.intentId);
        return done;
      case 'retry':
        if (this.#pressAgain(verdict.intentId)) return done;
        return this.#refuse('R_STATE', 'in-use', asked.passId, asked.source);
      case 'open':
        return this.#open(asked, verdict.parcelId, verdict.compartmentId);
      default:
        return assertNever(verdict);
    }
  }

  #open(asked: Asked, parcelId: ParcelId, compartmentId: CompartmentId): Result<undefined, { readonly kind: 'refused' }> {
    const { store, runner, clock } = this.#parts;
    const parcel = store.read.parcel(parcelId);
    if (this.#screen.unavailable() !== null || parcel === null) return this.#unreachable('R_UNAVAILABLE', asked);
    const opened = runner.open<never>({
      purpose: 'collect',
      compartmentId,
      parcelId,
      orderId: parcel.orderId,
      passId: asked.passId,
      staffId: null,
      prepare: (tx) => {
        tx.seePassGeneration(asked.passId, asked.pass.generation);
        tx.audit({ kind: 'pass.accepted', at: clock.now(), facts: { pass: asked.passId, parcel: parcelId, compartment: compartmentId, source: asked.source } });
        return done;
      },
    });
    if (!opened.ok) return this.#unreachable(opened.error.kind === 'storage' ? 'R_STORAGE' : 'R_UNAVAILABLE', asked);
    this.#show(opened.value);
    return done;
  }

  #pressAgain(intentId: IntentId): boolean {
    const { runner, clock, doors } = this.#parts;
    const live = runner.live(intentId);
    if (this.#screen.unavailable() !== null || live?.flow.kind !== 'jammed' || doors.health(live.intent.compartmentId) !== 'ok') return false;
    if (!runner.send(intentId, { kind: 'retry', at: { mono: clock.monotonic(), wall: clock.now() } })) return false;
    this.#show(intentId);
    return true;
  }

  /** Puts a flow in front of the person: a new one, or their own that they asked for once more. */
  #show(intentId: IntentId): void {
    const { runner, store, clock } = this.#parts;
    const live = runner.live(intentId);
    const row = live === null ? null : store.read.compartment(live.intent.compartmentId);
    if (live === null || row === null) return;
    const blank: Front = {
      intentId,
      compartmentId: live.intent.compartmentId,
      passId: live.intent.passId,
      door: doorOf(row),
      shows: 'opening',
      openedAt: clock.now(),
      reminders: 0,
      canRetry: false,
      until: null,
    };
    this.#screen.setFront(frontOf(blank, live.flow, clock.monotonic(), runner.timings));
  }

  /** Every refusal: one audit entry, one general message, and the silo is ready again before three seconds are over. */
  #refuse(reason: Reason, shown: Shown, passId: PassId | null, source: Asked['source']): Result<never, { readonly kind: 'refused' }> {
    this.#audit(reason, passId, source);
    this.#screen.notice((until) => ({ kind: 'refused', reason: shown, until }), REFUSAL_MS);
    return err({ kind: 'refused' });
  }

  #unreachable(reason: Reason, asked: Asked): Result<never, { readonly kind: 'refused' }> {
    this.#audit(reason, asked.passId, asked.source);
    const state = this.#screen.unavailable() ?? { kind: 'unavailable', reason: reason === 'R_STORAGE' ? 'storage' : 'doors-unreachable' };
    this.#screen.notice(() => state, REFUSAL_MS);
    return err({ kind: 'refused' });
  }

  #audit(reason: Reason | 'R_WAIT', passId: PassId | null, source: Asked['source']): void {
    const { store, clock, logger } = this.#parts;
    const written = store.commit<undefined, never>((tx) => {
      tx.audit({ kind: 'pass.refused', at: clock.now(), facts: { reason, pass: passId, source } });
      return done;
    });
    if (!written.ok) logger.error('a refusal could not be stored', { reason, detail: written.error.detail });
  }

  #mayServeAnother(): boolean {
    const front = this.#screen.front();
    return front === null || yields(front, this.#parts.runner.timings);
  }

  #takeTurn(): boolean {
    const mono = this.#parts.clock.monotonic();
    if (mono - this.#scannedAt < BETWEEN_SCANS_MS) return false;
    this.#scannedAt = mono;
    return true;
  }
}

const noFlags: PassBody['flags'] = { pin: false, totp: false, assistOnly: false };

/** What may be said of a code to whoever holds it: that it is none, that it is a product's, or which silo it is for. */
function shownReason(refusal: PassRefusal): Shown {
  if (refusal.kind === 'R_FORMAT') return refusal.productCode ? 'product-code' : 'unreadable';
  return refusal.kind === 'R_BANK' ? 'other-silo' : 'not-valid';
}
