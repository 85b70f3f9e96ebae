import type { SizeClass } from '../../src/contract/schema.ts';
import type { Door } from '../../src/contract/station/place-views.ts';

/** Where a door is drawn: a rectangle in units of one small door's height. */
export interface DoorCell {
  readonly door: Door;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The drawing of a bank. Empty banks have no size. */
export interface BankLayout {
  readonly width: number;
  readonly height: number;
  readonly cells: readonly DoorCell[];
}

/** Relative heights of the size classes, as cabinets are built. */
const HEIGHT: Readonly<Record<SizeClass, number>> = { XS: 0.8, S: 1, M: 1.6, L: 2.4, XL: 3.6 };
const COLUMN_WIDTH = 2.6;

/** Stacks every column's doors by row and stretches each column to the height of the tallest, as a cabinet's front is even. */
export function layoutBank(bank: readonly Door[]): BankLayout {
  const columns = [...new Set(bank.map((door) => door.column))].sort((a, b) => a - b);
  const stacks = columns.map((column) => bank.filter((door) => door.column === column).sort((a, b) => a.row - b.row));
  const heights = stacks.map((stack) => stack.reduce((total, door) => total + HEIGHT[door.size], 0));
  const height = Math.max(0, ...heights);
  const cells = stacks.flatMap((stack, index) => stackCells(stack, index * COLUMN_WIDTH, height / (heights[index] ?? height)));
  return { width: columns.length * COLUMN_WIDTH, height, cells };
}

/** A door's place in words: its column counted from the left and its height. Null when it is not in the bank. */
export interface DoorPlace {
  readonly column: number;
  readonly columns: number;
  readonly vertical: 'top' | 'upper' | 'middle' | 'lower' | 'bottom';
}

/** Finds the words for a door's place, for who listens and for who looks for it. */
export function placeOf(bank: readonly Door[], compartmentId: string): DoorPlace | null {
  const layout = layoutBank(bank);
  const cell = layout.cells.find(({ door }) => door.compartmentId === compartmentId);
  if (cell === undefined) return null;
  const centre = (cell.y + cell.height / 2) / layout.height;
  const atTop = cell.y === 0;
  const atBottom = Math.abs(cell.y + cell.height - layout.height) < 1e-6;
  const vertical = atTop ? 'top' : atBottom ? 'bottom' : centre < 0.36 ? 'upper' : centre > 0.64 ? 'lower' : 'middle';
  return { column: Math.round(cell.x / COLUMN_WIDTH) + 1, columns: Math.round(layout.width / COLUMN_WIDTH), vertical };
}

function stackCells(stack: readonly Door[], x: number, stretch: number): DoorCell[] {
  let y = 0;
  return stack.map((door) => {
    const height = HEIGHT[door.size] * stretch;
    const cell = { door, x, y, width: COLUMN_WIDTH, height };
    y += height;
    return cell;
  });
}
