import { describe, expect, it } from 'vitest';
import { colourFamily } from '../../../../src/core/catalogue/colour-family.ts';
import { priceBands, priceBit } from '../../../../src/core/catalogue/price-bands.ts';
import { compareSizes } from '../../../../src/core/catalogue/size-order.ts';

it.each([
  ['#1c1c1e', 'black'],
  ['#f7f5f0', 'white'],
  ['#d9c7a3', 'beige'],
  ['#6b4a2f', 'brown'],
  ['#8b8d93', 'grey'],
  ['#1f2a44', 'blue'],
  ['#2f5d9b', 'blue'],
  ['#9dbfe0', 'blue'],
  ['#b3272d', 'red'],
  ['#6e1f2e', 'red'],
  ['#e7a6b4', 'pink'],
  ['#d9457b', 'pink'],
  ['#e0782f', 'orange'],
  ['#e6b93c', 'yellow'],
  ['#3e7a4d', 'green'],
  ['#6b6f3a', 'green'],
  ['#7a5ea8', 'purple'],
  ['#2f8f8f', 'turquoise'],
])('%s is %s to people', (hex, family) => {
  expect(colourFamily(hex)).toBe(family);
});

it('has no family for what is no colour', () => {
  expect([colourFamily(null), colourFamily('red'), colourFamily('#12345')]).toEqual([null, null, null]);
});

it('puts sizes in the order in which people expect them', () => {
  expect(['42', 'XL', 'Única', '35-38', 'M', '3XL', 'XS', '8', 'XXL', 'S'].toSorted(compareSizes)).toEqual([
    'XS',
    'S',
    'M',
    'XL',
    'XXL',
    '3XL',
    '8',
    '35-38',
    '42',
    'Única',
  ]);
});

describe('ranges of prices', () => {
  const bands = (prices: readonly number[]) => {
    const masks = new Map<number, number>();
    for (const price of prices) masks.set(priceBit(price), (masks.get(priceBit(price)) ?? 0) + 1);
    return priceBands(masks);
  };

  it('share the products out, in round numbers, without a gap', () => {
    const found = bands([700, 900, 1200, 1900, 2500, 2900, 3500, 4500, 8900, 12_000]);
    expect(found.reduce((sum, band) => sum + band.count, 0)).toBe(10);
    expect([found[0]?.from, found.at(-1)?.to]).toEqual([null, null]);
    for (const [i, band] of found.slice(1).entries()) expect(band.from).toBe(found[i]?.to);
    expect(found.length).toBeGreaterThan(2);
  });

  it('are none where one would hold everything', () => {
    expect([bands([]), bands([2500, 2600])]).toEqual([[], []]);
  });

  it('count a product in each range that its sizes touch', () => {
    expect(
      priceBands(
        new Map([
          [priceBit(900) | priceBit(9000), 1],
          [priceBit(900), 3],
        ]),
      ).map((band) => band.count),
    ).toEqual([4, 1]);
  });
});
