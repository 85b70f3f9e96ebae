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

/** A fact about the bank that the station reacts to. */
export type DoorFact =
  | { readonly kind: 'sensor'; readonly compartmentId: CompartmentId; readonly state: DoorSensor }
  | { readonly kind: 'bus'; readonly health: 'ok' | 'silent' | 'down'; readonly detail: string }
  | { readonly kind: 'board'; readonly board: number; readonly health: 'ok' | 'silent' | 'down' };

/** The doors of this station's bank, by compartment. */
export interface Doors {
  /** Changes whenever the bus was re-opened; a pulse decided in another generation is not sent. */
  readonly generation: number;
  readonly health: {
    readonly bus: 'ok' | 'silent' | 'down' | 'none';
    readonly detail: string;
    readonly boards: readonly { readonly board: number; readonly health: 'ok' | 'silent' | 'down' }[];
  };
  /** The longest time in milliseconds that a pulse may still be on its way after it was sent: the least quarantine. */
  readonly latestPulseMs: number;
  /** Sends one pulse at most once, within `validForMs` (at most 2000) or not at all. Never rejects. */
  pulse(compartmentId: CompartmentId, validForMs: number, generation: number): Promise<PulseOutcome>;
  sensor(compartmentId: CompartmentId): DoorSensor;
  /** Asks this door's board more often for a while. */
  watch(compartmentId: CompartmentId, forMs: number): void;
  onFact(listener: (fact: DoorFact) => void): Cancel;
}
