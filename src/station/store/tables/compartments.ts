import { z } from 'zod';
import { sizeClass } from '../../../contract/schema.ts';
import type { CompartmentId, ParcelId } from '../../../kernel/ids.ts';
import type { CompartmentRow } from '../../ports/store.ts';
import { flag, flagColumn, idColumn, type Sql } from '../sql.ts';

/** The table `compartment`. */
export interface CompartmentTable {
  all(): readonly CompartmentRow[];
  get(id: CompartmentId): CompartmentRow | null;
  /** The one that holds a parcel, or is promised to it. */
  ofParcel(id: ParcelId): CompartmentRow | null;
  /** Inserts or changes. Throws when the change is not one that a compartment can make. */
  put(row: CompartmentRow): void;
  /** Asks for a look into every compartment, as after a restore. */
  checkAll(): void;
  /** Asks for a look into the compartment that holds a parcel of this order. */
  checkOrder(orderId: string): void;
}

const row = z.object({
  compartmentId: idColumn<'compartment'>(),
  number: z.number(),
  size: sizeClass,
  heightMm: z.number(),
  column: z.number(),
  row: z.number(),
  bus: z.string(),
  board: z.number(),
  lock: z.number(),
  state: z.enum(['free-verified', 'free-unverified', 'pending', 'occupied', 'suspect', 'out-of-service']),
  parcelId: idColumn<'parcel'>().nullable(),
  needsCheck: flagColumn,
  heldUntil: z.number().nullable(),
  reason: z.string().nullable(),
});

const columns = `compartment_id AS compartmentId, door_number AS number, size, height_mm AS heightMm, column_no AS "column", row_no AS "row",
  bus, board, lock, state, parcel_id AS parcelId, needs_check AS needsCheck,
  held_until AS heldUntil, reason`;

/** Prepares the statements of `compartment`. */
export function compartmentTable(sql: Sql): CompartmentTable {
  const all = sql.many(row, `SELECT ${columns} FROM compartment ORDER BY door_number`);
  const get = sql.one(row, `SELECT ${columns} FROM compartment WHERE compartment_id = ?`);
  const ofParcel = sql.one(row, `SELECT ${columns} FROM compartment WHERE parcel_id = ?`);
  const put = sql.run(`
    INSERT INTO compartment (compartment_id, door_number, size, height_mm, column_no, row_no, bus, board, lock, state, parcel_id, needs_check,
      held_until, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (compartment_id) DO UPDATE SET
      door_number = excluded.door_number, size = excluded.size, height_mm = excluded.height_mm,
      column_no = excluded.column_no, row_no = excluded.row_no, bus = excluded.bus, board = excluded.board, lock = excluded.lock,
      state = excluded.state, parcel_id = excluded.parcel_id, needs_check = excluded.needs_check,
      held_until = excluded.held_until, reason = excluded.reason`);
  const checkAll = sql.run('UPDATE compartment SET needs_check = 1');
  const checkOrder = sql.run('UPDATE compartment SET needs_check = 1 WHERE parcel_id IN (SELECT parcel_id FROM parcel WHERE order_id = ?)');
  return {
    all: () => all(),
    get: (id) => get(id),
    ofParcel: (id) => ofParcel(id),
    put: (c) => {
      const place = [c.compartmentId, c.number, c.size, c.heightMm, c.column, c.row, c.bus, c.board, c.lock] as const;
      put(...place, c.state, c.parcelId, flag(c.needsCheck), c.heldUntil, c.reason);
    },
    checkAll: () => {
      checkAll();
    },
    checkOrder: (orderId) => {
      checkOrder(orderId);
    },
  };
}
