import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { NO_FILTERS } from '../../../../../src/contract/station/catalogue-views.ts';
import type { Catalogue, CataloguePage } from '../../../../../src/station/ports/catalogue.ts';
import { openTestCatalogue } from '../../../../support/catalogue.ts';
import { product, stock, variant } from './products.ts';

const catalogue = openTestCatalogue(
  [
    product('shirt', 'Camisa de lino', {
      category: 'Camisas',
      tags: ['verano'],
      variants: [
        variant('shirt-S', { size: 'S', gtin: '8412345678905', price: { minor: 2500, currency: 'EUR' } }),
        variant('shirt-M', { size: 'M', colour: 'Rojo', colourHex: '#cc2222' }),
      ],
    }),
    product('trousers', 'Pantalón vaquero', { category: 'Pantalones', variants: [variant('trousers-M', { colour: 'Índigo' })] }),
    product('pencil', 'Falda lápiz', { category: 'Faldas' }),
    product('jersey', 'Jersey de señora', { category: 'Punto', brand: 'Montaña' }),
    product('hidden', 'Camisa secreta', { published: false }),
  ],
  [
    stock('shirt-S', 'madrid', 2),
    stock('shirt-S', 'bilbao', 5, 1_759_000_000_000),
    stock('shirt-M', 'madrid', 0),
    stock('shirt-M', 'almacen', 40),
    stock('trousers-M', 'bilbao', 1),
    stock('trousers-M', 'somewhere-else', 9),
    stock('pencil-M', 'madrid', -3),
  ],
);
afterAll(() => catalogue.close());

const search = (changes: Partial<CataloguePage>, from: Catalogue = catalogue) =>
  from.search({ text: '', category: null, filters: NO_FILTERS, sort: 'relevance', offset: 0, limit: 20, ...changes });

async function found(text: string, category: string | null = null): Promise<string[]> {
  return (await search({ text, category })).items.map((card) => card.productId);
}

describe('search as you type', () => {
  it.each([
    ['ca', ['shirt']],
    ['cam', ['shirt']],
    ['camisa', ['shirt']],
    ['CAMISAS', ['shirt']],
    ['lino camisas', ['shirt']],
    ['pantalon', ['trousers']],
    ['pantalones', ['trousers']],
    ['pantalón vaq', ['trousers']],
    ['vaqueros', ['trousers']],
    ['lapiz', ['pencil']],
    ['lápices', ['pencil']],
    ['faldas lapi', ['pencil']],
    ['senora', ['jersey']],
    ['señoras', ['jersey']],
    ['jerséis', ['jersey']],
    ['jers', ['jersey']],
    ['montana', ['jersey']],
    ['rojo', ['shirt']],
    ['indigo', ['trousers']],
    ['verano', ['shirt']],
    ['8412345678905', ['shirt']],
    ['shirt-S', ['shirt']],
    ['bota', []],
    ['secreta', []],
  ])('finds for %j', async (text, expected) => {
    expect(await found(text)).toEqual(expected);
  });

  it('lists everything that is published for no words at all', async () => {
    expect([await found(''), await found('  - ¡!'), await found('', 'Pantalones'), await found('camisa', 'Faldas')]).toEqual([
      ['shirt', 'trousers', 'pencil', 'jersey'],
      ['shirt', 'trousers', 'pencil', 'jersey'],
      ['trousers'],
      [],
    ]);
  });

  it('puts a word in the title before the same word elsewhere', async () => {
    const shop = openTestCatalogue([product('a', 'Bolso', { tags: ['playa'] }), product('b', 'Vestido de playa')], []);
    expect((await search({ text: 'playa' }, shop)).items.map((card) => card.productId)).toEqual(['b', 'a']);
    await shop.close();
  });

  it('pages, and counts all that there is', async () => {
    const page = await search({ offset: 2, limit: 1 });
    expect([page.items.map((card) => card.productId), page.total]).toEqual([['pencil'], 4]);
  });

  it('takes any text as words, never as an operator', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: 'grapheme' }),
          fc.constantFrom('"', 'NEAR(a b)', 'title:x', 'a OR b', 'a" OR "b', '*', '^a', "'; DROP TABLE product; --", 'a\u{1E900}b', '\u0000'),
        ),
        async (text) => {
          await search({ text, limit: 5 });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a card', () => {
  it('shows the range of prices, the colours and sizes, and whether one is here', async () => {
    const [card] = (await search({ text: 'camisa', limit: 1 })).items;
    expect(card).toEqual({
      productId: 'shirt',
      title: 'Camisa de lino',
      brand: 'Lino',
      category: 'Camisas',
      picture: { kind: 'drawing', garment: 'shirt', colour: '#2244aa', pattern: 'plain' },
      priceFrom: { minor: 2500, currency: 'EUR' },
      priceTo: { minor: 2995, currency: 'EUR' },
      colours: ['#2244aa', '#cc2222'],
      sizes: ['S', 'M'],
      here: true,
    });
    expect((await search({ text: 'falda', limit: 1 })).items[0]?.here).toBe(false);
  });
});

describe('the product page', () => {
  it('tells where each variant is, this shop first, with the age of the figure', () => {
    expect(catalogue.product('shirt')?.variants.map(({ sku, stock: places, orderable }) => ({ sku, places, orderable }))).toEqual([
      {
        sku: 'shirt-S',
        orderable: true,
        places: [
          { locationId: 'madrid', name: 'Madrid', kind: 'here', quantity: 2, asOf: 1_759_999_000_000 },
          { locationId: 'bilbao', name: 'Bilbao', kind: 'shop', quantity: 5, asOf: 1_759_000_000_000 },
        ],
      },
      {
        sku: 'shirt-M',
        orderable: true,
        places: [
          { locationId: 'madrid', name: 'Madrid', kind: 'here', quantity: 0, asOf: 1_759_999_000_000 },
          { locationId: 'almacen', name: 'Almacén central', kind: 'warehouse', quantity: 40, asOf: 1_759_999_000_000 },
        ],
      },
    ]);
  });

  it('leaves out places that are not of this shop, and shows no debt', () => {
    expect(catalogue.product('trousers')?.variants[0]?.stock.map((place) => place.locationId)).toEqual(['bilbao']);
    expect(catalogue.product('pencil')?.variants[0]).toMatchObject({ orderable: false, stock: [{ quantity: 0 }] });
  });

  it('is not there for what is unknown or not published', () => {
    expect([catalogue.product('nothing'), catalogue.product('hidden'), catalogue.variant('hidden-M')]).toEqual([null, null, null]);
  });
});

it('counts a SKU here and anywhere', () => {
  expect([catalogue.variant('shirt-S'), catalogue.variant('shirt-M'), catalogue.variant('no')]).toMatchObject([
    { here: 2, anywhere: 7, variant: { sku: 'shirt-S' } },
    { here: 0, anywhere: 40 },
    null,
  ]);
});

it('lists the categories with most products first', () => {
  expect(catalogue.categories()).toEqual([
    { category: 'Camisas', count: 1 },
    { category: 'Faldas', count: 1 },
    { category: 'Pantalones', count: 1 },
    { category: 'Punto', count: 1 },
  ]);
});

it('knows when it was current', () => {
  expect(catalogue.asOf()).toBe(1_760_000_000_000);
});

it('has nothing in stock before the station was configured', async () => {
  const shop = openTestCatalogue([product('a', 'Bolso')], [stock('a-M', 'madrid', 3)], null);
  expect([shop.variant('a-M')?.anywhere, shop.product('a')?.variants[0]?.orderable, (await search({ limit: 1 }, shop)).items[0]?.here]).toEqual([
    0,
    false,
    false,
  ]);
  await shop.close();
});
