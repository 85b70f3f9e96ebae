import type { LockAddress } from '../contract/lock-board.ts';
import type { Result } from '../contract/result.ts';
import type { BankSimulator } from './bank-simulator.ts';
import type { BusFaults } from './bus-faults.ts';
import type { DoorTraits } from './door.ts';

/** What may be told to simulated boards. Boards go by their addresses, locks count from 0. */
export type BankCommand =
  | { readonly kind: 'close' | 'open' | 'ajar'; readonly at: LockAddress }
  | { readonly kind: 'pull'; readonly at: LockAddress; readonly forMs: number }
  | { readonly kind: 'door'; readonly at: LockAddress; readonly change: Partial<DoorTraits> }
  | { readonly kind: 'silence'; readonly board: number; readonly on: boolean }
  | { readonly kind: 'think'; readonly board: number; readonly ms: number }
  | { readonly kind: 'reset'; readonly board: number; readonly forMs: number }
  | { readonly kind: 'auto-close'; readonly afterMs: number | null }
  | { readonly kind: 'faults'; readonly faults: BusFaults }
  | { readonly kind: 'echo' | 'reports' | 'cut'; readonly on: boolean };

/** Does what a command says. The error is one sentence: there is no such board or door here. */
export function runBankCommand(simulator: BankSimulator, command: BankCommand): Result<'done', string> {
  const missing = missingPart(simulator, command);
  if (missing !== null) return { ok: false, error: missing };
  obey(simulator, command);
  return { ok: true, value: 'done' };
}

function missingPart(simulator: BankSimulator, command: BankCommand): string | null {
  if ('at' in command) {
    const { board, lock } = command.at;
    return simulator.doors(board)[lock] === undefined ? `There is no door ${board}/${lock} here.` : null;
  }
  if (!('board' in command)) return null;
  return simulator.boards.some(({ address }) => address === command.board) ? null : `There is no board ${command.board} here.`;
}

function obey(simulator: BankSimulator, command: BankCommand): void {
  switch (command.kind) {
    case 'close':
      return simulator.closeDoor(command.at);
    case 'ajar':
      return simulator.leaveAjar(command.at);
    case 'pull':
      return simulator.pullDoor(command.at, command.forMs);
    case 'open':
      return simulator.forceOpen(command.at);
    case 'door':
      return simulator.setDoor(command.at, command.change);
    case 'silence':
      return simulator.setSilent(command.board, command.on);
    case 'think':
      return simulator.setTurnAround(command.board, command.ms);
    case 'reset':
      return simulator.resetInNextAnswer(command.board, command.forMs);
    case 'auto-close':
      return simulator.setAutoClose(command.afterMs);
    case 'faults':
      return simulator.setFaults(command.faults);
    case 'echo':
      return simulator.setEcho(command.on);
    case 'reports':
      return simulator.setReports(command.on);
    case 'cut':
      return simulator.setLineCut(command.on);
  }
}
