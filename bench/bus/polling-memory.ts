import type { BankFact, LockAddress, LockBank } from '../../hardware/contract/lock-board.ts';
import { createMemoryWire } from '../../hardware/link/memory.ts';
import { openBusBank } from '../../hardware/lockers/bus-bank.ts';
import type { PollingPace } from '../../hardware/lockers/bus-board.ts';
import { BankSimulator, type SimulatorEvent } from '../../hardware/simulator/bank-simulator.ts';
import { seededRandom } from '../../hardware/simulator/seeded-random.ts';
import { VirtualClock } from '../../test/hardware/support/virtual-clock.ts';
import { type BenchLine, boardsOn, turnAroundMs } from './lines.ts';
import { type DoorsSeen, doorsToMove, isChange, type PollingRate, pollingRate } from './polling.ts';

/** What the session by itself makes of a line: a cable in memory on virtual time, so that no machine is in the figures. */
export interface MemoryFigures {
  readonly rate: PollingRate;
  readonly doors: DoorsSeen;
}

/** Measures one line with `count` boards. The same call gives the same figures, on any machine. */
export async function pollInMemory(line: BenchLine, count: number, pace: PollingPace, changes: number): Promise<MemoryFigures> {
  const bus = await startBus(line, count, pace);
  const rate = await measureRate(bus, line, count);
  const doors = await measureDoors(bus, line, count, changes);
  await bus.bank.close();
  return { rate, doors };
}

interface MemoryBus {
  readonly clock: VirtualClock;
  readonly bank: LockBank;
  readonly simulator: BankSimulator;
  readonly traffic: { questions: number; bytes: number };
}

/** Until every board has answered, and long enough to count many rounds. Milliseconds of virtual time. */
const settleMs = 3000;
const countForMs = 10_000;
/** A change that is not seen within this is none any more. Milliseconds. */
const giveUpMs = 5000;

async function startBus(line: BenchLine, count: number, pace: PollingPace): Promise<MemoryBus> {
  const clock = new VirtualClock();
  const wire = createMemoryWire({ clock, baud: line.baud, latestFrameMs: 1500 });
  const boards = boardsOn(line, count);
  const traffic = { questions: 0, bytes: 0 };
  const onEvent = (event: SimulatorEvent): void => {
    if (event.kind !== 'frame') return;
    traffic.bytes += event.bytes.length;
    if (event.direction === 'in') traffic.questions += 1;
  };
  const simulator = new BankSimulator({ side: line.side, link: wire.right, clock, random: seededRandom(1), boards, closedBit: 1, turnAroundMs, onEvent });
  const problem = await simulator.start();
  if (problem !== undefined) throw new Error(problem.detail);
  const bank = openBusBank({ family: line.family, link: wire.left, clock, boards, closedBit: 1, pace });
  await clock.advance(settleMs);
  if (bank.health !== 'ok') throw new Error(`the boards of ${line.name} do not answer in memory`);
  return { clock, bank, simulator, traffic };
}

async function measureRate({ clock, traffic }: MemoryBus, line: BenchLine, count: number): Promise<PollingRate> {
  const before = { ...traffic };
  await clock.advance(countForMs);
  return pollingRate({ questions: traffic.questions - before.questions, bytes: traffic.bytes - before.bytes, elapsedMs: countForMs }, count, line.baud);
}

async function measureDoors(bus: MemoryBus, line: BenchLine, count: number, changes: number): Promise<DoorsSeen> {
  const random = seededRandom(2);
  const seen = { opened: [] as number[], closed: [] as number[] };
  for (const address of doorsToMove(boardsOn(line, count), changes)) {
    await bus.clock.advance(random() * 400);
    seen.opened.push(await untilSeen(bus, address, 'open', () => bus.simulator.forceOpen(address)));
    await bus.clock.advance(random() * 400);
    seen.closed.push(await untilSeen(bus, address, 'closed', () => bus.simulator.closeDoor(address)));
  }
  return seen;
}

/** Moves a door; resolves with the milliseconds until the bank told it. */
async function untilSeen({ clock, bank }: MemoryBus, address: LockAddress, state: 'open' | 'closed', move: () => void): Promise<number> {
  let seenAt: number | null = null;
  const stop = bank.onFact((fact: BankFact) => {
    if (seenAt === null && isChange(fact, address, state)) seenAt = clock.monotonic();
  });
  const movedAt = clock.monotonic();
  move();
  while (seenAt === null && clock.monotonic() < movedAt + giveUpMs) await clock.advance(1);
  stop();
  if (seenAt === null) throw new Error(`door ${address.board}/${address.lock} was never seen ${state}`);
  return seenAt - movedAt;
}
