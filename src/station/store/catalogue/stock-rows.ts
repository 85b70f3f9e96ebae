import type { Stock } from '../../../contract/catalogue.ts';
import { parseValue } from '../../../core/sync/pages.ts';
import { type Sql, textRow } from '../sql.ts';
import type { BucketRows } from './bucket-rows.ts';

/** Figures of stock. `changed` hears which SKUs of a page may be somewhere else now, at the page's end. */
export function stockRows(sql: Sql, changed: (skus: Iterable<string>) => void): BucketRows {
  const byKey = sql.many(textRow, 'SELECT sku AS value FROM stock WHERE key = ?');
  const dropKey = sql.run('DELETE FROM stock WHERE key = ?');
  const place = sql.run('INSERT INTO place (location_id) VALUES (?) ON CONFLICT (location_id) DO NOTHING');
  const put = sql.run(`
    INSERT INTO stock (sku, location_id, quantity, as_of, key, round) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (sku, location_id) DO UPDATE SET
      quantity = excluded.quantity, as_of = excluded.as_of, key = excluded.key, round = excluded.round`);
  const old = sql.many(textRow, 'SELECT sku AS value FROM stock WHERE round < ?');
  const sweep = sql.run('DELETE FROM stock WHERE round < ?');
  const touched = new Set<string>();
  const places = new Set<string>();
  const write = (key: string, row: Stock, round: number): void => {
    if (!places.has(row.locationId)) place(row.locationId);
    places.add(row.locationId);
    put(row.sku, row.locationId, row.quantity, row.asOf, key, round);
    touched.add(row.sku);
  };
  return {
    begin: () => {
      touched.clear();
      places.clear();
    },
    put: (key, value, round) => {
      const parsed = parseValue('stock', value);
      if (!parsed.ok) return parsed.error;
      // Also before a change: the key may have named another SKU or place until now.
      const before = byKey(key);
      for (const sku of before) touched.add(sku);
      if (before.length > 0) dropKey(key);
      if (parsed.value !== null) write(key, parsed.value, round);
      return null;
    },
    finish: () => {
      changed(touched);
      touched.clear();
    },
    sweep: (round) => {
      for (const sku of old(round)) touched.add(sku);
      sweep(round);
      changed(touched);
      touched.clear();
    },
  };
}
