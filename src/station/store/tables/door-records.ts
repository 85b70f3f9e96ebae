import { z } from 'zod';
import type { CompartmentId } from '../../../kernel/ids.ts';
import type { DoorRecordRow } from '../../ports/store.ts';
import { idColumn, type Sql } from '../sql.ts';

/** The table `door_record`. */
export interface DoorRecordTable {
  all(): readonly DoorRecordRow[];
  /** Null while nothing was ever noted about the compartment. */
  get(compartmentId: CompartmentId): DoorRecordRow | null;
  put(row: DoorRecordRow): void;
}

const row = z.object({
  compartmentId: idColumn<'compartment'>(),
  mark: z.string().nullable(),
  markedAt: z.number().nullable(),
  openings: z.number(),
  failures: z.number(),
  forced: z.number(),
  mismatches: z.number(),
  lastOpenedAt: z.number().nullable(),
});

const columns = `compartment_id AS compartmentId, mark, marked_at AS markedAt, openings, failures, forced, mismatches, last_opened_at AS lastOpenedAt`;

/** Prepares the statements of `door_record`. */
export function doorRecordTable(sql: Sql): DoorRecordTable {
  const all = sql.many(row, `SELECT ${columns} FROM door_record ORDER BY compartment_id`);
  const get = sql.one(row, `SELECT ${columns} FROM door_record WHERE compartment_id = ?`);
  const put = sql.run(`
    INSERT INTO door_record (compartment_id, mark, marked_at, openings, failures, forced, mismatches, last_opened_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (compartment_id) DO UPDATE SET mark = excluded.mark, marked_at = excluded.marked_at, openings = excluded.openings,
      failures = excluded.failures, forced = excluded.forced, mismatches = excluded.mismatches, last_opened_at = excluded.last_opened_at`);
  return {
    all: () => all(),
    get: (compartmentId) => get(compartmentId),
    put: (r) => {
      put(r.compartmentId, r.mark, r.markedAt, r.openings, r.failures, r.forced, r.mismatches, r.lastOpenedAt);
    },
  };
}
