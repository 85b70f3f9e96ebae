import type { CoilDuty, LockAddress } from '../contract/lock-board.ts';

/**
 * The last line of defence for a solenoid: a coil burns when it is pulsed without rest. Policy (three tries, a second apart) is the
 * caller's; this holds when policy fails.
 */
export class PulseGuard {
  readonly #duty: CoilDuty;
  readonly #pulses = new Map<string, number[]>();

  constructor(duty: CoilDuty) {
    this.#duty = duty;
  }

  /** May this lock be pulsed now? Then it counts as pulsed. */
  admit(address: LockAddress, now: number): boolean {
    const key = keyOf(address);
    const recent = (this.#pulses.get(key) ?? []).filter((at) => at > now - this.#duty.perMs);
    const isAdmitted = recent.length < this.#duty.pulses;
    if (isAdmitted) recent.push(now);
    this.#pulses.set(key, recent);
    return isAdmitted;
  }

  /** An admitted pulse of this lock was never sent. */
  giveBack(address: LockAddress): void {
    this.#pulses.get(keyOf(address))?.pop();
  }
}

function keyOf(address: LockAddress): string {
  return `${address.board}/${address.lock}`;
}
