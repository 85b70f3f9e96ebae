import type { z } from 'zod';
import { type ConsentPage, type MemberPage, operatorConsent, operatorCoupon, operatorOveruse, type SettleOveruse } from '../../contract/hub/loyalty.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { findConfirmed, type StoredConsent } from '../db/consents.ts';
import type { Queryable } from '../db/database.ts';
import { readBalance, readEntries, readLoyalty, type StoredMember } from '../db/members.ts';
import type { Operator } from '../db/operators.ts';
import { num, str, strOrNull } from '../db/rows.ts';
import { readStore, shownStore } from '../db/stores.ts';
import { OVERUSED } from './benefits.ts';
import { audit, endAlarm, type Happening } from './context.ts';
import type { Refusal } from './refusal.ts';

/** Most rows of a list. */
const MOST = 2000;

/** What the page behind a consent's link shows. */
export async function readConsentPage(db: Queryable, consent: StoredConsent): Promise<ConsentPage> {
  const { tenantId, storeId, locale, purpose, state } = consent;
  const store = await readStore(db, tenantId, storeId);
  const boxes = purpose.kind === 'box' ? ((await readLoyalty(db, tenantId))?.boxes ?? []) : [];
  const box = boxes.find((one) => purpose.kind === 'box' && one.boxId === purpose.boxId) ?? null;
  return { ...shownStore(store), locale, purpose, box, state: state === 'asked' || state === 'confirmed' ? state : 'over', country: store.country };
}

/** What a member's own page shows. */
export async function readMemberPage(db: Queryable, member: StoredMember, code: string): Promise<MemberPage> {
  const { tenantId, memberId, locale, sizes } = member;
  const rules = await readLoyalty(db, tenantId);
  const [tenant] = await db.query('SELECT name FROM tenants WHERE tenant_id = $1', [tenantId]);
  const points = await readBalance(db, tenantId, memberId);
  const entries = await readEntries(db, tenantId, memberId, 50);
  const numbers = await numbersOf(
    db,
    tenantId,
    entries.flatMap(({ orderId }) => (orderId === null ? [] : [orderId])),
  );
  const worth = rules === null || rules.pointMinor === null ? null : { minor: Math.max(0, points) * rules.pointMinor, currency: rules.currency };
  return {
    name: str(tenant, 'name'),
    locale,
    code,
    points,
    worth,
    rules: rules === null ? null : { earnMinor: rules.earnMinor, leastPoints: rules.leastPoints, currency: rules.currency },
    sizes: [...sizes],
    entries: entries.map(({ at, kind, points: change, orderId }) => ({
      at,
      kind,
      points: change,
      number: orderId === null ? null : (numbers.get(orderId) ?? null),
    })),
  };
}

/** Uses that should not have been, those that nobody has seen to first, then the newest. */
export async function listOveruse(db: Queryable, tenantId: string): Promise<z.infer<typeof operatorOveruse>[]> {
  const rows = await db.query(
    `SELECT u.order_id AS "orderId", o.number, u.coupon_id AS coupon, c.rule->>'name' AS name, u.amount_minor, u.currency, u.points, u.why,
       u.used_at AS "usedAt", u.settled
     FROM benefit_uses u JOIN orders o ON o.tenant_id = u.tenant_id AND o.order_id = u.order_id
     LEFT JOIN coupons c ON c.tenant_id = u.tenant_id AND c.coupon_id = u.coupon_id
     WHERE u.tenant_id = $1 AND u.state = 'over' ORDER BY u.settled IS NOT NULL, u.used_at DESC, u.order_id LIMIT ${MOST}`,
    [tenantId],
  );
  return rows.map(({ amount_minor: minor, currency, ...rest }) => operatorOveruse.parse({ ...rest, amount: { minor, currency } }));
}

/** People saw to a use that should not have been. Told again it changes nothing; told otherwise it is refused. */
export async function settleOveruse(c: Happening, operator: Operator, orderId: string, told: SettleOveruse): Promise<Result<undefined, Refusal>> {
  const [row] = await c.tx.query(
    `SELECT settled, settled_by FROM benefit_uses WHERE tenant_id = $1 AND order_id = $2 AND coupon_id = $3 AND state = 'over' FOR UPDATE`,
    [operator.tenantId, orderId, told.coupon],
  );
  if (row === undefined) return err({ kind: 'unknown', message: 'there is no such use' });
  const by = `${operator.operatorId}/${told.by}`;
  const settled = strOrNull(row, 'settled');
  if (settled !== null) {
    return settled === told.outcome && strOrNull(row, 'settled_by') === by ? ok(undefined) : err({ kind: 'not-now', message: 'it was settled otherwise' });
  }
  await c.tx.query('UPDATE benefit_uses SET settled = $4, settled_by = $5, settled_at = $6 WHERE tenant_id = $1 AND order_id = $2 AND coupon_id = $3', [
    operator.tenantId,
    orderId,
    told.coupon,
    told.outcome,
    by,
    c.at,
  ]);
  await endAlarm(c, OVERUSED, `${orderId}.${told.coupon}`);
  await audit(c, 'benefit.settled', { orderId, coupon: told.coupon, outcome: told.outcome, operatorId: operator.operatorId, by: told.by });
  return ok(undefined);
}

/** Consents that count, newest first. */
export async function listConsents(db: Queryable, tenantId: string): Promise<z.infer<typeof operatorConsent>[]> {
  return (await findConfirmed(db, tenantId, MOST)).flatMap((consent) => {
    const { consentId, purpose, wording, locale, address, memberId, askedAt, confirmedAt } = consent;
    if (consent.contact?.kind !== 'email' || confirmedAt === null) return [];
    return [operatorConsent.parse({ consentId, purpose, wording, locale, email: consent.contact.email, address, memberId, askedAt, confirmedAt })];
  });
}

/** Coupons and how often they were used, by name. */
export async function listCoupons(db: Queryable, tenantId: string): Promise<z.infer<typeof operatorCoupon>[]> {
  const rows = await db.query(
    `SELECT c.coupon_id, c.code, c.rule->>'name' AS name, c.max_uses AS "maxUses", c.ended_at IS NOT NULL AS ended,
       (SELECT count(*)::integer FROM benefit_uses u WHERE u.tenant_id = c.tenant_id AND u.coupon_id = c.coupon_id AND u.state <> 'given-back') AS uses,
       (SELECT count(*)::integer FROM benefit_uses u WHERE u.tenant_id = c.tenant_id AND u.coupon_id = c.coupon_id AND u.state = 'over') AS over
     FROM coupons c WHERE c.tenant_id = $1 ORDER BY name, c.code LIMIT ${MOST}`,
    [tenantId],
  );
  return rows.map((row) =>
    operatorCoupon.parse({
      couponId: row['coupon_id'],
      code: row['code'],
      name: row['name'],
      maxUses: row['maxUses'],
      ended: row['ended'],
      uses: num(row, 'uses'),
      over: num(row, 'over'),
    }),
  );
}

async function numbersOf(db: Queryable, tenantId: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query('SELECT order_id, number FROM orders WHERE tenant_id = $1 AND order_id IN (SELECT jsonb_array_elements_text($2::jsonb))', [
    tenantId,
    JSON.stringify(orderIds),
  ]);
  return new Map(rows.map((row) => [str(row, 'order_id'), str(row, 'number')]));
}
