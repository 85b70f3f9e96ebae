import { type ClaimWords, claimFault, type ClaimState, claimState, claimWish } from '../../contract/hub/after.ts';
import { z } from 'zod';
import type { Queryable, Row, Transaction } from './database.ts';
import { num, numOrNull, parsed, str, strOrNull } from './rows.ts';

/** Something that a customer bought is not as it should be, and the shop is to see to it. */
export interface StoredClaim extends ClaimWords {
  readonly tenantId: string;
  readonly claimId: string;
  readonly orderId: string;
  /** The order's first is 1. */
  readonly number: number;
  /** The kiosk at which it was told; null: on the customer's phone. */
  readonly stationId: string | null;
  readonly madeAt: number;
  readonly receivedAt: number;
  /** Was it within the guarantee? */
  readonly inTime: boolean;
  readonly state: ClaimState;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: number | null;
}

/** The claims of an order, first to last. */
export async function findClaims(db: Queryable, tenantId: string, orderId: string): Promise<readonly StoredClaim[]> {
  return (await db.query('SELECT * FROM claims WHERE tenant_id = $1 AND order_id = $2 ORDER BY number', [tenantId, orderId])).map(readClaim);
}

/** One claim, or null. */
export async function findClaim(db: Queryable, tenantId: string, claimId: string): Promise<StoredClaim | null> {
  const [row] = await db.query('SELECT * FROM claims WHERE tenant_id = $1 AND claim_id = $2', [tenantId, claimId]);
  return row === undefined ? null : readClaim(row);
}

/** The claims of a tenant: those that wait for an answer first, the oldest before the others; a thousand at most. */
export async function findAllClaims(db: Queryable, tenantId: string): Promise<readonly (StoredClaim & { readonly orderNumber: string })[]> {
  const rows = await db.query(
    `SELECT c.*, o.number AS order_number FROM claims c JOIN orders o ON o.tenant_id = c.tenant_id AND o.order_id = c.order_id
     WHERE c.tenant_id = $1 ORDER BY c.state NOT IN ('received', 'accepted'), c.state <> 'received', c.made_at, c.claim_id LIMIT 1000`,
    [tenantId],
  );
  return rows.map((row) => ({ ...readClaim(row), orderNumber: str(row, 'order_number') }));
}

/** Writes a new claim. */
export async function insertClaim(tx: Transaction, one: StoredClaim): Promise<void> {
  await tx.query(
    `INSERT INTO claims (tenant_id, claim_id, order_id, number, station_id, sku, quantity, fault, wish, words, made_at, received_at, in_time, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      one.tenantId,
      one.claimId,
      one.orderId,
      one.number,
      one.stationId,
      one.sku,
      one.quantity,
      one.fault,
      one.wish,
      one.words,
      one.madeAt,
      one.receivedAt,
      one.inTime,
      one.state,
    ],
  );
}

/** The shop's answer to a claim, in the place of the one before. */
export async function answerStoredClaim(
  tx: Transaction,
  { tenantId, claimId }: Pick<StoredClaim, 'tenantId' | 'claimId'>,
  answer: { readonly state: ClaimState; readonly words: string; readonly by: string; readonly at: number },
): Promise<void> {
  await tx.query('UPDATE claims SET state = $3, answer = $4, answered_by = $5, answered_at = $6 WHERE tenant_id = $1 AND claim_id = $2', [
    tenantId,
    claimId,
    answer.state,
    answer.words,
    answer.by,
    answer.at,
  ]);
}

/** The number of a claim as its customer reads it: the order's, and its own behind it. */
export function claimNumberOf(orderNumber: string, number: number): string {
  return `${orderNumber}-G${number}`;
}

function readClaim(row: Row): StoredClaim {
  return {
    tenantId: str(row, 'tenant_id'),
    claimId: str(row, 'claim_id'),
    orderId: str(row, 'order_id'),
    number: num(row, 'number'),
    stationId: strOrNull(row, 'station_id'),
    sku: str(row, 'sku'),
    quantity: num(row, 'quantity'),
    fault: parsed(row, 'fault', claimFault),
    wish: parsed(row, 'wish', claimWish),
    words: str(row, 'words'),
    madeAt: num(row, 'made_at'),
    receivedAt: num(row, 'received_at'),
    inTime: parsed(row, 'in_time', z.boolean()),
    state: parsed(row, 'state', claimState),
    answer: strOrNull(row, 'answer'),
    answeredBy: strOrNull(row, 'answered_by'),
    answeredAt: numOrNull(row, 'answered_at'),
  };
}
