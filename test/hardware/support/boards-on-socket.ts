import type { Socket } from 'node:net';
import type { Link, LinkEvents } from '../../../hardware/contract/link.ts';
import { BankSimulator } from '../../../hardware/simulator/bank-simulator.ts';
import { boardSides } from '../../../hardware/simulator/board-sides.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { systemClock } from '../../../hardware/system-clock.ts';

/** One CU48 board of four doors that answers whichever socket asked last. */
export class BoardsOnSocket {
  #events: LinkEvents | null = null;
  #socket: Socket | null = null;
  readonly #started: Promise<unknown>;

  constructor() {
    const link: Link = {
      name: 'socket',
      latestFrameMs: 0,
      wireTimeMs: () => 0,
      open: (events) => {
        this.#events = events;
        return Promise.resolve({ ok: true, value: { write: (bytes) => this.#write(bytes), flush: () => Promise.resolve(), close: () => Promise.resolve() } });
      },
    };
    const simulator = new BankSimulator({
      side: boardSides.cu48,
      link,
      clock: systemClock,
      random: seededRandom(1),
      boards: [{ address: 0, locks: 4 }],
      closedBit: 1,
      turnAroundMs: 0,
      onEvent: () => undefined,
    });
    this.#started = simulator.start();
  }

  async hear(bytes: Uint8Array, from: Socket): Promise<void> {
    await this.#started;
    this.#socket = from;
    this.#events?.onBytes(new Uint8Array(bytes));
  }

  #write(bytes: Uint8Array): Promise<undefined> {
    this.#socket?.write(bytes);
    return Promise.resolve(undefined);
  }
}
