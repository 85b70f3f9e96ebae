import { z } from 'zod';
import { recallReason } from '../../../contract/hub/silo.ts';
import { sizeClass } from '../../../contract/schema.ts';
import type { OrderId, ParcelId, PassId } from '../../../kernel/ids.ts';
import type { ParcelRow } from '../../ports/store.ts';
import { idColumn, type Sql } from '../sql.ts';

/** The table `parcel`. */
export interface ParcelTable {
  get(id: ParcelId): ParcelRow | null;
  /** The order's parcel that is here or on its way in; else the last one that was. What came back of it is no such parcel. */
  ofOrder(orderId: OrderId): ParcelRow | null;
  /** Of the parcels that a pass opens, the one that is here or on its way in; else the last one that was. */
  ofPass(passId: PassId): ParcelRow | null;
  /** Every parcel that a pass opens or opened, the first loaded first. */
  allOfPass(passId: PassId): readonly ParcelRow[];
  allOfOrder(orderId: OrderId): readonly ParcelRow[];
  /** What lies in this bank or is on its way in, the first loaded first. */
  inside(): readonly ParcelRow[];
  put(row: ParcelRow): void;
}

const row = z.object({
  parcelId: idColumn<'parcel'>(),
  kind: z.enum(['order', 'return']),
  orderId: idColumn<'order'>().nullable(),
  passId: idColumn<'pass'>().nullable(),
  holder: z.string().nullable(),
  size: sizeClass,
  status: z.enum(['loading', 'stored', 'collected', 'withdrawn']),
  doorNumber: z.number(),
  loadedAt: z.number().nullable(),
  collectedAt: z.number().nullable(),
  deadline: z.number().nullable(),
  recall: recallReason.nullable(),
  ended: z.enum(['recalled', 'missing', 'abandoned']).nullable(),
});

const columns = `parcel_id AS parcelId, kind, order_id AS orderId, pass_id AS passId, holder, size, status, door_number AS doorNumber,
  loaded_at AS loadedAt, collected_at AS collectedAt, deadline, recall, ended`;
const newestLiveFirst = `ORDER BY status IN ('loading', 'stored') DESC, coalesce(collected_at, loaded_at, 0) DESC, parcel_id DESC LIMIT 1`;

/** Prepares the statements of `parcel`. */
export function parcelTable(sql: Sql): ParcelTable {
  const get = sql.one(row, `SELECT ${columns} FROM parcel WHERE parcel_id = ?`);
  const ofOrder = sql.one(row, `SELECT ${columns} FROM parcel WHERE order_id = ? AND kind = 'order' ${newestLiveFirst}`);
  const ofPass = sql.one(row, `SELECT ${columns} FROM parcel WHERE pass_id = ? ${newestLiveFirst}`);
  const oldestFirst = 'ORDER BY coalesce(loaded_at, 9007199254740991), parcel_id';
  const allOfPass = sql.many(row, `SELECT ${columns} FROM parcel WHERE pass_id = ? ${oldestFirst}`);
  const allOfOrder = sql.many(row, `SELECT ${columns} FROM parcel WHERE order_id = ? ${oldestFirst}`);
  const inside = sql.many(row, `SELECT ${columns} FROM parcel WHERE status IN ('loading', 'stored') ${oldestFirst}`);
  const put = sql.run(`
    INSERT INTO parcel (parcel_id, kind, order_id, pass_id, holder, size, status, door_number, loaded_at, collected_at, deadline, recall, ended)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (parcel_id) DO UPDATE SET
      order_id = excluded.order_id, pass_id = excluded.pass_id, holder = excluded.holder, size = excluded.size, status = excluded.status,
      door_number = excluded.door_number, loaded_at = excluded.loaded_at, collected_at = excluded.collected_at,
      deadline = excluded.deadline, recall = excluded.recall, ended = excluded.ended`);
  return {
    get: (id) => get(id),
    ofOrder: (orderId) => ofOrder(orderId),
    ofPass: (passId) => ofPass(passId),
    allOfPass: (passId) => allOfPass(passId),
    allOfOrder: (orderId) => allOfOrder(orderId),
    inside: () => inside(),
    put: (p) => {
      put(p.parcelId, p.kind, p.orderId, p.passId, p.holder, p.size, p.status, p.doorNumber, p.loadedAt, p.collectedAt, p.deadline, p.recall, p.ended);
    },
  };
}
