import type { HardwareClock } from '../contract/clock.ts';
import { type Coil, type CoilUse, freshCoil, isHeld, switchOff, switchOn, coilUseAt, usualPulseMs } from './coil.ts';
import { type DoorMover, type DoorTraits, flickers, healthyDoor, sensorOf, type SimulatedDoor } from './door.ts';

/** What a lock tells of itself. */
export interface LockEvents {
  onPulse(): void;
  onMoved(state: 'open' | 'closed', by: DoorMover): void;
  /** The feedback switch says something else than before. */
  onSensor(state: 'open' | 'closed'): void;
}

/** What a lock needs. */
export interface LockDependencies {
  readonly clock: HardwareClock;
  readonly random: () => number;
  readonly events: LockEvents;
}

/** A door pushed against a bolt that cannot catch comes back after this time, in milliseconds. */
const reboundMs = 200;

/** A door with its coil and its switch on a clock: the place where what `door.ts` and `coil.ts` describe happens. */
export class SimulatedLock {
  readonly #dependencies: LockDependencies;
  #door: SimulatedDoor = healthyDoor;
  #coil: Coil = freshCoil;
  #handUntil = 0;
  #cancelOff = nothing;
  #cancelMove = nothing;
  #cancelFlickers = nothing;

  constructor(dependencies: LockDependencies) {
    this.#dependencies = dependencies;
  }

  get door(): SimulatedDoor {
    return this.#door;
  }

  get isCoilOn(): boolean {
    return this.#coil.isOn;
  }

  get use(): CoilUse {
    return coilUseAt(this.#coil, this.#now());
  }

  /** Changes how the door is made or what is wrong with it. A relay that is mended lets go. */
  change(traits: Partial<DoorTraits>): void {
    this.#see({ ...this.#door, ...traits });
    if (traits.isRelayStuck === false && this.#coil.isOn && this.#coil.offAt === Number.POSITIVE_INFINITY) this.#cutCurrent();
  }

  /** The board switches the coil on: null for the usual pulse, 0 off, `Infinity` until further notice. */
  drive(forMs: number | null): void {
    if (forMs === 0) {
      if (!this.#door.isRelayStuck) this.#cutCurrent();
      return;
    }
    this.#dependencies.events.onPulse();
    this.#coil = switchOn(this.#coil, this.#now(), this.#door.isRelayStuck ? Number.POSITIVE_INFINITY : (forMs ?? usualPulseMs));
    this.#cancelOff();
    if (Number.isFinite(this.#coil.offAt)) this.#cancelOff = this.#after(this.#coil.offAt - this.#now(), () => this.#cutCurrent());
    if (!this.#door.isJammed) this.#letGo('pulse');
  }

  /** The board lost its power: no current, whatever was asked for. */
  losePower(): void {
    this.#cutCurrent();
  }

  /** A hand pulls for `forMs`: a door whose coil is on, or comes on meanwhile, opens. A locked one does not care. */
  pull(forMs: number): void {
    this.#handUntil = this.#now() + forMs;
    if (this.#door.isOpen) this.#see({ ...this.#door, isAjar: false });
    else if (this.#coil.isOn && !this.#door.isJammed) this.#move(true, 'hand');
  }

  /** A hand pushes the door shut, and the bolt catches. */
  push(): void {
    this.#handUntil = 0;
    if (this.#door.isOpen) this.#moveLater(this.#door.closesAfterMs, () => this.#shut());
  }

  /** A hand pushes the door, not far enough: it looks shut. */
  pushAlmost(): void {
    this.#handUntil = 0;
    if (!this.#door.isOpen) return;
    this.#cancelMove();
    this.#see({ ...this.#door, isAjar: true });
  }

  /** A crowbar. */
  force(): void {
    this.#move(true, 'force');
  }

  #letGo(by: DoorMover): void {
    const { isOpen, opensBy, opensAfterMs } = this.#door;
    if (opensBy === 'spring') {
      if (isOpen) this.#see({ ...this.#door, isAjar: false });
      else this.#moveLater(opensAfterMs, () => this.#move(true, by));
    } else if (!isOpen && this.#handUntil > this.#now()) this.#move(true, 'hand');
  }

  #shut(): void {
    this.#move(false, 'hand');
    const { opensBy, opensAfterMs, isJammed } = this.#door;
    if (opensBy === 'hand' || isJammed || !isHeld(this.#coil)) return;
    this.#moveLater(Math.max(reboundMs, opensAfterMs), () => {
      if (this.#coil.isOn) this.#move(true, 'spring');
    });
  }

  #moveLater(ms: number, move: () => void): void {
    this.#cancelMove();
    if (ms === 0) move();
    else this.#cancelMove = this.#after(ms, move);
  }

  #move(isOpen: boolean, by: DoorMover): void {
    if (this.#door.isOpen === isOpen) return;
    this.#cancelMove();
    const state = isOpen ? 'open' : 'closed';
    this.#dependencies.events.onMoved(state, by);
    this.#see({ ...this.#door, isOpen, isAjar: false, contact: state });
    this.#flicker(state);
  }

  #flicker(state: 'open' | 'closed'): void {
    this.#cancelFlickers();
    if (this.#door.bounceMs === 0) return;
    const other = state === 'open' ? 'closed' : 'open';
    const turns = flickers(this.#door.bounceMs, this.#dependencies.random).map((ms, index) =>
      this.#after(ms, () => this.#see({ ...this.#door, contact: index % 2 === 0 ? other : state })),
    );
    turns.push(this.#after(this.#door.bounceMs, () => this.#see({ ...this.#door, contact: state })));
    this.#cancelFlickers = () => turns.forEach((cancel) => cancel());
  }

  #cutCurrent(): void {
    this.#cancelOff();
    this.#coil = switchOff(this.#coil, this.#now());
  }

  /** Takes the door as it is now, and tells what its switch says if that is new. */
  #see(door: SimulatedDoor): void {
    const before = sensorOf(this.#door);
    this.#door = door;
    const after = sensorOf(door);
    if (after !== before) this.#dependencies.events.onSensor(after);
  }

  #after(ms: number, run: () => void): () => void {
    return this.#dependencies.clock.after(ms, run);
  }

  #now(): number {
    return this.#dependencies.clock.monotonic();
  }
}

const nothing = (): void => undefined;
