import { createHash } from 'node:crypto';
import { z } from 'zod';
import { operation as operationSchema, type Operation } from '../../../contract/events/operations.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { OutboxRow } from '../../ports/store.ts';
import { numberRow, textRow, type Sql } from '../sql.ts';

/**
 * An operation that the hub refused for good: people have to make up for it. `body` is what it was and about which order, and nothing that
 * somebody typed: the hub has the whole of it and ends it in its time.
 */
export interface RejectedRow {
  readonly seq: number;
  readonly operationId: string;
  readonly occurredAt: UnixMs;
  readonly rejectedAt: UnixMs;
  readonly reason: string;
  readonly body: string;
}

/** The tables `outbox` and `rejected_operation`. */
export interface OutboxTable {
  /** Appends with the next number; the number is part of the transaction, so a rolled back command leaves no gap. */
  append(operationId: string, operation: Operation, occurredAt: UnixMs): void;
  /** Takes over a row of an earlier life of this database, with the next number. False when it is here already, waiting or refused. */
  adopt(row: OutboxRow): boolean;
  /** The oldest rows, in order; those behind a number where it is given. */
  first(limit: number, after?: number): readonly OutboxRow[];
  size(): { readonly pending: number; readonly oldestAt: UnixMs | null; readonly rejected: number };
  /** The last number ever given out in this epoch. */
  lastSeq(): number;
  /** Is there anything that somebody typed (`TYPED_KINDS`) in the rows up to and with `seq`? */
  holdsTyped(seq: number): boolean;
  /** Deletes rows up to and with `seq`; answers how many. */
  forget(seq: number): number;
  /** Notes a waiting row among the rejected ones and answers with its id; null when it is there already, or is not waiting. */
  reject(seq: number, reason: string, at: UnixMs): string | null;
  rejected(limit: number): readonly RejectedRow[];
  /** Deletes what was rejected before a time, in Unix milliseconds. */
  endRejected(before: UnixMs): void;
  /** Does this operation still wait for the hub? */
  isWaiting(operationId: string): boolean;
  /** Is anything about this order still waiting for the hub? */
  hasOrder(orderId: string): boolean;
  /** Numbers the waiting rows from 1 again, for a new epoch. */
  renumber(): void;
}

/** The operations with something in them that somebody typed: a contact, an address, their own words. */
export const TYPED_KINDS = ['order.placed', 'order.discounted', 'consent.given', 'order.withdrawn', 'claim.made', 'return.deposited', 'shift.closed'] as const;

/** Finds their ids. */
export const TYPED_OPERATIONS = `SELECT operation_id AS value FROM outbox WHERE json_extract(body, '$.kind') IN (${TYPED_KINDS.map((kind) => `'${kind}'`).join(', ')})`;

const row = z.object({ seq: z.number(), operationId: z.string(), occurredAt: z.number(), hash: z.string(), body: z.string() });
const sizeRow = z.object({ pending: z.number(), oldestAt: z.number().nullable(), rejected: z.number() });
const rejectedRow = z.object({
  seq: z.number(),
  operationId: z.string(),
  occurredAt: z.number(),
  rejectedAt: z.number(),
  reason: z.string(),
  body: z.string(),
});

/** Prepares the statements of `outbox` and `rejected_operation`. */
export function outboxTable(sql: Sql): OutboxTable {
  const next = sql.one(numberRow, "UPDATE sequence SET value = value + 1 WHERE name = 'outbox' RETURNING value");
  const last = sql.one(numberRow, "SELECT value FROM sequence WHERE name = 'outbox'");
  const insert = sql.run('INSERT INTO outbox (seq, operation_id, occurred_at, order_id, hash, body) VALUES (?, ?, ?, ?, ?, ?)');
  const first = sql.many(row, 'SELECT seq, operation_id AS operationId, occurred_at AS occurredAt, hash, body FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?');
  // The numbers have no gap: they say how many there are, where counting would read a day's queue for each batch of it.
  const size = sql.one(
    sizeRow,
    `SELECT coalesce((SELECT seq FROM outbox ORDER BY seq DESC LIMIT 1) - (SELECT seq FROM outbox ORDER BY seq LIMIT 1) + 1, 0) AS pending,
       (SELECT occurred_at FROM outbox ORDER BY seq LIMIT 1) AS oldestAt,
       (SELECT count(*) FROM rejected_operation WHERE resolved_at IS NULL) AS rejected`,
  );
  const holdsTyped = sql.one(textRow, `${TYPED_OPERATIONS} AND seq <= ? LIMIT 1`);
  const forget = sql.run('DELETE FROM outbox WHERE seq <= ?');
  const reject = sql.one(
    textRow,
    `
    INSERT INTO rejected_operation (operation_id, seq, occurred_at, rejected_at, reason, body, resolved_at)
    SELECT operation_id, seq, occurred_at, ?, ?,
      json_patch('{}', json_object('kind', json_extract(body, '$.kind'), 'orderId', json_extract(body, '$.orderId'))), NULL
    FROM outbox WHERE seq = ?
    ON CONFLICT (operation_id) DO NOTHING RETURNING operation_id AS value`,
  );
  const rejected = sql.many(
    rejectedRow,
    `SELECT seq, operation_id AS operationId, occurred_at AS occurredAt, rejected_at AS rejectedAt, reason, body
     FROM rejected_operation WHERE resolved_at IS NULL ORDER BY rejected_at, seq LIMIT ?`,
  );
  const endRejected = sql.run('DELETE FROM rejected_operation WHERE rejected_at < ?');
  const ofOrder = sql.one(textRow, 'SELECT operation_id AS value FROM outbox WHERE order_id = ? LIMIT 1');
  const known = sql.one(
    textRow,
    'SELECT operation_id AS value FROM outbox WHERE operation_id = ? UNION ALL SELECT operation_id AS value FROM rejected_operation WHERE operation_id = ? LIMIT 1',
  );
  const waiting = sql.one(textRow, 'SELECT operation_id AS value FROM outbox WHERE operation_id = ?');
  const shift = sql.run('UPDATE outbox SET seq = seq - (SELECT min(seq) - 1 FROM outbox)');
  const resetSequence = sql.run("UPDATE sequence SET value = coalesce((SELECT max(seq) FROM outbox), 0) WHERE name = 'outbox'");
  return {
    append: (operationId, operation, occurredAt) => {
      const body = JSON.stringify(operationSchema.parse(operation));
      const seq = next();
      if (seq === null) throw new Error('the outbox has no sequence');
      insert(seq, operationId, occurredAt, 'orderId' in operation ? operation.orderId : null, sha256(body), body);
    },
    adopt: ({ operationId, occurredAt, hash, body }) => {
      if (known(operationId, operationId) !== null) return false;
      const operation = operationSchema.parse(JSON.parse(body));
      const seq = next();
      if (seq === null) throw new Error('the outbox has no sequence');
      insert(seq, operationId, occurredAt, 'orderId' in operation ? operation.orderId : null, hash, body);
      return true;
    },
    first: (limit, after = 0) => first(after, limit),
    size: () => size() ?? { pending: 0, oldestAt: null, rejected: 0 },
    lastSeq: () => last() ?? 0,
    holdsTyped: (seq) => holdsTyped(seq) !== null,
    forget: (seq) => forget(seq),
    reject: (seq, reason, at) => reject(at, reason, seq),
    rejected: (limit) => rejected(limit),
    endRejected: (before) => void endRejected(before),
    isWaiting: (operationId) => waiting(operationId) !== null,
    hasOrder: (orderId) => ofOrder(orderId) !== null,
    renumber: () => {
      shift();
      resetSequence();
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
