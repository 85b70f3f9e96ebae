import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Product, Stock } from '../../../contract/catalogue.ts';
import type { PullResponse } from '../../../contract/hub/sync.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import { foldText } from '../../../core/catalogue/fold-text.ts';
import { type AppliedPage, parseValue, type SkippedRow } from '../../../core/sync/pages.ts';
import type { CatalogueBucket } from '../../ports/sync.ts';
import { createSql, flag, numberRow, type Sql } from '../sql.ts';
import { cardOf } from './card.ts';

/** Writes pages of the hub into `catalogue.db`. */
export interface CatalogueWriter {
  /**
   * Applies a page that was asked for from cursor `from`, and moves the cursor, in one transaction. Null when the file's cursor is
   * elsewhere. `at` is when the page was asked for.
   */
  apply(bucket: CatalogueBucket, from: number, page: PullResponse, at: UnixMs): AppliedPage | null;
  /** Begins a bucket again from the start; rows that the new pull does not mention go away at its end. */
  restart(bucket: CatalogueBucket): void;
}

const cursorRow = z.object({ value: z.number(), round: z.number() });

/** Prepares the statements; the connection is this writer's own. */
export function catalogueWriter(db: Database): CatalogueWriter {
  const sql = createSql(db, () => {});
  const readCursor = sql.one(cursorRow, 'SELECT value, round FROM cursor WHERE bucket = ?');
  const moveCursor = sql.run('UPDATE cursor SET value = ?, skipped = skipped + ?, current_at = coalesce(?, current_at) WHERE bucket = ?');
  const restart = sql.run('UPDATE cursor SET value = 0, round = round + 1 WHERE bucket = ?');
  const buckets = { catalogue: productRows(sql), stock: stockRows(sql) };
  const apply = (bucket: CatalogueBucket, from: number, page: PullResponse, at: UnixMs): AppliedPage | null => {
    const cursor = readCursor(bucket);
    if (cursor === null || cursor.value !== from) return null;
    const skipped: SkippedRow[] = [];
    for (const row of page.rows) {
      const fault = buckets[bucket].put(row.key, row.value, cursor.round);
      if (fault !== null) skipped.push({ revision: row.revision, detail: fault });
    }
    if (!page.more) buckets[bucket].sweep(cursor.round);
    moveCursor(page.next, skipped.length, page.more ? null : at, bucket);
    return { applied: page.rows.length - skipped.length, skipped, next: page.next, more: page.more };
  };
  return {
    apply: (bucket, from, page, at) => db.transaction(apply).immediate(bucket, from, page, at),
    restart: (bucket) => {
      restart(bucket);
    },
  };
}

/** How rows of one bucket are written: `put` answers with what was wrong with the row, or null. */
interface BucketRows {
  put(key: string, value: unknown, round: number): string | null;
  sweep(round: number): void;
}

function productRows(sql: Sql): BucketRows {
  const put = sql.one(
    numberRow,
    `INSERT INTO product (product_id, category, published, round, body, card) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (product_id) DO UPDATE SET
       category = excluded.category, published = excluded.published, round = excluded.round, body = excluded.body, card = excluded.card
     RETURNING id AS value`,
  );
  const find = sql.one(numberRow, 'SELECT id AS value FROM product WHERE product_id = ?');
  const old = sql.many(numberRow, 'SELECT id AS value FROM product WHERE round < ?');
  const drop = sql.run('DELETE FROM product WHERE id = ?');
  const dropVariants = sql.run('DELETE FROM variant WHERE product = ?');
  const putVariant = sql.run('INSERT INTO variant (sku, product) VALUES (?, ?) ON CONFLICT (sku) DO UPDATE SET product = excluded.product');
  const dropSearch = sql.run('DELETE FROM search WHERE rowid = ?');
  const putSearch = sql.run('INSERT INTO search (rowid, title, brand, words, codes, folded) VALUES (?, ?, ?, ?, ?, ?)');
  const remove = (id: number): void => {
    dropSearch(id);
    drop(id);
  };
  const write = (product: Product, round: number): void => {
    const id = put(product.productId, product.category, flag(product.published), round, JSON.stringify(product), JSON.stringify(cardOf(product)));
    if (id === null) throw new Error('the product got no row');
    dropVariants(id);
    for (const variant of product.variants) putVariant(variant.sku, id);
    dropSearch(id);
    if (product.published)
      putSearch(id, product.title, product.brand, wordsOf(product), codesOf(product), foldText(`${product.title} ${product.brand} ${wordsOf(product)}`));
  };
  return {
    put: (key, value, round) => {
      const parsed = parseValue('catalogue', value);
      if (!parsed.ok) return parsed.error;
      if (parsed.value !== null) write(parsed.value, round);
      else {
        const id = find(key);
        if (id !== null) remove(id);
      }
      return null;
    },
    sweep: (round) => {
      for (const id of old(round)) remove(id);
    },
  };
}

function stockRows(sql: Sql): BucketRows {
  const dropKey = sql.run('DELETE FROM stock WHERE key = ?');
  const put = sql.run(`
    INSERT INTO stock (sku, location_id, quantity, as_of, key, round) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (sku, location_id) DO UPDATE SET
      quantity = excluded.quantity, as_of = excluded.as_of, key = excluded.key, round = excluded.round`);
  const sweep = sql.run('DELETE FROM stock WHERE round < ?');
  const write = (key: string, row: Stock, round: number): void => {
    put(row.sku, row.locationId, row.quantity, row.asOf, key, round);
  };
  return {
    put: (key, value, round) => {
      const parsed = parseValue('stock', value);
      if (!parsed.ok) return parsed.error;
      // Also before a change: the key may have named another SKU or place until now.
      dropKey(key);
      if (parsed.value !== null) write(key, parsed.value, round);
      return null;
    },
    sweep: (round) => {
      sweep(round);
    },
  };
}

/** What people call a product besides its title: category, tags, colours, sizes. */
function wordsOf(product: Product): string {
  const options = product.variants.flatMap(({ colour, size }) => [colour ?? '', size ?? '']);
  return [...new Set([product.category, ...product.tags, ...options])].join(' ');
}

function codesOf(product: Product): string {
  return product.variants.map(({ sku, gtin }) => `${sku} ${gtin ?? ''}`).join(' ');
}
