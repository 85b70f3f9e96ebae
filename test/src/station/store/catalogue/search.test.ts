import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../../../../src/contract/catalogue.ts';
import { type Filters, NO_FILTERS } from '../../../../../src/contract/station/catalogue-views.ts';
import type { CataloguePage } from '../../../../../src/station/ports/catalogue.ts';
import { catalogueWriter } from '../../../../../src/station/store/catalogue/apply.ts';
import { connect, makeAnew } from '../../../../../src/station/store/catalogue/schema.ts';
import { catalogueSearch, type CatalogueSearch } from '../../../../../src/station/store/catalogue/search.ts';
import { createSql } from '../../../../../src/station/store/sql.ts';
import { pageOf, testConfig } from '../../../../support/catalogue.ts';
import { temporaryDirectory } from '../../../../support/store.ts';
import { product, stock, variant } from './products.ts';

/*
 * A catalogue of 3,600 products: each garment in each cloth, numbered. Every third has a size in this shop, every third one only in the warehouse,
 * and the others none anywhere; sizes S and L, of which S is black and L is red and dearer.
 */
const GARMENTS = ['Camisa', 'Camiseta', 'Pantalón', 'Falda', 'Vestido', 'Abrigo', 'Jersey', 'Chaqueta', 'Zapatilla', 'Bolso', 'Bufanda', 'Sombrero'];
const CLOTHS = ['lino', 'algodón', 'lana', 'seda', 'pana', 'franela', 'punto', 'viscosa', 'cuero', 'terciopelo'];

function goods(): readonly Product[] {
  return Array.from({ length: 3600 }, (_, i) => {
    const garment = GARMENTS[i % 12] ?? '';
    const cloth = CLOTHS[Math.floor(i / 12) % 10] ?? '';
    const minor = 1000 + (i % 50) * 100;
    return product(`p${i}`, `${garment} de ${cloth}`, {
      category: `${garment}s`,
      brand: i === 77 ? 'Alborada' : 'Brisal',
      variants: [
        variant(`p${i}-S`, { size: 'S', colour: 'Negro', colourHex: '#1c1c1e', price: { minor, currency: 'EUR' } }),
        variant(`p${i}-L`, { size: 'L', colour: 'Rojo', colourHex: '#b3272d', price: { minor: minor + 500, currency: 'EUR' } }),
      ],
    });
  });
}

let directory: ReturnType<typeof temporaryDirectory>;
let search: CatalogueSearch;
let end: () => void;
let change: (products: readonly Product[]) => void;

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
  change(goods());
  const figures = goods().flatMap((_product, i) => (i % 3 === 0 ? [stock(`p${i}-S`, 'madrid', 2)] : i % 3 === 1 ? [stock(`p${i}-L`, 'almacen', 5)] : []));
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
  search.search({ text, category: null, filters: NO_FILTERS, sort: 'relevance', offset: 0, limit: 10, ...changes });
const first = (text: string) => ask(text).items[0]?.title ?? null;
const filters = (changes: Partial<Filters>): Filters => ({ ...NO_FILTERS, ...changes });

describe('typed with one typo', () => {
  it.each([
    ['camsia', 'Camisa', 'camisa'],
    ['camsias', 'Camisa', 'camisas'],
    ['pantlaon', 'Pantalón', 'pantalon'],
    ['vestdo de seda', 'Vestido de seda', 'vestido de seda'],
    ['vestido de sesa', 'Vestido de seda', 'vestido de seda'],
    ['tercioplo abrigo', 'Abrigo de terciopelo', 'terciopelo abrigo'],
    ['xapatilla', 'Zapatilla', 'zapatilla'],
    ['camsia linno', 'Camisa de lino', 'camisa lino'],
  ])('%j finds what was meant, and says so', (text, title, corrected) => {
    expect([first(text)?.startsWith(title), ask(text).corrected]).toEqual([true, corrected]);
  });

  it('is not corrected where the words as typed find something', () => {
    expect([ask('camis').corrected, ask('bolso').corrected, ask('Pantalón').corrected]).toEqual([null, null, null]);
  });
});

describe('the order', () => {
  it('puts whole words of the title first, then what is here, then what is elsewhere', () => {
    const { items } = ask('camisa lino', { limit: 30 });
    const whole = items.filter((card) => card.title === 'Camisa de lino');
    expect(items.slice(0, whole.length)).toEqual(whole);
    expect(whole.map((card) => card.here)).toEqual(whole.map((card) => card.here).toSorted((one, two) => Number(two) - Number(one)));
  });

  it('goes by price, up and down, and by what came last', () => {
    const prices = (sort: CataloguePage['sort'], text: string) => ask(text, { sort, limit: 60 }).items.map((card) => card.priceFrom.minor);
    for (const text of ['falda', '']) {
      expect(prices('price-up', text)).toEqual(prices('price-up', text).toSorted((one, two) => one - two));
      expect(prices('price-down', text)).toEqual(prices('price-down', text).toSorted((one, two) => two - one));
    }
    expect([ask('', { sort: 'new' }).items[0]?.productId, ask('bolso', { sort: 'new' }).items[0]?.productId]).toEqual(['p3599', 'p3597']);
  });

  it('gives each product once over all pages', () => {
    for (const changes of [{}, { sort: 'price-up' as const }, { filters: filters({ places: ['here' as const] }) }]) {
      const total = ask('camis', changes).total;
      const seen: string[] = [];
      for (let offset = 0; offset < total; offset += 50) seen.push(...ask('camis', { ...changes, offset, limit: 50 }).items.map((card) => card.productId));
      expect([seen.length, new Set(seen).size]).toEqual([total, total]);
    }
  });
});

describe('filters', () => {
  it('hold for one variant together', () => {
    expect(ask('abrigo', { filters: filters({ sizes: ['S'], colours: ['black'] }) }).total).toBe(300);
    expect(ask('abrigo', { filters: filters({ sizes: ['S'], colours: ['red'] }) }).total).toBe(0);
    expect(ask('', { filters: filters({ sizes: ['L'], places: ['here'] }) }).total).toBe(0);
    expect(ask('', { filters: filters({ sizes: ['S'], places: ['here'] }) }).total).toBe(1200);
    expect(ask('', { filters: filters({ places: ['here', 'warehouse'] }) }).total).toBe(2400);
    expect(ask('', { filters: filters({ sizes: ['XXXL'] }) }).total).toBe(0);
  });

  it('take prices from one amount to below another, of any variant', () => {
    expect(ask('', { filters: filters({ price: { from: 1000, to: 1100 } }) }).total).toBe(72);
    expect(ask('', { filters: filters({ price: { from: 6000, to: null }, sizes: ['L'] }) }).total).toBe(360);
  });

  it('do not make a typo of a word that only they exclude', () => {
    expect(ask('abrigo', { filters: filters({ sizes: ['XXXL'] }) })).toMatchObject({ total: 0, corrected: null, suggestions: [] });
  });

  it('are counted as they would leave the list', () => {
    for (const chosen of [NO_FILTERS, filters({ sizes: ['S'] }), filters({ places: ['here'], price: { from: null, to: 3000 } })]) {
      const counted = search.facets({ text: 'camisas', category: null, filters: chosen });
      expect(counted.total).toBe(ask('camisas', { filters: chosen }).total);
      for (const { size, count } of counted.sizes) expect([size, count]).toEqual([size, ask('camisas', { filters: { ...chosen, sizes: [size] } }).total]);
      for (const { place, count } of counted.places) expect(count).toBe(ask('camisas', { filters: { ...chosen, places: [place] } }).total);
      for (const { colour, count } of counted.colours) expect(count).toBe(ask('camisas', { filters: { ...chosen, colours: [colour] } }).total);
      for (const { from, to, count } of counted.prices) expect(count).toBe(ask('camisas', { filters: { ...chosen, price: { from, to } } }).total);
    }
  });

  it('follow the stock and the prices as they change', () => {
    const [one] = goods();
    if (one === undefined) throw new Error('no goods');
    const before = ask('', { filters: filters({ price: { from: 900_000, to: null } }) }).total;
    change([{ ...one, variants: one.variants.map((sold) => ({ ...sold, price: { minor: 990_000, currency: 'EUR' } })) }]);
    expect([before, ask('', { filters: filters({ price: { from: 900_000, to: null }, places: ['here'] }) }).total]).toEqual([0, 1]);
    change([one]);
  });
});

describe('where nothing is found', () => {
  it('fewer words and their categories are suggested, with how much they find', () => {
    const page = ask('camisa zzzzzz');
    expect(page).toMatchObject({ items: [], total: 0, corrected: null });
    expect(page.suggestions).toContainEqual({ kind: 'words', text: 'camisa', count: 300 });
    expect(page.suggestions).toContainEqual({ kind: 'category', category: 'Camisas', count: 300 });
    for (const entry of page.suggestions) if (entry.kind === 'words') expect(ask(entry.text).total).toBe(entry.count);
  });

  it('the whole catalogue is suggested instead of a category', () => {
    expect(ask('abrigo', { category: 'Bolsos' }).suggestions[0]).toEqual({ kind: 'words', text: 'abrigo', count: 300 });
  });

  it('nothing is suggested for what resembles nothing', () => {
    expect(ask('qwxzv').suggestions).toEqual([]);
  });
});

it('puts the product of a SKU that is a word as well first, with what the word finds behind it, within the category and the filters', () => {
  const belt = (productId: string, sku: string) => product(productId, 'Cinturón trenzado', { category: 'Cinturones', variants: [variant(sku, {})] });
  change([belt('belt', 'ABRIGO'), belt('other-belt', 'ABRIGOS')]);
  const found = ask('abrigo', { limit: 60 });
  expect([found.items[0]?.title, found.items[1]?.title.startsWith('Abrigo de'), found.corrected]).toEqual(['Cinturón trenzado', true, null]);
  expect(found.items.filter(({ title }) => title === 'Cinturón trenzado')).toHaveLength(1);
  const later = ask('abrigo', { offset: 59, limit: 60 });
  expect([found.total, later.items[0]?.productId]).toEqual([later.total, found.items[59]?.productId]);
  expect(ask('abrigo', { category: 'Abrigos' }).items.some(({ title }) => title === 'Cinturón trenzado')).toBe(false);
  expect(ask('abrigo', { filters: filters({ price: { from: 1_000_000, to: null } }) }).items).toEqual([]);
  expect(ask('ABRIGO', { category: 'Cinturones' }).items.map(({ title }) => title)).toEqual(['Cinturón trenzado']);
});

it('finds a brand, a code and a category that was never heard of', () => {
  expect(ask('alborada').items.map((card) => card.productId)).toEqual(['p77']);
  expect([ask('p9-s').items[0]?.productId ?? null, ask('P9-S').total, ask('p9-S').items[0]?.productId]).toEqual([null, 0, 'p9']);
  expect(ask('', { category: 'Barcos' }).total).toBe(0);
});
