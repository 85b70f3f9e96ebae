import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isRefundAsked, isRefundTaken, type RefundStage } from '../../core/payments/refund.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Money } from '../../kernel/money.ts';
import type { Queryable, Row, Transaction } from './database.ts';
import { num, numOrNull, parsed, str, strOrNull } from './rows.ts';

/** Why money is owed: a withdrawal, goods that came back, or money without goods; `about` is the id of that row. */
export interface RefundCause {
  readonly kind: 'withdrawal' | 'return' | 'money';
  readonly about: string;
}

/** Names one sum that goes back. */
export interface RefundKey {
  readonly tenantId: string;
  readonly refundId: string;
}

/** A sum that goes back through the provider that took it. */
export interface StoredProviderRefund extends RefundKey {
  readonly orderId: string;
  /** The payment of which it is a part. */
  readonly attemptId: string;
  readonly cause: RefundCause;
  readonly amount: Money;
  readonly stage: RefundStage;
  /** How often people had it asked anew. */
  readonly tries: number;
  /** Who asked for it; null: the hub by itself. */
  readonly requestedBy: string | null;
  readonly requestedAt: UnixMs;
  readonly changedAt: UnixMs;
  readonly looks: number;
  readonly nextAt: UnixMs | null;
  readonly problem: string | null;
}

const why = z.enum(['provider-refused', 'failed', 'money-gone', 'too-much', 'by-hand', 'way-gone']);
const stage: z.ZodType<RefundStage> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('requested') }),
  z.strictObject({ kind: z.literal('pending'), reference: z.string().nullable() }),
  z.strictObject({ kind: z.literal('refunded'), reference: z.string() }),
  z.strictObject({ kind: z.literal('refused'), why }),
]);

/** The id of a cause's refund: always the same one, so that a hub that forgot it finds it again at the provider. */
export function refundIdOf(tenantId: string, { kind, about }: RefundCause): string {
  return createHash('sha256').update(`refund ${tenantId} ${kind} ${about}`).digest('hex').slice(0, 32);
}

/** What the provider knows it by. */
export function providerKeyOf({ refundId, tries }: Pick<StoredProviderRefund, 'refundId' | 'tries'>): string {
  return `${refundId}-${tries}`;
}

/** The refund of a cause, or null. */
export async function findRefundOf(db: Queryable, tenantId: string, cause: RefundCause): Promise<StoredProviderRefund | null> {
  return await findProviderRefund(db, { tenantId, refundId: refundIdOf(tenantId, cause) });
}

/** One refund, or null. Whoever changes it locks its order first. */
export async function findProviderRefund(db: Queryable, { tenantId, refundId }: RefundKey): Promise<StoredProviderRefund | null> {
  const [row] = await db.query('SELECT * FROM provider_refunds WHERE tenant_id = $1 AND refund_id = $2', [tenantId, refundId]);
  return row === undefined ? null : readRefund(row);
}

/** The refunds of an order, first to last. */
export async function findProviderRefunds(
  db: Queryable,
  { tenantId, orderId }: { readonly tenantId: string; readonly orderId: string },
): Promise<readonly StoredProviderRefund[]> {
  const rows = await db.query('SELECT * FROM provider_refunds WHERE tenant_id = $1 AND order_id = $2 ORDER BY requested_at, refund_id', [tenantId, orderId]);
  return rows.map(readRefund);
}

/** What of a payment goes back, or has, in minor units. `asked`: of which the provider has been told. */
export async function sumOfRefunds(
  db: Queryable,
  { tenantId, attemptId }: { readonly tenantId: string; readonly attemptId: string },
  except: string | null = null,
): Promise<{ readonly taken: number; readonly asked: number }> {
  const rows = await db.query('SELECT * FROM provider_refunds WHERE tenant_id = $1 AND attempt_id = $2', [tenantId, attemptId]);
  const refunds = rows.map(readRefund).filter(({ refundId }) => refundId !== except);
  const sum = (some: readonly StoredProviderRefund[]) => some.reduce((minor, { amount }) => minor + amount.minor, 0);
  return { taken: sum(refunds.filter((one) => isRefundTaken(one.stage))), asked: sum(refunds.filter((one) => isRefundAsked(one.stage))) };
}

/** Writes a new refund. */
export async function insertProviderRefund(tx: Transaction, one: StoredProviderRefund): Promise<void> {
  await tx.query(
    `INSERT INTO provider_refunds (tenant_id, refund_id, order_id, attempt_id, cause, about, amount_minor, currency, stage, tries, requested_by, requested_at,
       changed_at, looks, next_at, problem)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, $13, $14, $15, $16)`,
    [
      one.tenantId,
      one.refundId,
      one.orderId,
      one.attemptId,
      one.cause.kind,
      one.cause.about,
      one.amount.minor,
      one.amount.currency,
      JSON.stringify(one.stage),
      one.tries,
      one.requestedBy,
      one.requestedAt,
      one.changedAt,
      one.looks,
      one.nextAt,
      one.problem,
    ],
  );
}

/** Stores what became of a refund. */
export async function updateProviderRefund(tx: Transaction, one: StoredProviderRefund): Promise<void> {
  await tx.query(
    `UPDATE provider_refunds SET amount_minor = $3, stage = $4::jsonb, tries = $5, requested_by = $6, changed_at = $7, looks = $8, next_at = $9, problem = $10
     WHERE tenant_id = $1 AND refund_id = $2`,
    [one.tenantId, one.refundId, one.amount.minor, JSON.stringify(one.stage), one.tries, one.requestedBy, one.changedAt, one.looks, one.nextAt, one.problem],
  );
}

/** Its provider did not answer as it should: it is asked again at `nextAt`, or sooner if somebody rang since it was read. */
export async function postponeRefund(db: Queryable, one: StoredProviderRefund, nextAt: UnixMs | null, problem: string): Promise<void> {
  await db.query(
    `UPDATE provider_refunds SET looks = looks + 1, next_at = CASE WHEN next_at IS NOT DISTINCT FROM $3 THEN $4 ELSE next_at END, problem = $5
     WHERE tenant_id = $1 AND refund_id = $2`,
    [one.tenantId, one.refundId, one.nextAt, nextAt, problem.slice(0, 200)],
  );
}

/** Somebody rang about a payment: what of it goes back, or went, or was refused after the provider was asked, is looked at now. */
export async function wakeRefunds(
  tx: Queryable,
  { tenantId, attemptId }: { readonly tenantId: string; readonly attemptId: string },
  now: UnixMs,
): Promise<void> {
  await tx.query(`UPDATE provider_refunds SET next_at = $3 WHERE tenant_id = $1 AND attempt_id = $2 AND stage->>'kind' <> 'requested'`, [
    tenantId,
    attemptId,
    now,
  ]);
}

/** The refunds that are due, those first that wait longest. */
export async function findDueRefunds(db: Queryable, now: UnixMs, limit: number): Promise<readonly RefundKey[]> {
  const rows = await db.query('SELECT tenant_id, refund_id FROM provider_refunds WHERE next_at <= $1 ORDER BY next_at, refund_id LIMIT $2', [now, limit]);
  return rows.map((row) => ({ tenantId: str(row, 'tenant_id'), refundId: str(row, 'refund_id') }));
}

/** The refunds of a tenant with their orders' numbers: those that wait for people first, then those under way, then the newest; a thousand at most. */
export async function findAllProviderRefunds(
  db: Queryable,
  tenantId: string,
): Promise<readonly (StoredProviderRefund & { readonly number: string; readonly wayId: string })[]> {
  const rows = await db.query(
    `SELECT r.*, o.number, p.way_id FROM provider_refunds r
     JOIN orders o ON o.tenant_id = r.tenant_id AND o.order_id = r.order_id
     JOIN online_payments p ON p.tenant_id = r.tenant_id AND p.attempt_id = r.attempt_id
     WHERE r.tenant_id = $1 ORDER BY r.stage->>'kind' <> 'refused', r.stage->>'kind' = 'refunded', r.changed_at DESC, r.refund_id LIMIT 1000`,
    [tenantId],
  );
  return rows.map((row) => ({ ...readRefund(row), number: str(row, 'number'), wayId: str(row, 'way_id') }));
}

function readRefund(row: Row): StoredProviderRefund {
  return {
    tenantId: str(row, 'tenant_id'),
    refundId: str(row, 'refund_id'),
    orderId: str(row, 'order_id'),
    attemptId: str(row, 'attempt_id'),
    cause: { kind: parsed(row, 'cause', z.enum(['withdrawal', 'return', 'money'])), about: str(row, 'about') },
    amount: { minor: num(row, 'amount_minor'), currency: str(row, 'currency') },
    stage: parsed(row, 'stage', stage),
    tries: num(row, 'tries'),
    requestedBy: strOrNull(row, 'requested_by'),
    requestedAt: num(row, 'requested_at'),
    changedAt: num(row, 'changed_at'),
    looks: num(row, 'looks'),
    nextAt: numOrNull(row, 'next_at'),
    problem: strOrNull(row, 'problem'),
  };
}
