import { z } from 'zod';
import type { Allotment, SoftHold } from '../../../contract/stock.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { OwnStock } from '../../ports/own-stock.ts';
import { flag, flagColumn, type Sql } from '../sql.ts';

/** The tables `soft_hold` and `allotment`. */
export interface OwnStockTables {
  /** What is to be added to the hub's figures of some SKUs at a moment: this station's own pieces, less what its orders took. */
  ownStock(skus: readonly string[], now: UnixMs): readonly OwnStock[];
  holdsOf(orderId: string): readonly SoftHold[];
  putHolds(orderId: string, holds: readonly SoftHold[]): void;
  /** The hub has settled the order, or it is over: its figures know of it. */
  dropHolds(orderId: string): void;
  putAllotment(key: string, allotment: Allotment): void;
  dropAllotment(key: string): void;
}

const holdRow = z.object({ sku: z.string(), locationId: z.string(), quantity: z.number(), leased: flagColumn });
const ownRow = z.object({ sku: z.string(), locationId: z.string(), leased: z.number(), taken: z.number(), drawn: z.number() });

/** Prepares the statements. */
export function ownStockTables(sql: Sql): OwnStockTables {
  const own = sql.many(
    ownRow,
    `SELECT sku, location_id AS locationId, sum(leased) AS leased, sum(taken) AS taken, sum(drawn) AS drawn FROM (
       SELECT sku, location_id, quantity AS leased, 0 AS taken, 0 AS drawn FROM allotment WHERE sku IN (SELECT value FROM json_each(?)) AND until > ?
       UNION ALL
       SELECT sku, location_id, 0, iif(leased = 0, quantity, 0), iif(leased = 1, quantity, 0) FROM soft_hold WHERE sku IN (SELECT value FROM json_each(?))
     ) GROUP BY sku, location_id ORDER BY sku, location_id`,
  );
  const holdsOf = sql.many(
    holdRow,
    'SELECT sku, location_id AS locationId, quantity, leased FROM soft_hold WHERE order_id = ? ORDER BY sku, location_id, leased',
  );
  const drop = sql.run('DELETE FROM soft_hold WHERE order_id = ?');
  const insert = sql.run('INSERT INTO soft_hold (order_id, sku, location_id, quantity, leased) VALUES (?, ?, ?, ?, ?)');
  const putAllotment = sql.run(`INSERT INTO allotment (key, sku, location_id, quantity, until) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET sku = excluded.sku, location_id = excluded.location_id, quantity = excluded.quantity, until = excluded.until`);
  const dropAllotment = sql.run('DELETE FROM allotment WHERE key = ?');
  return {
    ownStock: (skus, now) =>
      own(JSON.stringify(skus), now, JSON.stringify(skus)).map(({ sku, locationId, leased, taken, drawn }) => ({
        sku,
        locationId,
        // Drawn beyond what is left of a lease that the hub has shortened meanwhile: that was taken like anything else.
        leased: Math.max(0, leased - drawn),
        taken: taken + Math.max(0, drawn - leased),
      })),
    holdsOf: (orderId) => holdsOf(orderId),
    putHolds: (orderId, holds) => {
      drop(orderId);
      for (const { sku, locationId, quantity, leased } of holds) insert(orderId, sku, locationId, quantity, flag(leased));
    },
    dropHolds: (orderId) => void drop(orderId),
    putAllotment: (key, { sku, locationId, quantity, until }) => void putAllotment(key, sku, locationId, quantity, until),
    dropAllotment: (key) => void dropAllotment(key),
  };
}
