import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrderPlaced } from '../../../../src/contract/events/operations.ts';
import { orderSummary, type OrderSummary } from '../../../../src/contract/orders.ts';
import type { StaffRole } from '../../../../src/contract/staff.ts';
import { upsertProducts } from '../../../../src/hub/catalogue.ts';
import { putRows } from '../../../../src/hub/db/buckets.ts';
import { pullRows } from '../support/pull-rows.ts';
import { findDiscounts } from '../../../../src/hub/db/staff-discounts.ts';
import { applySetup } from '../../../../src/hub/db/setup.ts';
import { listDiscounts, settleDiscount } from '../../../../src/hub/domain/staff-discounts.ts';
import { settleStock, tendStock } from '../../../../src/hub/jobs/tend-stock.ts';
import { forgetPeople } from '../../../../src/hub/jobs/forget-people.ts';
import { shirt } from '../../../flows/support/shop.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { column, deposited, loaded, collected, addPass, makeOutbox, makeWorld, NOW, type Outbox, paid, placed, push, type World } from '../support/world.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const ana = { sku: 'CAM-AZ-M', reason: 'damaged', staffId: 'ana' } as const;
const both = { ...ana, secondId: 'marcos' } as const;
const operator = { operatorId: 'central', rights: new Set<never>() };
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
  await hire('ana', ['assistant']);
  await hire('marcos', ['assistant', 'manager']);
  await hire('nadia', ['technician']);
  // Who takes the money here.
  await hire('eva', ['assistant']);
});

const hire = (staffId: string, roles: readonly StaffRole[]) =>
  engine.db.transaction((tx) =>
    putRows(tx, { tenantId: world.tenantId, bucket: 'staff', scope: 'centro' }, [
      { key: staffId, value: { staffId, name: staffId, number: '1001', badgeHash: 'a'.repeat(64), pin: 'scrypt$16$8$1$0303$0404', roles: [...roles] } },
    ]),
  );
const happens = (...operations: readonly unknown[]) => push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))));

/** Two shirts of 29.95 for less. */
function marked(price: number, marks: OrderPlaced['marks'], change: Partial<OrderPlaced> = {}): OrderPlaced {
  const {
    lines: [line],
  } = placed();
  if (line === undefined) throw new Error('an order has lines');
  return placed({
    lines: [{ ...line, unitPrice: eur(price), listPrice: eur(2995) }],
    total: eur(price * 2),
    ...(marks === undefined ? {} : { marks }),
    ...change,
  });
}

async function told(orderId: string): Promise<OrderSummary | null> {
  const page = await pullRows(engine.db, { tenantId: world.tenantId, bucket: 'orders', scope: 'centro' }, 0, 100);
  const value = page?.rows.find(({ key }) => key === orderId)?.value;
  return value == null ? null : orderSummary.parse(value);
}
const why = async (orderId: string) => (await findDiscounts(engine.db, world.tenantId, orderId)).map((one) => one.why);
const alarms = () => column(engine.db, world, 'alarms', 'kind');
const settle = (orderId: string, outcome: 'borne' | 'undone') =>
  engine.db.transaction((tx) =>
    settleDiscount({ tx, at: NOW, station: { tenantId: world.tenantId, stationId: null } }, { ...operator, tenantId: world.tenantId }, orderId, {
      outcome,
      by: '7',
    }),
  );
const undone = (orderId: string, at = NOW) => ({ kind: 'discount.undone', orderId, staffId: 'ana', at });

describe('a discount that arrives', () => {
  it('within the limits is kept with who gave it, for every piece, and stations see two prices and nobody', async () => {
    const order = marked(2396, [{ ...both, note: 'roce' }]);
    expect(await happens(order, paid(order))).toEqual(['1 applied', '2 applied']);
    expect(await findDiscounts(engine.db, world.tenantId, order.orderId)).toMatchObject([
      { sku: 'CAM-AZ-M', quantity: 2, list: eur(2995), unit: eur(2396), reason: 'damaged', note: 'roce', staffId: 'ana', secondId: 'marcos', why: null },
    ]);
    const row = await told(order.orderId);
    expect(row).toMatchObject({ status: 'paid', total: eur(4792), lines: [{ unitPrice: eur(2396), listPrice: eur(2995) }] });
    expect(row?.discountRefused).toBeUndefined();
    expect(JSON.stringify(row)).not.toMatch(/ana|marcos|roce|damaged/);
    expect(await alarms()).toEqual([]);
    expect(await column(engine.db, world, 'audit', 'facts').then((all) => all.find((facts) => JSON.stringify(facts).includes('secondId')))).toEqual({
      ...{ orderId: order.orderId, sku: 'CAM-AZ-M', quantity: 2, list: 2995, minor: 2396, currency: 'EUR' },
      ...{ reason: 'damaged', staffId: 'ana', secondId: 'marcos', why: null },
    });
  });

  it.each<[string, number, OrderPlaced['marks']]>([
    ['needs-second', 2396, [ana]],
    ['above-limit', 100, [both]],
    ['above-limit', 100, [{ ...ana, staffId: 'marcos' }]],
    ['same-person', 2396, [{ ...ana, secondId: 'ana' }]],
    ['unknown-staff', 2900, [{ ...ana, staffId: 'nobody' }]],
    ['unknown-staff', 2900, [{ ...ana, staffId: 'nadia' }]],
    ['unknown-staff', 2396, [{ ...ana, secondId: 'nobody' }]],
    ['no-reason', 2900, [{ ...ana, reason: 'other' }]],
    ['no-reason', 2900, undefined],
    ['no-reason', 2900, [{ ...ana, sku: 'OTHER' }]],
    ['not-lower', 4000, [ana]],
  ])('of a station that says what it likes is refused: %s at %i', async (reason, price, marks) => {
    const order = marked(price, marks);
    expect(await happens(order)).toEqual(['1 applied']);
    expect(await why(order.orderId)).toEqual([reason]);
    expect(await told(order.orderId)).toMatchObject({ status: 'placed', discountRefused: true, total: eur(price * 2) });
    expect(await alarms()).toEqual(['discount-refused']);
  });

  it('is judged by the limits and the categories that the shop has now', async () => {
    await upsertProducts(
      engine.db,
      world.tenantId,
      [{ ...shirt, variants: shirt.variants.map((one, at) => (at === 0 ? { ...one, sku: 'CAM-AZ-M' } : one)) }],
      [],
    );
    const stores = (discounts: { assistant: number; manager: number; excluded?: string[] }) => [
      { storeId: 'centro', name: 'Centro', currency: 'EUR', locationId: 'centro', stations: [], staff: [], discounts },
    ];
    const set = (discounts: Parameters<typeof stores>[0]) =>
      applySetup(engine.db, { tenantId: world.tenantId, name: 'Moda', locations: [], stores: stores(discounts) }, 'https://hub.example');
    await set({ assistant: 50, manager: 50 });
    await hire('ana', ['assistant']);
    const [one, two] = [marked(1500, [ana]), marked(2900, [ana], { number: 'K1-00043-9' })];
    await happens(one);
    await set({ assistant: 50, manager: 50, excluded: [shirt.category] });
    await hire('ana', ['assistant']);
    await happens(two);
    expect([await why(one.orderId), await why(two.orderId)]).toEqual([[null], ['excluded']]);
  });

  it('is told once, however often it arrives', async () => {
    const order = marked(2396, [ana]);
    const request = out.request(out.add(order));
    expect(await push(engine.db, world.kiosk, request)).toEqual(['1 applied']);
    expect(await push(engine.db, world.kiosk, request)).toEqual(['1 duplicate']);
    await settle(order.orderId, 'borne');
    expect(await push(engine.db, world.kiosk, request)).toEqual(['1 duplicate']);
    expect([await why(order.orderId), await alarms(), (await told(order.orderId))?.discountRefused]).toEqual([['needs-second'], [], undefined]);
  });
});

describe('a discount that the hub does not agree to', () => {
  it('costs the full price again once staff take it back, whatever coupons took off', async () => {
    const coupon = { couponId: 'a'.repeat(32), name: 'Verano', amount: eur(500) };
    const order = marked(1000, [ana], { total: eur(1500), discounts: [coupon] });
    expect(await happens(order, undone(order.orderId))).toEqual(['1 applied', '2 applied']);
    expect(await told(order.orderId)).toMatchObject({ total: eur(5490), lines: [{ unitPrice: eur(2995), listPrice: eur(2995) }] });
    expect((await told(order.orderId))?.discountRefused).toBeUndefined();
    expect(await happens(undone(order.orderId), paid({ ...order, total: eur(5490) }))).toEqual(['3 applied', '4 applied']);
    expect((await told(order.orderId))?.status).toBe('paid');
  });

  it('whose money was taken before anybody knew leaves the order paid, and people with a decision', async () => {
    const order = marked(1000, [ana]);
    expect(await happens(order, paid(order), undone(order.orderId))).toEqual(['1 applied', '2 applied', '3 rejected the order is paid']);
    expect(await told(order.orderId)).toMatchObject({ status: 'paid', total: eur(2000), discountRefused: true });
    expect(await settle(order.orderId, 'undone')).toMatchObject({ ok: false, error: { kind: 'not-now' } });
    expect(await settle(order.orderId, 'borne')).toEqual({ ok: true, value: undefined });
    expect(await settle(order.orderId, 'borne')).toEqual({ ok: true, value: undefined });
    expect(await settle(order.orderId, 'undone')).toMatchObject({ ok: false, error: { kind: 'not-now' } });
    expect([(await told(order.orderId))?.discountRefused, await alarms()]).toEqual([undefined, ['rejected']]);
  });

  it('is undone by head office while nobody has paid', async () => {
    const order = marked(1000, [ana]);
    await happens(order);
    expect(await settle(order.orderId, 'undone')).toEqual({ ok: true, value: undefined });
    expect(await told(order.orderId)).toMatchObject({ total: eur(5990) });
    expect(await listDiscounts(engine.db, world.tenantId)).toMatchObject([{ orderId: order.orderId, why: 'above-limit', settled: 'undone' }]);
  });

  it('is borne after all where a till that was away took the price of the slip, so that its customer keeps goods and order', async () => {
    const order = marked(100, [both]);
    await happens(order);
    expect(await settle(order.orderId, 'undone')).toMatchObject({ ok: true });
    expect(await happens(paid(order))).toEqual(['2 applied']);
    expect(await told(order.orderId)).toMatchObject({ status: 'paid', total: eur(200), lines: [{ unitPrice: eur(100) }] });
    expect([(await findDiscounts(engine.db, world.tenantId, order.orderId)).map(({ settled }) => settled), await alarms()]).toEqual([['borne'], []]);
    expect(await column(engine.db, world, 'money_back', 'why')).toEqual([]);
  });

  it('is borne, or stays undone, where nobody had paid in time as far as the hub knew: the till that tells it later ends it', async () => {
    const [slip, taken] = [marked(100, [both]), marked(100, [both], { number: 'K1-00043-9' })];
    await happens(slip, taken);
    await settleStock(engine.db, NOW);
    expect(await settle(slip.orderId, 'undone')).toMatchObject({ ok: true });
    await tendStock(engine.db, NOW + 49 * 3_600_000);
    const before = [(await told(slip.orderId))?.status, (await told(taken.orderId))?.status];
    const dear = { ...taken, total: eur(5990) };
    expect([before, await happens(paid(slip), undone(taken.orderId), paid(dear))]).toEqual([
      ['cancelled', 'cancelled'],
      ['3 applied', '4 applied', '5 applied'],
    ]);
    expect(await told(slip.orderId)).toMatchObject({ status: 'paid', total: eur(200) });
    expect(await told(taken.orderId)).toMatchObject({ status: 'paid', total: eur(5990) });
    expect([await alarms(), await column(engine.db, world, 'money_back', 'why')]).toEqual([[], []]);
  });

  it('does not come back with a coupon of a till that had not heard that it was undone', async () => {
    const order = marked(2396, [both]);
    await happens(order, undone(order.orderId));
    const discounts = [{ couponId: 'c0'.repeat(16), name: 'Diez', amount: eur(500) }];
    const told = { kind: 'order.discounted', orderId: order.orderId, discounts, total: eur(2 * 2396 - 500), staffId: 'ana', at: NOW };
    expect(await happens(told)).toEqual(['3 applied']);
    expect(await column(engine.db, world, 'orders', 'total_minor')).toEqual([2 * 2995 - 500]);
    expect(await alarms()).not.toContain('order-total-wrong');
  });

  it('of an order that is still on its way is taken back when it is there, and of another shop never', async () => {
    const order = marked(1000, [ana]);
    expect(await happens(undone(order.orderId))).toEqual(['1 deferred the order has not arrived yet']);
    await happens(order);
    const other = makeOutbox();
    expect(await push(engine.db, world.otherShop, other.request(other.add(undone(order.orderId))))).toEqual(['1 rejected no such order']);
  });

  it('comes first in head office’s list, and its note goes after ninety days', async () => {
    const [fine, wrong] = [marked(2900, [{ ...ana, note: 'sin botón' }]), marked(1000, [ana], { number: 'K1-00043-9', placedAt: NOW - 5 })];
    await happens(fine, wrong);
    expect((await listDiscounts(engine.db, world.tenantId)).map(({ orderId }) => orderId)).toEqual([wrong.orderId, fine.orderId]);
    await forgetPeople(engine.db, NOW + 91 * 86_400_000);
    expect((await listDiscounts(engine.db, world.tenantId)).map(({ note }) => note)).toEqual([null, null]);
  });
});

it('never pays back more than was paid for a discounted piece', async () => {
  const order = marked(2396, [both]);
  const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
  await happens(order, paid(order), parcel, collected(parcel));
  await happens(deposited(order, { lines: [{ sku: 'CAM-AZ-M', quantity: 1, reason: 'size' }] }));
  expect(await column(engine.db, world, 'refunds', "state || ' ' || amount_minor")).toEqual(['requested 2396']);
});
