import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Coupon, MemberRow } from '../../../../src/contract/loyalty/loyalty.ts';
import { ok } from '../../../../src/kernel/result.ts';
import type { OrderId } from '../../../../src/kernel/ids.ts';
import { migrate, stationMigrations } from '../../../../src/station/store/migrations/run.ts';
import { manualTime } from '../../../support/manual-time.ts';
import { openMemoryStore } from '../../../support/store.ts';

const coupon: Coupon = { couponId: 'a'.repeat(32), code: 'HOLA1', name: 'Hola', discount: { kind: 'percent', percent: 10 }, left: 3, allotment: 1 };
const member: MemberRow = { memberId: 'b'.repeat(32), generation: 0, points: 10, asOf: 1, reachedBy: null };

describe('coupons and members at a station', () => {
  it('are not there in a database from before there were any', () => {
    const db = new Database(':memory:');
    const before = stationMigrations.filter(({ version }) => version < 144);
    migrate(db, 'test', before);
    expect(migrate(db, 'test').ok).toBe(true);
    expect(['coupon', 'member', 'benefit_use'].map((table) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())).toEqual([0, 0, 0]);
  });

  it('come from the hub, are replaced by what it tells later, and go when it takes them away', () => {
    const store = openMemoryStore({ clock: manualTime() });
    const tell = (bucket: 'coupons' | 'members', from: number, key: string, value: unknown) =>
      store.applyPage(bucket, from, { rows: [{ key, revision: from + 1, value }], next: from + 1, more: false, serverTime: 1 }, 1);
    tell('coupons', 0, coupon.couponId, coupon);
    tell('members', 0, member.memberId, member);
    expect([store.read.couponByCode('HOLA1'), store.read.loyaltyMember(member.memberId)]).toEqual([coupon, member]);
    tell('coupons', 1, coupon.couponId, { ...coupon, left: 2 });
    expect(store.read.coupon(coupon.couponId)?.left).toBe(2);
    tell('coupons', 2, coupon.couponId, null);
    tell('members', 1, member.memberId, null);
    expect([store.read.couponByCode('HOLA1'), store.read.loyaltyMember(member.memberId)]).toEqual([null, null]);
    const bad = tell('coupons', 3, 'x', { ...coupon, code: 'a' });
    expect(bad).toMatchObject({ ok: true, value: { applied: 0, skipped: [{}] } });
    store.close();
  });

  it('count what was taken in here only while their order waits for the hub', () => {
    const store = openMemoryStore({ clock: manualTime() });
    const orderId = '01900000-0000-7000-8000-000000000001' as OrderId;
    const use = { orderId, couponId: coupon.couponId, memberId: member.memberId, points: 150 };
    const counted = () => [store.read.unsettledUses(coupon.couponId, null), store.read.unsettledPoints(member.memberId, null)];
    store.commit((tx) => {
      tx.enqueue({ kind: 'order.discounted', orderId, discounts: [], total: { minor: 1, currency: 'EUR' }, staffId: 's', at: 1 }, 1);
      tx.putBenefitUses(orderId, [use]);
      return ok(undefined);
    });
    expect([counted(), store.read.unsettledUses(coupon.couponId, orderId)]).toEqual([[1, 150], 0]);
    expect(store.settle(1, [], 2).ok).toBe(true);
    expect(counted()).toEqual([0, 0]);
    store.close();
  });
});
