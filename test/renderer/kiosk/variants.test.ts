import { describe, expect, it } from 'vitest';
import type { ProductDetail, VariantDetail } from '../../../src/contract/station/views.ts';
import { chosenOf, coloursOf, nearestOf, sizesOf, usualSizeOf } from '../../../renderer/kiosk/variants.ts';

type Kind = VariantDetail['stock'][number]['kind'];

function variant(sku: string, colour: string | null, size: string | null, stock: Partial<Record<Kind, number>>): VariantDetail {
  const places = Object.entries(stock).map(([kind, quantity]) => ({ locationId: kind, name: kind, kind: kind as Kind, quantity, asOf: 0 }));
  return {
    sku,
    size,
    colour,
    colourHex: colour === 'Rojo' ? '#aa0000' : null,
    price: { minor: 100, currency: 'EUR' },
    compareAt: null,
    stock: places,
    orderable: places.some((place) => place.quantity > 0),
  };
}

function product(...variants: VariantDetail[]): ProductDetail {
  return {
    productId: 'p',
    title: 'P',
    brand: '',
    category: '',
    description: '',
    picture: { kind: 'drawing', garment: 'shirt', colour: '#123456', pattern: 'plain' },
    variants,
  };
}

const shirt = product(
  variant('a-s', 'Azul', 'S', {}),
  variant('a-m', 'Azul', 'M', { here: 0 }),
  variant('r-s', 'Rojo', 'S', { shop: 1 }),
  variant('r-m', 'Rojo', 'M', { here: 1, shop: 3 }),
);

describe('the nearest piece', () => {
  it.each([
    [{ here: 1, shop: 5, warehouse: 9 }, 'here'],
    [{ here: 0, shop: 1, warehouse: 9 }, 'shop'],
    [{ shop: 0, warehouse: 2 }, 'warehouse'],
    [{ here: -1, shop: 0 }, 'nowhere'],
    [{}, 'nowhere'],
  ] as const)('with stock %o is %s', (stock, expected) => {
    expect(nearestOf(variant('x', null, null, stock))).toBe(expected);
  });

  it('is none for a size that is no longer made and gone, and is where it is while some are left', () => {
    const ended = (stock: Parameters<typeof variant>[3]) => nearestOf({ ...variant('x', null, null, stock), discontinued: true });
    expect([ended({}), ended({ shop: 0 }), ended({ shop: 1 }), ended({ here: 2 })]).toEqual(['ended', 'ended', 'shop', 'here']);
  });
});

describe('the colours', () => {
  it('are each there once, with whether any size of them can be had', () => {
    expect(coloursOf(shirt)).toEqual([
      { name: 'Azul', hex: '#123456', orderable: false },
      { name: 'Rojo', hex: '#aa0000', orderable: true },
    ]);
  });
});

describe('the sizes', () => {
  it('are those of one colour', () => {
    expect(sizesOf(shirt, 'Rojo').map(({ variant: { sku }, nearest }) => [sku, nearest])).toEqual([
      ['r-s', 'shop'],
      ['r-m', 'here'],
    ]);
  });
});

describe('what a product page shows', () => {
  it('is what was chosen', () => {
    expect(chosenOf(shirt, 'a-m', null)).toMatchObject({ colour: 'Azul', variant: { sku: 'a-m' } });
  });

  it('begins with the size that a member usually wears of such a garment, where it can be had', () => {
    const worn = [
      { garment: 'shoes', size: '39' },
      { garment: 'shirt', size: 'M' },
    ];
    const usual = usualSizeOf(shirt, worn);
    expect([usual, usualSizeOf(shirt, []), chosenOf(shirt, null, null, usual).variant?.sku]).toEqual(['M', null, 'r-m']);
    expect([
      chosenOf(shirt, null, 'Azul', usual).variant,
      chosenOf(shirt, 'r-s', null, usual).variant?.sku,
      chosenOf(shirt, null, null, 'XXL').variant,
    ]).toEqual([null, 'r-s', null]);
  });

  it('is at first a colour that can be had, and no size', () => {
    expect(chosenOf(shirt, null, null)).toEqual({ colour: 'Rojo', variant: null });
  });

  it('is the only size, where there is only one', () => {
    expect(chosenOf(product(variant('hat', null, null, { here: 1 })), null, null)).toMatchObject({ colour: null, variant: { sku: 'hat' } });
  });

  it('is the first colour when an address names one that is gone', () => {
    expect(chosenOf(shirt, 'gone', 'Lila')).toEqual({ colour: 'Rojo', variant: null });
  });
});
