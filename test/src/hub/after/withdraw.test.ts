import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OrderWithdrawn } from '../../../../src/contract/events/after-operations.ts';
import type { OrderPlaced } from '../../../../src/contract/events/operations.ts';
import { phoneOrder } from '../../../../src/contract/hub/phone.ts';
import { hubProblem } from '../../../../src/contract/hub/sync.ts';
import type { OutgoingMessage } from '../../../../src/hub/connectors/messenger.ts';
import { upsertProducts } from '../../../../src/hub/catalogue.ts';
import { addPoints, putMember } from '../../../../src/hub/db/members.ts';
import { applyLoyalty } from '../../../../src/hub/db/setup.ts';
import { sendMessages } from '../../../../src/hub/jobs/send-messages.ts';
import { settleStock } from '../../../../src/hub/jobs/tend-stock.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { done } from '../../../../src/kernel/result.ts';
import { makeOperator } from '../support/operators.ts';
import { type Answer, enrolStation, makeApi, type TestApi } from '../support/api.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import {
  addPass,
  collected,
  column,
  deposited,
  loaded,
  makeOutbox,
  makeWorld,
  NOW,
  type Outbox,
  paid,
  placed,
  push,
  recalled,
  type World,
} from '../support/world.ts';

// A real database is slow to start on a machine that has much else to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let engine: TestEngine;
let api: TestApi;
let world: World;
let out: Outbox;

beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  api = await makeApi(engine.db, { action: { burst: 100, perSecond: 1 }, phone: { burst: 1000, perSecond: 1 } });
  world = await makeWorld(engine.db);
  out = makeOutbox();
  await enrolStation(engine.db, world.kiosk, out.epoch);
});
afterEach(() => api.close());

const DAY = 86_400_000;
const happens = (...operations: readonly unknown[]) =>
  push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))), api.clock.now());
const refusal = (answer: Answer) => [answer.status, hubProblem.parse(answer.json).code];
const confirm = (order: OrderPlaced, at = NOW) =>
  engine.db.query('UPDATE orders SET confirmed_at = $3 WHERE tenant_id = $1 AND order_id = $2', [world.tenantId, order.orderId, at]);
const alarms = () => column(engine.db, world, 'alarms', 'kind', 'kind');
const messages = () => column(engine.db, world, 'messages', 'kind', 'kind');

async function page(order: OrderPlaced) {
  const [row] = await engine.db.query('SELECT phone_token FROM orders WHERE tenant_id = $1 AND order_id = $2', [world.tenantId, order.orderId]);
  const path = `/v1/phone/${String(row?.['phone_token'])}`;
  const ask = async () => phoneOrder.parse((await api.plain('GET', path)).json);
  const withdraw = (made: number, lines: readonly { sku: string; quantity: number }[] = []) =>
    api.plain('POST', `${path}/withdraw`, JSON.stringify({ made, lines }));
  const act = (what: string, body: unknown) => api.plain('POST', `${path}/${what}`, JSON.stringify(body));
  return { ask, withdraw, act };
}

function atKiosk(order: OrderPlaced, change: Partial<OrderWithdrawn> = {}): OrderWithdrawn {
  return { kind: 'order.withdrawn', withdrawalId: randomUUID(), orderId: order.orderId, number: order.number, contact: null, lines: [], at: NOW, ...change };
}

describe('withdrawing from an order on the phone', () => {
  it('ends one that was not paid, with nothing owed, and only once for a press that is repeated', async () => {
    const order = placed();
    await happens(order);
    const { ask, withdraw } = await page(order);
    expect((await ask()).after?.withdrawal).toMatchObject({ open: true, whole: true, until: null, why: 'not-received', law: 'eu', basis: 'granted', made: 0 });
    const first = phoneOrder.parse((await withdraw(0)).json);
    const again = phoneOrder.parse((await withdraw(0)).json);
    expect(again).toEqual(first);
    expect([first.status, first.after?.withdrawals.map(({ state, amount, lines }) => [state, amount, lines])]).toEqual([
      'cancelled',
      [['cancelled', null, [{ sku: 'CAM-AZ-M', quantity: 2 }]]],
    ]);
    expect(first.after?.withdrawal).toMatchObject({ open: false, made: 1 });
    expect(refusal(await withdraw(1))).toEqual([409, 'conflict']);
    expect(await happens(paid(order))).toEqual(['2 rejected the order was cancelled']);
    // A till that had not heard took the money: it is owed.
    expect([await messages(), (await ask()).stock?.moneyBack]).toMatchObject([
      ['money-owed', 'received', 'withdrawn'],
      [{ state: 'owed', amount: order.total }],
    ]);
  });

  it('ends one that lies in a silo, has it taken out, and pays the money back only then', async () => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    await happens(order, paid(order), parcel);
    const { ask, withdraw } = await page(order);
    await withdraw(0);
    const [one] = (await ask()).after?.withdrawals ?? [];
    expect(one).toMatchObject({ state: 'refund-due', amount: order.total, goodsUntil: null });
    expect(new Date(one?.refundBy ?? 0).toISOString()).toBe('2025-10-23T21:59:59.999Z');
    expect(await column(engine.db, world, 'parcels', 'recall')).toEqual(['cancelled']);
    const [id] = await column(engine.db, world, 'withdrawals', 'withdrawal_id');
    const told = JSON.stringify({ outcome: 'paid', amount: order.total, tender: 'card', by: 'caja-1' });
    const head = { authorization: `Bearer ${await makeOperator(engine.db, world)}` };
    const settle = () => api.plain('POST', `/v1/operator/withdrawals/${String(id)}/settle`, told, head);
    expect(refusal(await settle())).toEqual([409, 'conflict']);
    await happens(recalled(parcel, { reason: 'cancelled' }));
    expect([(await settle()).status, (await settle()).status]).toEqual([200, 200]);
    expect((await ask()).after?.withdrawals[0]).toMatchObject({ state: 'paid', amount: order.total, tender: 'card' });
    expect(await messages()).toContain('withdrawal-settled');
  });

  it('asks for the goods first where somebody was faster at the door', async () => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    await happens(order, paid(order), parcel);
    const { ask, withdraw } = await page(order);
    await withdraw(0);
    await happens(collected(parcel, { closedAt: NOW + 1000 }));
    expect((await ask()).after?.withdrawals[0]).toMatchObject({ state: 'goods-awaited', amount: null, refundBy: null });
    expect(await alarms()).toContain('collected-after-withdrawal');
  });

  it('from all of it, and bringing all of it back, gives what its delivery cost too, and only once', async () => {
    const delivery = [{ way: 'silo' as const, cost: { minor: 395, currency: 'EUR' }, from: '2025-10-09', until: '2025-10-09' }];
    const plain = placed();
    const order = placed({ delivery, total: { minor: plain.total.minor + 395, currency: 'EUR' } });
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    await happens(order, paid(order), parcel, collected(parcel));
    await confirm(order);
    const { withdraw } = await page(order);
    const all = order.lines.map(({ sku, quantity }) => ({ sku, quantity, reason: 'changed-mind' as const }));
    await withdraw(0, [{ sku: all[0]?.sku ?? '', quantity: 1 }]);
    await happens(deposited(order, { lines: [{ sku: all[0]?.sku ?? '', quantity: 1, reason: 'changed-mind' }], depositedAt: NOW + DAY }));
    const before = await column(engine.db, world, 'money_back', 'amount_minor');
    await withdraw(1);
    const rest = all.map((line, place) => (place === 0 ? { ...line, quantity: line.quantity - 1 } : line)).filter(({ quantity }) => quantity > 0);
    await happens(deposited(order, { lines: rest, depositedAt: NOW + 2 * DAY }));
    await happens(deposited(order, { lines: rest, depositedAt: NOW + 3 * DAY }));
    const given = await column(engine.db, world, 'refunds', 'amount_minor');
    expect([
      before,
      await column(engine.db, world, 'money_back', "amount_minor || ' ' || why"),
      given.reduce<number>((sum, minor) => sum + Number(minor), 0),
    ]).toEqual([[], ['395 withdrawn'], plain.total.minor]);
  });

  it('is for single pieces of what was collected, until the fourteenth day ends, and their return pays for them', async () => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    await happens(order, paid(order), parcel, collected(parcel));
    await confirm(order);
    const { ask, withdraw, act } = await page(order);
    const { until } = (await ask()).after?.withdrawal ?? {};
    expect(new Date(until ?? 0).toISOString()).toBe('2025-10-23T21:59:59.999Z');
    expect(refusal(await withdraw(0, [{ sku: 'CAM-AZ-M', quantity: 3 }]))).toEqual([409, 'conflict']);
    api.clock.advance((until ?? 0) - 1000 - api.clock.now());
    const after = phoneOrder.parse((await withdraw(0, [{ sku: 'CAM-AZ-M', quantity: 1 }])).json);
    expect([after.status, after.after?.withdrawal.lines, after.after?.withdrawals[0]?.state]).toEqual([
      'collected',
      [{ sku: 'CAM-AZ-M', left: 1 }],
      'goods-awaited',
    ]);
    // The shop's own days for returns may be over: who withdrew has fourteen more.
    await engine.db.query(`UPDATE stores SET silo_rules = jsonb_set(silo_rules, '{returnDays}', '1') WHERE tenant_id = $1`, [world.tenantId]);
    expect((await ask()).returns).toMatchObject({ open: true, until: after.after?.withdrawals[0]?.goodsUntil });
    expect((await act('returns', { made: 0, lines: [{ sku: 'CAM-AZ-M', quantity: 1, reason: 'changed-mind' }] })).status).toBe(200);
    api.clock.advance(NOW + 20 * DAY - api.clock.now());
    expect(refusal(await withdraw(1, []))).toEqual([409, 'conflict']);
    await happens(deposited(order, { depositedAt: NOW + 20 * DAY }));
    const back = await ask();
    expect([back.after?.withdrawals[0]?.state, back.returns?.deposits.map(({ state, amount }) => [state, amount?.minor])]).toEqual([
      'brought-back',
      [['requested', 2_995]],
    ]);
  });

  it('stays open for twelve months more while no confirmation went out', async () => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    await happens(order, paid(order), parcel, collected(parcel));
    const { ask } = await page(order);
    expect((await ask()).after?.withdrawal).toMatchObject({ open: true, why: 'not-informed' });
    await confirm(order);
    api.clock.advance(15 * DAY);
    expect((await ask()).after?.withdrawal).toMatchObject({ open: false, why: 'counting' });
  });

  it('is not offered for what was taken along from the shelf', async () => {
    const order = placed({ fulfilment: { kind: 'carry-out' } });
    await happens(order, paid(order));
    const { ask, withdraw } = await page(order);
    expect((await ask()).after?.withdrawal).toMatchObject({ open: false, lines: [] });
    expect(refusal(await withdraw(0))).toEqual([409, 'conflict']);
  });
});

describe('withdrawing from what was not taken along', () => {
  /** One shirt taken along, one for the silo, ten euros off with points, and two for bringing it. */
  const memberId = '00112233445566778899aabbccddeeff';
  const mixed = (): OrderPlaced => {
    const [line] = placed().lines;
    if (line === undefined) throw new Error('an order has lines');
    const of = (sku: string, change: object = {}) => ({ ...line, sku, quantity: 1, ...change });
    const eur = (minor: number) => ({ minor, currency: 'EUR' });
    const day = { from: '2025-10-09', until: '2025-10-09' };
    return placed({
      memberId,
      lines: [of('A', { way: 'carry-out' }), of('B')],
      delivery: [
        { way: 'carry-out', cost: eur(0), ...day },
        { way: 'silo', cost: eur(200), ...day },
      ],
      discounts: [{ couponId: null, name: 'Puntos', amount: eur(1000), points: 200 }],
      total: eur(5990 + 200 - 1000),
    });
  };
  const handed = ({ orderId }: OrderPlaced) => ({ kind: 'goods.handed', orderId, way: 'carry-out', staffId: 'lucia', handedAt: NOW });
  const points = async () =>
    Number((await engine.db.query('SELECT coalesce(sum(points), 0) AS n FROM points_ledger WHERE tenant_id = $1', [world.tenantId]))[0]?.['n']);

  async function member(): Promise<void> {
    const { tenantId } = world;
    const loyalty = { earnMinor: 100, pointMinor: 5, currency: 'EUR', leastPoints: 100, offlinePoints: 200, newsletter: true, membership: true, boxes: [] };
    const store = { storeId: 'centro', name: 'Centro', currency: 'EUR', locationId: 'centro', stations: [], staff: [] };
    await applyLoyalty(engine.db, { tenantId, name: 'Moda', locations: [], stores: [store], loyalty }, []);
    await engine.db.transaction(async (tx) => {
      const contact = { kind: 'email', email: 'socia@example.com' } as const;
      const known = { tenantId, memberId, generation: 0, token: randomUUID().slice(0, 22), contact, address: null, sizes: [], locale: 'es' as const };
      await putMember(tx, { ...known, joinedAt: NOW, endedAt: null });
      await addPoints(tx, { tenantId, entryId: 'start', memberId, orderId: null, kind: 'imported', points: 500, at: NOW });
    });
  }

  it('gives back its share and what bringing it cost, and leaves the rest bought, with its points and its guarantee', async () => {
    await member();
    const order = mixed();
    await happens(order, paid(order), handed(order));
    await confirm(order);
    const before = await points();
    const { ask, withdraw } = await page(order);
    expect((await ask()).after?.withdrawal).toMatchObject({ whole: true, lines: [{ sku: 'B', left: 1 }] });
    await withdraw(0);
    const after = await ask();
    expect([after.status, after.parts, after.after?.withdrawals.map(({ state, amount }) => [state, amount?.minor])]).toEqual([
      'collected',
      [
        { way: 'carry-out', state: 'handed-over' },
        { way: 'silo', state: 'cancelled' },
      ],
      // Half of 49.90 for two shirts, and the 2.00 for bringing the one.
      [['refund-due', 2_695]],
    ]);
    expect([after.after?.guarantee.open, after.after?.guarantee.lines, after.returns?.lines]).toEqual([
      true,
      [{ sku: 'A', left: 1 }],
      [
        { sku: 'A', left: 1 },
        { sku: 'B', left: 0 },
      ],
    ]);
    expect(await points()).toBe(before);
    const [id] = await column(engine.db, world, 'withdrawals', 'withdrawal_id');
    const told = JSON.stringify({ outcome: 'paid', amount: { minor: 2_695, currency: 'EUR' }, tender: 'card', by: 'caja-1' });
    const head = { authorization: `Bearer ${await makeOperator(engine.db, world)}` };
    expect((await api.plain('POST', `/v1/operator/withdrawals/${String(id)}/settle`, told, head)).status).toBe(200);
    // 26.95 of 49.90 paid for goods: 108 of the 200 spent come back, 27 of the 49 earned go.
    expect((await points()) - before).toBe(108 - 27);
    await happens(deposited(order, { lines: [{ sku: 'A', quantity: 1, reason: 'size' }], depositedAt: NOW + DAY }));
    expect(await column(engine.db, world, 'refunds', "state || ' ' || amount_minor")).toEqual(['requested 2495']);
  });

  it('frees what it held, and has a parcel taken out that a silo loads without having heard', async () => {
    await upsertProducts(
      engine.db,
      world.tenantId,
      [],
      ['A', 'B'].map((sku) => ({ sku, locationId: 'centro', quantity: 5, asOf: NOW - DAY })),
    );
    const order = mixed();
    await happens(order, paid(order), handed(order));
    await settleStock(engine.db, NOW);
    await (await page(order)).withdraw(0);
    await settleStock(engine.db, NOW);
    expect(await column(engine.db, world, 'stock_holds', "sku || CASE WHEN sold_at IS NULL THEN '' ELSE ' sold' END")).toEqual(['A sold']);
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    await happens(parcel);
    expect([
      await column(engine.db, world, 'parcels', 'recall'),
      (await (await page(order)).ask()).status,
      (await alarms()).includes('loaded-unexpected'),
    ]).toEqual([['cancelled'], 'collected', true]);
    await happens(collected(parcel));
    expect([await column(engine.db, world, 'withdrawals', 'state'), await alarms()]).toEqual([
      ['goods-awaited'],
      expect.arrayContaining(['collected-after-withdrawal']),
    ]);
  });

  it('gives nothing back by itself where the desk had handed it over before anybody heard', async () => {
    const order = placed({ fulfilment: { kind: 'desk' } });
    await happens(order, paid(order));
    const { ask, withdraw } = await page(order);
    await withdraw(0);
    await happens({ kind: 'goods.handed', orderId: order.orderId, way: 'desk', staffId: 'lucia', handedAt: NOW - 1000 });
    expect((await ask()).after).toMatchObject({ withdrawals: [{ state: 'goods-awaited', amount: null }], guarantee: { until: expect.any(Number) } });
    expect(await alarms()).toEqual(['collected-after-withdrawal', 'hand-over-cancelled']);
    const [id] = await column(engine.db, world, 'withdrawals', 'withdrawal_id');
    const head = { authorization: `Bearer ${await makeOperator(engine.db, world)}` };
    const declined = JSON.stringify({ outcome: 'declined', by: 'caja-1' });
    expect((await api.plain('POST', `/v1/operator/withdrawals/${String(id)}/settle`, declined, head)).status).toBe(200);
  });
});

describe('withdrawing at a kiosk', () => {
  it('counts from when it was declared, however late the hub hears of it', async () => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    await happens(order, paid(order), parcel, collected(parcel));
    await confirm(order);
    api.clock.advance(30 * DAY);
    const op = atKiosk(order, { at: NOW + 10 * DAY });
    expect(await happens(op)).toEqual(['5 applied']);
    const { ask } = await page(order);
    expect((await ask()).after?.withdrawals).toMatchObject([{ at: NOW + 10 * DAY, state: 'goods-awaited' }]);
    expect(await column(engine.db, world, 'withdrawals', 'station_id')).toEqual([world.kiosk.stationId]);
  });

  it('that is too late, or for more than there is, waits for people and is not thrown away', async () => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    await happens(order, paid(order), parcel, collected(parcel));
    await confirm(order);
    await happens(atKiosk(order, { at: NOW + 60 * DAY }), atKiosk(order, { lines: [{ sku: 'CAM-AZ-M', quantity: 9 }] }));
    expect(await column(engine.db, world, 'withdrawals', 'state', 'number')).toEqual(['review', 'review']);
    expect((await alarms()).filter((kind) => kind === 'withdrawal-review')).toHaveLength(2);
  });

  it('without proof needs the contact that the order was placed with', async () => {
    const order = placed();
    await happens(order);
    const wrong = { orderId: null, contact: { kind: 'email', email: 'eva@example.com' } } as const;
    const right = { orderId: null, contact: { kind: 'email', email: ' Ana@Example.com'.trim() } } as const;
    expect(await happens(atKiosk(order, wrong), atKiosk(order, { ...right, number: 'K1-00099-7' }), atKiosk(order, right))).toEqual([
      '2 rejected the contact is not that of the order',
      '3 rejected there is no such order',
      '4 applied',
    ]);
    expect(await alarms()).toEqual(['rejected', 'rejected', 'withdrawal-unproved', 'withdrawal-unproved']);
    expect((await (await page(order)).ask()).status).toBe('cancelled');
  });
});

describe('what is written down of a withdrawal', () => {
  it('is told to its customer in full, with date and time; the confirmation before it said how to withdraw', async () => {
    const sent: OutgoingMessage[] = [];
    const messenger = {
      send: async (message: OutgoingMessage) => {
        sent.push(message);
        return done;
      },
      close: () => {},
    };
    const send = () =>
      sendMessages(
        { db: engine.db, messenger, random: () => new Uint8Array([0]), logger: silentLogger, publicUrl: 'https://hub.example', memberCode: () => '' },
        NOW,
      );
    // What the tests before this one left to be sent.
    await send();
    sent.length = 0;
    const order = placed();
    await happens(order);
    await send();
    expect(await column(engine.db, world, 'orders', 'confirmed_at')).toEqual([NOW]);
    expect(sent.map(({ text }) => text.includes('Desistir del contrato aquí'))).toEqual([true]);
    await (await page(order)).withdraw(0);
    await send();
    expect([sent.at(-1)?.subject, sent.at(-1)?.text.includes('Camisa <Lino> & Cía'), /9 de octubre, a las 10:53/.test(sent.at(-1)?.text ?? '')]).toEqual([
      `Acuse de tu desistimiento: pedido ${order.number}`,
      true,
      true,
    ]);
  });
});
