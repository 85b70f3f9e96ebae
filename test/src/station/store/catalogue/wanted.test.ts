import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../../../../src/contract/catalogue.ts';
import { NO_FILTERS } from '../../../../../src/contract/station/catalogue-views.ts';
import type { CataloguePage } from '../../../../../src/station/ports/catalogue.ts';
import { catalogueWriter } from '../../../../../src/station/store/catalogue/apply.ts';
import { connect, makeAnew } from '../../../../../src/station/store/catalogue/schema.ts';
import { catalogueSearch, type CatalogueSearch } from '../../../../../src/station/store/catalogue/search.ts';
import { createSql } from '../../../../../src/station/store/sql.ts';
import { pageOf, testConfig } from '../../../../support/catalogue.ts';
import { temporaryDirectory } from '../../../../support/store.ts';
import { product, stock, variant } from './products.ts';

/*
 * 400 shirts of linen, of which number 310 is what sells most and 350 sells a little less; and a few other goods to be like or unlike it.
 * All are in the warehouse but number 5, which is here, and the sold-out one, which is nowhere.
 */
function shirts(): readonly Product[] {
  return Array.from({ length: 400 }, (_, i) =>
    product(`p${i}`, `Camisa de lino ${i}`, { category: 'Camisas', ...(i === 310 ? { popularity: 100 } : i === 350 ? { popularity: 60 } : {}) }),
  );
}

function priced(productId: string, title: string, category: string, minor: number, hex = '#2244aa'): Product {
  return product(productId, title, { category, variants: [variant(`${productId}-M`, { price: { minor, currency: 'EUR' }, colourHex: hex })] });
}

const knitwear: readonly Product[] = [
  priced('merino', 'Jersey de lana merino', 'Punto', 3995),
  priced('merino-red', 'Jersey de lana merino', 'Punto', 3995, '#b3272d'),
  priced('merino-dear', 'Jersey de lana merino', 'Punto', 15_995),
  priced('cotton', 'Jersey de algodón', 'Punto', 3995),
  priced('gone', 'Jersey de lana merino', 'Punto', 3995),
  priced('scarf', 'Bufanda de lana merino', 'Bufandas', 3995),
];

let directory: ReturnType<typeof temporaryDirectory>;
let search: CatalogueSearch;
let change: (products: readonly Product[]) => void;
let end: () => void;
beforeAll(() => {
  directory = temporaryDirectory();
  const path = `${directory.path}/catalogue.db`;
  const db = makeAnew(path);
  const writer = catalogueWriter(db);
  let at = 0;
  change = (products) => {
    const page = pageOf(
      products.map((value) => ({ key: value.productId, value })),
      at,
    );
    writer.apply('catalogue', at, page, 1);
    at = page.next;
  };
  const goods = [...shirts(), ...knitwear];
  change(goods);
  const figures = goods.flatMap(({ productId }) => (productId === 'gone' ? [] : [stock(`${productId}-M`, productId === 'p5' ? 'madrid' : 'almacen', 3)]));
  writer.apply('stock', 0, pageOf(figures.map((value) => ({ key: `${value.locationId}/${value.sku}`, value }))), 1);
  const reading = connect(path);
  search = catalogueSearch(
    createSql(reading, () => {}),
    () => testConfig,
  );
  end = () => {
    reading.close();
    db.close();
    directory.remove();
  };
});
afterAll(() => end());

const ask = (text: string, changes: Partial<CataloguePage> = {}) =>
  search.search({ text, category: null, filters: NO_FILTERS, sort: 'relevance', offset: 0, limit: 4, ...changes }).items.map((card) => card.productId);

describe('what sells most', () => {
  it('comes first among what fits as well, however late it joined the catalogue; what is here still goes before', () => {
    expect(ask('lino')).toEqual(['p5', 'p310', 'p350', 'p0']);
    expect(ask('camisa', { category: 'Camisas' })).toEqual(['p5', 'p310', 'p350', 'p0']);
  });

  it('comes first where nothing was typed, over all and within a category', () => {
    expect([ask(''), ask('', { category: 'Camisas' })]).toEqual([
      ['p5', 'p310', 'p350', 'p0'],
      ['p5', 'p310', 'p350', 'p0'],
    ]);
  });

  it('comes first under filters too', () => {
    const away = { ...NO_FILTERS, places: ['warehouse' as const] };
    expect([ask('lino', { filters: away, limit: 3 }), ask('', { filters: away, limit: 3 })]).toEqual([
      ['p310', 'p350', 'p0'],
      ['p310', 'p350', 'p0'],
    ]);
  });

  it('never changes what pages of one list hold together', () => {
    const whole = ask('lino', { limit: 400 });
    const pages = [0, 100, 200, 300].flatMap((offset) => ask('lino', { offset, limit: 100 }));
    expect(pages).toEqual(whole);
    expect(new Set(whole).size).toBe(400);
  });

  it('is forgotten when the hub says so', () => {
    change([product('p350', 'Camisa de lino 350', { category: 'Camisas' })]);
    expect(ask('lino')).toEqual(['p5', 'p310', 'p0', 'p1']);
    change([product('p350', 'Camisa de lino 350', { category: 'Camisas', popularity: 60 })]);
  });

  it('is not a word that anybody could type', () => {
    expect([ask('top'), ask('§top')]).toEqual([[], []]);
  });
});

describe('similar goods', () => {
  const similar = (productId: string) => search.similar(productId).map((card) => card.productId);

  it('share telling words, then price and colour, stay in the category, and can be had somewhere', () => {
    expect(similar('merino')).toEqual(['merino-red', 'merino-dear', 'cotton']);
  });

  it('are what sells in the category where nothing shares a word', () => {
    expect(similar('cotton')[0]).toBe('merino');
    expect(similar('scarf')).toEqual([]);
  });

  it('are none for a product that is not there', () => {
    expect(similar('nothing')).toEqual([]);
  });
});
