import type { LockAddress } from '../contract/lock-board.ts';

/** A coil burns when it is pulsed without rest: at most this many pulses of one lock in this many milliseconds. */
const limit = { pulses: 10, perMs: 60_000 } as const;

/** The last line of defence for a solenoid. Policy (three tries, a second apart) is the caller's; this holds when policy fails. */
export class PulseGuard {
  readonly #pulses = new Map<string, number[]>();

  /** May this lock be pulsed now? Then it counts as pulsed. */
  admit(address: LockAddress, now: number): boolean {
    const key = keyOf(address);
    const recent = (this.#pulses.get(key) ?? []).filter((at) => at > now - limit.perMs);
    const isAdmitted = recent.length < limit.pulses;
    if (isAdmitted) recent.push(now);
    this.#pulses.set(key, recent);
    return isAdmitted;
  }

  /** The last admitted pulse was never sent. */
  giveBack(address: LockAddress): void {
    this.#pulses.get(keyOf(address))?.pop();
  }
}

function keyOf(address: LockAddress): string {
  return `${address.board}/${address.lock}`;
}
