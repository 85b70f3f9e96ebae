import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrderPlaced } from '../../../../src/contract/events/operations.ts';
import type { DeskReject, DeskReroute } from '../../../../src/contract/hub/staff-desk.ts';
import { putRows } from '../../../../src/hub/db/buckets.ts';
import { withdrawByPhone } from '../../../../src/hub/after/withdraw.ts';
import { findOrder, lockOrder } from '../../../../src/hub/db/orders.ts';
import type { StationIdentity } from '../../../../src/hub/domain/context.ts';
import type { DeskContext } from '../../../../src/hub/domain/desk/desk-order.ts';
import { listOwed } from '../../../../src/hub/domain/desk/money-list.ts';
import { rejectPieces, takeElsewhere } from '../../../../src/hub/domain/desk/reject.ts';
import { rerouteOrder } from '../../../../src/hub/domain/desk/reroute.ts';
import { resendNews } from '../../../../src/hub/domain/desk/resend-news.ts';
import { settleOwed } from '../../../../src/hub/domain/desk/settle-owed.ts';
import { listShopAlarms } from '../../../../src/hub/domain/desk/shop-alarms.ts';
import { settleStock } from '../../../../src/hub/jobs/tend-stock.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { makeStockWorld, type StockWorld } from '../support/stock-world.ts';
import { addPass, column, loaded, makeOutbox, NOW, paid, placed, push } from '../support/world.ts';

let engine: TestEngine;
let world: StockWorld;
beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  world = await makeStockWorld(db());
  const someone = (staffId: string, number: string, roles: readonly string[]) => ({
    key: staffId,
    value: { staffId, name: staffId, number, badgeHash: number.padEnd(64, '0'), pin: PIN_HASH, roles },
  });
  const roster = [someone('eva', '1001', ['assistant']), someone('max', '1002', ['manager']), someone('teo', '1003', ['technician'])];
  await db().transaction((tx) => putRows(tx, { tenantId: world.tenantId, bucket: 'staff', scope: 'centro' }, roster));
});

const PIN_HASH = `scrypt$2$8$1$${'ab'.repeat(16)}$${'cd'.repeat(32)}`;
const db = () => engine.db;

/** Does something at the desk of a station, as the hub's route does. */
async function desk<T>(work: (c: DeskContext) => Promise<T>, at = NOW, station: StationIdentity = world.kiosk): Promise<T> {
  return await db().transaction((tx) => work({ tx, station, at }));
}

async function happens(...operations: readonly unknown[]): Promise<void> {
  const out = makeOutbox();
  await push(db(), world.kiosk, out.request(...operations.map((one) => out.add(one))));
  await settleStock(db(), NOW);
}

const euros = (minor: number) => ({ minor, currency: 'EUR' });
const orderId = '00000000-0000-7000-8000-000000000001';

/** A paid order of two medium shirts and one large one, at the desk. */
function shirts(change: Partial<OrderPlaced> = {}): OrderPlaced {
  const [line] = placed().lines;
  if (line === undefined) throw new Error('a line');
  const lines = [
    { ...line, sku: 'CAM-M', quantity: 2 },
    { ...line, sku: 'CAM-L', quantity: 1, unitPrice: euros(2_495) },
  ];
  return placed({ orderId, number: 'K1-00001-1', lines, total: euros(8_485), fulfilment: { kind: 'desk' }, ...change });
}

const messages = () => column(db(), world, 'messages', 'kind', 'created_at, kind');
const owed = () => column(db(), world, 'money_back', "why || ' ' || amount_minor", 'owed_at');
const held = () => column(db(), world, 'stock_holds', "sku || ' ' || quantity || ' ' || location_id", 'sku, location_id');
const told = () => column(db(), world, 'audit', 'kind', 'at, kind');
const now = async () => await findOrder(db(), world.tenantId, orderId);
const rejecting = (change: Partial<DeskReject> = {}): DeskReject => ({
  staffId: 'eva',
  reason: 'not-found',
  pieces: [{ sku: 'CAM-M', quantity: 1 }],
  seen: euros(8_485),
  ...change,
});
const reject = (change: Partial<DeskReject> = {}, at = NOW) => desk((c) => rejectPieces(c, orderId, rejecting(change)), at);
type OtherWay = Extract<DeskReroute, { readonly to: 'way' }>;
const toSilo = (change: Partial<OtherWay> = {}) =>
  desk((c) =>
    rerouteOrder(c, orderId, {
      ...{ to: 'way', staffId: 'eva', from: 'desk', way: 'silo', agreed: 'in-person', today: '2026-11-22', until: '2026-11-24', seen: euros(8_485) },
      ...change,
    }),
  );

describe('pieces that the shop cannot give', () => {
  it('leave the order, their money is owed, nothing is held for them, and they are promised to nobody else', async () => {
    await world.figures({ centro: 4 });
    await world.figures({ centro: 1 }, NOW - 60_000, 'CAM-L');
    const order = shirts();
    await happens(order, paid(order));
    expect(await held()).toEqual(['CAM-L 1 centro', 'CAM-M 2 centro']);
    expect(await reject()).toBe('done');
    expect([await owed(), await held()]).toEqual([['sold-out 2995'], ['CAM-L 1 centro', 'CAM-M 1 centro']]);
    expect(await now()).toMatchObject({ status: 'paid', total: euros(5_490) });
    expect(await column(db(), world, 'stock_figures', "sku || ' ' || quantity", 'sku')).toEqual(['CAM-L 1', 'CAM-M 1']);
    expect(await messages()).toContain('changed');
    expect(await told()).toContain('order.rejected');
    // The press that is repeated has seen another order.
    expect(await reject()).toBe('changed');
    expect(await owed()).toEqual(['sold-out 2995']);
  });

  it('end the order when they were all of it, and its money is on the list of the till, once', async () => {
    await world.figures({ centro: 4 });
    const order = shirts();
    await happens(order, paid(order, { tender: 'cash' }));
    const all = [
      { sku: 'CAM-M', quantity: 2 },
      { sku: 'CAM-L', quantity: 1 },
    ];
    expect(await reject({ pieces: all, reason: 'other' })).toBe('done');
    expect((await now())?.status).toBe('cancelled');
    expect(await reject({ pieces: all })).toBe('cancelled');
    expect(await listOwed(db(), world.kiosk, NOW)).toMatchObject([
      { cause: 'money', number: 'K1-00001-1', amount: euros(8_485), paidWith: 'cash', state: 'till' },
    ]);
    expect(await listOwed(db(), world.otherShop, NOW)).toEqual([]);
  });

  it('cost nothing where nobody has paid yet', async () => {
    await happens(shirts());
    expect(await reject({ reason: 'damaged' })).toBe('done');
    expect([await owed(), (await now())?.total]).toEqual([[], euros(5_490)]);
  });

  it('are not taken off what its customer has, what lies in a locker, or what another place sends', async () => {
    const order = shirts();
    await happens(order, paid(order));
    await happens({ kind: 'goods.handed', orderId, way: 'desk', staffId: 'eva', handedAt: NOW });
    expect(await reject()).toBe('already');
    const silo = { ...shirts({ fulfilment: { kind: 'silo' } }), orderId: '00000000-0000-7000-8000-000000000002', number: 'K1-00002-1' };
    const parcel = loaded(silo, { passId: await addPass(db(), world.kiosk) });
    await happens(silo, paid(silo), parcel);
    expect(await desk((c) => rejectPieces(c, silo.orderId, rejecting()))).toBe('in-locker');
    const sent = { ...silo, orderId: '00000000-0000-7000-8000-000000000003', number: 'K1-00003-1', fulfilment: { kind: 'ship' as const, address } };
    await happens(sent, paid(sent));
    expect(await desk((c) => rejectPieces(c, sent.orderId, rejecting()))).toBe('not-ours');
    expect(await owed()).toEqual([]);
  });

  it.each([
    ['teo', 'not-allowed'],
    ['nobody', 'not-allowed'],
  ] as const)('are not rejected by %s', async (staffId, outcome) => {
    await happens(shirts());
    expect(await reject({ staffId })).toBe(outcome);
  });

  it('of another shop’s order are not this shop’s to reject', async () => {
    await happens(shirts());
    await db().transaction((tx) =>
      putRows(tx, { tenantId: world.tenantId, bucket: 'staff', scope: 'norte' }, [
        { key: 'ona', value: { staffId: 'ona', name: 'ona', number: '2001', badgeHash: '9'.repeat(64), pin: PIN_HASH, roles: ['assistant'] } },
      ]),
    );
    expect(await desk((c) => rejectPieces(c, orderId, rejecting({ staffId: 'ona' })), NOW, world.otherShop)).toBe('unknown-order');
    expect(await desk((c) => rejectPieces(c, orderId, rejecting()), NOW, world.otherShop)).toBe('not-allowed');
  });
});

const address = { name: 'Ana Gil', street: 'Calle Mayor 1', postcode: '28001', city: 'Madrid', country: 'ES' };

describe('an order that goes another way', () => {
  it('comes from another place that has the piece, and its customer is told', async () => {
    await world.figures({ centro: 2, getafe: 5 });
    const order = shirts({ holds: [{ sku: 'CAM-M', locationId: 'centro', quantity: 2, leased: false }] });
    await happens(order, paid(order));
    const asked = { to: 'elsewhere', staffId: 'eva', reason: 'not-found', pieces: [{ sku: 'CAM-M', quantity: 1 }], seen: euros(8_485) } satisfies DeskReroute;
    expect(await desk((c) => takeElsewhere(c, orderId, asked))).toBe('done');
    expect(await held()).toEqual(['CAM-M 1 centro', 'CAM-M 1 getafe']);
    expect(await desk((c) => takeElsewhere(c, orderId, { ...asked, pieces: [{ sku: 'CAM-L', quantity: 1 }] }))).toBe('not-here');
    expect([await owed(), (await now())?.total]).toEqual([[], euros(8_485)]);
  });

  it('asks its customer when no place has the piece', async () => {
    await world.figures({ centro: 2 });
    const order = shirts();
    await happens(order, paid(order));
    const asked = { to: 'elsewhere', staffId: 'eva', reason: 'damaged', pieces: [{ sku: 'CAM-M', quantity: 2 }], seen: euros(8_485) } satisfies DeskReroute;
    expect(await desk((c) => takeElsewhere(c, orderId, asked))).toBe('done');
    expect(await column(db(), world, 'stock_shorts', "sku || ' ' || quantity")).toEqual(['CAM-M 2']);
    expect(await messages()).toContain('short');
  });

  it('goes to the lockers instead of the desk, for the same money, until the day that is promised now', async () => {
    const order = shirts();
    await happens(order, paid(order));
    expect(await toSilo()).toBe('done');
    const after = await now();
    expect(after).toMatchObject({ fulfilment: { kind: 'silo' }, total: euros(8_485), status: 'paid' });
    expect(after?.delivery).toEqual([{ way: 'silo', cost: euros(0), from: '2026-11-22', until: '2026-11-24' }]);
    expect(after?.lines.map((line) => line.way)).toEqual(['silo', 'silo']);
    expect(await messages()).toContain('changed');
    expect(await toSilo()).toBe('changed');
  });

  it('is sent home only to an address that somebody said', async () => {
    const order = shirts();
    await happens(order, paid(order));
    expect(await toSilo({ way: 'ship' })).toBe('no-address');
    // Somewhere that the shop does not send.
    expect(await toSilo({ way: 'ship', address: { ...address, country: 'FR' } })).toBe('no-address');
    expect(await toSilo({ way: 'ship', address, agreed: 'by-phone' })).toBe('done');
    expect(await now()).toMatchObject({ fulfilment: { kind: 'ship', address } });
  });

  it('stays where it was put ready, and where its customer has it', async () => {
    const order = shirts();
    await happens(order, paid(order), { kind: 'goods.ready', orderId, way: 'desk', staffId: 'eva', readyAt: NOW });
    expect(await toSilo()).toBe('ready');
    await happens({ kind: 'goods.handed', orderId, way: 'desk', staffId: 'eva', handedAt: NOW });
    expect(await toSilo()).toBe('already');
  });
});

describe('news that are sent again', () => {
  const resend = (at = NOW, id = orderId) => desk((c) => resendNews(c, id, 'eva'), at);

  it('are the last that are still so, three times a day, to the order’s own contact', async () => {
    const order = shirts();
    await happens(order, paid(order), { kind: 'goods.ready', orderId, way: 'desk', staffId: 'eva', readyAt: NOW });
    expect([await resend(), await resend(), await resend(), await resend()]).toEqual(['done', 'done', 'done', 'too-often']);
    expect(await resend(NOW + 86_400_001)).toBe('done');
    expect((await messages()).filter((kind) => kind === 'desk-ready')).toHaveLength(5);
    expect(await column(db(), world, 'messages', 'contact', 'created_at')).toEqual((await messages()).map(() => null));
  });

  it('are the code where a parcel waits', async () => {
    const order = shirts({ fulfilment: { kind: 'silo' } });
    const parcel = loaded(order, { passId: await addPass(db(), world.kiosk) });
    await happens(order, paid(order), parcel);
    expect(await resend()).toBe('done');
    expect(await messages()).toContain('code');
  });

  it('are none for an order that is over, or whose customer nobody knows', async () => {
    const order = shirts();
    await happens(order, paid(order), { kind: 'goods.handed', orderId, way: 'desk', staffId: 'eva', handedAt: NOW });
    expect(await resend()).toBe('nothing-to-tell');
    await db().query('UPDATE orders SET contact = NULL WHERE tenant_id = $1', [world.tenantId]);
    expect(await resend()).toBe('no-contact');
    expect(await resend(NOW, '00000000-0000-7000-8000-00000000000f')).toBe('unknown-order');
  });
});

describe('money that is given back at the till', () => {
  const settle = (change: object = {}) =>
    desk(async (c) => {
      const [one] = await listOwed(c.tx, c.station, NOW);
      return await settleOwed(c, { staffId: 'max', cause: 'money', about: one?.about ?? about, amount: euros(2_995), how: 'cash', ...change });
    });
  let about = '';
  const owing = async () => {
    const order = shirts();
    await happens(order, paid(order, { tender: 'cash' }));
    await reject({ reason: 'other' });
    about = (await listOwed(db(), world.kiosk, NOW))[0]?.about ?? '';
  };

  it('that a till took beside what a phone had paid is given at the till, whatever the order was paid with', async () => {
    const order = shirts({ fulfilment: { kind: 'silo' } });
    await happens(order, paid(order));
    await db().query("UPDATE payments SET tender = 'online' WHERE tenant_id = $1", [world.tenantId]);
    await happens(paid(order, { tender: 'cash', amount: euros(9_000) }));
    expect(await listOwed(db(), world.kiosk, NOW)).toMatchObject([{ cause: 'money', why: 'not-needed', amount: euros(9_000), paidWith: null, state: 'till' }]);
    expect(await settle({ amount: euros(9_000) })).toBe('done');
  });

  it('of a phone waits for staff while the goods lie ready at the desk, or a station has been silent for a day', async () => {
    const order = shirts();
    await happens(order, paid(order));
    await db().query("UPDATE payments SET tender = 'online' WHERE tenant_id = $1", [world.tenantId]);
    await desk(async (c) => {
      const found = await lockOrder(c.tx, world.tenantId, orderId);
      if (found !== null) await withdrawByPhone(c, found, { withdrawalId: '00000000-0000-7000-8000-0000000000aa', lines: [], at: NOW, made: 0 });
    });
    const state = async (at: number) => (await listOwed(db(), world.kiosk, at)).map((one) => one.state);
    const before = [await state(NOW), await state(NOW + 25 * 3_600_000)];
    await db().query('UPDATE withdrawals SET told_at = $2 WHERE tenant_id = $1', [world.tenantId, NOW]);
    const told = await state(NOW + 25 * 3_600_000);
    await db().query(`UPDATE orders SET hand_overs = '[{"way":"desk","readyAt":1}]' WHERE tenant_id = $1`, [world.tenantId]);
    expect([before, told, await state(NOW)]).toEqual([[['coming'], ['till']], ['coming'], ['till']]);
  });

  it('of an order that cost nothing breaks no list', async () => {
    const order = shirts({ total: euros(0), discounts: [{ couponId: '00'.repeat(16), name: 'Regalo', amount: euros(8_485) }] });
    await happens(order, paid(order, { amount: euros(500) }));
    expect(await listOwed(db(), world.kiosk, NOW)).toMatchObject([{ why: 'not-needed', paidWith: null, state: 'till' }]);
  });

  it('is given once, by a manager, and exactly what is owed', async () => {
    await owing();
    expect(await settle({ staffId: 'eva' })).toBe('not-allowed');
    expect(await settle({ amount: euros(3_000) })).toBe('changed');
    expect(await settle({ how: 'provider' })).toBe('not-now');
    expect(await settle()).toBe('done');
    expect(await listOwed(db(), world.kiosk, NOW)).toEqual([]);
    // The answer was lost, and the same person says it again: it stays given once.
    expect(await settle()).toBe('done');
    expect(await settle({ how: 'card' })).toBe('already');
    expect(await column(db(), world, 'money_back', "settled || ' ' || settled_by")).toEqual([`paid ${world.kiosk.stationId}/max`]);
  });

  it('stays on the list of its own shop alone', async () => {
    await owing();
    expect(await desk((c) => settleOwed(c, { staffId: 'max', cause: 'money', about, amount: euros(2_995), how: 'cash' }), NOW, world.otherShop)).toBe(
      'not-allowed',
    );
    expect(await listOwed(db(), world.kiosk, NOW)).toHaveLength(1);
  });
});

describe('alarms of a shop', () => {
  it('are those of its stations and its orders, without anybody’s name', async () => {
    await happens({ kind: 'storage.trouble', trouble: 'space-low', at: NOW }, paid(shirts()));
    const [first] = await listShopAlarms(db(), world.kiosk);
    expect(first).toEqual({ kind: expect.any(String), at: expect.any(Number), number: null, stationId: world.kiosk.stationId });
    expect(await listShopAlarms(db(), world.otherShop)).toEqual([]);
  });
});

describe('a shift that was closed', () => {
  it('is kept once, as it was told, and nothing changes it', async () => {
    const closed = {
      kind: 'shift.closed',
      shiftId: '018f0000-0000-7000-8000-0000000000f1',
      staffId: 'eva',
      from: NOW - 3_600_000,
      to: NOW,
      currency: 'EUR',
      people: [],
      cash: { float: 1_000, expected: 3_995, counted: 3_895, left: 1_000, reason: 'wrong-change' },
      left: { toPrepare: 1, toHand: 0, short: 0, calls: 0, doors: 0 },
      note: 'Falta papel.',
    };
    await happens(closed);
    await happens(closed);
    expect(await column(db(), world, 'shifts', "staff_id || ' ' || (body->'cash'->>'counted')", 'to_at')).toEqual(['eva 3895']);
    expect((await told()).filter((kind) => kind === 'shift.closed')).toHaveLength(1);
    expect(await column(db(), world, 'audit', "facts->>'difference'", 'at, kind')).toContain('-100');
    await expect(db().query("UPDATE shifts SET staff_id = 'max' WHERE tenant_id = $1", [world.tenantId])).rejects.toThrow('never changed');
  });
});
