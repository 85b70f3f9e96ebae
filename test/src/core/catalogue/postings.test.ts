import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkMatcher } from '../../../../src/core/catalogue/match-chunk.ts';
import { type Change, CHUNK, changedPiece, eachInPiece, type Standing } from '../../../../src/core/catalogue/postings.ts';

const places = fc.integer({ min: 0, max: CHUNK - 1 });
const standings = fc.constantFrom<Standing[]>(0, 1, 2);
const said = fc.dictionary(fc.oneof(fc.integer({ min: 0, max: 40 }), places).map(String), standings, { maxKeys: 60 });

const changesOf = (words: Readonly<Record<string, Standing>>): readonly Change[] =>
  Object.entries(words)
    .map(([place, standing]) => ({ place: Number(place), standing }))
    .sort((one, two) => one.place - two.place);
const pieceOf = (words: Readonly<Record<string, Standing>>): Uint8Array => changedPiece(new Uint8Array(), changesOf(words));
const read = (piece: Uint8Array): (readonly [number, number])[] => {
  const found: (readonly [number, number])[] = [];
  eachInPiece(piece, (place, isTitle) => found.push([place, isTitle ? 2 : 1]));
  return found;
};
const there = (words: Readonly<Record<string, Standing>>) =>
  changesOf(words)
    .filter(({ standing }) => standing !== 0)
    .map(({ place, standing }) => [place, standing]);

describe('a piece of a list', () => {
  it('has few bytes', () => {
    expect([...pieceOf({ 3: 1, 4: 2, 700: 1 })]).toEqual([6, 3, 0xf0, 0x0a]);
  });

  it('says what was last said of each product', () => {
    fc.assert(
      fc.property(said, said, (before, after) => {
        expect(read(changedPiece(pieceOf(before), changesOf(after)))).toEqual(there({ ...before, ...after }));
      }),
    );
  });

  it('has no bytes once all products are gone', () => {
    expect(changedPiece(pieceOf({ 0: 1, 32767: 2 }), changesOf({ 0: 0, 32767: 0, 5: 0 }))).toEqual(new Uint8Array());
  });

  it('of any bytes is read without a fault', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        const matcher = new ChunkMatcher();
        expect(() => read(bytes)).not.toThrow();
        expect(matcher.match([{ forms: [{ piece: bytes, isWhole: true }], isScope: false }])).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});

/* A product is few, so that several words meet in it. */
const few = fc.dictionary(fc.integer({ min: 0, max: 12 }).map(String), fc.constantFrom<Standing[]>(1, 2), { maxKeys: 12 });
const sought = fc.record({ forms: fc.array(fc.record({ words: few, isWhole: fc.boolean() }), { maxLength: 3 }), isScope: fc.boolean() });

describe('matching in a chunk', () => {
  it('finds what has all words, in order, with its tier', () => {
    const matcher = new ChunkMatcher();
    fc.assert(
      fc.property(fc.array(sought, { minLength: 1, maxLength: 4 }), (words) => {
        const count = matcher.match(
          words.map(({ forms, isScope }) => ({ forms: forms.map((form) => ({ piece: pieceOf(form.words), isWhole: form.isWhole })), isScope })),
        );
        const found = Array.from({ length: count }, (_, i) => [matcher.place(i), matcher.tier(i)]);
        const expected = Array.from({ length: 13 }, (_, place) => place).flatMap((place) => {
          const tiers = words.map(({ forms, isScope }) => {
            const standing = forms.flatMap(({ words: list, isWhole }) =>
              list[place] === undefined ? [] : [isScope || (list[place] === 2 && isWhole) ? 0 : list[place] === 2 ? 1 : 2],
            );
            return Math.min(...standing, 3);
          });
          const tier = Math.max(...tiers);
          return tier === 3 ? [] : [[place, tier]];
        });
        expect(found).toEqual(expected);
      }),
    );
  });
});
