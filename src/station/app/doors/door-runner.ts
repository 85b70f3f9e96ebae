import type { DoorEffect, DoorEvent, DoorFlow, DoorRecord, DoorStep, Instant, PulseWord } from '../../../core/compartments/door-flow.ts';
import { readDoorFlow, writeDoorFlow } from '../../../core/compartments/door-flow-text.ts';
import { beginDoorFlow, nextLookMs, stepDoor } from '../../../core/compartments/door-step.ts';
import { type DoorTimings, timingsForBus } from '../../../core/compartments/door-timings.ts';
import type { Cancel, Clock } from '../../../kernel/clock.ts';
import type { CompartmentId, IntentId } from '../../../kernel/ids.ts';
import { uuidV7 } from '../../../kernel/ids.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { RandomBytes } from '../../../kernel/random.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import type { DoorFact, Doors } from '../../ports/doors.ts';
import type { IntentRow, StationStore, StorageFailure, StoreWriter } from '../../ports/store.ts';
import { type PurposeBook, writeDoorEntry } from './door-book.ts';

/** What a door runner needs. */
export interface DoorRunnerDeps {
  readonly store: StationStore;
  readonly doors: Doors;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  readonly timings: DoorTimings;
  readonly books: Readonly<Record<IntentRow['purpose'], PurposeBook>>;
}

/** Whose door is to be opened, and what becomes durable together with the intent. */
export interface OpenRequest<E>
  extends Pick<IntentRow, 'purpose' | 'compartmentId' | 'parcelId' | 'orderId' | 'passId' | 'staffId'>,
    Partial<Pick<IntentRow, 'secondStaffId' | 'commandId' | 'delegateId'>> {
  /** Runs inside the intent's transaction; a failure leaves everything as it was and no pulse is sent. */
  prepare(tx: StoreWriter): Result<undefined, E>;
}

/** Why no intent was made. Nothing was changed and nothing was sent. */
export type OpenRefusal = StorageFailure | { readonly kind: 'doors-unreachable' } | { readonly kind: 'guarded' };

/** A flow under way, or one that has just ended. */
export interface LiveDoor {
  readonly intent: IntentRow;
  readonly flow: DoorFlow;
}

interface Held {
  readonly intent: IntentRow;
  flow: DoorFlow;
  cancelLook: Cancel;
}

/** How long a failed commit waits for its next try, in milliseconds. */
const COMMIT_AGAIN_MS = 1000;

/**
 * Runs door flows. For every step: the new state, its facts and what they mean are committed in one transaction, and only after
 * that commit a pulse goes out. A commit that fails leaves the flow where it was, and no pulse follows.
 */
export class DoorRunner {
  /** The shop's times. A quarantine may be longer than these say: it is each door's bus that sets the least. */
  readonly timings: DoorTimings;
  readonly #deps: DoorRunnerDeps;
  readonly #held = new Map<IntentId, Held>();
  readonly #listeners = new Set<(door: LiveDoor) => void>();
  readonly #cancelFacts: Cancel;

  constructor(deps: DoorRunnerDeps) {
    this.#deps = deps;
    this.timings = deps.timings;
    this.#cancelFacts = deps.doors.onFact((fact) => this.#hear(fact));
  }

  /** Makes an intent durable and opens its door. Resolves nothing about the door: that comes through `onChange`. */
  open<E>(request: OpenRequest<E>): Result<IntentId, E | OpenRefusal> {
    const { store, doors, clock, random } = this.#deps;
    if (store.health === 'failed') return err({ kind: 'storage', detail: 'the disk failed; the station must be checked' });
    if (doors.health(request.compartmentId) !== 'ok' || doors.sensor(request.compartmentId) === 'unknown') return err({ kind: 'doors-unreachable' });
    if (this.liveOn(request.compartmentId) !== null) return err({ kind: 'guarded' });
    const at = this.#now();
    const begun = beginDoorFlow(request.purpose, this.#timingsOf(request));
    const intentId = uuidV7<'intent'>(clock.now(), random);
    const { prepare, ...rest } = request;
    const whose = { secondStaffId: null, commandId: null, delegateId: null, ...rest };
    const intent: IntentRow = { ...whose, intentId, state: writeDoorFlow(begun.flow), createdAt: at.wall, endedAt: null, outcome: null };
    const generation = doors.generation(request.compartmentId);
    const committed = store.commit<undefined, E>((tx) => {
      const prepared = prepare(tx);
      if (!prepared.ok) return prepared;
      tx.insertIntent(intent);
      this.#write(tx, intent, begun.flow, recordsOf(begun.effects), at);
      return done;
    });
    if (!committed.ok) return committed;
    const held: Held = { intent, flow: begun.flow, cancelLook: () => {} };
    this.#held.set(intentId, held);
    this.#act(held, begun.effects, at, generation);
    this.#tell(held);
    return ok(intentId);
  }

  /** Gives an event to a flow. False when the flow is over, has no use for it, or could not be stored. */
  send(intentId: IntentId, event: DoorEvent): boolean {
    const held = this.#held.get(intentId);
    return held !== undefined && this.#send(held, event) === 'moved';
  }

  /** Takes up every flow that a previous run left behind. Nothing is replayed; their doors are guarded until closed. */
  recover(): void {
    const at = this.#now();
    for (const intent of this.#deps.store.read.liveIntents()) {
      const held: Held = { intent, flow: readDoorFlow(intent.state, intent.purpose), cancelLook: () => {} };
      this.#held.set(intent.intentId, held);
      const event: DoorEvent = { kind: 'recover', at };
      if (this.#send(held, event) === 'moved') continue;
      // Even if that could not be stored: a flow from before the restart must not go on as if nothing had happened.
      held.flow = stepDoor(held.flow, event, this.#timingsOf(intent)).flow;
    }
  }

  /** The flow that guards a compartment, or null. */
  liveOn(compartmentId: CompartmentId): LiveDoor | null {
    for (const held of this.#held.values()) if (held.intent.compartmentId === compartmentId) return view(held);
    return null;
  }

  /** A flow under way, or null when it is over. */
  live(intentId: IntentId): LiveDoor | null {
    const held = this.#held.get(intentId);
    return held === undefined ? null : view(held);
  }

  /** Every flow under way. */
  all(): readonly LiveDoor[] {
    return [...this.#held.values()].map(view);
  }

  /** Is anybody, customer or staff, in the middle of something with a door? Not one that only rests, jams or is watched. */
  isDoorInHand(): boolean {
    return this.all().some(({ flow }) => flow.kind === 'pulsing' || flow.kind === 'looking' || flow.kind === 'open' || flow.kind === 'asking');
  }

  /** Hears of every new state of every flow, after it is durable; the last one is `ended`. One that could not be stored is told unchanged. */
  onChange(listener: (door: LiveDoor) => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops looking. Flows stay in the database as they are, as after a power cut. */
  close(): void {
    this.#cancelFacts();
    for (const held of this.#held.values()) {
      held.cancelLook();
      if (held.flow.kind === 'pulsing') this.#deps.doors.withdraw(held.intent.compartmentId);
    }
    this.#held.clear();
    this.#listeners.clear();
  }

  #send(held: Held, event: DoorEvent): 'moved' | 'unexpected' | 'storage' {
    const step = stepDoor(held.flow, event, this.#timingsOf(held.intent));
    if (step.kind === 'unexpected') {
      this.#deps.logger.warn('a door flow has no use for an event', { intent: held.intent.intentId, state: step.state, event: step.event });
      return 'unexpected';
    }
    const generation = this.#deps.doors.generation(held.intent.compartmentId);
    if (!this.#commit(held.intent, step, event.at)) {
      this.#lookAgain(held, COMMIT_AGAIN_MS);
      // Nothing moved, but what screens say of the disk may have.
      this.#tell(held);
      return 'storage';
    }
    const visible = step.effects.length > 0 || step.flow.kind !== held.flow.kind;
    // Whatever moved on before its pulse was begun has no more use for it.
    if (held.flow.kind === 'pulsing' && event.kind !== 'pulsed' && step.flow.kind !== 'pulsing') this.#deps.doors.withdraw(held.intent.compartmentId);
    held.flow = step.flow;
    this.#act(held, step.effects, event.at, generation);
    if (visible) this.#tell(held);
    return 'moved';
  }

  #commit(intent: IntentRow, step: Extract<DoorStep, { readonly kind: 'moved' }>, at: Instant): boolean {
    const records = recordsOf(step.effects);
    if (records.length === 0) return true;
    const { store, logger } = this.#deps;
    const committed = store.commit<undefined, never>((tx) => {
      const state = writeDoorFlow(step.flow);
      if (step.flow.kind === 'ended') tx.endIntent(intent.intentId, state, step.flow.outcome, at.wall);
      else tx.updateIntent(intent.intentId, state);
      this.#write(tx, intent, step.flow, records, at);
      return done;
    });
    if (!committed.ok) logger.error('a door fact could not be stored', { intent: intent.intentId, detail: committed.error.detail });
    return committed.ok;
  }

  #write(tx: StoreWriter, intent: IntentRow, flow: DoorFlow, records: readonly DoorRecord[], at: Instant): void {
    for (const record of records) writeDoorEntry(tx, { intent, flow, record, at }, this.#deps.books);
  }

  /** What follows a commit: the pulse first, then the next look. */
  #act(held: Held, effects: readonly DoorEffect[], decidedAt: Instant, generation: number): void {
    const { compartmentId } = held.intent;
    for (const effect of effects) {
      if (effect.kind === 'watch') this.#deps.doors.watch(compartmentId, effect.forMs);
      if (effect.kind === 'pulse') this.#pulse(held, decidedAt, generation);
      if (effect.kind === 'record' && showsItsDoor(effect.record)) this.#deps.doors.flash(compartmentId);
    }
    held.cancelLook();
    if (held.flow.kind === 'ended') this.#held.delete(held.intent.intentId);
    else this.#lookAgain(held, nextLookMs(held.flow, this.#timingsOf(held.intent)) ?? 0);
  }

  #tell(held: Held): void {
    for (const listener of [...this.#listeners]) listener(view(held));
  }

  /** The validity of a pulse counts from its decision: a slow commit or a stopped process uses it up. */
  #pulse(held: Held, decidedAt: Instant, generation: number): void {
    const { doors, clock } = this.#deps;
    const leftMs = this.timings.pulseValidMs - (clock.monotonic() - decidedAt.mono);
    const outcome = leftMs <= 0 ? Promise.resolve({ kind: 'expired' as const }) : doors.pulse(held.intent.compartmentId, leftMs, generation);
    void outcome.then(({ kind }) => this.#pulsed(held, kind, generation));
  }

  /** A word about a pulse that could not be stored is kept and told again: without it the flow would wait for it for ever. */
  #pulsed(held: Held, outcome: PulseWord, generation: number): void {
    if (this.#held.get(held.intent.intentId) !== held) return;
    if (held.flow.kind !== 'pulsing' && held.flow.kind !== 'open') return;
    const sent = this.#send(held, { kind: 'pulsed', outcome, generation, at: this.#now() });
    if (sent === 'storage') this.#deps.clock.after(COMMIT_AGAIN_MS, () => this.#pulsed(held, outcome, generation));
  }

  #hear(fact: DoorFact): void {
    if (fact.kind !== 'sensor') return;
    for (const held of this.#held.values()) if (held.intent.compartmentId === fact.compartmentId) this.#look(held);
  }

  #lookAgain(held: Held, afterMs: number): void {
    held.cancelLook();
    held.cancelLook = this.#deps.clock.after(afterMs, () => this.#look(held));
  }

  #look(held: Held): void {
    const { doors } = this.#deps;
    const { compartmentId } = held.intent;
    const sensor = doors.health(compartmentId) === 'ok' ? doors.sensor(compartmentId) : 'unknown';
    this.#send(held, { kind: 'look', sensor, generation: doors.generation(compartmentId), at: this.#now() });
  }

  /** A frame can be late by as much as this door's own bus can hold it up. */
  #timingsOf({ compartmentId }: Pick<IntentRow, 'compartmentId'>): DoorTimings {
    return timingsForBus(this.timings, this.#deps.doors.latestPulseMs(compartmentId));
  }

  #now(): Instant {
    return { mono: this.#deps.clock.monotonic(), wall: this.#deps.clock.now() };
  }
}

function recordsOf(effects: readonly DoorEffect[]): readonly DoorRecord[] {
  return effects.flatMap((effect) => (effect.kind === 'record' ? [effect.record] : []));
}

/** The light at the door says which one it is: to the person for whom it opened, and to whoever left it open. */
function showsItsDoor({ kind }: DoorRecord): boolean {
  return kind === 'opened' || kind === 'reminder';
}

function view(held: Held): LiveDoor {
  return { intent: held.intent, flow: held.flow };
}
