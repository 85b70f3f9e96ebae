import { z } from 'zod';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { IntentId } from '../../../kernel/ids.ts';
import type { IntentRow } from '../../ports/store.ts';
import { idColumn, type Sql } from '../sql.ts';

/** The table `intent`. */
export interface IntentTable {
  live(): readonly IntentRow[];
  get(id: IntentId): IntentRow | null;
  insert(row: IntentRow): void;
  update(id: IntentId, state: string): void;
  end(id: IntentId, state: string, outcome: string, at: UnixMs): void;
}

const row = z.object({
  intentId: idColumn<'intent'>(),
  compartmentId: idColumn<'compartment'>(),
  purpose: z.enum(['collect', 'reopen', 'load', 'return', 'recall', 'check', 'look']),
  parcelId: idColumn<'parcel'>().nullable(),
  orderId: idColumn<'order'>().nullable(),
  passId: idColumn<'pass'>().nullable(),
  staffId: idColumn<'staff'>().nullable(),
  secondStaffId: idColumn<'staff'>().nullable(),
  commandId: z.string().nullable(),
  delegateId: idColumn<'pass'>().nullable(),
  state: z.string(),
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  outcome: z.string().nullable(),
});

const columns = `intent_id AS intentId, compartment_id AS compartmentId, purpose, parcel_id AS parcelId, order_id AS orderId,
  pass_id AS passId, staff_id AS staffId, second_staff_id AS secondStaffId, command_id AS commandId, delegate_id AS delegateId,
  state, created_at AS createdAt, ended_at AS endedAt, outcome`;

/** Prepares the statements of `intent`. Changing an intent that is unknown or has ended throws: it is a bug. */
export function intentTable(sql: Sql): IntentTable {
  const live = sql.many(row, `SELECT ${columns} FROM intent WHERE ended_at IS NULL ORDER BY created_at, intent_id`);
  const get = sql.one(row, `SELECT ${columns} FROM intent WHERE intent_id = ?`);
  const insert = sql.run(`
    INSERT INTO intent (intent_id, compartment_id, purpose, parcel_id, order_id, pass_id, staff_id, second_staff_id, command_id,
      delegate_id, state, created_at, ended_at, outcome)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const update = sql.run('UPDATE intent SET state = ? WHERE intent_id = ?');
  const end = sql.run('UPDATE intent SET state = ?, outcome = ?, ended_at = ? WHERE intent_id = ?');
  return {
    live: () => live(),
    get: (id) => get(id),
    insert: (i) => {
      insert(
        i.intentId,
        i.compartmentId,
        i.purpose,
        i.parcelId,
        i.orderId,
        i.passId,
        i.staffId,
        i.secondStaffId,
        i.commandId,
        i.delegateId,
        i.state,
        i.createdAt,
        i.endedAt,
        i.outcome,
      );
    },
    update: (id, state) => {
      if (update(state, id) !== 1) throw new Error(`no intent ${id}`);
    },
    end: (id, state, outcome, at) => {
      if (end(state, outcome, at, id) !== 1) throw new Error(`no intent ${id}`);
    },
  };
}
