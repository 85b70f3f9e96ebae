import type { Cancel } from '../../kernel/clock.ts';
import type { CompartmentId } from '../../kernel/ids.ts';

/** What the sensor says of a door. */
export type DoorSensor = 'open' | 'closed' | 'unknown';

/** What became of one pulse. None of them says that the door opened. */
export type PulseOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'not-sent'; readonly detail: string }
  /** The bus failed while the frame may have been on its way. Treat it as possibly sent. */
  | { readonly kind: 'unsure'; readonly detail: string };

/** How well a bus or a board answers. */
export type BusHealth = 'ok' | 'silent' | 'down';

/** What is wrong with a bus or a board that does answer. */
export type BusTrouble = 'slow' | 'checksum-errors' | 'contradicting' | 'echo';

/** One board of a bus, as last seen. */
export interface BoardState {
  readonly board: number;
  readonly health: BusHealth;
  readonly troubles: readonly BusTrouble[];
}

/** One bus of the bank, as last seen. `detail` is a sentence for a technician, empty when all is well. */
export interface BusState {
  readonly name: string;
  readonly family: string;
  readonly health: BusHealth;
  readonly detail: string;
  readonly troubles: readonly BusTrouble[];
  readonly boards: readonly BoardState[];
}

/** A fact about the bank that the station reacts to. */
export type DoorFact =
  | { readonly kind: 'sensor'; readonly compartmentId: CompartmentId; readonly state: DoorSensor }
  | { readonly kind: 'bus'; readonly bus: string; readonly health: BusHealth; readonly detail: string }
  | { readonly kind: 'board'; readonly bus: string; readonly board: number; readonly health: BusHealth }
  /** What is wrong with a board now, or with the bus as a whole (`board` null). */
  | { readonly kind: 'trouble'; readonly bus: string; readonly board: number | null; readonly troubles: readonly BusTrouble[] };

/**
 * The doors of this station's bank, by compartment. A bank may hang on several buses; what happens to one of them says nothing of
 * the doors of another.
 */
export interface Doors {
  /** In the order of the configuration; empty where the station has no silo. */
  readonly buses: readonly BusState[];
  /** How the bus of this compartment is; `down` where it has no lock. */
  health(compartmentId: CompartmentId): BusHealth;
  /** Changes whenever this compartment's bus was re-opened; a pulse decided in another generation is not sent. */
  generation(compartmentId: CompartmentId): number;
  /** The longest time in milliseconds that a pulse may still be on its way after it was sent: the least quarantine. */
  latestPulseMs(compartmentId: CompartmentId): number;
  /** Sends one pulse at most once, within `validForMs` (at most 2000) or not at all. Never rejects. */
  pulse(compartmentId: CompartmentId, validForMs: number, generation: number): Promise<PulseOutcome>;
  /** Takes back what was not begun yet of this door's pulses; they answer `not-sent`. */
  withdraw(compartmentId: CompartmentId): void;
  /** Flashes the light at this door, where there is one. Nobody waits for it and nothing depends on it. */
  flash(compartmentId: CompartmentId): void;
  /** `unknown` as well while the board contradicts itself: what it says then proves nothing. */
  sensor(compartmentId: CompartmentId): DoorSensor;
  /** Asks this door's board more often for a while. */
  watch(compartmentId: CompartmentId, forMs: number): void;
  onFact(listener: (fact: DoorFact) => void): Cancel;
}

/** Can any door be opened at all? One bus of several is enough for those who come to its doors. */
export function isAnyBusOk({ buses }: Pick<Doors, 'buses'>): boolean {
  return buses.some((bus) => bus.health === 'ok');
}
