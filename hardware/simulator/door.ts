/** What moved a door: its lock's pulse, a person's hand, a crowbar, or its spring because the bolt could not catch. */
export type DoorMover = 'pulse' | 'hand' | 'force' | 'spring';

/** How a door is made and what is wrong with it; all of it can be changed while it is in use. */
export interface DoorTraits {
  /** A spring throws the door open when the bolt lets go; without one a hand has to pull while the coil is on. */
  readonly opensBy: 'spring' | 'hand';
  /** The bolt does not move when pulsed. */
  readonly isJammed: boolean;
  /** The relay's contacts stick at the next pulse: the coil stays on, and the bolt cannot catch until it is mended. */
  readonly isRelayStuck: boolean;
  /** What the feedback switch says whatever the door does; null tells the truth. */
  readonly stuckAt: 'open' | 'closed' | null;
  /** For how long the feedback switch flickers after each move, in milliseconds. */
  readonly bounceMs: number;
  /** Milliseconds from the pulse until the door has moved. */
  readonly opensAfterMs: number;
  /** Milliseconds from the hand's push until the bolt has caught. */
  readonly closesAfterMs: number;
}

/**
 * A simulated compartment door.
 *
 * ```
 *            spring door: pulse, after opensAfterMs
 *            pull door:   a hand, while the coil is on         crowbar
 *  closed ------------------------------------------> open <------------ closed
 *     ^------ a hand pushes, after closesAfterMs -----' |
 *                                                       | a hand pushes, not far enough
 *                                                       v
 *                                                     ajar: looks shut, the bolt has not caught, the switch says open
 * ```
 */
export interface SimulatedDoor extends DoorTraits {
  readonly isOpen: boolean;
  /** Open, though it looks shut. */
  readonly isAjar: boolean;
  /** Where the contact of the feedback switch is at this moment: behind the door's truth only while it bounces. */
  readonly contact: 'open' | 'closed';
}

/** A closed door with a spring, in good order. */
export const healthyDoor: SimulatedDoor = {
  isOpen: false,
  isAjar: false,
  contact: 'closed',
  opensBy: 'spring',
  isJammed: false,
  isRelayStuck: false,
  stuckAt: null,
  bounceMs: 0,
  opensAfterMs: 0,
  closesAfterMs: 0,
};

/** What the feedback switch says. */
export function sensorOf(door: Pick<SimulatedDoor, 'stuckAt' | 'contact'>): 'open' | 'closed' {
  return door.stuckAt ?? door.contact;
}

/** The shortest and the longest time between two flickers of a bouncing switch, in milliseconds. */
const flickerMs = { least: 1, most: 12 } as const;

/** When a switch flickers after a move, in milliseconds from it: each time its contact turns over. After `bounceMs` it rests. */
export function flickers(bounceMs: number, random: () => number): number[] {
  const times: number[] = [];
  let at = 0;
  while (at < bounceMs) {
    at += flickerMs.least + random() * (flickerMs.most - flickerMs.least);
    if (at < bounceMs) times.push(at);
  }
  return times;
}
