import type { BankSimulator } from './bank-simulator.ts';
import type { BusFaults } from './bus-faults.ts';
import type { CoilUse } from './coil.ts';
import { sensorOf, type SimulatedDoor } from './door.ts';
import type { SimulatedBoard } from './simulated-board.ts';

/** All that can be seen of simulated boards, as plain data. */
export interface BankState {
  readonly family: string;
  readonly isCut: boolean;
  readonly isEchoing: boolean;
  readonly areReporting: boolean;
  /** Do boards of this family ever speak first? */
  readonly canReport: boolean;
  readonly autoCloseMs: number | null;
  readonly faults: BusFaults;
  readonly boards: readonly BoardState[];
}

/** One board. */
export interface BoardState {
  readonly address: number;
  readonly isSilent: boolean;
  readonly isRestarting: boolean;
  readonly turnAroundMs: number;
  readonly locks: readonly LockSight[];
}

/** One lock with its door. */
export interface LockSight extends Omit<SimulatedDoor, 'contact'> {
  readonly sensor: 'open' | 'closed';
  readonly isCoilOn: boolean;
  readonly isLit: boolean;
  readonly pulses: number;
}

/** Looks at a bank. */
export function bankState(simulator: BankSimulator): BankState {
  const { side, line, areReporting, autoCloseMs, boards } = simulator;
  return {
    family: side.family,
    isCut: line.isCut,
    isEchoing: line.isEchoing,
    areReporting,
    canReport: side.report(side.firstAddress, 0, 1) !== null,
    autoCloseMs,
    faults: line.faults,
    boards: boards.map(boardState),
  };
}

/** The doors that are open. */
export function openDoors(simulator: BankSimulator): { board: number; lock: number }[] {
  return simulator.boards.flatMap(({ address, locks }) => locks.flatMap(({ door }, lock) => (door.isOpen ? [{ board: address, lock }] : [])));
}

/** What each coil that was ever on has borne: a judge of the driver's duty reads this. */
export function coilUses(simulator: BankSimulator): ({ board: number; lock: number } & CoilUse)[] {
  return simulator.boards.flatMap(({ address, locks }) => locks.flatMap(({ use }, lock) => (use.pulses === 0 ? [] : [{ board: address, lock, ...use }])));
}

function boardState(board: SimulatedBoard): BoardState {
  const { address, isSilent, isRestarting, turnAroundMs, locks } = board;
  const sights = locks.map(({ door, isCoilOn, use }, lock): LockSight => {
    const { contact: _contact, ...seen } = door;
    return { ...seen, sensor: sensorOf(door), isCoilOn, isLit: board.isLit(lock), pulses: use.pulses };
  });
  return { address, isSilent, isRestarting, turnAroundMs, locks: sights };
}
