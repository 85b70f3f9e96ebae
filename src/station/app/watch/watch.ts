import type { Cancel, Clock } from '../../../kernel/clock.ts';
import type { CompartmentId, IntentId } from '../../../kernel/ids.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { done } from '../../../kernel/result.ts';
import type { DoorFact, Doors } from '../../ports/doors.ts';
import type { IntentRow, StationStore, StoreWriter } from '../../ports/store.ts';
import { changeCompartment } from '../doors/door-book.ts';
import { countForced, distrust, keepMark, noteMismatch } from '../doors/door-record.ts';
import type { DoorRunner } from '../doors/door-runner.ts';

/** A door that somebody of the staff should look at now. */
export interface DoorAlarm {
  /** `forced`: seen closed, then open, and nobody here had asked for it. `wiring`: it opened on another door's pulse. */
  readonly why: 'forced' | 'wiring';
  readonly compartmentId: CompartmentId;
}

/** A watch that goes on until it is closed. */
export interface DoorWatch {
  /** Hears of each alarm once, after it is durable. */
  onAlarm(listener: (alarm: DoorAlarm) => void): Cancel;
  close(): void;
}

/** What the watch needs. */
export interface WatchParts {
  readonly store: StationStore;
  readonly doors: Doors;
  readonly runner: DoorRunner;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A failed note of an open door is tried again after this long, in milliseconds. */
const AGAIN_MS = 5000;
/** A door that is open for a shorter time than this was not moved by a person: its sensor bounces. Milliseconds. */
const BOUNCE_MS = 500;
/**
 * When another door opens while a commanded one should, that one has this long to open as well. Shorter than the pause between two pulses, so
 * that no second pulse opens the wrong door again. Milliseconds.
 */
const CONVICT_MS = 700;

/**
 * Watches the doors that nobody was meant to open. One that is seen open without a live intent is noted durably, once for each time
 * it opens: its compartment asks for a check, and head office is told. Start it after the runner has taken up what was live.
 *
 * ```
 *   seen closed, now open      forced                one that a person opens has a live intent
 *   not seen before, now open  unexpected-open       after a start, after a silence
 *   closed again at once       a mismatch of its sensor; three in a row take it out of service
 *   open, while the door that was commanded stays closed    wiring: both out of service, and no further pulse
 * ```
 */
export function startWatch(parts: WatchParts): DoorWatch {
  return new Watch(parts);
}

class Watch implements DoorWatch {
  readonly #parts: WatchParts;
  readonly #stop: Cancel;
  /** What each door was last seen to be, as long as nothing could have been missed since. */
  readonly #seen = new Map<CompartmentId, 'open' | 'closed'>();
  /** Doors that are open without an intent and are noted, with the moment when they opened. */
  readonly #noted = new Map<CompartmentId, number>();
  readonly #timers = new Map<string, Cancel>();
  readonly #listeners = new Set<(alarm: DoorAlarm) => void>();

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#stop = parts.doors.onFact((fact) => this.#hear(fact));
    this.#checkAll();
  }

  onAlarm(listener: (alarm: DoorAlarm) => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#stop();
    for (const cancel of this.#timers.values()) cancel();
  }

  #hear(fact: DoorFact): void {
    if (fact.kind === 'sensor') this.#check(fact.compartmentId);
    // What a board said while it contradicted itself was not listened to: a door may stand open since then.
    if (fact.kind === 'trouble') this.#checkAll();
    if ((fact.kind === 'bus' || fact.kind === 'board') && fact.health !== 'ok') this.#forget(fact.bus, fact.kind === 'board' ? fact.board : null);
  }

  /** What a silent board's doors do meanwhile is seen by nobody. */
  #forget(bus: string, board: number | null): void {
    for (const row of this.#parts.store.read.compartments()) {
      if (row.bus === bus && (board === null || row.board === board)) this.#seen.delete(row.compartmentId);
    }
  }

  #checkAll(): void {
    for (const { compartmentId } of this.#parts.store.read.compartments()) this.#check(compartmentId);
  }

  #check(compartmentId: CompartmentId): void {
    const { doors, runner, store, clock } = this.#parts;
    const sensor = doors.sensor(compartmentId);
    const before = this.#seen.get(compartmentId);
    if (sensor === 'unknown') this.#seen.delete(compartmentId);
    else this.#seen.set(compartmentId, sensor);
    if (sensor === 'closed') return this.#closed(compartmentId);
    if (sensor !== 'open' || this.#noted.has(compartmentId) || runner.liveOn(compartmentId) !== null || store.read.compartment(compartmentId) === null) return;
    this.#noted.set(compartmentId, clock.monotonic());
    this.#note(compartmentId, before === 'closed');
  }

  #closed(compartmentId: CompartmentId): void {
    const openedAt = this.#noted.get(compartmentId);
    this.#noted.delete(compartmentId);
    const { clock } = this.#parts;
    if (openedAt === undefined || clock.monotonic() - openedAt > BOUNCE_MS) return;
    this.#commit(compartmentId, (tx) => {
      tx.audit({ kind: 'door.bounced', at: clock.now(), facts: { compartment: compartmentId } });
      noteMismatch(tx, compartmentId, clock.now());
    });
  }

  #note(compartmentId: CompartmentId, wasClosed: boolean): void {
    const commanded = wasClosed ? this.#commandedNow() : [];
    const written = this.#commit(compartmentId, (tx, at) => {
      const mark = wasClosed ? 'forced' : 'unexpected-open';
      const row = changeCompartment(tx, { compartmentId }, { needsCheck: true });
      tx.audit({ kind: `door.${mark}`, at, facts: { compartment: compartmentId, parcel: row.parcelId, state: row.state } });
      if (wasClosed) countForced(tx, compartmentId, at);
      keepMark(tx, compartmentId, mark, at);
      tx.enqueue({ kind: 'compartment.marked', compartmentId, mark, at }, at);
    });
    if (!written) {
      this.#noted.delete(compartmentId);
      this.#later(`again ${compartmentId}`, AGAIN_MS, () => this.#noteAgain(compartmentId, wasClosed));
    } else if (wasClosed && commanded.length === 0) this.#ring({ why: 'forced', compartmentId });
    if (commanded.length > 0) this.#later(`wiring ${compartmentId}`, CONVICT_MS, () => this.#convict(compartmentId, commanded));
  }

  #noteAgain(compartmentId: CompartmentId, wasClosed: boolean): void {
    const { doors, runner, clock } = this.#parts;
    if (this.#noted.has(compartmentId) || doors.sensor(compartmentId) !== 'open' || runner.liveOn(compartmentId) !== null) return;
    this.#noted.set(compartmentId, clock.monotonic());
    this.#note(compartmentId, wasClosed);
  }

  /** Doors that have been given a pulse and should open at this moment. */
  #commandedNow(): readonly IntentId[] {
    return this.#parts.runner.all().flatMap(({ intent, flow }) => (flow.kind === 'looking' || flow.kind === 'pulsing' ? [intent.intentId] : []));
  }

  /** If the commanded door has opened meanwhile, the other one was opened by somebody's hand; if not, the pulse went to the wrong lock. */
  #convict(opened: CompartmentId, commanded: readonly IntentId[]): void {
    const { runner, clock } = this.#parts;
    const guilty = commanded.flatMap((intentId) => {
      const live = runner.live(intentId);
      const isClosed = live !== null && (live.flow.kind === 'pulsing' || live.flow.kind === 'looking' || live.flow.kind === 'jammed');
      return isClosed ? [live.intent] : [];
    });
    if (guilty.length === 0) return this.#ring({ why: 'forced', compartmentId: opened });
    for (const { intentId } of guilty) runner.send(intentId, { kind: 'misdirected', at: { mono: clock.monotonic(), wall: clock.now() } });
    this.#distrust(opened, guilty);
  }

  #distrust(opened: CompartmentId, guilty: readonly IntentRow[]): void {
    const written = this.#commit(opened, (tx, at) => {
      for (const { compartmentId, intentId } of guilty) {
        tx.audit({ kind: 'door.wiring', at, facts: { commanded: compartmentId, opened, intent: intentId } });
        distrust(tx, compartmentId, 'wiring', 'wiring', at);
      }
      distrust(tx, opened, 'wiring', 'wiring', at);
    });
    if (written) this.#ring({ why: 'wiring', compartmentId: opened });
    else this.#later(`wiring ${opened}`, AGAIN_MS, () => this.#distrust(opened, guilty));
  }

  #commit(compartmentId: CompartmentId, work: (tx: StoreWriter, at: number) => void): boolean {
    const { store, clock, logger } = this.#parts;
    const at = clock.now();
    const written = store.commit<undefined, never>((tx) => {
      work(tx, at);
      return done;
    });
    if (!written.ok) logger.error('what a door did by itself could not be noted', { compartment: compartmentId, detail: written.error.detail });
    return written.ok;
  }

  #ring(alarm: DoorAlarm): void {
    for (const listener of [...this.#listeners]) listener(alarm);
  }

  #later(key: string, ms: number, then: () => void): void {
    this.#timers.get(key)?.();
    this.#timers.set(key, this.#parts.clock.after(ms, then));
  }
}
