import { z } from 'zod';
import type { Money } from '../../kernel/money.ts';
import type { Queryable, Row, Transaction } from './database.ts';
import { num, numOrNull, parsed, str, strOrNull } from './rows.ts';

/** What points took off stands under this name beside the coupons' ids. */
export const POINTS_USE = 'points';

/** Why a use should not have been: no such coupon, its limit, this person's second, out of its time, not a member, another amount than its rule gives, more points than there were. */
export const overReason = z.enum(['unknown', 'limit', 'person', 'time', 'members', 'amount', 'points']);
export type OverReason = z.infer<typeof overReason>;

/** One use of a coupon, or of points, by an order. `why` null: it is as it should be. */
export interface BenefitUse {
  readonly tenantId: string;
  readonly orderId: string;
  readonly couponId: string;
  readonly memberId: string | null;
  readonly amount: Money;
  readonly points: number | null;
  readonly usedAt: number;
  readonly state: 'used' | 'over' | 'given-back';
  readonly why: OverReason | null;
  readonly settled: 'borne' | 'charged' | null;
}

/** Keeps a use; one that is there already (the same order told again, with another amount) is as told last. */
export async function putUse(tx: Transaction, use: BenefitUse): Promise<void> {
  await tx.query(
    `INSERT INTO benefit_uses (tenant_id, order_id, coupon_id, member_id, amount_minor, currency, points, used_at, state, why)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (tenant_id, order_id, coupon_id) DO UPDATE SET member_id = excluded.member_id, amount_minor = excluded.amount_minor,
       points = excluded.points, state = excluded.state, why = excluded.why`,
    [use.tenantId, use.orderId, use.couponId, use.memberId, use.amount.minor, use.amount.currency, use.points, use.usedAt, use.state, use.why],
  );
}

/** The uses of an order. */
export async function findUses(db: Queryable, tenantId: string, orderId: string): Promise<readonly BenefitUse[]> {
  return (await db.query('SELECT * FROM benefit_uses WHERE tenant_id = $1 AND order_id = $2 ORDER BY coupon_id', [tenantId, orderId])).map(readUse);
}

/** Gives a use back: whoever else has the coupon may use it. */
export async function giveBack(tx: Transaction, use: BenefitUse): Promise<void> {
  await tx.query(`UPDATE benefit_uses SET state = 'given-back' WHERE tenant_id = $1 AND order_id = $2 AND coupon_id = $3`, [
    use.tenantId,
    use.orderId,
    use.couponId,
  ]);
}

function readUse(row: Row): BenefitUse {
  return {
    tenantId: str(row, 'tenant_id'),
    orderId: str(row, 'order_id'),
    couponId: str(row, 'coupon_id'),
    memberId: strOrNull(row, 'member_id'),
    amount: { minor: num(row, 'amount_minor'), currency: str(row, 'currency') },
    points: numOrNull(row, 'points'),
    usedAt: num(row, 'used_at'),
    state: parsed(row, 'state', z.enum(['used', 'over', 'given-back'])),
    why: parsed(row, 'why', overReason.nullable()),
    settled: parsed(row, 'settled', z.enum(['borne', 'charged']).nullable()),
  };
}
