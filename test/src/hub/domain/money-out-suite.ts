import { expect, it } from 'vitest';
import type { OrderPlaced } from '../../../../src/contract/events/operations.ts';
import type { DeskReject, DeskReroute, DeskSettle } from '../../../../src/contract/hub/staff-desk.ts';
import { findOwedByProviders, noteTold } from '../../../../src/hub/after/settle-cause.ts';
import { settleWithdrawal } from '../../../../src/hub/after/settle-withdrawal.ts';
import { withdrawByPhone } from '../../../../src/hub/after/withdraw.ts';
import { putRows } from '../../../../src/hub/db/buckets.ts';
import { createListening } from '../../../../src/hub/db/heard.ts';
import { findOrder, lockOrder, type StoredOrder } from '../../../../src/hub/db/orders.ts';
import type { Happening } from '../../../../src/hub/domain/context.ts';
import { rejectPieces } from '../../../../src/hub/domain/desk/reject.ts';
import { rerouteOrder } from '../../../../src/hub/domain/desk/reroute.ts';
import { listOwed } from '../../../../src/hub/domain/desk/money-list.ts';
import { settleOwed } from '../../../../src/hub/domain/desk/settle-owed.ts';
import { oweMoney, settleMoney } from '../../../../src/hub/domain/money-back.ts';
import { decideShort } from '../../../../src/hub/domain/stock/decide.ts';
import { settleStock } from '../../../../src/hub/jobs/tend-stock.ts';
import { readPhoneStock } from '../../../../src/hub/domain/stock/phone-stock.ts';
import { expireUnpaid } from '../../../../src/hub/domain/stock/expire.ts';
import { makeStockWorld, type StockWorld } from '../support/stock-world.ts';
import type { TestEngine } from '../support/engines.ts';
import { addPass, column, loaded, makeOutbox, markEnrolled, NOW, paid, placed, push } from '../support/world.ts';

const HOUR = 3_600_000;
const PIN_HASH = `scrypt$2$8$1$${'ab'.repeat(16)}$${'cd'.repeat(32)}`;
const eur = (minor: number) => ({ minor, currency: 'EUR' });
const operator = (world: StockWorld) => ({ tenantId: world.tenantId, operatorId: 'central', rights: new Set(['refund' as const]) });
type Way = 'carry-out' | 'desk' | 'silo' | 'ship';

/** A shop of which the desk, its customers and head office all want money out; a station of it is away at times. */
async function openShop(engine: TestEngine) {
  const db = engine.db;
  const world = await makeStockWorld(db, { unpaidHours: 48 });
  const member = (staffId: string) => ({ staffId, name: staffId, number: '1002', badgeHash: '1'.repeat(64), pin: PIN_HASH, roles: ['manager', 'assistant'] });
  // Whoever gives money back, and who takes it at the till.
  const people = ['max', 'eva'].map((key) => ({ key, value: member(key) }));
  for (const scope of ['centro', 'norte']) await db.transaction((tx) => putRows(tx, { tenantId: world.tenantId, bucket: 'staff', scope }, people));
  const outs = { kiosk: makeOutbox(), second: makeOutbox() };
  const at =
    (station: 'kiosk' | 'second') =>
    async (...operations: readonly unknown[]) => {
      const said = await push(db, world[station], outs[station].request(...operations.map((one) => outs[station].add(one))));
      await settleStock(db, NOW);
      return said;
    };
  const locked = <T>({ orderId }: OrderPlaced, work: (c: Happening, order: StoredOrder) => Promise<T>) =>
    db.transaction(async (tx) => {
      const order = await lockOrder(tx, world.tenantId, orderId);
      if (order === null) throw new Error('no order');
      return await work({ tx, at: NOW, station: { tenantId: world.tenantId, stationId: null } }, order);
    });
  return {
    ...{ world, happens: at('kiosk'), elsewhere: at('second'), locked },
    withdraw: (order: OrderPlaced, lines: readonly { sku: string; quantity: number }[] = []) =>
      locked(order, (c, found) => withdrawByPhone(c, found, { withdrawalId: crypto.randomUUID(), lines, at: NOW, made: 0 })),
    giveUp: (order: OrderPlaced, sku: string) => locked(order, (c, found) => decideShort(c, found, { choice: 'give-up', sku, short: 1 })),
    reject: ({ orderId, total }: OrderPlaced, sku: string, change: Partial<DeskReject> = {}, when = NOW) =>
      db.transaction((tx) =>
        rejectPieces({ tx, station: world.kiosk, at: when }, orderId, {
          ...{ staffId: 'max', reason: 'other', pieces: [{ sku, quantity: 1 }], seen: total },
          ...change,
        }),
      ),
    reroute: ({ orderId, total }: OrderPlaced, way: 'silo' | 'desk') => {
      const asked: DeskReroute = {
        ...{ to: 'way', staffId: 'max', from: way === 'silo' ? 'desk' : 'silo', way, agreed: 'in-person', today: '2026-11-22', until: '2026-11-24' },
        seen: total,
      };
      return db.transaction((tx) => rerouteOrder({ tx, station: world.kiosk, at: NOW }, orderId, asked));
    },
    settle: (asked: Omit<DeskSettle, 'staffId'>, station = world.kiosk) =>
      db.transaction((tx) => settleOwed({ tx, station, at: NOW }, { staffId: 'max', ...asked })),
    list: (station = world.kiosk) => listOwed(db, station, NOW),
    owed: () => column(db, world, 'money_back', "amount_minor || ' ' || why || coalesce(' ' || settled, '')", 'amount_minor, why'),
    withdrawals: () => column(db, world, 'withdrawals', "state || coalesce(' ' || amount_minor, '') || coalesce(' ' || settled, '')", 'number'),
    alarms: async () => (await column(db, world, 'alarms', 'kind', 'kind')).filter((kind) => kind !== 'rejected' && kind !== 'stock-short'),
    status: async ({ orderId }: OrderPlaced) => (await findOrder(db, world.tenantId, orderId))?.status,
    byPhone: () => db.query("UPDATE payments SET tender = 'online' WHERE tenant_id = $1", [world.tenantId]),
    /** These stations have heard everything. */
    hear: async (...stations: readonly ('kiosk' | 'second')[]) => {
      for (const station of stations) {
        await markEnrolled(db, world[station]);
        await createListening(db).note(world[station].stationId, { tenantId: world.tenantId, bucket: 'orders', scope: 'centro' }, 1_000_000);
      }
    },
    /** What goes back by itself a minute later. */
    byItself: async () => {
      for (const station of ['kiosk', 'second'] as const) await markEnrolled(db, world[station]);
      await noteTold(db, NOW);
      return (await findOwedByProviders(db, NOW + 60_000)).filter(({ tenantId }) => tenantId === world.tenantId).map(({ cause }) => cause.kind);
    },
    back: () => column(db, world, 'payments', "back_minor || '/' || amount_minor", 'amount_minor'),
  };
}

/** An order of so many shirts at 29.95, each a line of its own SKU, and the way each goes. */
function shirts(ways: Readonly<Record<string, Way>>, lead: 'desk' | 'silo' = 'desk', change: Partial<OrderPlaced> = {}): OrderPlaced {
  const [line] = placed().lines;
  if (line === undefined) throw new Error('an order has lines');
  const lines = Object.entries(ways).map(([sku, way]) => ({ ...line, sku, quantity: 1, ...(way === lead ? {} : { way }) }));
  const address = { name: 'Ana Gil', street: 'Calle Mayor 1', postcode: '28013', city: 'Madrid', country: 'ES' };
  const sent = Object.values(ways).includes('ship') ? { shipTo: address } : {};
  return placed({ lines, total: eur(lines.length * 2_995), fulfilment: { kind: lead }, ...sent, ...change });
}

const handed = ({ orderId }: OrderPlaced, way: 'desk' | 'carry-out' = 'desk', handedAt = NOW) => ({
  ...{ kind: 'goods.handed', orderId, way, staffId: 'max', handedAt },
});
const ready = ({ orderId }: OrderPlaced) => ({ kind: 'goods.ready', orderId, way: 'desk', staffId: 'max', readyAt: NOW });

/** Money never goes out beyond what came in, and goods and money are never both gone without a word, on either database. */
export function moneyOutSuite(engine: () => TestEngine): void {
  it('owes nothing for a piece that was missing of an order which was called off before anybody paid', async () => {
    const shop = await openShop(engine());
    const order = shirts({ A: 'desk' });
    await shop.world.figures({ centro: 0 }, NOW - HOUR, 'A');
    await shop.happens(order);
    await shop.withdraw(order);
    // The job that looks at the stock has not run yet: the second press stands behind the first.
    await shop.giveUp(order, 'A');
    expect([await shop.status(order), await shop.owed()]).toEqual(['cancelled', []]);
  });

  it('gives a paid order back once, whichever of its ways back is pressed', async () => {
    const shop = await openShop(engine());
    const order = shirts({ A: 'desk', B: 'desk' });
    await shop.world.figures({ centro: 0 }, NOW - HOUR, 'A');
    await shop.world.figures({ centro: 5 }, NOW - HOUR, 'B');
    await shop.happens(order, paid(order));
    await shop.withdraw(order);
    await shop.giveUp(order, 'A');
    expect([await shop.owed(), await shop.withdrawals()]).toEqual([[], ['refund-due 5990']]);
  });

  it('lets nothing out beyond what was taken for an order, by whichever door, and the database holds it too', async () => {
    const shop = await openShop(engine());
    const order = shirts({ A: 'desk' });
    await shop.happens(order, paid(order, { tender: 'cash' }));
    const told = { outcome: 'paid', amount: eur(2_995), tender: 'cash', by: 'caja-1' } as const;
    const moneyId = await shop.locked(order, (c) => oweMoney(c, { orderId: order.orderId, amount: eur(2_995), why: 'sold-out', about: 'A' }));
    const second = await shop.locked(order, (c) => oweMoney(c, { orderId: order.orderId, amount: eur(1), why: 'sold-out', about: 'B' }));
    const settle = (id: string | null, amount: number) =>
      shop.locked(order, (c) => settleMoney(c, operator(shop.world), id ?? '', { ...told, amount: eur(amount) }));
    expect(await settle(moneyId, 2_995)).toMatchObject({ ok: true });
    expect(await settle(second, 1)).toMatchObject({ ok: false, error: { kind: 'not-now' } });
    await shop.withdraw(order);
    const [one] = await column(engine().db, shop.world, 'withdrawals', 'withdrawal_id');
    expect(await shop.locked(order, (c) => settleWithdrawal(c, operator(shop.world), String(one), told))).toMatchObject({ ok: false });
    expect([await shop.back(), await shop.withdrawals()]).toEqual([['2995/2995'], ['cancelled']]);
    await expect(engine().db.query('UPDATE payments SET back_minor = amount_minor + 1 WHERE tenant_id = $1', [shop.world.tenantId])).rejects.toThrow(
      /back_cap/,
    );
  });

  it('makes goods and money meet where a part was called off and is handed over at the desk all the same', async () => {
    const shop = await openShop(engine());
    const order = shirts({ A: 'carry-out', B: 'desk' });
    await shop.happens(order, paid(order, { tender: 'cash' }), handed(order, 'carry-out'));
    await shop.withdraw(order);
    expect([await shop.status(order), await shop.withdrawals()]).toEqual(['collected', ['refund-due 2995']]);
    await shop.elsewhere(ready(order));
    // Nobody is called to what was called off.
    expect([await shop.alarms(), await column(engine().db, shop.world, 'messages', 'kind', 'kind')]).toEqual([
      ['hand-over-cancelled'],
      expect.not.arrayContaining(['desk-ready']),
    ]);
    await shop.elsewhere(handed(order));
    expect([await shop.withdrawals(), await shop.alarms()]).toEqual([['goods-awaited'], ['collected-after-withdrawal', 'hand-over-cancelled']]);
  });

  it('pays nothing from a sheet that was opened before its goods were handed over, nor what another shop owes', async () => {
    const shop = await openShop(engine());
    const order = shirts({ A: 'desk' });
    await shop.happens(order, paid(order, { tender: 'cash' }));
    await shop.withdraw(order);
    const [seen] = await shop.list();
    if (seen?.amount == null) throw new Error('it is on the list');
    const asked = { cause: seen.cause, about: seen.about, amount: seen.amount, how: 'cash' as const };
    expect(await shop.settle(asked, shop.world.otherShop)).toBe('already');
    await shop.elsewhere(handed(order));
    expect([await shop.settle(asked), await shop.withdrawals(), await shop.alarms()]).toEqual([
      'already',
      ['goods-awaited'],
      ['collected-after-withdrawal', 'hand-over-cancelled'],
    ]);
  });

  it('finds a sum however many others wait before it', async () => {
    const shop = await openShop(engine());
    const order = shirts({ A: 'desk', B: 'desk' });
    await shop.happens(order, paid(order, { tender: 'cash' }));
    await shop.locked(order, async (c) => {
      for (let n = 0; n < 201; n++) await oweMoney({ ...c, at: NOW - 1_000 + n }, { orderId: order.orderId, amount: eur(1), why: 'sold-out', about: `${n}` });
    });
    const [last] = await column(engine().db, shop.world, 'money_back', 'money_id', 'owed_at DESC');
    expect(await shop.list()).toHaveLength(200);
    expect(await shop.settle({ cause: 'money', about: String(last), amount: eur(1), how: 'cash' })).toBe('done');
  });

  it('keeps what a late till took for an order that expired, was revived, and then was called off', async () => {
    const shop = await openShop(engine());
    const order = shirts({ A: 'desk' });
    await shop.world.figures({ centro: 5 }, NOW - HOUR, 'A');
    await shop.happens(order);
    await expireUnpaid(engine().db, NOW + 100 * HOUR, async (_, failure) => Promise.reject(failure));
    expect(await shop.status(order)).toBe('cancelled');
    await shop.happens(paid(order, { tender: 'cash' }));
    expect(await shop.status(order)).toBe('paid');
    await shop.withdraw(order);
    expect(await shop.elsewhere(paid(order, { tender: 'cash' }))).toEqual(['1 rejected the order was cancelled']);
    expect([await shop.owed(), await shop.alarms(), await shop.status(order)]).toEqual([['2995 not-needed'], ['payment-rejected'], 'cancelled']);
    const phone = await shop.locked(order, (c, found) => readPhoneStock(c.tx, found));
    expect(phone.stock).toMatchObject({ expired: false });
  });

  it('takes nothing off an order, and sends nothing another way, that waits to come back as a withdrawal', async () => {
    const shop = await openShop(engine());
    const order = shirts({ A: 'desk', B: 'ship' });
    await shop.happens(order, paid(order, { tender: 'cash' }));
    await shop.withdraw(order, [{ sku: 'A', quantity: 1 }]);
    expect(await shop.withdrawals()).toEqual(['goods-awaited']);
    expect([await shop.reject(order, 'A'), await shop.reroute(order, 'silo'), await shop.owed()]).toEqual(['already', 'already', []]);
  });

  it('holds the money for what staff took off an order until a desk that was away has told what it handed over', async () => {
    const shop = await openShop(engine());
    const order = shirts({ A: 'desk', B: 'desk' });
    await shop.happens(order, paid(order));
    await shop.byPhone();
    expect(await shop.reject(order, 'A')).toBe('done');
    expect([await shop.byItself(), (await shop.list()).map(({ state }) => state)]).toEqual([[], ['coming']]);
    // The other desk had given both pieces away before anybody said that one was not there.
    await shop.elsewhere(handed(order, 'desk', NOW - 1_000));
    await shop.hear('kiosk', 'second');
    expect([await shop.byItself(), (await shop.list()).map(({ state }) => state), await shop.alarms()]).toEqual([[], ['look'], ['handed-after-reject']]);
    const [about] = await column(engine().db, shop.world, 'money_back', 'money_id');
    expect(await shop.settle({ cause: 'money', about: String(about), amount: eur(2_995), how: 'provider' })).toBe('not-now');
  });

  it('lets the money for what staff took off go back by itself once every station has heard, and goods of the rest change nothing', async () => {
    const shop = await openShop(engine());
    const order = shirts({ A: 'desk', B: 'desk' });
    await shop.happens(order, paid(order));
    await shop.byPhone();
    await shop.reject(order, 'A');
    await shop.hear('kiosk');
    expect(await shop.byItself()).toEqual([]);
    await shop.hear('kiosk', 'second');
    expect(await shop.byItself()).toEqual(['money']);
    await shop.elsewhere(handed(order, 'desk', NOW + 1_000));
    expect([await shop.byItself(), await shop.alarms(), await shop.status(order)]).toEqual([['money'], [], 'collected']);
  });

  it('keeps a hand-over of a desk that was away while its goods were sent another way, and prepares them no second time', async () => {
    const shop = await openShop(engine());
    const order = shirts({ A: 'desk' });
    await shop.happens(order, paid(order, { tender: 'cash' }));
    expect(await shop.reroute(order, 'silo')).toBe('done');
    const parcel = loaded(order, { passId: await addPass(engine().db, shop.world.kiosk) });
    await shop.happens(parcel);
    await shop.elsewhere(handed(order, 'desk', NOW - 1_000));
    const stored = await shop.locked(order, (_, found) => Promise.resolve(found));
    expect([stored.status, stored.fulfilment, stored.lines.map(({ way }) => way), stored.handOvers]).toEqual([
      'collected',
      { kind: 'desk' },
      ['desk'],
      [{ way: 'desk', handedAt: NOW - 1_000 }],
    ]);
    expect([await shop.alarms(), await column(engine().db, shop.world, 'parcels', 'recall')]).toEqual([['hand-over-nothing-to-hand-over'], ['cancelled']]);
  });

  it('settles what a till says that it gave, also for a hub that had forgotten it, and makes people look where two say so', async () => {
    const shop = await openShop(engine());
    const order = shirts({ A: 'desk', B: 'desk' });
    await shop.happens(order, paid(order, { tender: 'cash' }));
    await shop.reject(order, 'A');
    const [about] = await column(engine().db, shop.world, 'money_back', 'money_id');
    const given = { kind: 'money.given', cause: 'money', about: String(about), amount: eur(2_995), how: 'cash', staffId: 'max', givenAt: NOW };
    expect(await shop.happens(given, given)).toEqual(['3 applied', '4 applied']);
    expect([await shop.owed(), await shop.list(), await shop.alarms(), await shop.back()]).toEqual([['2995 sold-out paid'], [], [], ['2995/5990']]);
    await shop.elsewhere(given);
    expect(await shop.alarms()).toEqual(['money-given-twice']);
    // Of a sum that the books have not heard of yet nobody is paid when they do.
    await shop.happens({ ...given, cause: 'withdrawal', about: 'ab'.repeat(16) });
    expect(await shop.alarms()).toEqual(['money-given-twice', 'money-given-unknown']);
  });
}
