import { z } from 'zod';
import { type Coupon, coupon, type LoyaltyRules, loyaltyRules, type MemberRow, memberRow } from '../../../contract/loyalty/loyalty.ts';
import type { OrderId } from '../../../kernel/ids.ts';
import type { BenefitUseRow } from '../../ports/store.ts';
import { jsonColumn, numberRow, type Sql } from '../sql.ts';
import type { SmallTables } from './small.ts';

/** The tables `coupon`, `member` and `benefit_use`, and the rules beside them. */
export interface LoyaltyTables {
  rules(): LoyaltyRules | null;
  putRules(rules: LoyaltyRules | null): void;
  coupon(couponId: string): Coupon | null;
  couponByCode(code: string): Coupon | null;
  putCoupon(coupon: Coupon): void;
  dropCoupon(couponId: string): void;
  member(memberId: string): MemberRow | null;
  putMember(member: MemberRow): void;
  dropMember(memberId: string): void;
  /** Uses of a coupon by orders of this station that the hub has not settled, those of `orderId` aside. */
  unsettledUses(couponId: string, orderId: string | null): number;
  /** Points of a member that orders of this station took and that the hub has not settled, those of `orderId` aside. */
  unsettledPoints(memberId: string, orderId: string | null): number;
  /** What an order took in, in the place of what it had. What the hub has settled meanwhile is forgotten. */
  putUses(orderId: OrderId, uses: readonly BenefitUseRow[]): void;
}

/** Name of the rules among the small values. */
const RULES_KEY = 'loyaltyRules';

const couponRow = z.object({ value: jsonColumn(coupon) }).transform(({ value }) => value);
const memberValue = z.object({ value: jsonColumn(memberRow) }).transform(({ value }) => value);

/** Prepares the statements. */
export function loyaltyTables(sql: Sql, small: SmallTables): LoyaltyTables {
  const get = sql.one(couponRow, 'SELECT value FROM coupon WHERE coupon_id = ?');
  const byCode = sql.one(couponRow, 'SELECT value FROM coupon WHERE code = ?');
  const put = sql.run(`INSERT INTO coupon (coupon_id, code, value) VALUES (?, ?, ?)
    ON CONFLICT (coupon_id) DO UPDATE SET code = excluded.code, value = excluded.value`);
  const drop = sql.run('DELETE FROM coupon WHERE coupon_id = ?');
  const member = sql.one(memberValue, 'SELECT value FROM member WHERE member_id = ?');
  const putMember = sql.run('INSERT INTO member (member_id, value) VALUES (?, ?) ON CONFLICT (member_id) DO UPDATE SET value = excluded.value');
  const dropMember = sql.run('DELETE FROM member WHERE member_id = ?');
  // An order of which nothing waits for the hub any more is settled: the hub's own count holds it.
  const waits = 'EXISTS (SELECT 1 FROM outbox WHERE outbox.order_id = benefit_use.order_id)';
  const uses = sql.one(numberRow, `SELECT count(*) AS value FROM benefit_use WHERE coupon_id = ? AND order_id IS NOT ? AND ${waits}`);
  const points = sql.one(numberRow, `SELECT coalesce(sum(points), 0) AS value FROM benefit_use WHERE member_id = ? AND order_id IS NOT ? AND ${waits}`);
  const forget = sql.run(`DELETE FROM benefit_use WHERE order_id = ? OR NOT ${waits}`);
  const insert = sql.run('INSERT INTO benefit_use (order_id, coupon_id, member_id, points) VALUES (?, ?, ?, ?)');
  return {
    rules: () => {
      const text = small.meta(RULES_KEY) ?? '';
      return text === '' ? null : loyaltyRules.parse(JSON.parse(text));
    },
    putRules: (rules) => small.putMeta(RULES_KEY, rules === null ? '' : JSON.stringify(rules)),
    coupon: (couponId) => get(couponId),
    couponByCode: (code) => byCode(code),
    putCoupon: (one) => void put(one.couponId, one.code, JSON.stringify(one)),
    dropCoupon: (couponId) => void drop(couponId),
    member: (memberId) => member(memberId),
    putMember: (one) => void putMember(one.memberId, JSON.stringify(one)),
    dropMember: (memberId) => void dropMember(memberId),
    unsettledUses: (couponId, orderId) => uses(couponId, orderId) ?? 0,
    unsettledPoints: (memberId, orderId) => points(memberId, orderId) ?? 0,
    putUses: (orderId, rows) => {
      forget(orderId);
      for (const row of rows) insert(row.orderId, row.couponId, row.memberId, row.points);
    },
  };
}
