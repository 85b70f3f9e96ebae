import { z } from 'zod';
import { type Product, product as productSchema } from '../../../contract/catalogue.ts';
import { mediaName } from '../../../contract/media.ts';
import { colourFamily } from '../../../core/catalogue/colour-family.ts';
import { fullGtin } from '../../../core/catalogue/product-code.ts';
import { parseValue } from '../../../core/sync/pages.ts';
import type { Money } from '../../../kernel/money.ts';
import { flag, jsonColumn, numberRow, type Sql } from '../sql.ts';
import type { BucketRows } from './bucket-rows.ts';
import { cardOf } from './card.ts';
import { type IndexWords, indexWords } from './index-words.ts';
import { type Labels, labels } from './labels.ts';
import { type Offer, packOffers, unpackOffers } from './offers.ts';
import { wordRows } from './word-rows.ts';

/** Products with everything that is derived from them. `refresh` writes the listings anew whose stock has changed. */
export interface ProductRows extends BucketRows {
  refresh(skus: Iterable<string>): void;
}

const knownRow = z.object({ id: z.number(), words: z.string() });
const bodyRow = z.object({ body: jsonColumn(productSchema) });
const stockedRow = z.object({ offer: z.number(), place: z.number() });
const listedRow = z.object({ id: z.number(), offers: z.instanceof(Uint8Array) });
const placedRow = stockedRow.extend({ id: z.number() });

/** The largest price that a listing holds; dearer goods are listed as if they cost this. */
const MOST_PRICE = 0xffff_ffff;

/** SKUs whose listings are looked at together: as many as a page has at most. */
const AT_ONCE = 2000;

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
  const listedBody = sql.one(bodyRow, "SELECT body FROM product WHERE id = ? AND words <> ''");
  const numberOf = labels(sql);
  const index = wordRows(sql, numberOf);
  const list = listings(sql, numberOf);
  const files = mediaRows(sql);
  const remove = (id: number): void => {
    index.change(id, wordsOf(listedBody(id)), null);
    drop(id);
  };
  const write = (product: Product, round: number): void => {
    const before = known(product.productId);
    const found = product.published ? indexWords(product) : null;
    const words = found?.hash ?? '';
    const isIndexed = before?.words === words;
    const listed = before === null || isIndexed ? null : wordsOf(listedBody(before.id));
    const { productId, category, published } = product;
    const card = cardOf(product);
    const id = put(productId, category, flag(published), round, words, JSON.stringify(product), JSON.stringify(card));
    if (id === null) throw new Error('the product got no row');
    if (before !== null) dropVariants(id);
    const { priceFrom } = card;
    let offer = 0;
    for (const { sku, gtin, price } of product.variants)
      putVariant(sku, gtin === null ? null : fullGtin(gtin), price.currency === priceFrom.currency ? offer++ : null, id);
    list.put(id, product, priceFrom);
    files.put(id, product, before === null);
    if (!isIndexed) index.change(id, listed, found);
  };
  return {
    begin: () => {
      for (const part of [numberOf, list, index]) part.begin();
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
    finish: () => index.store(),
    sweep: (round) => {
      for (const id of old(round)) remove(id);
      index.store();
    },
    refresh: (skus) => list.refresh(skus),
  };
}

/** The words by which a product was found until now. */
function wordsOf(listed: z.infer<typeof bodyRow> | null): IndexWords | null {
  return listed === null ? null : indexWords(listed.body);
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

/** The narrow rows that filters read: written with their product, or with new places when only the stock has changed. */
function listings(
  sql: Sql,
  numberOf: Labels,
): { begin(): void; put(id: number, product: Product, priceFrom: Money): void; refresh(skus: Iterable<string>): void } {
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
  // Of a whole page at once: the same rows come of it as from one question for each SKU, and a page has thousands.
  const listed = sql.many(
    listedRow,
    `SELECT DISTINCT listing.id, offers FROM json_each(?) AS changed CROSS JOIN variant ON variant.sku = changed.value AND variant.offer IS NOT NULL
     JOIN listing ON listing.id = variant.product`,
  );
  const placesOfAll = sql.many(
    placedRow,
    `SELECT listed.value AS id, variant.offer, place.id AS place FROM json_each(?) AS listed CROSS JOIN variant ON variant.product = listed.value AND variant.offer IS NOT NULL
     JOIN stock ON stock.sku = variant.sku AND stock.quantity > 0 JOIN place ON place.location_id = stock.location_id`,
  );
  const change = sql.run('UPDATE listing SET offers = ? WHERE id = ?');
  const anyStock = sql.one(numberRow, 'SELECT 1 AS value FROM stock LIMIT 1');
  // A new station gets its goods before their stock: until then nothing is to be looked for.
  let isStocked = true;
  const packed = (offers: readonly Omit<Offer, 'places'>[], rows: readonly z.infer<typeof stockedRow>[]): Uint8Array =>
    packOffers(offers.map((offer, i) => ({ ...offer, places: rows.filter((row) => row.offer === i).map((row) => row.place) })));
  const refreshed = (skus: readonly string[]): void => {
    const products = listed(JSON.stringify(skus));
    const rows = Map.groupBy(placesOfAll(JSON.stringify(products.map(({ id }) => id))), ({ id }) => id);
    for (const { id, offers } of products) {
      const now = packed(unpackOffers(offers), rows.get(id) ?? []);
      if (!isEqual(now, offers)) change(now, id);
    }
  };
  return {
    begin: () => {
      isStocked = anyStock() !== null;
    },
    put: (id, product, priceFrom) => {
      if (!product.published) {
        drop(id);
        return;
      }
      const sold = product.variants.filter(({ price }) => price.currency === priceFrom.currency);
      const offers = sold.map(({ size, colourHex, price }) => ({
        size: size === null ? 0 : numberOf('size', size),
        colour: colourFamily(colourHex),
        price: within(price.minor),
      }));
      put(id, numberOf('category', product.category), within(priceFrom.minor), product.popularity ?? 0, packed(offers, isStocked ? placesOf(id) : []));
    },
    refresh: (skus) => {
      isStocked = true;
      const all = [...skus];
      for (let at = 0; at < all.length; at += AT_ONCE) refreshed(all.slice(at, at + AT_ONCE));
    },
  };
}

function isEqual(one: Uint8Array, two: Uint8Array): boolean {
  return one.length === two.length && one.every((byte, i) => byte === two[i]);
}

function within(minor: number): number {
  return Math.min(MOST_PRICE, Math.max(0, minor));
}
