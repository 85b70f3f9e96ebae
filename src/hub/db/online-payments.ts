import { z } from 'zod';
import { money } from '../../contract/schema.ts';
import type { OnlineStage } from '../../core/payments/online-payment.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Money } from '../../kernel/money.ts';
import type { Queryable, Row, Transaction } from './database.ts';
import { num, numOrNull, parsed, str, strOrNull } from './rows.ts';

/** Names one payment at a provider. */
export interface PaymentKey {
  readonly tenantId: string;
  readonly attemptId: string;
}

/** A payment at a provider as the hub keeps it. */
export interface StoredPayment extends PaymentKey {
  readonly orderId: string;
  /** Counts the payments of its order, from 1. */
  readonly number: number;
  readonly wayId: string;
  readonly amount: Money;
  readonly stage: OnlineStage;
  /** The provider's names for it and for its money; null while they are not known. */
  readonly reference: string | null;
  readonly captureReference: string | null;
  readonly pageUrl: string | null;
  /** The link to pay by on whose page it was begun; null: on the order's own page. */
  readonly payToken: string | null;
  readonly createdAt: UnixMs;
  readonly expiresAt: UnixMs;
  /** How often the provider was asked in this stage. */
  readonly looks: number;
  readonly nextAt: UnixMs | null;
}

/** What changes in a payment; the rest stays. */
export interface PaymentChange {
  readonly stage: OnlineStage;
  readonly looks: number;
  readonly nextAt: UnixMs | null;
  readonly reference: string | null;
  readonly captureReference: string | null;
  readonly pageUrl: string | null;
}

const returned = z.number().int().min(0);
const surplus = z.enum(['order-closed', 'wrong-amount', 'paid-at-till']);
const stage: z.ZodType<OnlineStage> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unknown'), asked: z.enum(['begin', 'capture']) }),
  z.strictObject({ kind: z.literal('created') }),
  z.strictObject({ kind: z.literal('approved') }),
  z.strictObject({ kind: z.literal('captured'), returned }),
  z.strictObject({ kind: z.literal('refunding'), taken: money, returned, why: surplus }),
  z.strictObject({
    kind: z.literal('refunded'),
    surplus: z.strictObject({ taken: money, why: surplus }).nullable().default(null),
    trouble: z.enum(['failed', 'charged-back']).nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('reversed'), paid: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('declined') }),
  z.strictObject({ kind: z.literal('expired') }),
  z.strictObject({ kind: z.literal('cancelled') }),
]);

/** Inserts a payment that is about to begin. */
export async function insertPayment(tx: Transaction, payment: StoredPayment): Promise<void> {
  await tx.query(
    `INSERT INTO online_payments (tenant_id, attempt_id, order_id, number, way_id, amount_minor, currency, stage, created_at, expires_at, next_at, pay_token)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11, $12)`,
    [
      payment.tenantId,
      payment.attemptId,
      payment.orderId,
      payment.number,
      payment.wayId,
      payment.amount.minor,
      payment.amount.currency,
      JSON.stringify(payment.stage),
      payment.createdAt,
      payment.expiresAt,
      payment.nextAt,
      payment.payToken,
    ],
  );
}

/** The payment, or null. Whoever changes it locks its order first. */
export async function findPayment(db: Queryable, { tenantId, attemptId }: PaymentKey): Promise<StoredPayment | null> {
  const [row] = await db.query('SELECT * FROM online_payments WHERE tenant_id = $1 AND attempt_id = $2', [tenantId, attemptId]);
  return row === undefined ? null : readPayment(row);
}

/** The payments of an order, the first one first. */
export async function findPayments(db: Queryable, { tenantId, orderId }: { readonly tenantId: string; readonly orderId: string }): Promise<StoredPayment[]> {
  const rows = await db.query('SELECT * FROM online_payments WHERE tenant_id = $1 AND order_id = $2 ORDER BY number', [tenantId, orderId]);
  return rows.map(readPayment);
}

/** The payment that a provider means by any of its names for it, or null. */
export async function findNamed(
  db: Queryable,
  { tenantId, wayId }: { readonly tenantId: string; readonly wayId: string },
  names: { readonly attemptId: string | null; readonly reference: string | null; readonly captureReference: string | null },
): Promise<StoredPayment | null> {
  const [row] = await db.query(
    `SELECT * FROM online_payments WHERE tenant_id = $1 AND way_id = $2 AND (attempt_id = $3 OR reference = $4 OR capture_reference = $5)
     ORDER BY attempt_id = $3 DESC NULLS LAST LIMIT 1`,
    [tenantId, wayId, names.attemptId, names.reference, names.captureReference],
  );
  return row === undefined ? null : readPayment(row);
}

/** Stores what became of a payment. */
export async function updatePayment(tx: Transaction, { tenantId, attemptId }: PaymentKey, change: PaymentChange, now: UnixMs): Promise<void> {
  await tx.query(
    `UPDATE online_payments SET stage = $3::jsonb, looks = $4, next_at = $5, reference = $6, capture_reference = $7, page_url = $8, looked_at = $9, problem = NULL
     WHERE tenant_id = $1 AND attempt_id = $2`,
    [tenantId, attemptId, JSON.stringify(change.stage), change.looks, change.nextAt, change.reference, change.captureReference, change.pageUrl, now],
  );
}

/** Its provider did not answer as it should: it is asked again at `nextAt`, or sooner if somebody rang since it was read. */
export async function postponePayment(
  db: Queryable,
  { tenantId, attemptId, nextAt: seen }: PaymentKey & Pick<StoredPayment, 'nextAt'>,
  { nextAt, now, problem }: { readonly nextAt: UnixMs | null; readonly now: UnixMs; readonly problem: string },
): Promise<void> {
  await db.query(
    'UPDATE online_payments SET looks = looks + 1, next_at = CASE WHEN next_at IS NOT DISTINCT FROM $6 THEN $3 ELSE next_at END, looked_at = $4, problem = $5 WHERE tenant_id = $1 AND attempt_id = $2',
    [tenantId, attemptId, nextAt, now, problem.slice(0, 200), seen],
  );
}

/** Has the providers of an order's payments that are not decided asked at once: something happened to it. */
export async function wakePayments(tx: Queryable, { tenantId, orderId }: { readonly tenantId: string; readonly orderId: string }, now: UnixMs): Promise<void> {
  await tx.query(
    `UPDATE online_payments SET next_at = $3 WHERE tenant_id = $1 AND order_id = $2
     AND stage->>'kind' IN ('unknown', 'created', 'approved')`,
    [tenantId, orderId, now],
  );
}

/** Has the provider of one payment asked at once, whatever it is. */
export async function wakePayment(tx: Queryable, { tenantId, attemptId }: PaymentKey, now: UnixMs): Promise<void> {
  await tx.query('UPDATE online_payments SET next_at = $3 WHERE tenant_id = $1 AND attempt_id = $2', [tenantId, attemptId, now]);
}

/** The payments whose providers are to be asked now, those first that wait longest. */
export async function findDuePayments(db: Queryable, now: UnixMs, limit: number): Promise<readonly PaymentKey[]> {
  const rows = await db.query('SELECT tenant_id, attempt_id FROM online_payments WHERE next_at <= $1 ORDER BY next_at, attempt_id LIMIT $2', [now, limit]);
  return rows.map((row) => ({ tenantId: str(row, 'tenant_id'), attemptId: str(row, 'attempt_id') }));
}

function readPayment(row: Row): StoredPayment {
  return {
    tenantId: str(row, 'tenant_id'),
    attemptId: str(row, 'attempt_id'),
    orderId: str(row, 'order_id'),
    number: num(row, 'number'),
    wayId: str(row, 'way_id'),
    amount: { minor: num(row, 'amount_minor'), currency: str(row, 'currency') },
    stage: parsed(row, 'stage', stage),
    reference: strOrNull(row, 'reference'),
    captureReference: strOrNull(row, 'capture_reference'),
    pageUrl: strOrNull(row, 'page_url'),
    payToken: strOrNull(row, 'pay_token'),
    createdAt: num(row, 'created_at'),
    expiresAt: num(row, 'expires_at'),
    looks: num(row, 'looks'),
    nextAt: numOrNull(row, 'next_at'),
  };
}
