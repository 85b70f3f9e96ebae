import type { BankFact, LockBank } from '../../../hardware/contract/lock-board.ts';
import { createMemoryWire, type MemoryWire } from '../../../hardware/link/memory.ts';
import { openBusBank } from '../../../hardware/lockers/bus-bank.ts';
import type { PollingPace } from '../../../hardware/lockers/bus-board.ts';
import { familyOf } from '../../../hardware/lockers/families.ts';
import { BankSimulator, type SimulatorEvent } from '../../../hardware/simulator/bank-simulator.ts';
import type { BoardSide } from '../../../hardware/simulator/board-side.ts';
import { boardSides } from '../../../hardware/simulator/board-sides.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import type { FamilyName } from '../../../hardware/wire/family-name.ts';
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

/** What may be different from a bus of healthy CU48 boards. */
export interface SimulatedBusOptions {
  readonly family?: FamilyName;
  /** Other boards than the family's usual ones. */
  readonly side?: BoardSide;
  readonly seed?: number;
  readonly closedBit?: 0 | 1;
  readonly pace?: PollingPace;
  /** Doors on each board: 4 where nothing is said. */
  readonly locks?: number;
}

/** Two CU48 boards, whose addresses are 0 and 1. */
export function startSimulatedBus(seed = 1, closedBit: 0 | 1 = 1): Promise<SimulatedBus> {
  return startFamilyBus({ seed, closedBit });
}

/** Two boards of a family, at its first two addresses. */
export async function startFamilyBus(options: SimulatedBusOptions): Promise<SimulatedBus> {
  const { family: name = 'cu48', side = boardSides[name], seed = 1, closedBit = 1, pace = { restMs: 250, watchedRestMs: 60 }, locks = 4 } = options;
  const clock = new VirtualClock();
  const wire = createMemoryWire({ clock, baud: side.baud, latestFrameMs: 1500 });
  const boards = [
    { address: side.firstAddress, locks },
    { address: side.firstAddress + 1, locks },
  ];
  const events: SimulatorEvent[] = [];
  const facts: BankFact[] = [];
  const simulator = new BankSimulator({
    side,
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
  const bank = openBusBank({ family: familyOf({ family: name }), link: wire.left, clock, boards, closedBit, pace });
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
