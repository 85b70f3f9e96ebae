import { withCheck } from '../../core/loyalty/coupon-code.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { couponIdOf, putCoupons, type StoredCoupon } from '../db/coupons.ts';
import type { Database } from '../db/database.ts';
import { addPoints, findMember, publishMember, putMember } from '../db/members.ts';
import { DEMO } from './demo-shop.ts';

/** The coupons of the demonstration, as they are printed. They are no secrets. */
export const DEMO_COUPONS = {
  /** Ten per cent, as often as people like. */
  welcome: withCheck('HOLA10'),
  /** Fifteen euros off sixty, once for each person, fifty in all. */
  fifteen: withCheck('QUINCE15'),
} as const;

/** A member of the demonstration, made up: some points, a size, a mailbox that is nobody's. */
export const DEMO_MEMBER = { memberId: 'de0000000000000000000000000000a1', token: 'demo-member-0000000001', points: 600 } as const;

/** Gives the demonstration its coupons and its member: once; what they have become since is left alone. */
export async function seedLoyalty(db: Database, now: UnixMs): Promise<void> {
  const { tenantId, currency } = DEMO;
  const coupon = (code: string, rest: Pick<StoredCoupon['rule'], 'name' | 'discount'> & Partial<StoredCoupon['rule']>): StoredCoupon['rule'] => ({
    couponId: couponIdOf(tenantId, code),
    code,
    ...rest,
  });
  const fifteen = { name: '15 € de descuento', discount: { kind: 'amount', amount: { minor: 1500, currency } } } as const;
  const stored = { tenantId, mostOffline: null, endedAt: null };
  await db.transaction(async (tx) => {
    await putCoupons(tx, [
      { ...stored, maxUses: null, rule: coupon(DEMO_COUPONS.welcome, { name: 'Bienvenida: 10 %', discount: { kind: 'percent', percent: 10 } }) },
      { ...stored, maxUses: 50, rule: coupon(DEMO_COUPONS.fifteen, { ...fifteen, minimum: { minor: 6000, currency }, oncePerPerson: true }) },
    ]);
    const { memberId, token, points } = DEMO_MEMBER;
    if ((await findMember(tx, tenantId, memberId)) !== null) return;
    const contact = { kind: 'email', email: 'socia@example.com' } as const;
    const sizes = [{ garment: 'shirt', size: 'M' }];
    await putMember(tx, { tenantId, memberId, generation: 0, token, contact, address: null, sizes, locale: 'es', joinedAt: now, endedAt: null });
    await addPoints(tx, { tenantId, entryId: `imported-${memberId}`, memberId, orderId: null, kind: 'imported', points, at: now });
    await publishMember(tx, tenantId, memberId, now);
  });
}
