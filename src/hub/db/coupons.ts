import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Coupon, coupon } from '../../contract/loyalty/loyalty.ts';
import { allotmentOf } from '../../core/loyalty/judge-coupon.ts';
import { lockCounter, putRows } from './buckets.ts';
import type { Queryable, Row, Transaction } from './database.ts';
import { num, numOrNull, parsed, str } from './rows.ts';

/** What a coupon takes off, and when; the counting of its uses stands beside it. */
export const couponRule = coupon.omit({ left: true, allotment: true });
export type CouponRule = z.infer<typeof couponRule>;

/** A coupon as the hub keeps it. `maxUses` null: as often as people like; `mostOffline` null: its even share of what is left. */
export interface StoredCoupon {
  readonly tenantId: string;
  readonly rule: CouponRule;
  readonly maxUses: number | null;
  readonly mostOffline: number | null;
  readonly endedAt: number | null;
}

/** The id of a coupon: the same for the same code, so that a file read again changes its coupons, and no code that could be used. */
export function couponIdOf(tenantId: string, code: string): string {
  return createHash('sha256').update(`coupon ${tenantId} ${code}`).digest('hex').slice(0, 32);
}

/** The coupon, locked until the transaction ends so that its uses are counted one after the other; null: there is none. */
export async function lockCoupon(tx: Transaction, tenantId: string, couponId: string): Promise<StoredCoupon | null> {
  const [row] = await tx.query('SELECT * FROM coupons WHERE tenant_id = $1 AND coupon_id = $2 FOR UPDATE', [tenantId, couponId]);
  return row === undefined ? null : readCoupon(row);
}

/** How often a coupon was used by orders that still have it, other orders than `orderId`. */
export async function countUses(db: Queryable, tenantId: string, couponId: string, orderId: string | null = null): Promise<number> {
  const [row] = await db.query(
    `SELECT count(*)::integer AS n FROM benefit_uses WHERE tenant_id = $1 AND coupon_id = $2 AND state <> 'given-back' AND order_id IS DISTINCT FROM $3`,
    [tenantId, couponId, orderId],
  );
  return num(row, 'n');
}

/** Writes coupons and tells stations; those that are as they were change nothing. Answers how many are new and how many changed. */
export async function putCoupons(tx: Transaction, coupons: readonly StoredCoupon[]): Promise<{ readonly created: number; readonly changed: number }> {
  let created = 0;
  let changed = 0;
  for (const { tenantId, rule, maxUses, mostOffline, endedAt } of coupons) {
    const [row] = await tx.query(
      `INSERT INTO coupons (tenant_id, coupon_id, code, rule, max_uses, most_offline, ended_at) VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7)
       ON CONFLICT (tenant_id, coupon_id) DO UPDATE
       SET rule = excluded.rule, max_uses = excluded.max_uses, most_offline = excluded.most_offline,
         ended_at = CASE WHEN excluded.ended_at IS NULL THEN NULL ELSE coalesce(coupons.ended_at, excluded.ended_at) END
       WHERE (coupons.rule, coupons.max_uses, coupons.most_offline, coupons.ended_at IS NULL)
         IS DISTINCT FROM (excluded.rule, excluded.max_uses, excluded.most_offline, excluded.ended_at IS NULL)
       RETURNING xmax = 0 AS created`,
      [tenantId, rule.couponId, rule.code, JSON.stringify(rule), maxUses, mostOffline, endedAt],
    );
    if (row?.['created'] === true) created += 1;
    else if (row !== undefined) changed += 1;
  }
  for (const [tenantId, group] of Map.groupBy(coupons, (one) => one.tenantId)) await publishCoupons(tx, tenantId, group);
  return { created, changed };
}

/** Tells stations what a coupon is now, and how much of it is left for each of them. */
export async function publishCoupon(tx: Transaction, stored: StoredCoupon): Promise<void> {
  await publishCoupons(tx, stored.tenantId, [stored]);
}

async function publishCoupons(tx: Transaction, tenantId: string, coupons: readonly StoredCoupon[]): Promise<void> {
  const bucket = { tenantId, bucket: 'coupons', scope: '' } as const;
  await lockCounter(tx, bucket);
  const stations = await countStations(tx, tenantId);
  const uses = await usesOf(
    tx,
    tenantId,
    coupons.flatMap(({ rule, maxUses }) => (maxUses === null ? [] : [rule.couponId])),
  );
  const rows = coupons.map((stored) => ({ key: stored.rule.couponId, value: stored.endedAt === null ? rowValue(stored, uses, stations) : null }));
  await putRows(tx, bucket, rows);
}

function rowValue({ rule, maxUses, mostOffline }: StoredCoupon, uses: ReadonlyMap<string, number>, stations: number): Coupon {
  const left = maxUses === null ? null : Math.max(0, maxUses - (uses.get(rule.couponId) ?? 0));
  const allotment = allotmentOf({ left, most: mostOffline, stations });
  return { ...rule, ...(left === null ? {} : { left }), ...(allotment === null ? {} : { allotment }) };
}

async function usesOf(db: Queryable, tenantId: string, couponIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (couponIds.length === 0) return new Map();
  const rows = await db.query(
    `SELECT coupon_id, count(*)::integer AS n FROM benefit_uses
     WHERE tenant_id = $1 AND state <> 'given-back' AND coupon_id IN (SELECT jsonb_array_elements_text($2::jsonb)) GROUP BY coupon_id`,
    [tenantId, JSON.stringify(couponIds)],
  );
  return new Map(rows.map((row) => [str(row, 'coupon_id'), num(row, 'n')]));
}

async function countStations(db: Queryable, tenantId: string): Promise<number> {
  const [row] = await db.query('SELECT count(*)::integer AS n FROM stations WHERE tenant_id = $1 AND revoked_at IS NULL', [tenantId]);
  return num(row, 'n');
}

function readCoupon(row: Row): StoredCoupon {
  return {
    tenantId: str(row, 'tenant_id'),
    rule: parsed(row, 'rule', couponRule),
    maxUses: numOrNull(row, 'max_uses'),
    mostOffline: numOrNull(row, 'most_offline'),
    endedAt: numOrNull(row, 'ended_at'),
  };
}
