import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Coupon, coupon, memberRow, type MemberRow } from '../../../../src/contract/loyalty/loyalty.ts';
import type { OrderPlaced } from '../../../../src/contract/events/operations.ts';
import { withCheck } from '../../../../src/core/loyalty/coupon-code.ts';
import { pullRows } from '../support/pull-rows.ts';
import { couponIdOf, putCoupons, type StoredCoupon } from '../../../../src/hub/db/coupons.ts';
import { addPoints, publishMember, putMember, readBalance } from '../../../../src/hub/db/members.ts';
import { applyLoyalty } from '../../../../src/hub/db/setup.ts';
import { giveBenefitsBack } from '../../../../src/hub/domain/benefits.ts';
import { listOveruse, settleOveruse } from '../../../../src/hub/domain/loyalty-views.ts';
import { findOrder } from '../../../../src/hub/db/orders.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { column, makeOutbox, makeWorld, NOW, type Outbox, paid, placed, push, type World } from '../support/world.ts';

const rules = {
  earnMinor: 100,
  pointMinor: 5,
  currency: 'EUR',
  leastPoints: 100,
  offlinePoints: 200,
  newsletter: true,
  membership: true,
  boxes: [],
};
const memberId = '00112233445566778899aabbccddeeff';
const eur = (minor: number) => ({ minor, currency: 'EUR' });

let engine: TestEngine;
let world: World;
let out: Outbox;

beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  world = await makeWorld(engine.db);
  out = makeOutbox();
  await applyLoyalty(engine.db, { tenantId: world.tenantId, name: 'Moda', locations: [], stores: [shop], loyalty: rules }, []);
});

const shop = { storeId: 'centro', name: 'Centro', currency: 'EUR', locationId: 'centro', stations: [], staff: [] };
const happens = (...operations: readonly unknown[]) => push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))));

async function give({
  rule: limits = {},
  ...change
}: Omit<Partial<StoredCoupon>, 'rule'> & { readonly rule?: Partial<StoredCoupon['rule']> } = {}): Promise<string> {
  const code = withCheck('VERANO20');
  const couponId = couponIdOf(world.tenantId, code);
  const rule = { couponId, code, name: 'Verano', discount: { kind: 'percent', percent: 20 } as const, ...limits };
  const stored = { tenantId: world.tenantId, maxUses: null, mostOffline: null, endedAt: null, ...change, rule };
  await engine.db.transaction((tx) => putCoupons(tx, [stored]));
  return couponId;
}

async function join(points: number): Promise<void> {
  await engine.db.transaction(async (tx) => {
    const contact = { kind: 'email', email: 'socia@example.com' } as const;
    const member = { tenantId: world.tenantId, memberId, generation: 0, token: randomUUID().slice(0, 22), contact, address: null, sizes: [], locale: 'es' };
    await putMember(tx, { ...member, locale: 'es', joinedAt: NOW, endedAt: null });
    await addPoints(tx, { tenantId: world.tenantId, entryId: 'start', memberId, orderId: null, kind: 'imported', points, at: NOW });
    await publishMember(tx, world.tenantId, memberId, NOW);
  });
}

/** An order of 59.90 with 20 % taken off. */
const discounted = (couponId: string, change: Partial<OrderPlaced> = {}) =>
  placed({ total: eur(4792), discounts: [{ couponId, name: 'Verano', amount: eur(1198) }], ...change });

async function row<T>(bucket: 'coupons' | 'members', key: string, parse: (value: unknown) => T): Promise<T | null> {
  const page = await pullRows(engine.db, { tenantId: world.tenantId, bucket, scope: '' }, 0, 100);
  const found = page?.rows.find((one) => one.key === key);
  return found?.value == null ? null : parse(found.value);
}
const couponRow = (id: string): Promise<Coupon | null> => row('coupons', id, (value) => coupon.parse(value));
const member = (): Promise<MemberRow | null> => row('members', memberId, (value) => memberRow.parse(value));
const why = async () => (await listOveruse(engine.db, world.tenantId)).map((use) => use.why).toSorted();
const alarms = () => column(engine.db, world, 'alarms', 'kind');

describe('a coupon', () => {
  it('is counted with its order, and its share for each station follows', async () => {
    const id = await give({ maxUses: 5 });
    expect(await couponRow(id)).toMatchObject({ left: 5, allotment: 2 });
    expect(await happens(discounted(id))).toEqual(['1 applied']);
    expect(await couponRow(id)).toMatchObject({ left: 4, allotment: 2 });
    expect(await why()).toEqual([]);
  });

  it('that was used once too often leaves the order as its customer saw it, and tells people', async () => {
    const id = await give({ maxUses: 1 });
    const [one, two] = [discounted(id), discounted(id, { number: 'K1-00043-9', contact: { kind: 'email', email: 'otra@example.com' } })];
    expect(await happens(one, two, paid(two))).toEqual(['1 applied', '2 applied', '3 applied']);
    expect((await findOrder(engine.db, world.tenantId, two.orderId))?.status).toBe('paid');
    expect([await why(), await alarms()]).toEqual([['limit'], ['benefit-overused']]);
  });

  it.each([
    ['person', { oncePerPerson: true }, 2],
    ['time', { until: NOW }, 1],
    ['time', { from: NOW + 1 }, 1],
    ['members', { membersOnly: true }, 1],
    ['amount', { minimum: eur(6000) }, 1],
    ['amount', { discount: { kind: 'percent', percent: 10 } }, 1],
  ] as const)('is over for %s', async (reason, rule, orders) => {
    const id = await give({ rule });
    const numbers = ['K1-00042-7', 'K1-00043-9'];
    await happens(...numbers.slice(0, orders).map((number) => discounted(id, { number })));
    expect(await why()).toEqual([reason]);
  });

  it('that nobody knows is over, and its order stands', async () => {
    expect(await happens(discounted('f'.repeat(32)))).toEqual(['1 applied']);
    expect(await why()).toEqual(['unknown']);
  });

  it('is settled once by people, and its alarm ends', async () => {
    const order = discounted('f'.repeat(32));
    await happens(order);
    const operator = { tenantId: world.tenantId, operatorId: 'central', rights: new Set<never>() };
    const told = { coupon: 'f'.repeat(32), outcome: 'borne', by: '7' } as const;
    const settle = (outcome: 'borne' | 'charged') =>
      engine.db.transaction((tx) =>
        settleOveruse({ tx, at: NOW, station: { tenantId: world.tenantId, stationId: null } }, operator, order.orderId, { ...told, outcome }),
      );
    expect([(await settle('borne')).ok, (await settle('borne')).ok, (await settle('charged')).ok]).toEqual([true, true, false]);
    expect(await alarms()).toEqual([]);
  });

  it('comes back when its order ends', async () => {
    const id = await give({ maxUses: 1 });
    const order = discounted(id);
    await happens(order);
    await end(order);
    expect(await couponRow(id)).toMatchObject({ left: 1 });
  });
});

describe("a member's order", () => {
  it('is written to where the hub knows, earns what was paid for goods, and pays with points once', async () => {
    await join(500);
    const { contact: _contact, ...known } = placed({
      memberId,
      total: eur(4990),
      discounts: [{ couponId: null, name: 'Puntos', amount: eur(1000), points: 200 }],
    });
    const pushed = out.request(out.add(known), out.add(paid({ ...known, contact: undefined })));
    expect(await push(engine.db, world.kiosk, pushed)).toEqual(['1 applied', '2 applied']);
    expect(await push(engine.db, world.kiosk, pushed)).toEqual(['1 duplicate', '2 duplicate']);
    expect((await findOrder(engine.db, world.tenantId, known.orderId))?.contact).toEqual({ kind: 'email', email: 'socia@example.com' });
    expect(await member()).toMatchObject({ points: 500 - 200 + 49, reachedBy: 'email' });
    expect(await why()).toEqual([]);
  });

  it('that took more points than there were stands, leaves the account below zero, and tells people', async () => {
    await join(100);
    await happens(placed({ memberId, total: eur(4990), discounts: [{ couponId: null, name: 'Puntos', amount: eur(1000), points: 200 }] }));
    expect(await readBalance(engine.db, world.tenantId, memberId)).toBe(-100);
    expect(await why()).toEqual(['points']);
  });

  it('gives its points back when it ends, and loses what it had earned', async () => {
    await join(500);
    const order = placed({ memberId, total: eur(4990), discounts: [{ couponId: null, name: 'Puntos', amount: eur(1000), points: 200 }] });
    await happens(order, paid(order));
    await end(order);
    expect(await readBalance(engine.db, world.tenantId, memberId)).toBe(500);
  });

  it('of somebody who is not a member any more is kept, and people are told that nobody can be written to', async () => {
    const { contact: _contact, ...order } = placed({ memberId });
    expect(await happens(order)).toEqual(['1 applied']);
    expect(await alarms()).toEqual(['order-without-contact']);
  });

  it('remembers what the member has used up of coupons for one person', async () => {
    await join(0);
    const id = await give({ rule: { oncePerPerson: true } });
    await happens(discounted(id, { memberId }));
    expect((await member())?.usedCoupons).toEqual([id]);
  });
});

describe('a discount at the till', () => {
  const atTill = (order: OrderPlaced, couponId: string) => ({
    kind: 'order.discounted',
    orderId: order.orderId,
    discounts: [{ couponId, name: 'Verano', amount: eur(1198) }],
    total: eur(4792),
    staffId: 'eva',
    at: NOW,
  });

  it('changes what is to be paid', async () => {
    const id = await give({ maxUses: 1 });
    const order = placed();
    expect(await happens(order, atTill(order, id), paid(order, { amount: eur(4792) }))).toEqual(['1 applied', '2 applied', '3 applied']);
    expect(await couponRow(id)).toMatchObject({ left: 0 });
  });

  it('comes too late for an order that was paid: people see to it', async () => {
    const id = await give();
    const order = placed();
    expect(await happens(order, paid(order), atTill(order, id))).toEqual(['1 applied', '2 applied', '3 rejected the order is paid']);
    expect(await alarms()).toContain('discount-late');
  });

  it('waits for an order that is still on its way', async () => {
    expect((await happens(atTill(placed(), 'f'.repeat(32))))[0]).toMatch(/^1 deferred/);
  });
});

async function end(order: OrderPlaced): Promise<void> {
  await engine.db.transaction(async (tx) => {
    const found = await findOrder(tx, world.tenantId, order.orderId);
    if (found !== null) await giveBenefitsBack({ tx, at: NOW + 1, station: { tenantId: world.tenantId, stationId: null } }, found);
  });
}
