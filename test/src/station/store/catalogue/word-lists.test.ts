import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Product } from '../../../../../src/contract/catalogue.ts';
import { NO_FILTERS } from '../../../../../src/contract/station/catalogue-views.ts';
import { CHUNK } from '../../../../../src/core/catalogue/postings.ts';
import { catalogueWriter, type CatalogueWriter } from '../../../../../src/station/store/catalogue/apply.ts';
import { connect, makeAnew } from '../../../../../src/station/store/catalogue/schema.ts';
import { catalogueSearch, type CatalogueSearch } from '../../../../../src/station/store/catalogue/search.ts';
import { createSql } from '../../../../../src/station/store/sql.ts';
import { pageOf, testConfig } from '../../../../support/catalogue.ts';
import { temporaryDirectory } from '../../../../support/store.ts';
import { product } from './products.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let db: ReturnType<typeof makeAnew>;
let reading: ReturnType<typeof connect>;
let writer: CatalogueWriter;
let search: CatalogueSearch;
let at = 0;

beforeEach(() => {
  directory = temporaryDirectory();
  const path = `${directory.path}/catalogue.db`;
  db = makeAnew(path);
  writer = catalogueWriter(db);
  reading = connect(path);
  at = 0;
  search = catalogueSearch(
    createSql(reading, () => {}),
    () => testConfig,
  );
});
afterEach(() => {
  reading.close();
  db.close();
  directory.remove();
});

function page(rows: readonly { readonly key: string; readonly value: unknown }[]): void {
  const changes = pageOf(rows, at, true);
  expect(writer.apply('catalogue', at, changes, 1)?.skipped).toEqual([]);
  at = changes.next;
}
const put = (...products: readonly Product[]): void => page(products.map((value) => ({ key: value.productId, value })));
const ask = (text: string, category: string | null = null) =>
  search.search({ text, category, filters: NO_FILTERS, sort: 'relevance', offset: 0, limit: 60 }).items.map((card) => card.productId);
const pieces = (): number => Number(db.prepare('SELECT count(*) FROM posting').pluck().get());

describe('the lists of words', () => {
  it('follow a title that changes, in whole words and in beginnings', () => {
    put(product('a', 'Camisa negra'), product('b', 'Camiseta'));
    expect([ask('camisa'), ask('ca'), ask('negra'), ask('ne')]).toEqual([['a'], ['a', 'b'], ['a'], ['a']]);
    put(product('a', 'Falda gris'));
    expect([ask('camisa'), ask('ca'), ask('negra'), ask('ne'), ask('falda'), ask('gr')]).toEqual([['b'], ['b'], [], [], ['a'], ['a']]);
  });

  it('say the same when one page changes a product twice, back and forth', () => {
    put(product('a', 'Camisa negra'));
    put(product('a', 'Falda'), product('b', 'Camisa'), product('a', 'Camisa negra'));
    expect([ask('camisa'), ask('falda'), ask('negra')]).toEqual([['a', 'b'], [], ['a']]);
    put(product('a', 'Falda'), product('b', 'Camisa'), product('a', 'Gorra', { tags: ['camisa'] }));
    expect([ask('camisa'), ask('falda'), ask('gorra')]).toEqual([['b', 'a'], [], ['a']]);
  });

  it('are empty once every product is gone or hidden', () => {
    put(product('a', 'Camisa negra'), product('b', 'Falda', { popularity: 90 }));
    expect(pieces()).toBeGreaterThan(0);
    page([
      { key: 'a', value: null },
      { key: 'b', value: { ...product('b', 'Falda', { popularity: 90 }), published: false } },
    ]);
    expect(pieces()).toBe(0);
  });

  it('move with the category', () => {
    put(product('a', 'Camisa', { category: 'Ropa' }));
    put(product('a', 'Camisa', { category: 'Rebajas' }));
    expect([ask('camisa', 'Ropa'), ask('camisa', 'Rebajas')]).toEqual([[], ['a']]);
  });

  it('put what sells first, wherever it stands in the catalogue, and forget it when it does no longer', () => {
    put(...Array.from({ length: 300 }, (_, i) => product(`p${i}`, 'Bota', i === 299 ? { popularity: 80 } : {})));
    expect([ask('bota')[0], ask('bo')[0]]).toEqual(['p299', 'p299']);
    put(product('p299', 'Bota'));
    expect(ask('bota')[0]).toBe('p0');
  });

  it('go on behind the end of a chunk', () => {
    put(product('a', 'Camisa negra'));
    db.prepare(
      "INSERT INTO product (id, product_id, category, published, round, words, body, card) SELECT ?, 'far', category, 0, round, '', body, card FROM product",
    ).run(3 * CHUNK - 1);
    put(product('b', 'Camisa verde'), product('c', 'Camisa gris'));
    expect([ask('camisa'), ask('ca'), ask('camisa verde'), ask('gr')]).toEqual([['a', 'b', 'c'], ['a', 'b', 'c'], ['b'], ['c']]);
    expect(
      search.search({ text: 'camisa', category: null, filters: NO_FILTERS, sort: 'new', offset: 0, limit: 9 }).items.map((card) => card.productId),
    ).toEqual(['c', 'b', 'a']);
  });
});
