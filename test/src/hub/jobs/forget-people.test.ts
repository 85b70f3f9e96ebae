import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findOrder } from '../../../../src/hub/db/orders.ts';
import { forgetPeople } from '../../../../src/hub/jobs/forget-people.ts';
import { sendMessages } from '../../../../src/hub/jobs/send-messages.ts';
import { setShort } from '../../../../src/hub/db/stock.ts';
import { oweMoney } from '../../../../src/hub/domain/money-back.ts';
import { queueMessage } from '../../../../src/hub/domain/messages.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { addPass, collected, column, deposited, loaded, makeOutbox, makeWorld, NOW, type Outbox, paid, placed, push, type World } from '../support/world.ts';

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
const happens = (...operations: readonly unknown[]) => push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))));
const told = () => engine.db.query("UPDATE messages SET state = 'sent', ended_at = $2 WHERE tenant_id = $1", [world.tenantId, NOW]);
const forget = (days: number) => forgetPeople(engine.db, NOW + days * DAY + 1);
const contactOf = async (orderId: string) => (await findOrder(engine.db, world.tenantId, orderId))?.contact?.kind ?? null;

/** An order that was collected, and messages about it that were sent. */
async function over() {
  const order = placed();
  const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
  await happens(order, paid(order), parcel, collected(parcel));
  await told();
  return order;
}

describe('the contact of an order', () => {
  it('is kept for as long as it may come back and the days of the shop, and then erased, with the address and who it is', async () => {
    const order = await over();
    const shipped = placed({
      number: 'K1-00043-1',
      fulfilment: { kind: 'ship', address: { name: 'Ana Ruiz', street: 'Mayor 1', postcode: '28001', city: 'Madrid', country: 'ES' } },
    });
    await happens(shipped, paid(shipped));
    await told();
    await forget(119);
    const before = [await contactOf(order.orderId), await contactOf(shipped.orderId)];
    await forget(121);
    const between = [await contactOf(order.orderId), await contactOf(shipped.orderId)];
    await forget(135);
    expect([before, between, await contactOf(shipped.orderId)]).toEqual([['email', 'email'], [null, 'email'], null]);
    const rows = await engine.db.query('SELECT contact, contact_key, holder, fulfilment FROM orders WHERE tenant_id = $1', [world.tenantId]);
    expect(JSON.stringify(rows)).not.toMatch(/ana|mayor|28001/i);
    expect((await findOrder(engine.db, world.tenantId, shipped.orderId))?.fulfilment).toEqual({ kind: 'ship', address: null });
    expect(await column(engine.db, world, 'orders', 'status')).toEqual(['collected', 'paid']);
    expect((await column(engine.db, world, 'audit', 'kind')).filter((kind) => kind === 'contacts.erased')).toHaveLength(2);
  });

  it('is kept for as many days as the setup of the shop says', async () => {
    const order = await over();
    await engine.db.query('UPDATE stores SET contact_days = 10 WHERE tenant_id = $1', [world.tenantId]);
    await forget(39);
    const before = await contactOf(order.orderId);
    await forget(41);
    expect([before, await contactOf(order.orderId)]).toEqual(['email', null]);
  });

  it('stays while a parcel waits, money is owed or a message is due, and never beyond two years', async () => {
    const waits = placed({ number: 'K1-00043-1' });
    await happens(waits, paid(waits), loaded(waits, { compartmentId: '1-08' }));
    const owed = await over();
    await happens(deposited(owed));
    const due = await over();
    await told();
    await engine.db.query("UPDATE messages SET state = 'pending' WHERE tenant_id = $1 AND order_id = $2 AND kind = 'collected'", [world.tenantId, due.orderId]);
    const all = async () => Promise.all([waits, owed, due].map(({ orderId }) => contactOf(orderId)));
    await forget(700);
    const before = await all();
    await forget(732);
    expect([before, await all()]).toEqual([
      ['email', 'email', 'email'],
      [null, null, null],
    ]);
  });

  it('stays while money without goods, or through a provider, is owed, or a choice about what is missing is open', async () => {
    const [owed, refunding, missing, none] = [await over(), await over(), await over(), await over()];
    const { tenantId } = world;
    await engine.db.transaction((tx) =>
      oweMoney({ tx, at: NOW, station: { tenantId, stationId: null } }, { orderId: owed.orderId, amount: owed.total, why: 'sold-out', about: 'A' }),
    );
    await engine.db.query(
      `INSERT INTO online_payments (tenant_id, attempt_id, order_id, number, way_id, amount_minor, currency, stage, created_at, expires_at)
       VALUES ($1, $2, $2, 1, 'card', 5990, 'EUR', '{"kind":"refunding","taken":{"minor":5990,"currency":"EUR"},"returned":0,"why":"order-closed"}', 1, 1)`,
      [tenantId, refunding.orderId],
    );
    await engine.db.query("INSERT INTO stock_orders (tenant_id, order_id, placed_minor, expected) VALUES ($1, $2, 5990, '[]')", [tenantId, missing.orderId]);
    await engine.db.transaction((tx) =>
      setShort(tx, tenantId, { orderId: missing.orderId, sku: 'CAM-AZ-M', quantity: 1, since: NOW, until: NOW + 1000 * DAY, productId: null }),
    );
    await forget(700);
    const kept = await Promise.all([owed, refunding, missing, none].map(({ orderId }) => contactOf(orderId)));
    await engine.db.query("UPDATE money_back SET settled = 'paid', settled_by = 'x/y', settled_at = $2 WHERE tenant_id = $1", [tenantId, NOW + 650 * DAY]);
    await forget(720);
    expect([kept, await contactOf(owed.orderId)]).toEqual([['email', 'email', 'email', null], 'email']);
  });

  it('of an order that nobody paid ends with the days of the shop, and a new order of the same person is another person', async () => {
    const never = placed();
    await happens(never);
    await told();
    await forget(91);
    const again = placed({ number: 'K1-00043-1' });
    await happens(again);
    const holders = await column(engine.db, world, 'orders', 'holder', 'number');
    expect([await contactOf(never.orderId), holders[0], typeof holders[1]]).toEqual([null, null, 'string']);
  });

  it('that is gone lets a late message end without anybody', async () => {
    const order = await over();
    await forget(121);
    await engine.db.query("UPDATE messages SET state = 'sent' WHERE state = 'pending'");
    await engine.db.transaction((tx) =>
      queueMessage(
        { tx, at: NOW, station: { tenantId: world.tenantId, stationId: null } },
        { orderId: order.orderId, kind: 'code', about: 'late', happenedAt: NOW },
      ),
    );
    const messenger = { send: () => Promise.reject(new Error('nobody is to be written to')), close: () => {} };
    await sendMessages(
      { db: engine.db, messenger, random: () => new Uint8Array([255]), logger: silentLogger, publicUrl: 'https://hub.example', memberCode: () => '' },
      NOW,
    );
    const [row] = await engine.db.query("SELECT state FROM messages WHERE tenant_id = $1 AND about = 'late'", [world.tenantId]);
    expect(row).toEqual({ state: 'superseded' });
  });
});

describe('what was kept beside other things', () => {
  it('ends after ninety days: rejected bodies, what mail servers said, names of couriers and of who answered a call', async () => {
    await over();
    await happens(placed({ total: { minor: 1, currency: 'EUR' } }));
    await engine.db.query(`UPDATE operations SET outcome = 'rejected', body = '{"email":"ana"}' WHERE tenant_id = $1 AND seq = 1`, [world.tenantId]);
    await engine.db.query("UPDATE messages SET state = 'failed', ended_at = $2, problem = 'no such user ana' WHERE tenant_id = $1", [world.tenantId, NOW]);
    await engine.db.query(
      `INSERT INTO couriers (tenant_id, courier_id, name, rights, not_before, expires, made_by, revoked_at) VALUES ($1, 'c', 'Ana', '[]', 0, 1, 'x', $2)`,
      [world.tenantId, NOW],
    );
    const traces = async () => [
      (await column(engine.db, world, 'operations', 'body')).filter((body) => body !== null).length,
      (await column(engine.db, world, 'messages', 'problem')).filter((problem) => problem !== null).length > 0,
      await column(engine.db, world, 'couriers', 'name'),
    ];
    await forget(89);
    const before = await traces();
    await forget(91);
    expect([before.slice(1), await traces()]).toEqual([
      [true, ['Ana']],
      [0, false, ['-']],
    ]);
  });
});
