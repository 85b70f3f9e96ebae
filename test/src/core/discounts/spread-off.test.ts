import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SpreadLine, spreadOff } from '../../../../src/core/discounts/spread-off.ts';

const line = (minor: number, quantity: number): SpreadLine => ({ minor, quantity });
const sum = (lines: readonly SpreadLine[], each: readonly number[]) => lines.reduce((total, { quantity }, index) => total + quantity * (each[index] ?? 0), 0);

describe('an amount off a whole bag', () => {
  it.each<[string, readonly SpreadLine[], number, readonly number[] | null]>([
    ['goes by what things cost', [line(3995, 1), line(2995, 2)], 1000, [400, 300]],
    ['is all of one piece', [line(2995, 1)], 2995, [2995]],
    ['is shared to the last cent', [line(1000, 1), line(1000, 1), line(1000, 1)], 100, [34, 33, 33]],
    ['goes where whole cents make it up', [line(1000, 2), line(1000, 1)], 1, [0, 1]],
    ['takes from one line what makes another even', [line(1000, 2), line(1000, 3)], 401, [79, 81]],
    ['is none where no whole cents make it up', [line(1000, 2)], 1, null],
    ['is none for nothing', [line(1000, 2)], 0, null],
    ['is none beyond what all costs', [line(1000, 2)], 2001, null],
    ['is none of an empty bag', [], 1, null],
  ])('%s', (_, lines, off, each) => {
    const found = spreadOff(lines, off);
    expect(found).toEqual(each);
    if (found !== null) expect(sum(lines, found)).toBe(off);
  });

  it('is exact, leaves no price below zero and no line far from its share', () => {
    const lines = fc.array(fc.record({ minor: fc.integer({ min: 1, max: 200_000_00 }), quantity: fc.integer({ min: 1, max: 20 }) }), {
      minLength: 1,
      maxLength: 50,
    });
    fc.assert(
      fc.property(lines, fc.double({ min: 0, max: 1, noNaN: true }), (bag, part) => {
        const total = bag.reduce((minor, one) => minor + one.minor * one.quantity, 0);
        const off = Math.max(1, Math.floor(total * part));
        const each = spreadOff(bag, off);
        // One piece of something can always carry what is left, unless it is free by then.
        if (each === null) return bag.every(({ quantity }) => quantity > 1) || off > total * 0.99;
        const isFair = each.every((less, index) => less >= 0 && less <= (bag[index]?.minor ?? 0));
        return isFair && sum(bag, each) === off;
      }),
      { numRuns: 300 },
    );
  });
});
