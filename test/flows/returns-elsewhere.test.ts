import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OrderSummary } from '../../src/contract/orders.ts';
import { pullRows } from '../src/hub/support/pull-rows.ts';
import { orderNumber } from '../../src/core/orders/order-number.ts';
import type { OrderId } from '../../src/kernel/ids.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { order, orderIdOf } from '../src/station/store/samples.ts';
import { pgliteEngine } from '../src/hub/support/engines.ts';
import { addPass, column, makeOutbox, makeWorld, paid, placed, push } from '../src/hub/support/world.ts';
import { blankPass, passIdOf, pinOf, START } from './support/shop.ts';
import { bought, ReturnShop } from './support/return-shop.ts';
import { good } from './support/test-station.ts';

// A hub with a real database: slow on a machine that has much else to do.
vi.setConfig({ testTimeout: 120_000 });

const DAY = 86_400_000;
/** The pass that the order was collected with: one of another silo. */
const ELSEWHERE = 77;

let brings: ReturnShop;
let there: ReturnShop | null = null;
afterEach(async () => {
  await brings.shop.close();
  await there?.shop.close();
  there = null;
});

/** A bucket row reaches a station. */
function tell(silo: ReturnShop, bucket: 'orders' | 'revoked', key: string, value: unknown): void {
  const { store } = silo.shop;
  const from = store.tables.cursors.all().find((cursor) => cursor.bucket === bucket)?.cursor ?? 0;
  const page = { rows: [{ key, revision: from + 1, value }], next: from + 1, more: false, serverTime: START };
  expect(expectOk(store.applyPage(bucket, from, page, START), 'the page')).toMatchObject({ skipped: [] });
}

/** What the hub says of order 1, which was collected elsewhere. */
function summary(collected: OrderSummary['collected'], changes: Partial<OrderSummary> = {}): OrderSummary {
  const { paidHere: _, ...known } = order(1, { number: orderNumber('K1', 1), status: 'collected', lines: [...bought] });
  return { ...known, ...changes, ...(collected === undefined ? {} : { collected }) };
}

const withPin = (at = START) => ({ at, passId: passIdOf(ELSEWHERE), pin: blankPass(ELSEWHERE).pin });

/** A silo that has heard of order 1, and somebody before it who wants to return something. */
async function heard(collected: OrderSummary['collected'], changes: Partial<OrderSummary> = {}): Promise<void> {
  brings = await ReturnShop.start();
  tell(brings, 'orders', orderIdOf(1), summary(collected, changes));
  good(await brings.ask.begin({}));
}

const type = (pin: string) => brings.ask.enterPin({ number: orderNumber('K1', 1), pin });
const refused = { ok: false, error: { kind: 'refused' } };

/** One shirt that is too small, from the list of goods to the receipt. */
async function bringShirt(): Promise<void> {
  good(await brings.ask.setQuantity({ sku: 'CAM-M', quantity: 1 }));
  good(await brings.ask.next({}));
  good(await brings.ask.setReason({ sku: 'CAM-M', reason: 'size' }));
  await brings.putAndClose();
  good(await brings.ask.answer({ answer: 'placed' }));
  await brings.shop.advance(0);
  brings.state('return-done');
  good(await brings.ask.end({}));
  await brings.shop.advance(6000);
}

/** The hub, and what it has made of what the first silo told. */
async function hubAfter(silo: ReturnShop, orderId: OrderId, number: string) {
  const engine = await pgliteEngine();
  const world = await makeWorld(engine.db);
  const passId = silo.shop.store.read.parcelOfOrder(orderId)?.passId ?? expect.fail('no pass');
  const pass = silo.shop.store.read.pass(passId) ?? expect.fail('no pass');
  const made = await addPass(engine.db, world.kiosk);
  await engine.db.query('UPDATE passes SET pass_id = $2, pin_hash = $3 WHERE pass_id = $1', [made, passId, pass.pin]);
  const sale = placed({ orderId, number, lines: [...bought], total: { minor: 11_985, currency: 'EUR' } });
  const out = makeOutbox();
  const outcomes = await push(engine.db, world.kiosk, out.request(...[sale, paid(sale), ...silo.shop.operations].map((operation) => out.add(operation))));
  expect(outcomes.every((outcome) => outcome.endsWith('applied'))).toBe(true);
  const row = async () => (await pullRows(engine.db, { tenantId: world.tenantId, bucket: 'orders', scope: 'centro' }, 0, 10))?.rows[0]?.value;
  return { engine, world, row, passId };
}

describe('an order that was collected in one silo of the shop', () => {
  it('comes back to another with its number and PIN while the hub is away', async () => {
    there = await ReturnShop.start();
    const { orderId, number } = await there.collected(1);
    const hub = await hubAfter(there, orderId, number);
    const pin = pinOf([1, 2, 3, 4, 5, 6].find((n) => passIdOf(n) === hub.passId) ?? 0);

    brings = await ReturnShop.start({ passes: 0, seed: 2 });
    tell(brings, 'orders', orderId, await hub.row());
    good(await brings.ask.begin({}));
    good(await brings.ask.enterPin({ number, pin }));
    expect(brings.state('return-goods').goods.map(({ sku, max }) => [sku, max])).toEqual([
      ['CAM-M', 2],
      ['ZAP-42', 1],
    ]);
    await bringShirt();
    expect(brings.deposits).toMatchObject([{ orderId, returnId: null, lines: [{ sku: 'CAM-M', quantity: 1, reason: 'size' }] }]);

    const out = makeOutbox();
    const told = brings.deposits.map((operation) => out.add(operation));
    expect(await push(hub.engine.db, hub.world.second, out.request(...told))).toEqual(['1 applied']);
    expect(await column(hub.engine.db, hub.world, 'refunds', 'state')).toEqual(['requested']);
    tell(there, 'orders', orderId, await hub.row());
    good(await there.ask.begin({}));
    good(await there.ask.enterPin({ number, pin }));
    expect(there.state('return-goods').goods.map(({ sku, max }) => [sku, max])).toEqual([
      ['CAM-M', 1],
      ['ZAP-42', 1],
    ]);
    await hub.engine.close();
  });

  it('does not come back with a wrong PIN, and not at all by PIN after five, also after a restart; its code is still good', async () => {
    await heard(withPin());
    for (let i = 0; i < 5; i++) expect(await type('000000')).toEqual(refused);
    const copy = brings.shop.snapshot();
    await brings.shop.close();
    brings = await ReturnShop.start({ from: copy });
    good(await brings.ask.begin({}));
    expect(await type(pinOf(ELSEWHERE))).toEqual(refused);
    expect(brings.state('return-refused').reason).toBe('not-valid');
    for (let i = 0; i < 4; i++) await type('000000');
    expect(await type(pinOf(ELSEWHERE))).toEqual({ ok: false, error: { kind: 'wait' } });
    expect(brings.shop.store.read.limiter(`pin:${passIdOf(ELSEWHERE)}`)).not.toBeNull();
  });

  it('takes back the count of its own when the PIN was right', async () => {
    await heard(withPin());
    for (let i = 0; i < 4; i++) expect(await type('000000')).toEqual(refused);
    good(await type(pinOf(ELSEWHERE)));
    expect(brings.kind).toBe('return-goods');
    expect(brings.shop.store.read.limiter(`pin:${passIdOf(ELSEWHERE)}`)).toBeNull();
  });

  it('says that it is too late once its days are over, to who knows the PIN and to nobody else', async () => {
    await heard(withPin(START - 31 * DAY));
    expect(await type('000000')).toEqual(refused);
    expect(brings.state('return-refused').reason).toBe('not-valid');
    expect(await type(pinOf(ELSEWHERE))).toEqual(refused);
    expect(brings.state('return-refused').reason).toBe('too-late');
  });

  it('has nothing left to return once everything came back elsewhere', async () => {
    const returned = bought.map(({ sku, quantity }) => ({ sku, quantity }));
    await heard(withPin(), { returned });
    expect(await type(pinOf(ELSEWHERE))).toEqual(refused);
    expect(brings.state('return-refused').reason).toBe('all-returned');
  });

  it('cannot be known by its PIN from an older hub, after the hub has forgotten it, or when its pass was revoked', async () => {
    await heard(undefined);
    expect(await type(pinOf(ELSEWHERE))).toEqual(refused);
    tell(brings, 'orders', orderIdOf(1), summary(withPin()));
    good(await type(pinOf(ELSEWHERE)));
    good(await brings.ask.back({}));
    tell(brings, 'orders', orderIdOf(1), summary(undefined));
    expect(await type(pinOf(ELSEWHERE))).toEqual(refused);
    tell(brings, 'orders', orderIdOf(1), summary(withPin()));
    tell(brings, 'revoked', passIdOf(ELSEWHERE), { passId: passIdOf(ELSEWHERE), revokedAt: START });
    expect(await type(pinOf(ELSEWHERE))).toEqual(refused);
    expect(brings.state('return-refused').reason).toBe('not-valid');
  });

  it('has the PIN of its last hand-over where one parcel of it was collected here and a later one there', async () => {
    brings = await ReturnShop.start();
    const { orderId } = await brings.collected(1);
    const here = brings.shop.store.read.parcelOfOrder(orderId)?.passId;
    const n = [1, 2, 3, 4, 5, 6].find((candidate) => passIdOf(candidate) === here) ?? 0;
    tell(brings, 'orders', orderId, summary(withPin(START + DAY)));
    good(await brings.ask.begin({}));
    expect(await type(pinOf(n))).toEqual(refused);
    good(await type(pinOf(ELSEWHERE)));
    good(await brings.ask.back({}));
    tell(brings, 'orders', orderId, summary(withPin(START - DAY)));
    expect(await type(pinOf(ELSEWHERE))).toEqual(refused);
    good(await type(pinOf(n)));
  });
});
