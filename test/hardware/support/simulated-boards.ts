import { createMemoryWire, type MemoryWire } from '../../../hardware/link/memory.ts';
import { BankSimulator, type SimulatorEvent } from '../../../hardware/simulator/bank-simulator.ts';
import type { BoardSide } from '../../../hardware/simulator/board-side.ts';
import { cu48Boards } from '../../../hardware/simulator/boards/cu48-boards.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { FarEnd } from './far-end.ts';
import { hex } from './hex.ts';
import { VirtualClock } from './virtual-clock.ts';

/** Two simulated boards of three doors each, and a master that the test plays byte by byte. One byte needs one millisecond. */
export interface SimulatedBoards {
  readonly clock: VirtualClock;
  readonly wire: MemoryWire;
  readonly master: FarEnd;
  readonly simulator: BankSimulator;
  readonly events: SimulatorEvent[];
  /** Sends a frame, and lets `ms` pass. */
  say(text: string, ms?: number): Promise<void>;
}

export async function startSimulatedBoards(seed = 7, side: BoardSide = cu48Boards): Promise<SimulatedBoards> {
  const clock = new VirtualClock();
  const events: SimulatorEvent[] = [];
  const wire = createMemoryWire({ clock, baud: 10_000, latestFrameMs: 0 });
  const simulator = new BankSimulator({
    side,
    link: wire.right,
    clock,
    random: seededRandom(seed),
    boards: [0, 1].map((index) => ({ address: side.firstAddress + index, locks: 3 })),
    closedBit: 1,
    turnAroundMs: 2,
    onEvent: (event) => events.push(event),
  });
  const problem = await simulator.start();
  if (problem !== undefined) throw new Error(problem.detail);
  const master = new FarEnd(clock);
  await master.open(wire.left);
  const say = async (text: string, ms = 100): Promise<void> => {
    master.send(hex(text));
    await clock.advance(ms);
  };
  return { clock, wire, master, simulator, events, say };
}
