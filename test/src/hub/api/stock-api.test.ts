import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hubProblem } from '../../../../src/contract/hub/sync.ts';
import { phoneOrder } from '../../../../src/contract/hub/phone.ts';
import type { OrderPlaced } from '../../../../src/contract/events/operations.ts';
import { upsertProducts } from '../../../../src/hub/catalogue.ts';
import { makeOperatorToken } from '../../../../src/hub/db/operators.ts';
import { settleStock } from '../../../../src/hub/jobs/tend-stock.ts';
import { type Answer, makeApi, type TestApi } from '../support/api.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { makeStockWorld, type StockWorld } from '../support/stock-world.ts';
import { column, makeOutbox, NOW, type Outbox, paid, placed, push } from '../support/world.ts';

let engine: TestEngine;
let api: TestApi;
let world: StockWorld;
let out: Outbox;
let token: string;

beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  api = await makeApi(engine.db);
  world = await makeStockWorld(engine.db);
  await upsertProducts(engine.db, world.tenantId, [world.product], []);
  out = makeOutbox();
  token = await hire(['look', 'stock', 'refund']);
});
afterEach(() => api.close());

async function hire(rights: readonly string[]): Promise<string> {
  const operatorId = randomUUID();
  const row = [world.tenantId, operatorId, 'Central', JSON.stringify(rights)];
  await engine.db.query('INSERT INTO operators (tenant_id, operator_id, name, rights) VALUES ($1, $2, $3, $4::jsonb)', row);
  return (await makeOperatorToken(engine.db, (size) => crypto.getRandomValues(new Uint8Array(size)), operatorId, NOW)) ?? '';
}

const ask = (method: 'GET' | 'POST', path: string, body?: unknown, as = token) =>
  api.plain(method, `/v1/operator/${path}`, body === undefined ? undefined : JSON.stringify(body), { authorization: `Bearer ${as}` });
const refusal = (answer: Answer) => [answer.status, hubProblem.parse(answer.json).code];
const figure = (change: object = {}) => ({ sku: 'CAM-M', locationId: 'centro', quantity: 4, asOf: NOW - 1000, ...change });
const short = (quantity: number): OrderPlaced => {
  const lines = placed().lines.map((line) => ({ ...line, sku: 'CAM-M', quantity }));
  return placed({ lines, total: { minor: 2_995 * quantity, currency: 'EUR' } });
};
const happens = async (...operations: readonly unknown[]) => {
  await push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))));
  await settleStock(engine.db, NOW);
};

describe('figures of the stock', () => {
  it('are taken one by one, and what cannot be is named with its reason', async () => {
    const figures = [
      figure(),
      figure({ locationId: 'luna' }),
      figure({ sku: 'NADA' }),
      figure({ locationId: 'norte', asOf: NOW + 3_600_000 }),
      figure({ locationId: 'getafe' }),
    ];
    const taken = await ask('POST', 'stock', { figures });
    const again = await ask('POST', 'stock', { figures: figures.slice(0, 1) });
    const older = await ask('POST', 'stock', { figures: [figure({ quantity: 9, asOf: NOW - 2000 })] });
    const seen = await ask('GET', 'stock?sku=CAM-M');
    expect([taken.json, again.json, older.json, seen.json]).toMatchObject([
      {
        changed: 2,
        rejected: [
          { index: 1, reason: 'unknown-location' },
          { index: 2, reason: 'unknown-sku' },
          { index: 3, reason: 'from-the-future' },
        ],
      },
      { changed: 0, rejected: [] },
      { changed: 0, rejected: [] },
      {
        places: [
          { locationId: 'centro', quantity: 4, free: 4 },
          { locationId: 'getafe', quantity: 4 },
        ],
        holds: [],
      },
    ]);
  });

  it('come from who may tell them, for their own tenant, in numbers that can be', async () => {
    const stranger = await makeStockWorld(engine.db);
    await stranger.figures({ centro: 7 });
    const looker = await hire(['look']);
    const seen = await ask('GET', 'stock?sku=CAM-M');
    expect([
      refusal(await ask('POST', 'stock', { figures: [figure()] }, looker)),
      refusal(await ask('POST', 'stock', { figures: [figure({ quantity: 1.5 })] })),
      refusal(await ask('POST', 'stock', { figures: [] })),
      seen.json,
    ]).toEqual([[403, 'forbidden'], [400, 'bad-request'], [400, 'bad-request'], { sku: 'CAM-M', places: [], holds: [] }]);
  });
});

describe('what is missing', () => {
  it('is listed for head office, decided on the phone, and its money told as paid back', async () => {
    await world.figures({ centro: 1 });
    const order = short(2);
    await happens(order, paid(order));
    const listed = await ask('GET', 'shortages');
    const [row] = await engine.db.query('SELECT phone_token FROM orders WHERE order_id = $1', [order.orderId]);
    const page = `/v1/phone/${String(row?.['phone_token'])}`;
    const before = phoneOrder.parse((await api.plain('GET', page)).json).stock;
    const wrong = await api.plain('POST', `${page}/stock`, JSON.stringify({ choice: 'give-up', sku: 'CAM-M', short: 2 }));
    const decided = phoneOrder.parse((await api.plain('POST', `${page}/stock`, JSON.stringify({ choice: 'give-up', sku: 'CAM-M', short: 1 }))).json);
    const [owed] = await column(engine.db, world, 'money_back', 'money_id');
    const settle = (body: object) => ask('POST', `money-back/${String(owed)}/settle`, body);
    const told = { outcome: 'paid', amount: { minor: 2_995, currency: 'EUR' }, tender: 'card', by: 'caja-1' };
    const settled = [
      refusal(await settle({ ...told, amount: { minor: 1, currency: 'EUR' } })),
      (await settle(told)).status,
      (await settle(told)).status,
      refusal(await settle({ outcome: 'declined', by: 'caja-1' })),
    ];
    const after = phoneOrder.parse((await api.plain('GET', page)).json);
    expect([listed.json, before, refusal(wrong), decided.stock, settled, after.stock, (await ask('GET', 'money-back')).json]).toMatchObject([
      { rows: [{ orderId: order.orderId, storeId: 'centro', paid: true, sku: 'CAM-M', short: 1, waits: false }] },
      { missing: [{ short: 1, giveBack: { minor: 2_995 }, alternatives: [] }], moneyBack: [] },
      [409, 'conflict'],
      { missing: [], moneyBack: [{ state: 'owed', why: 'sold-out', amount: { minor: 2_995 } }] },
      [[409, 'conflict'], 200, 200, [409, 'conflict']],
      { moneyBack: [{ state: 'paid' }] },
      { rows: [{ orderId: order.orderId, amount: { minor: 2_995 }, settled: { outcome: 'paid', tender: 'card' } }] },
    ]);
    expect((await column(engine.db, world, 'messages', 'kind', 'created_at, kind')).filter((kind) => kind === 'money-back')).toEqual(['money-back']);
  });

  it('offers other sizes that are there and cost no more, and takes one', async () => {
    await world.figures({ centro: 0 });
    await world.figures({ getafe: 2 }, NOW, 'CAM-L');
    await world.figures({ getafe: 2 }, NOW, 'CAM-XL');
    const order = short(1);
    await happens(order);
    const [row] = await engine.db.query('SELECT phone_token FROM orders WHERE order_id = $1', [order.orderId]);
    const page = `/v1/phone/${String(row?.['phone_token'])}`;
    const before = phoneOrder.parse((await api.plain('GET', page)).json);
    const taken = await api.plain('POST', `${page}/stock`, JSON.stringify({ choice: 'swap', sku: 'CAM-M', short: 1, to: 'CAM-L' }));
    expect([before.stock?.missing[0]?.alternatives, phoneOrder.parse(taken.json)]).toMatchObject([
      [{ sku: 'CAM-L', size: 'L', price: { minor: 2_495 } }],
      { status: 'placed', total: { minor: 2_495 }, lines: [{ sku: 'CAM-L', quantity: 1 }] },
    ]);
  });
});

describe('what a warehouse has sent', () => {
  it('is sold from then on, and a newer figure is believed to be without it', async () => {
    await world.figures({ getafe: 3 });
    const order = short(2);
    await happens(order);
    const sent = (orderId: string) => ask('POST', `orders/${orderId}/dispatched`, { locationId: 'getafe' });
    const unpaid = refusal(await sent(order.orderId));
    await happens(paid(order));
    const told = [(await sent(order.orderId)).status, (await sent(order.orderId)).status, refusal(await sent(randomUUID()))];
    const left = async () => ((await ask('GET', 'stock?sku=CAM-M')).json as { places: { free: number }[] }).places.map((place) => place.free);
    const before = await left();
    await world.figures({ getafe: 1 }, NOW + 1);
    expect([unpaid, told, before, await left()]).toEqual([[409, 'conflict'], [200, 200, [404, 'not-found']], [1], [1]]);
  });
});
