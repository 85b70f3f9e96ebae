import type { HardwareClock } from '../contract/clock.ts';
import type { BoardRequest, BoardSide, BoardView } from './board-side.ts';
import { type DoorMover, sensorOf } from './door.ts';
import { SimulatedLock } from './simulated-lock.ts';

/** What a simulated board is made of. Locks count from 0. */
export interface SimulatedBoardOptions {
  readonly address: number;
  /** Doors that hang on it. */
  readonly locks: number;
  readonly side: Pick<BoardSide, 'channels'>;
  readonly clock: HardwareClock;
  readonly random: () => number;
  readonly closedBit: 0 | 1;
  readonly turnAroundMs: number;
  onPulse(lock: number): void;
  onMoved(lock: number, state: 'open' | 'closed', by: DoorMover): void;
  /** The feedback bit of a lock has turned. */
  onBit(lock: number, bit: 0 | 1): void;
}

/** How long a flashed light is on, in milliseconds. */
const flashMs = 3000;

/** One board: its locks, its lights, its power. What it says is its family's business. */
export class SimulatedBoard {
  readonly address: number;
  readonly locks: readonly SimulatedLock[];
  readonly #options: SimulatedBoardOptions;
  readonly #litUntil = new Map<number, number>();
  #turnAroundMs: number;
  #isSilent = false;
  #downUntil = 0;
  #plannedResetMs: number | null = null;

  constructor(options: SimulatedBoardOptions) {
    const { address, locks, clock, random } = options;
    this.#options = options;
    this.#turnAroundMs = options.turnAroundMs;
    this.address = address;
    this.locks = Array.from(
      { length: locks },
      (_, lock) =>
        new SimulatedLock({
          clock,
          random,
          events: {
            onPulse: () => options.onPulse(lock),
            onMoved: (state, by) => options.onMoved(lock, state, by),
            onSensor: (state) => options.onBit(lock, this.#bitFor(state)),
          },
        }),
    );
  }

  get turnAroundMs(): number {
    return this.#turnAroundMs;
  }

  /** Somebody took its power, until it is given back. */
  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** It comes up again after a reset. */
  get isRestarting(): boolean {
    return this.#now() < this.#downUntil;
  }

  get isPowered(): boolean {
    return !this.#isSilent && !this.isRestarting;
  }

  isLit(lock: number): boolean {
    return this.#now() < (this.#litUntil.get(lock) ?? 0);
  }

  setTurnAround(ms: number): void {
    this.#turnAroundMs = ms;
  }

  setSilent(isSilent: boolean): void {
    this.#isSilent = isSilent;
    if (isSilent) this.#losePower();
  }

  /** Its power goes now, and comes back after `ms`. */
  losePowerFor(ms: number): void {
    this.#downUntil = this.#now() + ms;
    this.#losePower();
  }

  resetInNextAnswer(forMs: number): void {
    this.#plannedResetMs = forMs;
  }

  /** Is a reset planned for this answer? Then for how long, in milliseconds. It is asked once. */
  takeReset(): number | null {
    const planned = this.#plannedResetMs;
    this.#plannedResetMs = null;
    return planned;
  }

  obey(request: BoardRequest): void {
    switch (request.kind) {
      case 'unlock': {
        const which = request.locks === 'every' ? this.locks.keys() : request.locks;
        for (const lock of which) this.locks[lock]?.drive(request.forMs);
        return;
      }
      case 'flash':
        this.#litUntil.set(request.lock, this.#now() + flashMs);
        return;
      case 'status':
      case 'other':
        return;
    }
  }

  /** What the board sees of its doors. A channel without a door says closed. */
  view(): BoardView {
    const channels = Array.from({ length: this.#options.side.channels }, (_, lock) => this.locks[lock]);
    return {
      address: this.address,
      bits: channels.map((lock) => this.#bitFor(lock === undefined ? 'closed' : sensorOf(lock.door))),
      coils: channels.map((lock) => (lock?.isCoilOn === true ? 1 : 0)),
      doors: this.locks.length,
    };
  }

  #losePower(): void {
    for (const lock of this.locks) lock.losePower();
    this.#litUntil.clear();
  }

  #bitFor(state: 'open' | 'closed'): 0 | 1 {
    return (state === 'closed') === (this.#options.closedBit === 1) ? 1 : 0;
  }

  #now(): number {
    return this.#options.clock.monotonic();
  }
}
