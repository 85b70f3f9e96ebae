import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkSet } from '../../../../src/core/catalogue/chunk-set.ts';

const chunks = fc.uniqueArray(fc.nat({ max: 100 }), { maxLength: 30 }).map((numbers) => numbers.toSorted((one, two) => one - two));

describe('a set of chunks', () => {
  it('has its numbers, however large, and no others', () => {
    const set = ChunkSet.of([0, 31, 32, 4095]);
    expect([0, 31, 32, 4095].every((chunk) => set.has(chunk))).toBe(true);
    expect([1, 30, 33, 4094, 4096].some((chunk) => set.has(chunk))).toBe(false);
  });

  it('says which numbers are in some set of each group, in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.array(chunks, { maxLength: 4 }), { minLength: 1, maxLength: 4 }), (groups) => {
        const all = [...new Set(groups.flat(2))].toSorted((one, two) => one - two);
        const wanted = all.filter((chunk) => groups.every((group) => group.some((numbers) => numbers.includes(chunk))));
        expect(ChunkSet.inEach(groups.map((group) => group.map((numbers) => ChunkSet.of(numbers))))).toEqual(wanted);
      }),
    );
  });

  it('finds nothing in common among no groups', () => {
    expect(ChunkSet.inEach([])).toEqual([]);
  });
});
