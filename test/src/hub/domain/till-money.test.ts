import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OrderPlaced } from '../../../../src/contract/events/operations.ts';
import { lockOrder, findOrder } from '../../../../src/hub/db/orders.ts';
import { addPoints, putMember, readBalance } from '../../../../src/hub/db/members.ts';
import { applyLoyalty } from '../../../../src/hub/db/setup.ts';
import { withdrawByPhone } from '../../../../src/hub/after/withdraw.ts';
import { settleRefund } from '../../../../src/hub/domain/settle-refund.ts';
import { tellBroken } from '../../../../src/hub/domain/alone.ts';
import { type LogFields, silentLogger } from '../../../../src/kernel/logger.ts';
import { readPhoneMoney, settleMoney } from '../../../../src/hub/domain/money-back.ts';
import { decideShort } from '../../../../src/hub/domain/stock/decide.ts';
import { settleStock, tendStock } from '../../../../src/hub/jobs/tend-stock.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { makeStockWorld, type StockWorld } from '../support/stock-world.ts';
import { addPass, collected, column, deposited, loaded, makeOutbox, NOW, paid, placed, push } from '../support/world.ts';

// A real database is slow to start on a machine that has much else to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let engine: TestEngine;
beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());

const HOUR = 3_600_000;
const eur = (minor: number) => ({ minor, currency: 'EUR' });
const memberId = '00112233445566778899aabbccddeeff';

/** An order of so many shirts at 29.95, each a line of its own SKU. */
function shirts(skus: readonly string[], change: Partial<OrderPlaced> = {}): OrderPlaced {
  const [line] = placed().lines;
  if (line === undefined) throw new Error('an order has lines');
  return placed({ lines: skus.map((sku) => ({ ...line, sku, quantity: 1 })), total: eur(skus.length * 2995), ...change });
}

async function open() {
  const world: StockWorld = await makeStockWorld(engine.db, { unpaidHours: 48 });
  const [till, other] = [makeOutbox(), makeOutbox()];
  const happens = (...operations: readonly unknown[]) => push(engine.db, world.kiosk, till.request(...operations.map((one) => till.add(one))));
  const elsewhere = (...operations: readonly unknown[]) => push(engine.db, world.second, other.request(...operations.map((one) => other.add(one))));
  const locked = async <T>(
    orderId: string,
    work: (c: Parameters<typeof settleMoney>[0], order: NonNullable<Awaited<ReturnType<typeof lockOrder>>>) => Promise<T>,
  ) =>
    await engine.db.transaction(async (tx) => {
      const order = await lockOrder(tx, world.tenantId, orderId);
      if (order === null) throw new Error('no order');
      return await work({ tx, at: NOW, station: { tenantId: world.tenantId, stationId: null } }, order);
    });
  const giveUp = ({ orderId }: OrderPlaced, sku: string) => locked(orderId, (c, order) => decideShort(c, order, { choice: 'give-up', sku, short: 1 }));
  return {
    world,
    happens,
    elsewhere,
    giveUp,
    locked,
    owed: () => column(engine.db, world, 'money_back', "amount_minor || ' ' || why", 'amount_minor'),
    alarms: async () => (await column(engine.db, world, 'alarms', 'kind', 'kind')).filter((kind) => kind !== 'rejected' && kind !== 'stock-short'),
    messages: () => column(engine.db, world, 'messages', 'kind', 'kind'),
    order: async ({ orderId }: OrderPlaced) => {
      const order = await findOrder(engine.db, world.tenantId, orderId);
      return order === null ? null : [order.status, order.total.minor];
    },
  };
}

/** Everything is counted; what is named is nowhere. */
async function soldOut({ world }: Awaited<ReturnType<typeof open>>, order: OrderPlaced, ...gone: readonly string[]): Promise<void> {
  for (const { sku } of order.lines) await world.figures({ centro: gone.includes(sku) ? 0 : 5 }, NOW - HOUR, sku);
}

describe('money of a till that had not heard of everything', () => {
  it('pays with any sum that covers the order, and owes the rest', async () => {
    const shop = await open();
    const order = shirts(['A', 'B', 'C']);
    await soldOut(shop, order, 'A', 'B');
    await shop.happens(order);
    await settleStock(engine.db, NOW);
    // Two of three are given up; the till has heard of the first alone.
    await shop.giveUp(order, 'A');
    await shop.giveUp(order, 'B');
    expect(await shop.elsewhere(paid(order, { amount: eur(5990) }))).toEqual(['1 applied']);
    await tendStock(engine.db, NOW + 50 * HOUR);
    expect([await shop.order(order), await shop.owed(), await shop.alarms()]).toEqual([['paid', 2995], ['2995 paid-too-much'], []]);
    expect(await shop.messages()).toContain('money-owed');
  });

  it('makes people look where it is more than the order ever cost', async () => {
    const shop = await open();
    const order = shirts(['A']);
    await shop.happens(order, paid(order, { amount: eur(9900) }));
    expect([await shop.order(order), await shop.owed(), await shop.alarms()]).toEqual([['paid', 2995], ['6905 paid-too-much'], ['payment-above-total']]);
  });

  it('is owed when another till took it too, once, and the alarm ends with it', async () => {
    const shop = await open();
    const order = shirts(['A']);
    const second = paid(order, { tender: 'cash' });
    await shop.happens(order, paid(order));
    expect(await shop.elsewhere(second)).toEqual(['1 rejected the order is paid already']);
    await shop.elsewhere(second);
    expect([await shop.owed(), await shop.alarms(), await shop.messages()]).toEqual([
      ['2995 not-needed'],
      ['payment-rejected'],
      ['money-owed', 'paid', 'received'],
    ]);
    expect(await readPhoneMoney(engine.db, shop.world.tenantId, order.orderId)).toMatchObject([{ state: 'owed', why: 'not-needed', amount: eur(2995) }]);
    const told = { outcome: 'paid', amount: eur(2995), tender: 'cash', by: 'caja-1' } as const;
    expect([await settle(shop, order, { ...told, outcome: 'give-back' }), await settle(shop, order, told), await shop.alarms()]).toEqual([
      'it was taken at a till: it goes back there',
      'ok',
      [],
    ]);
  });

  it('is not owed where the same money is told under two operations', async () => {
    const shop = await open();
    const order = shirts(['A']);
    const payment = paid(order);
    await shop.happens(order, payment, payment);
    expect([await shop.owed(), await shop.alarms()]).toEqual([[], []]);
  });

  it('is owed for an order that was called off before, but not while its goods are out', async () => {
    const shop = await open();
    const order = shirts(['A'], { fulfilment: { kind: 'desk' } });
    await shop.happens(order);
    await engine.db.query("UPDATE orders SET status = 'cancelled' WHERE tenant_id = $1", [shop.world.tenantId]);
    await shop.elsewhere(paid(order), { kind: 'goods.handed', orderId: order.orderId, way: 'desk', staffId: 'lucia', handedAt: NOW });
    const told = { outcome: 'paid', amount: eur(2995), tender: 'cash', by: 'caja-1' } as const;
    expect([await shop.owed(), await settle(shop, order, told), await settle(shop, order, { outcome: 'declined', by: 'caja-1' })]).toEqual([
      ['2995 not-needed'],
      'its customer has goods of the order: they come back first, or the money stays',
      'ok',
    ]);
  });

  it('of less than the order costs pays nothing and is owed', async () => {
    const shop = await open();
    const order = shirts(['A']);
    expect(await shop.happens(order, paid(order, { amount: eur(2000) }))).toEqual(['1 applied', '2 rejected the amount is less than the total of the order']);
    expect([await shop.order(order), await shop.owed()]).toEqual([['placed', 2995], ['2000 not-needed']]);
  });

  it('keeps the time of an unpaid order from ending it while its goods lie in a silo', async () => {
    const shop = await open();
    const order = shirts(['A']);
    await soldOut(shop, order);
    await shop.happens(order, loaded(order, { passId: await addPass(engine.db, shop.world.kiosk) }));
    await settleStock(engine.db, NOW);
    await tendStock(engine.db, NOW + 50 * HOUR);
    expect(await shop.order(order)).toEqual(['placed', 2995]);
    await shop.happens(paid(order));
    expect(await shop.order(order)).toEqual(['ready', 2995]);
  });
});

async function settle(shop: Awaited<ReturnType<typeof open>>, { orderId }: OrderPlaced, told: Parameters<typeof settleMoney>[3]): Promise<string> {
  const operatorId = randomUUID();
  await engine.db.query(`INSERT INTO operators (tenant_id, operator_id, name, rights) VALUES ($1, $2, 'Caja', '["refund"]')`, [
    shop.world.tenantId,
    operatorId,
  ]);
  const operator = { tenantId: shop.world.tenantId, operatorId, name: 'Caja', rights: new Set(['refund' as const]) };
  const [moneyId] = await column(engine.db, shop.world, 'money_back', 'money_id');
  const done = await shop.locked(orderId, (c) => settleMoney(c, operator, String(moneyId), told));
  return done.ok ? 'ok' : done.error.message;
}

describe('a discount of a till that had not heard what was given up', () => {
  it('is given for what is left, and charges nothing that is gone', async () => {
    const shop = await open();
    const order = shirts(['A', 'B']);
    await soldOut(shop, order, 'A');
    await shop.happens(order);
    await settleStock(engine.db, NOW);
    await shop.giveUp(order, 'A');
    const discounts = [{ couponId: '00'.repeat(16), name: 'Verano', amount: eur(600) }];
    await shop.elsewhere({ kind: 'order.discounted', orderId: order.orderId, discounts, total: eur(5390), staffId: 'eva', at: NOW });
    expect(await shop.order(order)).toEqual(['placed', 2695]);
    expect(await shop.elsewhere(paid(order, { amount: eur(5390) }))).toEqual(['2 applied']);
    expect([await shop.order(order), await shop.owed()]).toEqual([['paid', 2695], ['2695 paid-too-much']]);
  });

  it('whose sum does not agree with itself is looked into', async () => {
    const shop = await open();
    const order = shirts(['A', 'B']);
    await shop.happens(order, { kind: 'order.discounted', orderId: order.orderId, discounts: [], total: eur(5000), staffId: 'eva', at: NOW });
    expect([await shop.order(order), await shop.alarms()]).toEqual([['placed', 5000], ['order-total-wrong']]);
  });
});

describe('an order at which a job breaks', () => {
  it('stops neither the others nor other shops: it is told once, and tried again', async () => {
    const [shop, other] = [await open(), await open()];
    const [bad, good, third] = [shirts(['A']), shirts(['A'], { number: 'K1-00043-9' }), shirts(['A'])];
    for (const [one, orders] of [
      [shop, [bad, good]],
      [other, [third]],
    ] as const) {
      await soldOut(one, bad);
      await one.happens(...orders);
    }
    const whole = await engine.db.query('SELECT lines FROM orders WHERE order_id = $1', [bad.orderId]);
    await engine.db.query(`UPDATE orders SET lines = '{"broken":true}' WHERE order_id = $1`, [bad.orderId]);
    const lines: unknown[] = [];
    const logger = { ...silentLogger, error: (message: string, fields?: LogFields) => void lines.push([message, fields?.['job'], fields?.['about']]) };
    const tend = (at: number) => tendStock(engine.db, at, tellBroken({ db: engine.db, logger, now: () => at }, 'stock'));
    await tend(NOW);
    const held = await engine.db.query('SELECT order_id FROM stock_holds WHERE order_id IN ($1, $2, $3)', [bad.orderId, good.orderId, third.orderId]);
    await tend(NOW + 50 * HOUR);
    expect([held.map((row) => row['order_id']).toSorted(), await shop.order(good), await other.order(third), await shop.alarms()]).toEqual([
      [good.orderId, third.orderId].toSorted(),
      ['cancelled', 2995],
      ['cancelled', 2995],
      ['job-broken'],
    ]);
    expect(lines[0]).toEqual(['a job broke at a row', 'stock', bad.orderId]);
    await engine.db.query('UPDATE orders SET lines = $2::jsonb WHERE order_id = $1', [bad.orderId, JSON.stringify(whole[0]?.['lines'])]);
    await tend(NOW + 51 * HOUR);
    expect(await column(engine.db, shop.world, 'stock_due', 'order_id')).toEqual([]);
  });
});

describe('an order that costs nothing', () => {
  const free = (change: Partial<OrderPlaced> = {}) =>
    shirts(['A'], { total: eur(0), discounts: [{ couponId: '00'.repeat(16), name: 'Regalo', amount: eur(2995) }], ...change });
  const tenders = ({ world }: Awaited<ReturnType<typeof open>>) => column(engine.db, world, 'payments', "tender || ' ' || amount_minor");

  it('is paid as soon as it is placed, and no time ends it', async () => {
    const shop = await open();
    const order = free();
    await soldOut(shop, order);
    expect(await shop.happens(order, loaded(order, { passId: await addPass(engine.db, shop.world.kiosk) }))).toEqual(['1 applied', '2 applied']);
    await settleStock(engine.db, NOW);
    await tendStock(engine.db, NOW + 50 * HOUR);
    expect([await shop.order(order), await tenders(shop), await shop.alarms(), await shop.messages()]).toEqual([
      ['ready', 0],
      ['nothing 0'],
      ['benefit-overused'],
      ['paid', 'ready', 'received'],
    ]);
  });

  it('is paid when a till takes the rest off, and money of nothing taken for it all the same changes nothing', async () => {
    const shop = await open();
    const order = shirts(['A']);
    const discounts = [{ couponId: '00'.repeat(16), name: 'Regalo', amount: eur(2995) }];
    await shop.happens(order, { kind: 'order.discounted', orderId: order.orderId, discounts, total: eur(0), staffId: 'eva', at: NOW });
    expect(await shop.happens(paid(order, { amount: eur(0), tender: 'cash' }))).toEqual(['3 applied']);
    expect([await shop.order(order), await tenders(shop), await shop.owed()]).toEqual([['paid', 0], ['nothing 0'], []]);
  });

  it('is paid when its customer gives up the only thing that cost anything', async () => {
    const shop = await open();
    const [dear, gift] = shirts(['A', 'B']).lines;
    if (dear === undefined || gift === undefined) throw new Error('two lines');
    const order = placed({ lines: [dear, { ...gift, unitPrice: eur(0) }], total: eur(2995) });
    await soldOut(shop, order, 'A');
    await shop.happens(order);
    await settleStock(engine.db, NOW);
    await shop.giveUp(order, 'A');
    expect([await shop.order(order), await tenders(shop)]).toEqual([['paid', 0], ['nothing 0']]);
  });

  it('because staff let a price go waits for somebody to press the key', async () => {
    const shop = await open();
    const [line] = shirts(['A']).lines;
    if (line === undefined) throw new Error('a line');
    const order = placed({ lines: [{ ...line, listPrice: line.unitPrice, unitPrice: eur(0) }], total: eur(0) });
    await shop.happens(order);
    expect([await shop.order(order), await tenders(shop)]).toEqual([['placed', 0], []]);
  });

  it('that is called off gives back no money, and what covered it', async () => {
    const shop = await open();
    const order = free();
    await shop.happens(order);
    await shop.locked(order.orderId, (c, found) => withdrawByPhone(c, found, { withdrawalId: randomUUID(), lines: [], at: NOW, made: 0 }));
    expect([
      await shop.order(order),
      await column(engine.db, shop.world, 'withdrawals', "state || coalesce(amount_minor::text, '')"),
      await column(engine.db, shop.world, 'benefit_uses', 'state'),
    ]).toEqual([['cancelled', 0], ['cancelled'], ['given-back']]);
  });
});

describe('points of an order of which a part was nowhere', () => {
  const rules = { earnMinor: 100, pointMinor: 5, currency: 'EUR', leastPoints: 100, offlinePoints: 200, newsletter: true, membership: true, boxes: [] };

  async function member(shop: Awaited<ReturnType<typeof open>>, points: number): Promise<void> {
    const { tenantId } = shop.world;
    const store = { storeId: 'centro', name: 'Centro', currency: 'EUR', locationId: 'centro', stations: [], staff: [] };
    await applyLoyalty(engine.db, { tenantId, name: 'Moda', locations: [], stores: [store], loyalty: rules }, []);
    await engine.db.transaction(async (tx) => {
      const contact = { kind: 'email', email: 'socia@example.com' } as const;
      const known = { tenantId, memberId, generation: 0, token: randomUUID().slice(0, 22), contact, address: null, sizes: [], locale: 'es' as const };
      await putMember(tx, { ...known, joinedAt: NOW, endedAt: null });
      await addPoints(tx, { tenantId, entryId: 'start', memberId, orderId: null, kind: 'imported', points, at: NOW });
    });
  }
  const balance = ({ world }: Awaited<ReturnType<typeof open>>) => readBalance(engine.db, world.tenantId, memberId);
  const withPoints = (skus: readonly string[], points: number) =>
    shirts(skus, { memberId, total: eur(skus.length * 2995 - points * 5), discounts: [{ couponId: null, name: 'Puntos', amount: eur(points * 5), points }] });

  it('come back by its share, and what it had earned goes', async () => {
    const shop = await open();
    await member(shop, 500);
    const order = withPoints(['A', 'B'], 200);
    await soldOut(shop, order, 'A');
    await shop.happens(order, paid(order));
    await settleStock(engine.db, NOW);
    const before = await balance(shop);
    await shop.giveUp(order, 'A');
    // 59.90 less 10.00 had earned 49; 29.95 less 5.00 earn 24. Half of the points that were spent are there again.
    expect([before, await balance(shop), await shop.order(order), await shop.owed()]).toEqual([
      500 - 200 + 49,
      500 - 100 + 24,
      ['paid', 2495],
      ['2495 sold-out'],
    ]);
    expect(await shop.alarms()).toEqual([]);
  });

  it('are all back once the rest of it is gone, too', async () => {
    const shop = await open();
    await member(shop, 500);
    const order = withPoints(['A', 'B'], 200);
    await soldOut(shop, order, 'A', 'B');
    await shop.happens(order, paid(order));
    await settleStock(engine.db, NOW);
    await shop.giveUp(order, 'A');
    await shop.giveUp(order, 'B');
    expect([await balance(shop), await shop.order(order)]).toEqual([500, ['cancelled', 2495]]);
  });

  it('that had paid for all of it come back by the share of what was brought back', async () => {
    const shop = await open();
    await member(shop, 2000);
    const order = withPoints(['A', 'B'], 1198);
    const parcel = loaded(order, { passId: await addPass(engine.db, shop.world.kiosk) });
    await shop.happens(order, parcel, collected(parcel), deposited(order, { lines: [{ sku: 'A', quantity: 1, reason: 'size' }] }));
    const before = await balance(shop);
    const [parcelId] = await column(engine.db, shop.world, 'refunds', 'parcel_id');
    const operator = { tenantId: shop.world.tenantId, operatorId: 'central', rights: new Set(['refund' as const]) };
    await shop.locked(order.orderId, async (c) => {
      const done = await settleRefund(c, operator, String(parcelId), { outcome: 'paid', amount: eur(0), tender: 'cash', by: 'caja-1' });
      if (!done.ok) throw new Error(done.error.message);
    });
    expect([before, await balance(shop)]).toEqual([802, 802 + 599]);
  });

  it('are booked once each where a till tells two discounts in one breath', async () => {
    const shop = await open();
    await member(shop, 500);
    const order = shirts(['A', 'B'], { memberId });
    const discount = (points: number) => ({
      ...{ kind: 'order.discounted', orderId: order.orderId, staffId: 'eva', at: NOW, memberId },
      ...{ discounts: [{ couponId: null, name: 'Puntos', amount: eur(points * 5), points }], total: eur(5990 - points * 5) },
    });
    await shop.happens(order, discount(200), discount(300));
    expect(await balance(shop)).toBe(200);
  });
});
