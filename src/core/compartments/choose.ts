import type { SizeClass } from '../../contract/schema.ts';
import type { CompartmentId } from '../../kernel/ids.ts';

/** What the choice needs to know of a compartment. Rows count from the top. */
export interface Candidate {
  readonly compartmentId: CompartmentId;
  readonly number: number;
  readonly size: SizeClass;
  readonly column: number;
  readonly row: number;
  readonly state: 'free-verified' | 'free-unverified' | 'pending' | 'occupied' | 'suspect' | 'out-of-service';
  readonly needsCheck: boolean;
  /** Does a live intent guard it, or is its door not seen closed? */
  readonly guarded: boolean;
}

/** Who puts something in: staff look inside first, a customer does not. */
export type Chooser = 'staff' | 'customer';

/** Size classes from the smallest to the largest. */
export const sizesInOrder: readonly SizeClass[] = ['XS', 'S', 'M', 'L', 'XL'];

/**
 * The compartment for something of `size`: the smallest class that fits; in it one that was seen empty before one that was not,
 * one in good order before one that asks for a check, and then the most comfortable height. The same bank gives the same answer.
 */
export function chooseCompartment<C extends Candidate>(bank: readonly C[], size: SizeClass, chooser: Chooser): C | null {
  const middle = middleRow(bank);
  const [best] = bank
    .filter((candidate) => fits(candidate.size, size) && mayBeGiven(candidate, chooser))
    .sort((a, b) => compare(rank(a, middle), rank(b, middle)));
  return best ?? null;
}

/** Does something of `size` go into a compartment of class `holder`? */
export function fits(holder: SizeClass, size: SizeClass): boolean {
  return sizesInOrder.indexOf(holder) >= sizesInOrder.indexOf(size);
}

/** May this compartment be given at all? Only a positive "empty", by a sensor or by a person's eyes, makes it so. */
function mayBeGiven(candidate: Candidate, chooser: Chooser): boolean {
  if (candidate.guarded) return false;
  if (candidate.state === 'free-verified') return chooser === 'staff' || !candidate.needsCheck;
  return candidate.state === 'free-unverified' && chooser === 'staff';
}

function rank(candidate: Candidate, middle: number): readonly number[] {
  return [
    sizesInOrder.indexOf(candidate.size),
    candidate.needsCheck ? 1 : 0,
    candidate.state === 'free-verified' ? 0 : 1,
    Math.abs(candidate.row - middle),
    candidate.number,
  ];
}

/** Between knee and shoulder is the middle of the bank; it is reached by the most people. */
function middleRow(bank: readonly Candidate[]): number {
  return bank.reduce((last, candidate) => Math.max(last, candidate.row), 0) / 2;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) {
    const difference = value - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
