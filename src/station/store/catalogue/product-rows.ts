import { z } from 'zod';
import type { Product } from '../../../contract/catalogue.ts';
import { mediaName } from '../../../contract/media.ts';
import { colourFamily } from '../../../core/catalogue/colour-family.ts';
import { fullGtin } from '../../../core/catalogue/product-code.ts';
import { parseValue } from '../../../core/sync/pages.ts';
import { flag, numberRow, type Sql } from '../sql.ts';
import type { BucketRows } from './bucket-rows.ts';
import { cardOf } from './card.ts';
import { categoryWord, indexWords, POPULAR_WORD } from './index-words.ts';
import { type Offer, packOffers, unpackOffers } from './offers.ts';

/** Products with everything that is derived from them. `refresh` writes the listings anew whose stock has changed. */
export interface ProductRows extends BucketRows {
  refresh(skus: Iterable<string>): void;
}

const knownRow = z.object({ id: z.number(), words: z.string() });
const stockedRow = z.object({ offer: z.number(), place: z.number() });
const listedRow = z.object({ id: z.number(), offers: z.instanceof(Uint8Array) });

/** The largest price that a listing holds; dearer goods are listed as if they cost this. */
const MOST_PRICE = 0xffff_ffff;

/** Prepares the statements over the writer's connection. */
export function productRows(sql: Sql): ProductRows {
  const known = sql.one(knownRow, 'SELECT id, words FROM product WHERE product_id = ?');
  const put = sql.one(
    numberRow,
    `INSERT INTO product (product_id, category, published, round, words, body, card) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (product_id) DO UPDATE SET category = excluded.category, published = excluded.published, round = excluded.round,
       words = excluded.words, body = excluded.body, card = excluded.card
     RETURNING id AS value`,
  );
  const old = sql.many(numberRow, 'SELECT id AS value FROM product WHERE round < ?');
  const drop = sql.run('DELETE FROM product WHERE id = ?');
  const dropVariants = sql.run('DELETE FROM variant WHERE product = ?');
  const putVariant = sql.run(
    `INSERT INTO variant (sku, gtin, offer, product) VALUES (?, ?, ?, ?)
     ON CONFLICT (sku) DO UPDATE SET gtin = excluded.gtin, offer = excluded.offer, product = excluded.product`,
  );
  const index = searchRows(sql);
  const numberOf = labels(sql);
  const terms = termCounts(sql);
  const list = listings(sql, numberOf);
  const files = mediaRows(sql);
  const remove = (id: number): void => {
    index.drop(id);
    drop(id);
  };
  const write = (product: Product, round: number): void => {
    const before = known(product.productId);
    const { title, rest, hash } = indexWords(product);
    const words = product.published ? hash : '';
    const { productId, category, published } = product;
    const id = put(productId, category, flag(published), round, words, JSON.stringify(product), JSON.stringify(cardOf(product)));
    if (id === null) throw new Error('the product got no row');
    if (before !== null) dropVariants(id);
    const { priceFrom } = cardOf(product);
    let offer = 0;
    for (const { sku, gtin, price } of product.variants)
      putVariant(sku, gtin === null ? null : fullGtin(gtin), price.currency === priceFrom.currency ? offer++ : null, id);
    list.put(id, product);
    files.put(id, product, before === null);
    if (before?.words === words) return;
    if (before !== null) index.drop(id);
    if (!published) return;
    index.put(id, title.join(' '), [...rest, categoryWord(numberOf('category', category))].join(' '));
    terms.count([...new Set([...title, ...rest])].filter((word) => word !== POPULAR_WORD));
  };
  return {
    begin: () => {
      for (const part of [numberOf, terms, list, index]) part.begin();
    },
    put: (key, value, round) => {
      const parsed = parseValue('catalogue', value);
      if (!parsed.ok) return parsed.error;
      if (parsed.value !== null) write(parsed.value, round);
      else {
        const before = known(key);
        if (before !== null) remove(before.id);
      }
      return null;
    },
    finish: () => {
      terms.store();
      index.store();
    },
    sweep: (round) => {
      for (const id of old(round)) remove(id);
      index.end();
    },
    refresh: (skus) => list.refresh(skus),
  };
}

interface SearchRows {
  begin(): void;
  drop(id: number): void;
  put(id: number, title: string, rest: string): void;
  store(): void;
  /** Stores, and makes one part of all parts of the index, once many rows came: each part is asked by every search. */
  end(): void;
}

/** So many rows of the search index are worth writing it anew: a tenth of a second for a hundred thousand products. */
const MANY_ROWS = 5000;

/**
 * What becomes of the search index is written at a page's end: FTS5 makes a part of its own of whatever was put in before any statement that could be
 * undone by itself, and thousands of small parts cost far more than one.
 */
function searchRows(sql: Sql): SearchRows {
  const drop = sql.run('DELETE FROM search WHERE rowid = ?');
  const put = sql.run('INSERT INTO search (rowid, title, rest) VALUES (?, ?, ?)');
  const optimise = sql.run("INSERT INTO search (search) VALUES ('optimize')");
  let stored = 0;
  const dropped = new Set<number>();
  const words = new Map<number, readonly [title: string, rest: string]>();
  const store = (): void => {
    stored += dropped.size + words.size;
    for (const id of dropped) drop(id);
    for (const [id, [title, rest]] of words) put(id, title, rest);
    dropped.clear();
    words.clear();
  };
  return {
    begin: () => {
      dropped.clear();
      words.clear();
    },
    drop: (id) => {
      dropped.add(id);
      words.delete(id);
    },
    put: (id, title, rest) => {
      words.set(id, [title, rest]);
    },
    store,
    end: () => {
      store();
      if (stored < MANY_ROWS) return;
      optimise();
      stored = 0;
    },
  };
}

/** Names the files beside each product: what lists show first, then models, then what is looked at closely. */
function mediaRows(sql: Sql): { put(id: number, product: Product, isNew: boolean): void } {
  const drop = sql.run('DELETE FROM media WHERE product = ?');
  const put = sql.run('INSERT INTO media (product, rank, name, bytes) VALUES (?, ?, ?, ?)');
  return {
    put: (id, { published, photos = [], model }, isNew) => {
      if (!isNew) drop(id);
      if (!published) return;
      const ranked = [
        ...photos.map(({ file, small }) => [0, small ?? file] as const),
        ...(model === undefined ? [] : [[1, model.glb] as const]),
        ...photos.flatMap(({ file, small }) => (small === undefined ? [] : [[2, file] as const])),
      ];
      for (const [rank, file] of ranked) put(id, rank, mediaName(file), file.bytes);
    },
  };
}

/** Numbers of categories and sizes, those of a page remembered: `begin` before each. */
interface Labels {
  (kind: 'category' | 'size', value: string): number;
  begin(): void;
}

/** Gives each category and size its number. */
function labels(sql: Sql): Labels {
  const find = sql.one(numberRow, 'SELECT id AS value FROM label WHERE kind = ? AND value = ?');
  const add = sql.one(numberRow, 'INSERT INTO label (kind, value) VALUES (?, ?) RETURNING id AS value');
  const page = { category: new Map<string, number>(), size: new Map<string, number>() };
  const numberOf = (kind: 'category' | 'size', value: string): number => {
    const id = page[kind].get(value) ?? find(kind, value) ?? add(kind, value);
    if (id === null) throw new Error('the label got no row');
    page[kind].set(value, id);
    return id;
  };
  const begin = (): void => {
    page.category.clear();
    page.size.clear();
  };
  return Object.assign(numberOf, { begin });
}

/** The narrow rows that filters read: written with their product, or with new places when only the stock has changed. */
function listings(sql: Sql, numberOf: Labels): { begin(): void; put(id: number, product: Product): void; refresh(skus: Iterable<string>): void } {
  const put = sql.run(
    `INSERT INTO listing (id, category, price, popularity, offers) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET category = excluded.category, price = excluded.price, popularity = excluded.popularity, offers = excluded.offers`,
  );
  const drop = sql.run('DELETE FROM listing WHERE id = ?');
  const placesOf = sql.many(
    stockedRow,
    `SELECT variant.offer, place.id AS place FROM variant
     JOIN stock ON stock.sku = variant.sku AND stock.quantity > 0 JOIN place ON place.location_id = stock.location_id
     WHERE variant.product = ? AND variant.offer IS NOT NULL`,
  );
  const listed = sql.one(
    listedRow,
    'SELECT listing.id, offers FROM variant JOIN listing ON listing.id = variant.product WHERE variant.sku = ? AND variant.offer IS NOT NULL',
  );
  const change = sql.run('UPDATE listing SET offers = ? WHERE id = ?');
  const anyStock = sql.one(numberRow, 'SELECT 1 AS value FROM stock LIMIT 1');
  // A new station gets its goods before their stock: until then nothing is to be looked for.
  let isStocked = true;
  const stocked = (id: number, offers: readonly Omit<Offer, 'places'>[]): Uint8Array => {
    const rows = isStocked ? placesOf(id) : [];
    return packOffers(offers.map((offer, i) => ({ ...offer, places: rows.filter((row) => row.offer === i).map((row) => row.place) })));
  };
  return {
    begin: () => {
      isStocked = anyStock() !== null;
    },
    put: (id, product) => {
      if (!product.published) {
        drop(id);
        return;
      }
      const { priceFrom } = cardOf(product);
      const sold = product.variants.filter(({ price }) => price.currency === priceFrom.currency);
      const offers = sold.map(({ size, colourHex, price }) => ({
        size: size === null ? 0 : numberOf('size', size),
        colour: colourFamily(colourHex),
        price: within(price.minor),
      }));
      put(id, numberOf('category', product.category), within(priceFrom.minor), product.popularity ?? 0, stocked(id, offers));
    },
    refresh: (skus) => {
      isStocked = true;
      const done = new Set<number>();
      for (const sku of skus) {
        const found = listed(sku);
        if (found === null || done.has(found.id)) continue;
        done.add(found.id);
        change(stocked(found.id, unpackOffers(found.offers)), found.id);
      }
    },
  };
}

function within(minor: number): number {
  return Math.min(MOST_PRICE, Math.max(0, minor));
}

/** Counts the words of a page and stores them at its end, because most of them come again and again. */
function termCounts(sql: Sql): { begin(): void; count(words: readonly string[]): void; store(): void } {
  const put = sql.run('INSERT INTO term (term, uses) VALUES (?, ?) ON CONFLICT (term) DO UPDATE SET uses = uses + excluded.uses');
  const counts = new Map<string, number>();
  return {
    begin: () => counts.clear(),
    count: (words) => {
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    },
    store: () => {
      for (const [term, uses] of counts) put(term, uses);
      counts.clear();
    },
  };
}
