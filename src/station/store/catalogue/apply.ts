import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { PullResponse } from '../../../contract/hub/sync.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { AppliedPage, SkippedRow } from '../../../core/sync/pages.ts';
import type { CatalogueBucket } from '../../ports/sync.ts';
import { createSql } from '../sql.ts';
import { productRows } from './product-rows.ts';
import { stockRows } from './stock-rows.ts';

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
  const products = productRows(sql);
  const stock = stockRows(sql, (skus) => products.refresh(skus));
  const buckets = { catalogue: products, stock };
  const apply = (bucket: CatalogueBucket, from: number, page: PullResponse, at: UnixMs): AppliedPage | null => {
    const cursor = readCursor(bucket);
    if (cursor === null || cursor.value !== from) return null;
    const skipped: SkippedRow[] = [];
    // What was remembered of an earlier page may have been rolled back with it.
    for (const rows of [products, stock]) rows.begin();
    for (const row of page.rows) {
      const fault = buckets[bucket].put(row.key, row.value, cursor.round);
      if (fault !== null) skipped.push({ revision: row.revision, detail: fault });
    }
    buckets[bucket].finish();
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
