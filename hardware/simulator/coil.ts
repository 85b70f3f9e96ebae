/** A lock's coil: whether current flows, and what it has borne so far. Times in milliseconds of the clock's monotonic time. */
export interface Coil {
  readonly isOn: boolean;
  readonly onSince: number;
  /** When it goes off by itself; `Infinity` while nothing says so. */
  readonly offAt: number;
  /** Times that it was switched on, or told to be on while it was. */
  readonly pulses: number;
  /** Time under current of all spells that are over. */
  readonly endedMs: number;
  /** The longest of them. */
  readonly longestMs: number;
}

/** What a coil has borne, the present spell included: what a test judges a driver by. */
export interface CoilUse {
  readonly pulses: number;
  readonly onMs: number;
  readonly longestMs: number;
}

/** How long a board leaves a coil on when the command names no time: about 300 ms in the manuals. */
export const usualPulseMs = 300;

/** A coil that was never under current. */
export const freshCoil: Coil = { isOn: false, onSince: 0, offAt: 0, pulses: 0, endedMs: 0, longestMs: 0 };

/** Switches it on for `forMs`. One that is on already stays on, until the later of both ends. */
export function switchOn(coil: Coil, now: number, forMs: number): Coil {
  const offAt = now + forMs;
  if (coil.isOn) return { ...coil, offAt: Math.max(coil.offAt, offAt), pulses: coil.pulses + 1 };
  return { ...coil, isOn: true, onSince: now, offAt, pulses: coil.pulses + 1 };
}

/** Switches it off and counts the spell. */
export function switchOff(coil: Coil, now: number): Coil {
  if (!coil.isOn) return coil;
  const spell = now - coil.onSince;
  return { ...coil, isOn: false, offAt: now, endedMs: coil.endedMs + spell, longestMs: Math.max(coil.longestMs, spell) };
}

/** Is it on for longer than a usual pulse? Then the bolt cannot catch for as long. */
export function isHeld(coil: Coil): boolean {
  return coil.isOn && coil.offAt - coil.onSince > usualPulseMs;
}

/** What it has borne until `now`. */
export function coilUseAt(coil: Coil, now: number): CoilUse {
  const spell = coil.isOn ? now - coil.onSince : 0;
  return { pulses: coil.pulses, onMs: coil.endedMs + spell, longestMs: Math.max(coil.longestMs, spell) };
}
