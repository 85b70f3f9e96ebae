import type { LockAddress, LockState, StatusOutcome } from '../contract/lock-board.ts';

/** A board with the number of its first compartment. */
export interface TableBoard {
  readonly address: number;
  readonly firstCompartment: number;
  readonly outcome: StatusOutcome;
}

const perLine = 12;
const marks: Readonly<Record<LockState, string>> = { closed: '.', open: 'OPEN', unknown: '?' };

/** Where a compartment is: they count from 1 across the boards in the order given. */
export function addressOf(compartment: number, boards: readonly { readonly address: number; readonly locks: number }[]): LockAddress | undefined {
  let rest = compartment - 1;
  for (const { address, locks } of boards) {
    if (rest < locks) return { board: address, lock: rest };
    rest -= locks;
  }
  return undefined;
}

/** The reverse of `addressOf`. */
export function compartmentOf(address: LockAddress, boards: readonly { readonly address: number; readonly locks: number }[]): number | undefined {
  let before = 0;
  for (const board of boards) {
    if (board.address === address.board) return before + address.lock + 1;
    before += board.locks;
  }
  return undefined;
}

/** Doors of one board as text: compartment numbers above, state below. */
export function boardTable(board: TableBoard): string {
  const { outcome } = board;
  if (outcome.kind === 'no-answer') return `board ${board.address}   does not answer\n`;
  if (outcome.kind === 'link-down') return `board ${board.address}   ${outcome.detail}\n`;
  const openCount = outcome.locks.filter((state) => state === 'open').length;
  const lines = [`board ${board.address}   ${outcome.locks.length} doors, ${openCount === 0 ? 'all closed' : `${openCount} open`}`];
  for (let start = 0; start < outcome.locks.length; start += perLine) {
    const row = outcome.locks.slice(start, start + perLine);
    lines.push(cells(row.map((_, index) => String(board.firstCompartment + start + index))));
    lines.push(cells(row.map((state) => marks[state])));
  }
  return `${lines.join('\n')}\n`;
}

function cells(texts: readonly string[]): string {
  return `   ${texts.map((text) => text.padStart(5)).join('')}`;
}
