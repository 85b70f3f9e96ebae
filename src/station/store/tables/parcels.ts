import { z } from 'zod';
import { sizeClass } from '../../../contract/schema.ts';
import type { OrderId, ParcelId, PassId } from '../../../kernel/ids.ts';
import type { ParcelRow } from '../../ports/store.ts';
import { idColumn, type Sql } from '../sql.ts';

/** The table `parcel`. */
export interface ParcelTable {
  get(id: ParcelId): ParcelRow | null;
  /** The order's parcel that is here or on its way in; else the last one that was. */
  ofOrder(orderId: OrderId): ParcelRow | null;
  ofPass(passId: PassId): ParcelRow | null;
  put(row: ParcelRow): void;
}

const row = z.object({
  parcelId: idColumn<'parcel'>(),
  orderId: idColumn<'order'>(),
  passId: idColumn<'pass'>().nullable(),
  size: sizeClass,
  status: z.enum(['loading', 'stored', 'collected', 'withdrawn']),
  doorNumber: z.number(),
  loadedAt: z.number().nullable(),
  collectedAt: z.number().nullable(),
});

const columns = `parcel_id AS parcelId, order_id AS orderId, pass_id AS passId, size, status, door_number AS doorNumber,
  loaded_at AS loadedAt, collected_at AS collectedAt`;
const newestLiveFirst = `ORDER BY status IN ('loading', 'stored') DESC, coalesce(collected_at, loaded_at, 0) DESC, parcel_id DESC LIMIT 1`;

/** Prepares the statements of `parcel`. */
export function parcelTable(sql: Sql): ParcelTable {
  const get = sql.one(row, `SELECT ${columns} FROM parcel WHERE parcel_id = ?`);
  const ofOrder = sql.one(row, `SELECT ${columns} FROM parcel WHERE order_id = ? ${newestLiveFirst}`);
  const ofPass = sql.one(row, `SELECT ${columns} FROM parcel WHERE pass_id = ? ${newestLiveFirst}`);
  const put = sql.run(`
    INSERT INTO parcel (parcel_id, order_id, pass_id, size, status, door_number, loaded_at, collected_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (parcel_id) DO UPDATE SET
      order_id = excluded.order_id, pass_id = excluded.pass_id, size = excluded.size, status = excluded.status,
      door_number = excluded.door_number, loaded_at = excluded.loaded_at, collected_at = excluded.collected_at`);
  return {
    get: (id) => get(id),
    ofOrder: (orderId) => ofOrder(orderId),
    ofPass: (passId) => ofPass(passId),
    put: (p) => {
      put(p.parcelId, p.orderId, p.passId, p.size, p.status, p.doorNumber, p.loadedAt, p.collectedAt);
    },
  };
}
