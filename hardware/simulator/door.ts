/** What moved a door: its lock's pulse, a person's hand closing it, or a crowbar. */
export type DoorMover = 'pulse' | 'hand' | 'force';

/**
 * A simulated compartment door: a spring pushes it open when its lock lets go, and only a hand (or nobody) closes it.
 *
 * ```
 *            pulse (not jammed), after opensAfterMs        crowbar
 *  closed ------------------------------------------> open <------ closed
 *     ^-------------------- hand ----------------------'
 * ```
 * The sensor tells the truth unless it is stuck.
 */
export interface SimulatedDoor {
  isOpen: boolean;
  /** The bolt does not move when pulsed. */
  isJammed: boolean;
  /** What the feedback switch says whatever the door does; null tells the truth. */
  stuckAt: 'open' | 'closed' | null;
  /** Milliseconds from the pulse until the door has moved. */
  opensAfterMs: number;
}

/** A closed door in good order. */
export function healthyDoor(): SimulatedDoor {
  return { isOpen: false, isJammed: false, stuckAt: null, opensAfterMs: 0 };
}

/** What the feedback switch says. */
export function sensorOf(door: SimulatedDoor): 'open' | 'closed' {
  return door.stuckAt ?? (door.isOpen ? 'open' : 'closed');
}
