import type { SizeClass } from '../../contract/schema.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { CompartmentId } from '../../kernel/ids.ts';

/** What the choice needs to know of a compartment. Rows count from the top. */
export interface Candidate {
  readonly compartmentId: CompartmentId;
  readonly number: number;
  readonly size: SizeClass;
  readonly column: number;
  readonly row: number;
  /** Height of its box, in millimetres. Where it is told of a whole column, reach is measured; else the lower half of the bank counts. */
  readonly heightMm?: number;
  readonly state: 'free-verified' | 'free-unverified' | 'pending' | 'occupied' | 'suspect' | 'out-of-service';
  readonly needsCheck: boolean;
  /** Does a live intent guard it, or is its door not seen closed? */
  readonly guarded: boolean;
  /** Until then (trusted Unix milliseconds) it is kept for whoever has just emptied it. Left out: it is not. */
  readonly heldUntil?: UnixMs | null;
}

/** Who puts something in: staff look inside first, a customer does not. */
export type Chooser = 'staff' | 'customer';

/** What is wished for beside the size. */
export interface Wishes {
  /** Trusted time, against which a compartment is held or not. */
  readonly now: UnixMs;
  /** How many of each size stay free for returns, where there are more than that many. */
  readonly keepForReturns: number;
  /** For somebody who sits: what can be reached from a wheelchair comes before the size that fits best. */
  readonly lowDoor: boolean;
  /** How long it will probably wait. What leaves soon gets the last comfortable doors; what waits long leaves them to others. */
  readonly dwell: 'short' | 'long';
  /** Doors behind which the same person's other parcels lie: the next one best lies beside them. */
  readonly near: readonly Pick<Candidate, 'column' | 'row'>[];
}

/** What came of looking for a compartment. */
export type Choice<C> =
  /** `isLow`: can be reached from a wheelchair. */
  | { readonly kind: 'found'; readonly compartment: C; readonly isLow: boolean }
  /** No compartment of this bank is large enough, free or not. */
  | { readonly kind: 'too-big' }
  /** None that is large enough is free. */
  | { readonly kind: 'full' }
  /** Those that are free are kept for returns. */
  | { readonly kind: 'only-kept' };

/** Size classes from the smallest to the largest. */
export const sizesInOrder: readonly SizeClass[] = ['XS', 'S', 'M', 'L', 'XL'];

/** Nothing is wished for. Where no time is told, whatever was ever held is taken as held still. */
const noWishes: Wishes = { now: 0, keepForReturns: 0, lowDoor: false, dwell: 'short', near: [] };

/**
 * The compartment for something of `size`: the smallest class that fits; in it one that was seen empty before one that was not,
 * one in good order before one that asks for a check, near the same person's others, and then the most comfortable height. The same bank gives the same answer, in whatever order it is told.
 */
export function findCompartment<C extends Candidate>(bank: readonly C[], size: SizeClass, chooser: Chooser, wishes: Partial<Wishes> = {}): Choice<C> {
  const wished = { ...noWishes, ...wishes };
  const large = bank.filter((candidate) => candidate.state !== 'out-of-service' && fits(candidate.size, size));
  if (large.length === 0) return { kind: 'too-big' };
  const free = large.filter((candidate) => mayBeGiven(candidate, chooser, wished.now));
  if (free.length === 0) return { kind: 'full' };
  const kept = keptOnes(bank, wished);
  const order = ranking(bank, free, wished);
  const [best] = free.filter((candidate) => !kept.has(candidate.number)).sort((a, b) => compare(order(a), order(b)));
  if (best === undefined) return { kind: 'only-kept' };
  return { kind: 'found', compartment: best, isLow: outOfReach(bank, best) === 0 };
}

/** The same where only the compartment counts; null when there is none to give. */
export function chooseCompartment<C extends Candidate>(bank: readonly C[], size: SizeClass, chooser: Chooser, wishes: Partial<Wishes> = {}): C | null {
  const choice = findCompartment(bank, size, chooser, wishes);
  return choice.kind === 'found' ? choice.compartment : null;
}

/** Does something of `size` go into a compartment of class `holder`? */
export function fits(holder: SizeClass, size: SizeClass): boolean {
  return sizesInOrder.indexOf(holder) >= sizesInOrder.indexOf(size);
}

/** The next larger class that this bank has, or null: there is none. */
export function nextSize(bank: readonly Pick<Candidate, 'size' | 'state'>[], size: SizeClass): SizeClass | null {
  const larger = sizesInOrder.slice(sizesInOrder.indexOf(size) + 1);
  return larger.find((candidate) => bank.some((row) => row.size === candidate && row.state !== 'out-of-service')) ?? null;
}

/** May this compartment be given at all? Only a positive "empty", by a sensor or by a person's eyes, makes it so. */
function mayBeGiven(candidate: Candidate, chooser: Chooser, now: UnixMs): boolean {
  if (candidate.guarded || (candidate.heldUntil ?? 0) > now) return false;
  if (candidate.state === 'free-verified') return chooser === 'staff' || !candidate.needsCheck;
  return candidate.state === 'free-unverified' && chooser === 'staff';
}

/**
 * The compartments that stay free for returns. Of a size with more than `keep` in all, the last `keep` free ones are kept; and since
 * only those that were seen empty can be given to a customer, the last `keep` of these as well.
 */
function keptOnes(bank: readonly Candidate[], { keepForReturns: keep, now }: Wishes): ReadonlySet<number> {
  const kept = new Set<number>();
  if (keep === 0) return kept;
  for (const size of sizesInOrder) {
    const all = bank.filter((candidate) => candidate.size === size && candidate.state !== 'out-of-service');
    if (all.length <= keep) continue;
    const free = all.filter((candidate) => mayBeGiven(candidate, 'staff', now));
    const ready = free.filter((candidate) => mayBeGiven(candidate, 'customer', now));
    for (const { number } of free.length <= keep ? free : ready.length <= keep ? ready : []) kept.add(number);
  }
  return kept;
}

/** Where a hand reaches from a wheelchair, in millimetres above the floor (ADA 308.2, EN 301 549 clause 8.3). */
const REACH = { lowest: 380, highest: 1220 } as const;

/** How far the middle of a door is from where a hand reaches that belongs to somebody who sits: 0 is within reach, less is better. */
function outOfReach(bank: readonly Candidate[], { column, row }: Candidate): number {
  // Banks stand on the floor, on feet that are lower than a hand.
  const downwards = bank.filter((other) => other.column === column && other.row >= row).toSorted((a, b) => b.row - a.row);
  let top = 0;
  let bottom = 0;
  for (const { heightMm } of downwards) {
    if (heightMm === undefined) return row < middleRow(bank) ? 1 : 0;
    bottom = top;
    top += heightMm;
  }
  const middle = (bottom + top) / 2;
  return Math.max(0, REACH.lowest - middle, middle - REACH.highest);
}

/** Sorts what is free; the smallest number wins last, so that the answer is always the same. */
function ranking(bank: readonly Candidate[], free: readonly Candidate[], wishes: Wishes): (candidate: Candidate) => readonly number[] {
  const comfort = comfortOf(bank, free, wishes);
  return (candidate) => [
    wishes.lowDoor ? outOfReach(bank, candidate) : 0,
    sizesInOrder.indexOf(candidate.size),
    candidate.needsCheck ? 1 : 0,
    candidate.state === 'free-verified' ? 0 : 1,
    distanceTo(wishes.near, candidate),
    comfort(candidate),
    candidate.number,
  ];
}

/** How far a door is from the most comfortable height for what goes in, in rows; less is better. */
function comfortOf(bank: readonly Candidate[], free: readonly Candidate[], wishes: Wishes): (candidate: Candidate) => number {
  const middle = middleRow(bank);
  const isEasy = ({ row }: Candidate) => Math.abs(row - middle) <= 1;
  // Who needs a low door reaches neither high nor to the floor: the middle of the lower half.
  const wished = wishes.lowDoor ? (middle * 3) / 2 : middle;
  return (candidate) => {
    const height = Math.abs(candidate.row - wished);
    const easyOnes = free.filter((other) => other.size === candidate.size && isEasy(other)).length;
    const isSpared = wishes.dwell === 'long' && !wishes.lowDoor && isEasy(candidate) && easyOnes <= FEW;
    return height + (isSpared ? bank.length : 0);
  };
}

/** From so many comfortable doors of a size on, what waits long is kept away from them. */
const FEW = 2;

/** Rows and columns to the nearest of the same person's other doors; 0 where there are none. */
function distanceTo(near: Wishes['near'], { column, row }: Candidate): number {
  return near.length === 0 ? 0 : Math.min(...near.map((other) => Math.abs(other.column - column) + Math.abs(other.row - row)));
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
