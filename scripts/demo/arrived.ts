import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { openDatabase } from '../../src/hub/db/open.ts';
import { DEMO } from '../../src/hub/demo/demo-shop.ts';
import { expectOk } from '../../src/kernel/result.ts';

/** How many operations the station made, and how they arrived. */
export interface Arrival {
  readonly made: number;
  readonly arrived: number;
  /** Every number from 1 to `made` arrived, none twice and none that the station did not make. */
  readonly eachExactlyOnce: boolean;
  readonly kinds: readonly string[];
  /** Where each order stands in the hub's books, by its number. */
  readonly orders: Readonly<Record<string, string>>;
}

const orderRow = z.object({ number: z.string(), status: z.string() });
const arrivedRow = z.object({ seq: z.coerce.number(), kind: z.string(), operation_id: z.string() });

/** Compares the hub's operations with the numbers that the station gave out. Both programs must have ended. */
export async function compareOperations(folder: string): Promise<Arrival> {
  const made = lastNumber(join(folder, 'station', 'station.db'));
  const db = expectOk(await openDatabase({ kind: 'pglite', dir: join(folder, 'hub') }), 'the hub’s database opens');
  try {
    const rows = z
      .array(arrivedRow)
      .parse(await db.query('SELECT seq, kind, operation_id FROM operations WHERE station_id = $1 ORDER BY seq', [DEMO.stationId]));
    const orders = z.array(orderRow).parse(await db.query('SELECT number, status FROM orders', []));
    const inOrder = rows.every((row, index) => row.seq === index + 1);
    const ids = new Set(rows.map((row) => row.operation_id));
    return {
      made,
      arrived: rows.length,
      eachExactlyOnce: inOrder && ids.size === rows.length && rows.length === made,
      kinds: rows.map((row) => row.kind),
      orders: Object.fromEntries(orders.map(({ number, status }) => [number, status])),
    };
  } finally {
    await db.close();
  }
}

function lastNumber(path: string): number {
  const db = new Database(path, { readonly: true });
  try {
    return z.object({ value: z.number() }).parse(db.prepare("SELECT value FROM sequence WHERE name = 'outbox'").get()).value;
  } finally {
    db.close();
  }
}
