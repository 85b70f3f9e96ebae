import type { PushedOperation } from '../../contract/hub/sync.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Queryable, Transaction } from './database.ts';
import { num, str, strOrNull } from './rows.ts';

/** One station's operations since its database was made or restored. */
export interface StreamPlace {
  readonly tenantId: string;
  readonly stationId: string;
  readonly epoch: string;
}

/** An operation as it was stored, by whichever station. */
export interface StoredOperation {
  readonly operationId: string;
  readonly stationId: string;
  readonly hash: string;
  readonly outcome: string;
  readonly reason: string | null;
}

/** What of some operations is stored already, by the places they claim and by their ids. */
export interface StoredOperations {
  readonly byPlace: ReadonlyMap<number, StoredOperation>;
  readonly byId: ReadonlyMap<string, StoredOperation>;
}

/** An operation to be stored, with what became of it. `body` is null where nobody will ask for it again. */
export interface OperationRecord {
  readonly op: PushedOperation;
  readonly kind: string;
  readonly outcome: 'applied' | 'rejected' | 'deferred';
  readonly reason: string | null;
  readonly awaitsOrder: string | null;
  readonly body: string | null;
}

/** Where none of them is. */
export const nothingStored: StoredOperations = { byPlace: new Map(), byId: new Map() };

const COLUMNS = 'seq, operation_id, station_id, body_hash, outcome, reason';

/**
 * Looks up operations of one push at once, by their ids and by the places that they claim. Each id is looked up by itself (`LATERAL` with a limit): asked for as a list,
 * a planner that knows little of the table reads every operation of the tenant to find five hundred.
 */
export async function findStored(db: Queryable, at: StreamPlace, operations: readonly PushedOperation[]): Promise<StoredOperations> {
  const first = operations[0]?.seq;
  if (first === undefined) return nothingStored;
  const { tenantId, stationId, epoch } = at;
  const [known, placed] = await Promise.all([
    db.query(
      `SELECT o.* FROM json_array_elements_text($2::json) AS wanted(id)
       CROSS JOIN LATERAL (SELECT ${COLUMNS} FROM operations WHERE tenant_id = $1 AND operation_id = wanted.id LIMIT 1) AS o`,
      [tenantId, JSON.stringify(operations.map(({ operationId }) => operationId))],
    ),
    db.query(`SELECT ${COLUMNS} FROM operations WHERE tenant_id = $1 AND station_id = $2 AND epoch = $3 AND seq BETWEEN $4 AND $5`, [
      tenantId,
      stationId,
      epoch,
      first,
      operations.at(-1)?.seq ?? first,
    ]),
  ]);
  return {
    byPlace: new Map(placed.map((row) => [num(row, 'seq'), stored(row)])),
    byId: new Map(known.map((row) => [str(row, 'operation_id'), stored(row)])),
  };
}

/** Stores operations of one stream in one statement. */
export async function addOperations(tx: Transaction, at: StreamPlace, receivedAt: UnixMs, records: readonly OperationRecord[]): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(({ op, kind, outcome, reason, awaitsOrder, body }) => {
    const { seq, operationId: id, hash, occurredAt } = op;
    return { seq, id, hash, kind, at: occurredAt, outcome, reason, awaits: awaitsOrder, body };
  });
  await tx.query(
    `INSERT INTO operations (tenant_id, station_id, epoch, seq, operation_id, body_hash, kind, occurred_at, received_at, outcome, reason, awaits_order, body)
     SELECT $1::text, $2::text, $3::text, o.seq, o.id, o.hash, o.kind, o.at, $4::bigint, o.outcome, o.reason, o.awaits, o.body
     FROM json_to_recordset($5::json)
       AS o(seq bigint, id text, hash text, kind text, at bigint, outcome text, reason text, awaits text, body text)`,
    [at.tenantId, at.stationId, at.epoch, receivedAt, JSON.stringify(rows)],
  );
}

function stored(row: Parameters<typeof str>[0]): StoredOperation {
  return {
    operationId: str(row, 'operation_id'),
    stationId: str(row, 'station_id'),
    hash: str(row, 'body_hash'),
    outcome: str(row, 'outcome'),
    reason: strOrNull(row, 'reason'),
  };
}
