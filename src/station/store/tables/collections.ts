import { z } from 'zod';
import { problemKind } from '../../../contract/hub/silo.ts';
import type { CompartmentId, IntentId, ParcelId, PassId } from '../../../kernel/ids.ts';
import type { EmptiedRow, ProblemRow } from '../../ports/store.ts';
import { idColumn, type Sql } from '../sql.ts';

/** The tables `emptied` and `problem_report`. */
export interface CollectionTables {
  /** The compartments that the parcels of a pass were taken out of last, whoever they are kept for now. */
  emptiedOfPass(passId: PassId): readonly EmptiedRow[];
  /** The parcel that was taken out of a compartment last, or null. */
  emptiedBy(compartmentId: CompartmentId): ParcelId | null;
  putEmptied(row: EmptiedRow): void;
  /** What was reported at an opening, or null. */
  problemOf(intentId: IntentId): ProblemRow | null;
  problemsOfParcel(parcelId: ParcelId): readonly ProblemRow[];
  /** Throws when something was reported at this opening before: that is a bug. */
  insertProblem(row: ProblemRow): void;
}

const emptiedRow = z.object({ compartmentId: idColumn<'compartment'>(), parcelId: idColumn<'parcel'>() });
const problemRow = z.object({
  intentId: idColumn<'intent'>(),
  parcelId: idColumn<'parcel'>(),
  problem: problemKind,
  keep: z.enum(['put-back', 'take']).nullable(),
  at: z.number(),
});

/** Prepares the statements of `emptied` and `problem_report`. */
export function collectionTables(sql: Sql): CollectionTables {
  const emptiedOfPass = sql.many(
    emptiedRow,
    `SELECT emptied.compartment_id AS compartmentId, parcel_id AS parcelId FROM emptied JOIN parcel USING (parcel_id)
     WHERE parcel.pass_id = ? ORDER BY parcel.collected_at, compartment_id`,
  );
  const emptiedBy = sql.one(emptiedRow, 'SELECT compartment_id AS compartmentId, parcel_id AS parcelId FROM emptied WHERE compartment_id = ?');
  const putEmptied = sql.run(
    'INSERT INTO emptied (compartment_id, parcel_id) VALUES (?, ?) ON CONFLICT (compartment_id) DO UPDATE SET parcel_id = excluded.parcel_id',
  );
  const columns = 'intent_id AS intentId, parcel_id AS parcelId, problem, keep, at';
  const problemOf = sql.one(problemRow, `SELECT ${columns} FROM problem_report WHERE intent_id = ?`);
  const problemsOfParcel = sql.many(problemRow, `SELECT ${columns} FROM problem_report WHERE parcel_id = ? ORDER BY at, intent_id`);
  const insertProblem = sql.run('INSERT INTO problem_report (intent_id, parcel_id, problem, keep, at) VALUES (?, ?, ?, ?, ?)');
  return {
    emptiedOfPass: (passId) => emptiedOfPass(passId),
    emptiedBy: (compartmentId) => emptiedBy(compartmentId)?.parcelId ?? null,
    putEmptied: (row) => {
      putEmptied(row.compartmentId, row.parcelId);
    },
    problemOf: (intentId) => problemOf(intentId),
    problemsOfParcel: (parcelId) => problemsOfParcel(parcelId),
    insertProblem: (row) => {
      insertProblem(row.intentId, row.parcelId, row.problem, row.keep, row.at);
    },
  };
}
