import type { BankFact, LockBank } from '../../../hardware/contract/lock-board.ts';
import { createMemoryWire, type MemoryWire } from '../../../hardware/link/memory.ts';
import { openBusBank } from '../../../hardware/lockers/bus-bank.ts';
import { cu48Family } from '../../../hardware/lockers/cu48/cu48-family.ts';
import { BankSimulator, type SimulatorEvent } from '../../../hardware/simulator/bank-simulator.ts';
import { cu48Boards } from '../../../hardware/simulator/boards/cu48-boards.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { VirtualClock } from './virtual-clock.ts';

/** A bank of two simulated boards of four doors each on a cable in memory, on virtual time. */
export interface SimulatedBus {
  readonly clock: VirtualClock;
  readonly wire: MemoryWire;
  readonly simulator: BankSimulator;
  readonly bank: LockBank;
  readonly facts: BankFact[];
  readonly events: SimulatorEvent[];
}

export async function startSimulatedBus(seed = 1, closedBit: 0 | 1 = 1): Promise<SimulatedBus> {
  const clock = new VirtualClock();
  const wire = createMemoryWire({ clock, baud: 19_200, latestFrameMs: 1500 });
  const boards = [
    { address: 0, locks: 4 },
    { address: 1, locks: 4 },
  ];
  const events: SimulatorEvent[] = [];
  const facts: BankFact[] = [];
  const simulator = new BankSimulator({
    side: cu48Boards,
    link: wire.right,
    clock,
    random: seededRandom(seed),
    boards,
    closedBit,
    turnAroundMs: 2,
    onEvent: (event) => events.push(event),
  });
  const problem = await simulator.start();
  if (problem !== undefined) throw new Error(problem.detail);
  const bank = openBusBank({ family: cu48Family, link: wire.left, clock, boards, closedBit, pace: { restMs: 250, watchedRestMs: 60 } });
  bank.onFact((fact) => facts.push(fact));
  await clock.advance(100);
  return { clock, wire, simulator, bank, facts, events };
}

/** Facts in short: `lock 0/2 open`, `board 1 silent`, `bus down`. */
export function short(facts: readonly BankFact[]): string[] {
  return facts.map(shortOf);
}

function shortOf(fact: BankFact): string {
  switch (fact.kind) {
    case 'lock':
      return `lock ${fact.address.board}/${fact.address.lock} ${fact.state}`;
    case 'board-health':
      return `board ${fact.board} ${fact.health}`;
    case 'bus-health':
      return `bus ${fact.health}`;
    case 'trouble':
      return `${fact.board === null ? 'bus' : `board ${fact.board}`} trouble ${fact.troubles.join('+') || 'none'}`;
  }
}

/** What moved at the boards: `pulse 0/2`, `door 0/2 open by pulse`. */
export function moves(events: readonly SimulatorEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.kind === 'frame') return [];
    const where = `${event.address.board}/${event.address.lock}`;
    return event.kind === 'pulse' ? [`pulse ${where}`] : [`door ${where} ${event.state} by ${event.by}`];
  });
}
