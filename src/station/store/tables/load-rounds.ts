import { z } from 'zod';
import type { ParcelId } from '../../../kernel/ids.ts';
import type { RoundParcelRow } from '../../ports/store.ts';
import { idColumn, type Sql } from '../sql.ts';

/** The table `load_round`: the parcels that one person loads one after the other. */
export interface LoadRoundTable {
  /** The parcels of a person's round that were begun from `since` on, the first begun first. */
  of(staffId: string, since: number): readonly ParcelId[];
  /** Adds a parcel; a round is one person's, so what anybody else loaded is no longer listed. */
  add(row: RoundParcelRow): void;
  drop(): void;
}

const row = z.object({ parcelId: idColumn<'parcel'>() });

/** Prepares the statements of `load_round`. */
export function loadRoundTable(sql: Sql): LoadRoundTable {
  const of = sql.many(row, 'SELECT parcel_id AS parcelId FROM load_round WHERE staff_id = ? AND begun_at >= ? ORDER BY place');
  const dropOthers = sql.run('DELETE FROM load_round WHERE staff_id <> ?');
  const add = sql.run('INSERT INTO load_round (parcel_id, staff_id, begun_at) VALUES (?, ?, ?)');
  const drop = sql.run('DELETE FROM load_round');
  return {
    of: (staffId, since) => of(staffId, since).map(({ parcelId }) => parcelId),
    add: ({ parcelId, staffId, begunAt }) => {
      dropOthers(staffId);
      add(parcelId, staffId, begunAt);
    },
    drop: () => {
      drop();
    },
  };
}
