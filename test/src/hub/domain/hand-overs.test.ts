import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { orderSummary } from '../../../../src/contract/orders.ts';
import { pullRows } from '../support/pull-rows.ts';
import { findOrder } from '../../../../src/hub/db/orders.ts';
import { returnsUntil } from '../../../../src/hub/db/returns.ts';
import { readPhoneOrder } from '../../../../src/hub/domain/phone-view.ts';
import { forgetPeople } from '../../../../src/hub/jobs/forget-people.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { addPass, collected, column, loaded, makeOutbox, makeWorld, NOW, type Outbox, paid, placed, push, type World } from '../support/world.ts';

// A real database is slow to start on a machine that has much else to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

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
});

const DAY = 86_400_000;
const eur = (minor: number) => ({ minor, currency: 'EUR' });
const address = { name: 'Ana Gil', street: 'Calle Mayor 1', postcode: '28013', city: 'Madrid', country: 'ES' };
type Placed = ReturnType<typeof placed>;
const happens = (...operations: readonly unknown[]) => push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))));
const ready = ({ orderId }: Placed) => ({ kind: 'goods.ready', orderId, way: 'desk', staffId: 'lucia', readyAt: NOW + 1 });
const handed = ({ orderId }: Placed, way: 'desk' | 'carry-out' = 'desk') => ({ kind: 'goods.handed', orderId, way, staffId: 'lucia', handedAt: NOW + 2 });
const alarms = () => column(engine.db, world, 'alarms', 'kind', 'kind');
const messages = () => column(engine.db, world, 'messages', 'kind', 'kind');
const stored = async ({ orderId }: Placed) => {
  const order = await findOrder(engine.db, world.tenantId, orderId);
  if (order === null) throw new Error('the order is there');
  return order;
};
const told = async () => {
  const page = await pullRows(engine.db, { tenantId: world.tenantId, bucket: 'orders', scope: 'centro' }, 0, 10);
  return (page?.rows ?? []).map(({ value }) => orderSummary.parse(value));
};
const parts = async (order: Placed) => (await readPhoneOrder(engine.db, await stored(order), NOW)).parts?.map(({ way, state }) => `${way} ${state}`);

/** One piece that is taken along, one at the desk, one in the silo, one that is sent. */
function mixed(): Placed {
  const [line] = placed().lines;
  if (line === undefined) throw new Error('an order has lines');
  const way = (sku: string, to?: 'carry-out' | 'desk' | 'ship') => ({ ...line, sku, quantity: 1, ...(to === undefined ? {} : { way: to }) });
  return placed({
    lines: [way('A', 'carry-out'), way('B', 'desk'), way('C'), way('D', 'ship')],
    total: eur(4 * 2995 + 395),
    shipTo: address,
    delivery: [
      { way: 'carry-out', cost: eur(0), from: '2026-11-23', until: '2026-11-23' },
      { way: 'ship', cost: eur(395), from: '2026-11-25', until: '2026-11-26' },
    ],
  });
}

describe('an order of several ways', () => {
  it('is told to stations and to its customer part by part, without its address', async () => {
    const order = mixed();
    const steps = [await happens(order), await parts(order)];
    await happens(paid(order, { amount: order.total }), handed(order, 'carry-out'));
    steps.push(await parts(order));
    await happens(ready(order));
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    await happens(parcel);
    steps.push(await parts(order));
    await happens(handed(order), collected(parcel));
    steps.push(await parts(order));
    expect(steps.slice(1)).toEqual([
      ['carry-out waiting-payment', 'desk waiting-payment', 'silo waiting-payment', 'ship waiting-payment'],
      ['carry-out handed-over', 'desk preparing', 'silo preparing', 'ship preparing'],
      ['carry-out handed-over', 'desk ready', 'silo ready', 'ship preparing'],
      ['carry-out handed-over', 'desk handed-over', 'silo handed-over', 'ship preparing'],
    ]);
    expect(await alarms()).toEqual([]);
    expect(await messages()).toEqual(['collected', 'desk-ready', 'paid', 'ready', 'received']);
    const [summary] = await told();
    expect(summary).toMatchObject({ fulfilmentKind: 'silo', delivery: [{ way: 'carry-out' }, { way: 'ship', cost: eur(395) }], status: 'collected' });
    expect(JSON.stringify(await engine.db.query('SELECT value::text FROM bucket_rows WHERE tenant_id = $1', [world.tenantId]))).not.toContain('Mayor');
    expect((await stored(order)).shipTo).toEqual(address);
  });

  it('has its address and its member erased with its contact', async () => {
    const order = { ...mixed(), memberId: '0123456789abcdef0123456789abcdef' };
    await happens(order);
    await engine.db.query("UPDATE messages SET state = 'sent', ended_at = $2 WHERE tenant_id = $1", [world.tenantId, NOW]);
    await forgetPeople(engine.db, NOW + 800 * DAY);
    const after = await stored(order);
    expect([after.contact, after.shipTo, after.memberId, after.delivery?.length]).toEqual([null, undefined, undefined, 2]);
  });

  it('keeps its contact as long as something waits at the desk', async () => {
    const order = mixed();
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    await happens(order, paid(order, { amount: order.total }), parcel, collected(parcel));
    await engine.db.query("UPDATE messages SET state = 'sent', ended_at = $2 WHERE tenant_id = $1", [world.tenantId, NOW]);
    await forgetPeople(engine.db, NOW + 300 * DAY);
    expect((await stored(order)).contact).not.toBeNull();
    await happens(handed(order));
    await engine.db.query("UPDATE messages SET state = 'sent', ended_at = $2 WHERE tenant_id = $1", [world.tenantId, NOW]);
    await forgetPeople(engine.db, NOW + 300 * DAY);
    expect((await stored(order)).contact).toBeNull();
  });
});

describe('an order for the desk', () => {
  it('is ready, then collected, and may come back from then on', async () => {
    const order = placed({ fulfilment: { kind: 'desk' } });
    await happens(order, paid(order));
    const before = await returnsUntil(engine.db, await stored(order), 30);
    const seen: unknown[] = [];
    for (const step of [ready(order), ready(order), handed(order)]) {
      await happens(step);
      seen.push((await stored(order)).status);
    }
    expect(seen).toEqual(['ready', 'ready', 'collected']);
    expect([before, await returnsUntil(engine.db, await stored(order), 30)]).toEqual([null, NOW + 2 + 30 * DAY]);
    expect((await told())[0]?.handOvers).toEqual([{ way: 'desk', readyAt: NOW + 1, handedAt: NOW + 2 }]);
    expect(await alarms()).toEqual([]);
  });
});

describe('goods that moved although they should not have', () => {
  it('are a fact that somebody looks into, and the money settles it', async () => {
    const order = placed({ fulfilment: { kind: 'carry-out' } });
    expect(await happens(order, handed(order, 'carry-out'))).toEqual(['1 applied', '2 applied']);
    expect([(await stored(order)).status, await alarms()]).toEqual(['placed', ['hand-over-not-paid']]);
    await happens(paid(order));
    expect((await stored(order)).status).toBe('collected');
  });
  it('twice, at two stations that had not heard of each other', async () => {
    const order = placed({ fulfilment: { kind: 'desk' } });
    await happens(order, paid(order), handed(order), { ...handed(order), handedAt: NOW + 9 });
    expect([(await stored(order)).handOvers, await alarms()]).toEqual([[{ way: 'desk', handedAt: NOW + 2 }], ['hand-over-already']]);
  });
  it('of an order that has no such part are kept all the same, as what was done, and those of an order that is not known yet wait', async () => {
    const order = placed();
    expect(await happens(order, paid(order), handed(order))).toEqual(['1 applied', '2 applied', '3 applied']);
    expect([(await stored(order)).handOvers, (await stored(order)).status, await alarms()]).toEqual([
      [{ way: 'desk', handedAt: NOW + 2 }],
      'paid',
      ['hand-over-nothing-to-hand-over'],
    ]);
    expect((await happens(handed(placed())))[0]).toMatch(/^4 (rejected|deferred)/);
  });
});

describe('a total that does not add up', () => {
  it('is kept as the customer saw it, and looked into', async () => {
    const order = placed({ delivery: [{ way: 'silo', cost: eur(100), from: '2026-11-23', until: '2026-11-24' }] });
    expect(await happens(order)).toEqual(['1 applied']);
    expect([(await stored(order)).total, await alarms()]).toEqual([eur(5990), ['order-total-wrong']]);
  });

  it('is refused where amounts are in several currencies, and what its station says next is applied all the same', async () => {
    const order = placed();
    const [line] = order.lines;
    if (line === undefined) throw new Error('an order has a line');
    const twoCurrencies = { ...order, lines: [{ ...line, unitPrice: { minor: 100, currency: 'CLP' } }] };
    expect(await happens(twoCurrencies, placed())).toEqual(['1 rejected amounts in several currencies', '2 applied']);
    expect(await alarms()).toEqual(['rejected']);
  });
});
