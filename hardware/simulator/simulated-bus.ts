import type { HardwareClock } from '../contract/clock.ts';
import type { Result } from '../contract/result.ts';
import { bankState, type BankState } from './bank-state.ts';
import { BankSimulator, type SimulatorEvent } from './bank-simulator.ts';
import { boardSides } from './board-sides.ts';
import { Cable, type CableEnd } from './cable.ts';
import { paceLink } from './paced-link.ts';
import type { BusWish, ProcessWishes } from './process-flags.ts';
import { seededRandom } from './seeded-random.ts';

/** What a simulated bus with its cable is made of. */
export interface SimulatedBusOptions {
  readonly wish: BusWish;
  readonly wishes: Pick<ProcessWishes, 'closedBit' | 'seed' | 'isEchoing' | 'names'>;
  readonly pipe: ProcessWishes['pipe'];
  readonly clock: HardwareClock;
  onEvent(event: SimulatorEvent): void;
}

/** All that can be seen of one bus. `end` is null while its cable is pulled. */
export interface BusState extends BankState {
  readonly name: string;
  readonly end: CableEnd | null;
}

/** How long simulated boards think, in milliseconds. */
const turnAroundMs = 2;

/** Boards of one family with the cable that leads to them. */
export class SimulatedBus {
  readonly name: string;
  readonly simulator: BankSimulator;
  readonly #cable: Cable;

  constructor({ wish, wishes, pipe, clock, onEvent }: SimulatedBusOptions) {
    const side = boardSides[wish.family];
    this.name = wish.name;
    this.#cable = new Cable({ baud: side.baud, pipe, stableName: wishes.names === null ? null : { folder: wishes.names, name: wish.name } });
    this.simulator = new BankSimulator({
      side,
      link: paceLink(this.#cable.link, clock),
      clock,
      random: seededRandom(wishes.seed),
      boards: Array.from({ length: wish.boards }, (_, index) => ({ address: side.firstAddress + index, locks: wish.locks })),
      closedBit: wishes.closedBit,
      turnAroundMs,
      onEvent,
    });
    this.simulator.setEcho(wishes.isEchoing);
  }

  /** Where the driver finds it; null while the cable is pulled. */
  get end(): CableEnd | null {
    return this.#cable.end;
  }

  /** Plugs the cable in. The error is one sentence. */
  async plug(): Promise<Result<CableEnd, string>> {
    const isNew = this.#cable.end === null;
    const plugged = await this.#cable.plug();
    if (!plugged.ok || !isNew) return plugged;
    const problem = await this.simulator.start();
    return problem === undefined ? plugged : { ok: false, error: problem.detail };
  }

  /** Pulls the cable. The doors stay as they are. */
  async unplug(): Promise<void> {
    await this.simulator.stop();
    await this.#cable.pull();
  }

  state(): BusState {
    return { name: this.name, end: this.end, ...bankState(this.simulator) };
  }
}
