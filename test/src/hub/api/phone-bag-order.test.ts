import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { phoneBagOffer, type PhoneBagOrderAsk, phoneBagOrdered } from '../../../../src/contract/hub/phone-bag.ts';
import { orderSummary } from '../../../../src/contract/orders.ts';
import { withCheck } from '../../../../src/core/loyalty/coupon-code.ts';
import { upsertProducts } from '../../../../src/hub/catalogue.ts';
import { couponIdOf, putCoupons } from '../../../../src/hub/db/coupons.ts';
import { findOrderByToken, type StoredOrder } from '../../../../src/hub/db/orders.ts';
import { tendStock } from '../../../../src/hub/jobs/tend-stock.ts';
import { makeApi, type TestApi } from '../support/api.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { pullRows } from '../support/pull-rows.ts';
import { makeStockWorld, type StockWorld } from '../support/stock-world.ts';
import { column, makeOutbox, NOW, paid, push } from '../support/world.ts';

// A real database is slow to start on a machine that has much else to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let engine: TestEngine;
let api: TestApi;
let world: StockWorld;

beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  // Nobody here is a stranger who guesses.
  api = await makeApi(engine.db, { stranger: { burst: 1000, perSecond: 100 }, phone: { burst: 1000, perSecond: 100 } });
  world = await makeStockWorld(engine.db);
  await upsertProducts(engine.db, world.tenantId, [world.product], []);
  await world.figures({ getafe: 3 });
});
afterEach(() => api.close());

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const address = { name: 'Ana Gil', street: 'Calle Mayor 1', postcode: '28013', city: 'Madrid', country: 'ES' };
const post = async (what: 'offer' | 'order', body: unknown, station = world.kiosk.stationId) =>
  await api.plain('POST', `/v1/phone/bag/${station}/${what}`, JSON.stringify(body));
const offered = async (body: Record<string, unknown> = {}) =>
  phoneBagOffer.parse((await post('offer', { lines: [{ sku: 'CAM-M', quantity: 1 }], coupons: [], ...body })).json);

/** What a page asks that was shown the offer of now. */
async function ask(change: Partial<PhoneBagOrderAsk> = {}): Promise<PhoneBagOrderAsk> {
  const { way = 'desk', coupons = [], lines = [{ sku: 'CAM-M', quantity: 1, unitPrice: eur(2995) }] } = change;
  const { goods, discounts, ways } = await offered({
    lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
    coupons,
    ...(way === 'ship' ? { destination: { country: 'ES', postcode: '28013' } } : {}),
  });
  const offer = ways.find((one) => one.kind === 'offered' && one.way === way);
  if (offer?.kind !== 'offered') throw new Error(`${way} is not offered`);
  const { cost, from, until } = offer;
  const off = discounts.reduce((minor, { amount }) => minor + amount.minor, 0);
  const seen = { total: eur(goods.minor + cost.minor - off), promise: { way, cost, from, until } };
  const asked = { orderId: randomUUID(), lines, way, email: 'ana@example.com', locale: 'es' as const, coupons, newsletter: false, membership: false, seen };
  return { ...asked, ...(way === 'ship' ? { address } : {}), ...change };
}

async function order(body: PhoneBagOrderAsk): Promise<string> {
  const answer = phoneBagOrdered.parse((await post('order', body)).json);
  return answer.outcome === 'placed' ? answer.page : answer.why;
}
async function placed(page: string): Promise<StoredOrder> {
  const found = await findOrderByToken(engine.db, page.slice('/p/'.length));
  if (found === null) throw new Error(`no order: ${page}`);
  return found;
}
const all = () => column(engine.db, world, 'orders', "number || ' ' || status");

describe('what a bag on a phone would cost', () => {
  it('has the ways of the shop that a phone can take, with days, and what is wrong with a coupon', async () => {
    const { goods, ways, discounts, troubles, countries } = await offered({ coupons: ['NADA'] });
    expect([goods, discounts, troubles, countries[0]]).toEqual([eur(2995), [], [{ place: 0, trouble: 'unreadable' }], 'ES']);
    expect(ways.map(({ kind, way }) => `${way} ${kind}`).toSorted()).toEqual(['desk offered', 'ship offered']);
  });

  it('is refused where something in it is not sold, for a shop that there is not, and where it is no bag', async () => {
    const lines = [{ sku: 'CAM-M', quantity: 1 }];
    const statuses = [
      await post('offer', { lines: [{ sku: 'NOBODY', quantity: 1 }], coupons: [] }),
      await post('offer', { lines, coupons: [] }, 'nobody'),
      await post('offer', { lines: [], coupons: [] }),
      await post('offer', { lines, coupons: [], total: 1 }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([409, 404, 400, 400]);
  });
});

describe('a bag that is ordered from a phone', () => {
  it('is an order of the shop like any other: told to its stations, confirmed by mail, held in stock, to be paid on its page or at the till', async () => {
    const body = await ask({ newsletter: true, membership: true });
    const page = await order(body);
    const found = await placed(page);
    expect(found).toMatchObject({
      ...{ status: 'placed', storeId: 'centro', total: body.seen.total, fulfilment: { kind: 'desk' }, contact: { kind: 'email', email: 'ana@example.com' } },
      ...{ lines: [{ sku: 'CAM-M', title: 'Camisa de lino', quantity: 1, unitPrice: eur(2995) }], delivery: [body.seen.promise] },
    });
    expect(found.number).toMatch(/^ZZ-00001-/);
    await tendStock(engine.db, NOW);
    expect(await column(engine.db, world, 'stock_holds', "location_id || ' ' || quantity")).toEqual(['getafe 1']);
    expect(await column(engine.db, world, 'messages', 'kind')).toEqual(['received']);
    expect(await column(engine.db, world, 'orders', 'concluded')).toEqual(['distance']);
    // The shop asks for neither.
    expect(await column(engine.db, world, 'consents', 'purpose')).toEqual([]);
    const rows = await pullRows(engine.db, { tenantId: world.tenantId, bucket: 'orders', scope: 'centro' }, 0, 10);
    const told = orderSummary.parse(rows?.rows[0]?.value);
    const out = makeOutbox();
    const took = paid({ ...told, kind: 'order.placed', fulfilment: { kind: 'desk' }, placedOffline: false });
    expect(await push(engine.db, world.kiosk, out.request(out.add(took)))).toEqual(['1 applied']);
    expect(await all()).toEqual([`${found.number} paid`]);
    expect(JSON.stringify(await column(engine.db, world, 'audit', 'facts'))).not.toMatch(/ana@|Gil|Mayor/);
  });

  it('is sent to the address that was typed, and to no other country than the shop sends to', async () => {
    const body = await ask({ way: 'ship' });
    expect(await placed(await order(body))).toMatchObject({ fulfilment: { kind: 'ship', address } });
    const { address: _none, ...without } = await ask({ way: 'ship' });
    expect(await order(without)).toBe('no-address');
  });

  it('is ordered once, however often its answer is lost, and by nobody else', async () => {
    const body = await ask();
    const page = await order(body);
    expect([await order(body), await order({ ...body, email: 'otra@example.com' }), (await all()).length]).toEqual([page, 'goods-changed', 1]);
  });

  it('is refused with nothing kept where it is not as it was shown', async () => {
    const body = await ask();
    const { seen } = body;
    const dearer = { ...seen, total: eur(seen.total.minor - 100) };
    const later = { ...seen, promise: { ...seen.promise, until: '2030-01-01' } };
    expect([
      await order({ ...body, seen: dearer }),
      await order({ ...body, seen: later }),
      await order({ ...body, lines: [{ sku: 'CAM-M', quantity: 1, unitPrice: eur(100) }] }),
      await order({ ...body, lines: [{ sku: 'CAM-M', quantity: 4, unitPrice: eur(2995) }] }),
      await order({ ...body, lines: [{ sku: 'NOBODY', quantity: 1, unitPrice: eur(100) }] }),
      await order({ ...body, way: 'silo' }),
      await order({ ...body, coupons: ['NADA'] }),
    ]).toEqual(['promise-changed', 'promise-changed', 'price-changed', 'goods-changed', 'goods-changed', 'way-not-possible', 'coupon']);
    expect(await all()).toEqual([]);
    const bad = [
      { ...body, way: 'carry-out' },
      { ...body, email: 'ana' },
      { ...body, orderId: '1' },
      { ...body, lines: [] },
    ];
    for (const one of bad) expect((await post('order', one)).status).toBe(400);
  });

  it('uses a coupon, and once only where it is for one', async () => {
    const code = withCheck('VERANO20');
    const rule = { couponId: couponIdOf(world.tenantId, code), code, name: 'Verano', discount: { kind: 'percent' as const, percent: 20 } };
    await engine.db.transaction((tx) => putCoupons(tx, [{ tenantId: world.tenantId, rule, maxUses: 1, mostOffline: null, endedAt: null }]));
    const typed = [code.toLowerCase()];
    const [one, two] = [await ask({ coupons: typed }), await ask({ coupons: typed })];
    expect(one.seen.total).toEqual(eur(2396));
    expect(await placed(await order(one))).toMatchObject({ total: eur(2396), discounts: [{ couponId: rule.couponId, amount: eur(599) }] });
    expect(await order(two)).toBe('coupon');
    expect((await offered({ coupons: typed })).troubles).toEqual([{ place: 0, trouble: 'coupon-used' }]);
  });

  it('has numbers that no station gives, one after the other', async () => {
    const pages = [await order(await ask()), await order(await ask())];
    const numbers: string[] = [];
    for (const page of pages) numbers.push((await placed(page)).number.slice(0, 8));
    expect(numbers).toEqual(['ZZ-00001', 'ZZ-00002']);
  });

  it('is one of five at most that wait for their money', async () => {
    await world.figures({ getafe: 20 }, NOW);
    const outcomes: string[] = [];
    for (let n = 0; n < 6; n++) outcomes.push(await order(await ask()));
    expect(outcomes.map((outcome) => outcome.slice(0, 3))).toEqual(['/p/', '/p/', '/p/', '/p/', '/p/', 'too']);
    expect((await order(await ask({ email: 'otra@example.com' }))).slice(0, 3)).toBe('/p/');
  });

  it('is slowed down where somebody asks without end', async () => {
    await api.close();
    api = await makeApi(engine.db, { stranger: { burst: 2, perSecond: 0.01 } });
    const coupons = [withCheck('ADIVINA1')];
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) statuses.push((await post('offer', { lines: [{ sku: 'CAM-M', quantity: 1 }], coupons })).status);
    expect(statuses).toEqual([200, 200, 429, 429]);
  });
});
