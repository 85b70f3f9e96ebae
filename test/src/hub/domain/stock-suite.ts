/** This file has more than 400 lines because the rules of one stock are one suite that runs whole on each engine. */
import { expect, it } from 'vitest';
import type { OrderPlaced } from '../../../../src/contract/events/operations.ts';
import type { SoftHold, StockRules } from '../../../../src/contract/stock.ts';
import { upsertProducts } from '../../../../src/hub/catalogue.ts';
import { pullRows } from '../support/pull-rows.ts';
import { lockOrder } from '../../../../src/hub/db/orders.ts';
import { decideShort } from '../../../../src/hub/domain/stock/decide.ts';
import { renewLeases } from '../../../../src/hub/domain/stock/renew-leases.ts';
import { settleStock, tendStock } from '../../../../src/hub/jobs/tend-stock.ts';
import { makeStockWorld, type StockWorld } from '../support/stock-world.ts';
import type { TestEngine } from '../support/engines.ts';
import { addPass, collected, column, loaded, makeOutbox, markEnrolled, NOW, paid, placed, push } from '../support/world.ts';

const HOUR = 3_600_000;

/** Stock that is promised once: what orders hold, what moves, what is missing and who is told. The same on every engine. */
export function stockSuite(engine: () => TestEngine): void {
  const db = () => engine().db;
  const open = (rules: Partial<StockRules> = {}) => makeStockWorld(db(), rules);

  const order = (
    number: number,
    change: Partial<OrderPlaced> & { sku?: string; quantity?: number; way?: 'silo' | 'ship' | 'desk' | 'carry-out' } = {},
  ): OrderPlaced => {
    const { sku = 'CAM-M', quantity = 1, way, ...rest } = change;
    const [line] = placed().lines;
    if (line === undefined) throw new Error('a line');
    const lines = [{ ...line, sku, quantity, ...(way === undefined ? {} : { way }) }];
    return placed({
      orderId: `00000000-0000-7000-8000-00000000000${number}`,
      number: `K1-0000${number}-1`,
      lines,
      total: { minor: line.unitPrice.minor * quantity, currency: 'EUR' },
      ...rest,
    });
  };
  const places = async (world: StockWorld, ...orders: readonly unknown[]) => {
    const out = makeOutbox();
    await push(db(), world.kiosk, out.request(...orders.map((one) => out.add(one))));
    await settleStock(db(), NOW);
  };
  const held = (world: StockWorld) =>
    column(
      db(),
      world,
      'stock_holds',
      "order_id || ' ' || quantity || ' ' || location_id || CASE WHEN sold_at IS NULL THEN '' ELSE ' sold' END",
      'since, order_id, location_id',
    );
  const short = (world: StockWorld) =>
    column(db(), world, 'stock_shorts', "order_id || ' ' || quantity || CASE WHEN waits THEN ' waits' ELSE '' END", 'since, order_id');
  const messages = (world: StockWorld) => column(db(), world, 'messages', 'kind', 'created_at, kind');
  const alarms = (world: StockWorld) => column(db(), world, 'alarms', 'kind', 'kind');
  const seen = async (world: StockWorld, sku = 'CAM-M') => {
    const page = await pullRows(db(), { tenantId: world.tenantId, bucket: 'stock', scope: '' }, 0, 1000);
    const rows = (page?.rows ?? []).filter((row) => row.key.endsWith(`/${sku}`)).toSorted((one, two) => (one.key < two.key ? -1 : 1));
    return rows.map(
      ({ key, value }) => `${key.split('/')[0]} ${typeof value === 'object' && value !== null && 'quantity' in value ? String(value.quantity) : '-'}`,
    );
  };
  const told = async (world: StockWorld, orderId: string) => {
    const page = await pullRows(db(), { tenantId: world.tenantId, bucket: 'orders', scope: 'centro' }, 0, 1000);
    return page?.rows.find((row) => row.key === orderId)?.value as {
      status: string;
      total: { minor: number };
      lines: unknown[];
      stock?: Record<string, unknown>;
    };
  };
  const decide = (world: StockWorld, orderId: string, choice: Parameters<typeof decideShort>[2], at = NOW) =>
    db().transaction(async (tx) => {
      const locked = await lockOrder(tx, world.tenantId, orderId);
      if (locked === null) throw new Error('no order');
      return await decideShort({ tx, at, station: { tenantId: world.tenantId, stationId: null } }, locked, choice);
    });

  it('keeps what an order wants, and tells stations what is left for everybody else', async () => {
    const world = await open();
    await world.figures({ centro: 3, getafe: 5 });
    const one = order(1, { quantity: 2 });
    await places(world, one);
    expect([await held(world), await seen(world), await messages(world), (await told(world, one.orderId)).stock]).toEqual([
      [`${one.orderId} 2 centro`],
      ['centro 1', 'getafe 5'],
      ['received'],
      {
        settledAt: NOW,
        lines: [{ sku: 'CAM-M', held: 2, short: 0, from: [{ locationId: 'centro', quantity: 2 }], moved: false, waits: false }],
        answerBy: null,
        changed: false,
      },
    ]);
  });

  it('gives the last piece to whom the hub heard first, and asks the other', async () => {
    const world = await open();
    await world.figures({ centro: 1 });
    const [one, two] = [order(1), order(2)];
    await places(world, one, two);
    expect([await held(world), await short(world), await alarms(world), await messages(world)]).toEqual([
      [`${one.orderId} 1 centro`],
      [`${two.orderId} 1`],
      ['stock-short'],
      ['received', 'received', 'short'],
    ]);
    expect((await told(world, two.orderId)).stock).toMatchObject({ lines: [{ held: 0, short: 1 }], answerBy: NOW + 72 * HOUR });
  });

  it('holds nothing of what nobody counts, and says nothing of it', async () => {
    const world = await open();
    const one = order(1, { sku: 'UNKNOWN' });
    await places(world, one);
    expect([await held(world), await short(world), await messages(world), (await told(world, one.orderId)).stock]).toEqual([[], [], ['received'], undefined]);
  });

  it('changes nothing when it looks again', async () => {
    const world = await open();
    await world.figures({ centro: 1 });
    const [one, two] = [order(1), order(2)];
    await places(world, one, two);
    const before = [await held(world), await short(world), await messages(world), await column(db(), world, 'bucket_counters', 'bucket || revision', 'bucket')];
    for (const { orderId } of [one, two, one]) await db().query('INSERT INTO stock_due (tenant_id, order_id) VALUES ($1, $2)', [world.tenantId, orderId]);
    await settleStock(db(), NOW + 5);
    expect([
      await held(world),
      await short(world),
      await messages(world),
      await column(db(), world, 'bucket_counters', 'bucket || revision', 'bucket'),
    ]).toEqual(before);
  });

  it('says that pieces moved when they are no longer where the shopper was told, and writes if they had been in the shop', async () => {
    const world = await open();
    await world.figures({ centro: 1, getafe: 9 });
    const hold = (locationId: string): SoftHold[] => [{ sku: 'CAM-M', locationId, quantity: 1, leased: false }];
    const [one, two] = [order(1, { holds: hold('centro') }), order(2, { holds: hold('centro') })];
    await places(world, one, two);
    expect([await held(world), (await told(world, two.orderId)).stock, await messages(world)]).toMatchObject([
      [`${one.orderId} 1 centro`, `${two.orderId} 1 getafe`],
      { lines: [{ moved: true, from: [{ locationId: 'getafe', quantity: 1 }] }] },
      ['moved', 'received', 'received'],
    ]);
  });

  it('keeps back what the rules say, for a place and for one article', async () => {
    const world = await open({
      safety: [
        { locationId: 'centro', pieces: 1 },
        { locationId: 'getafe', sku: 'CAM-M', pieces: 3 },
      ],
    });
    await world.figures({ centro: 1, getafe: 4 });
    const [one, two] = [order(1), order(2)];
    await places(world, one, two);
    expect([await seen(world), await held(world), await short(world)]).toEqual([['centro 0', 'getafe 0'], [`${one.orderId} 1 getafe`], [`${two.orderId} 1`]]);
  });

  it('lets go of what a cancelled order held, to whom misses it: paid ones first', async () => {
    const world = await open();
    await world.figures({ centro: 1 });
    const [one, two, three] = [order(1), order(2), order(3)];
    await places(world, one, two, three, paid(three));
    await db().query("UPDATE orders SET status = 'cancelled' WHERE order_id = $1", [one.orderId]);
    await db().query('INSERT INTO stock_due (tenant_id, order_id) VALUES ($1, $2)', [world.tenantId, one.orderId]);
    await settleStock(db(), NOW + HOUR);
    expect([await held(world), await short(world), (await messages(world)).filter((kind) => kind === 'restocked'), await alarms(world)]).toEqual([
      [`${three.orderId} 1 centro`],
      [`${two.orderId} 1`],
      ['restocked'],
      ['stock-short'],
    ]);
  });

  it('takes a collected piece for sold, until a figure comes that is newer than the sale', async () => {
    const world = await open();
    await world.figures({ centro: 2 });
    const passId = await addPass(db(), world.kiosk);
    const one = order(1);
    const parcel = loaded(one, { passId });
    await places(world, one, paid(one), parcel, collected(parcel));
    const sold = [await held(world), await seen(world)];
    await world.figures({ centro: 1 }, NOW - 1);
    const older = await seen(world);
    await world.figures({ centro: 1 }, NOW + HOUR);
    expect([sold, older, await seen(world)]).toEqual([[[`${one.orderId} 1 centro sold`], ['centro 1']], ['centro 0'], ['centro 1']]);
  });

  it('takes what was carried out for gone with its payment, whatever the feed says', async () => {
    const world = await open();
    await world.figures({ centro: 1, getafe: 5 });
    const [one, two] = [order(1), order(2, { way: 'carry-out', fulfilment: { kind: 'carry-out' } })];
    await places(world, one, two);
    const before = [await held(world), await short(world)];
    await places(world, paid(two), { kind: 'goods.handed', orderId: two.orderId, way: 'carry-out', staffId: 'eva', handedAt: NOW });
    expect([before, await held(world), await short(world), await seen(world)]).toEqual([
      [[`${one.orderId} 1 centro`], [`${two.orderId} 1`]],
      [`${one.orderId} 1 getafe`, `${two.orderId} 1 centro sold`],
      [],
      ['centro 0', 'getafe 4'],
    ]);
  });

  it('moves the youngest unpaid order when a count finds fewer pieces than are promised', async () => {
    const world = await open();
    await world.figures({ centro: 3, getafe: 1 });
    const [one, two, three] = [order(1, { placedAt: NOW }), order(2), order(3)];
    await places(world, one, paid(one));
    await settleStock(db(), NOW + 1);
    await places(world, two);
    await places(world, three);
    await world.figures({ centro: 1 }, NOW + HOUR);
    await settleStock(db(), NOW + HOUR);
    expect([(await held(world)).toSorted(), (await short(world)).length, (await messages(world)).includes('short')]).toEqual([
      expect.arrayContaining([`${one.orderId} 1 centro`]),
      1,
      true,
    ]);
  });

  it('does not take from a locker what a count does not find on the shelf', async () => {
    const world = await open();
    await world.figures({ centro: 1, getafe: 3 });
    const one = order(1);
    await places(world, one, paid(one), loaded(one, { passId: await addPass(db(), world.kiosk) }));
    await world.figures({ centro: 0 }, NOW + HOUR);
    await settleStock(db(), NOW + HOUR);
    expect([await held(world), await short(world)]).toEqual([[`${one.orderId} 1 centro`], []]);
  });

  it('waits for what is missing when the customer says so, and keeps it when it comes', async () => {
    const world = await open();
    await world.figures({ centro: 0 });
    const one = order(1);
    await places(world, one);
    const waits = await decide(world, one.orderId, { choice: 'wait', sku: 'CAM-M', short: 1 });
    const waiting = [await short(world), (await told(world, one.orderId)).stock];
    await world.figures({ centro: 4 }, NOW + HOUR);
    await settleStock(db(), NOW + HOUR);
    expect([waits.ok, waiting, await held(world), await short(world), await messages(world), await alarms(world)]).toMatchObject([
      true,
      [[`${one.orderId} 1 waits`], { answerBy: null, lines: [{ waits: true }] }],
      [`${one.orderId} 1 centro`],
      [],
      ['received', 'short', 'restocked'],
      [],
    ]);
  });

  it('gives up what is missing: what is left costs less, and what was paid goes back', async () => {
    const world = await open();
    await world.figures({ centro: 1 });
    const [one, two] = [order(1, { quantity: 2 }), order(2, { quantity: 2 })];
    await places(world, one);
    await decide(world, one.orderId, { choice: 'give-up', sku: 'CAM-M', short: 1 });
    await world.figures({ centro: 2 }, NOW + 1);
    await places(world, two, paid(two));
    const asked = await decide(world, two.orderId, { choice: 'give-up', sku: 'CAM-M', short: 1 });
    const again = await decide(world, two.orderId, { choice: 'give-up', sku: 'CAM-M', short: 1 });
    expect([
      [(await told(world, one.orderId)).total.minor, (await told(world, two.orderId)).total.minor],
      (await told(world, two.orderId)).stock,
      await column(db(), world, 'money_back', "order_id || ' ' || amount_minor || ' ' || why"),
      [asked.ok, again.ok],
      await short(world),
    ]).toMatchObject([[2995, 2995], { changed: true, answerBy: null }, [`${two.orderId} 2995 sold-out`], [true, true], []]);
  });

  it('cancels an order that nothing is left of, and owes what was paid for it', async () => {
    const world = await open();
    await world.figures({ centro: 0 });
    const [one, two] = [order(1), order(2)];
    await places(world, one, two, paid(two));
    for (const { orderId } of [one, two]) await decide(world, orderId, { choice: 'give-up', sku: 'CAM-M', short: 1 });
    await settleStock(db(), NOW);
    expect([
      (await told(world, one.orderId)).status,
      (await told(world, two.orderId)).status,
      await column(db(), world, 'money_back', 'amount_minor'),
      await alarms(world),
      (await messages(world)).filter((kind) => kind === 'changed'),
    ]).toEqual(['cancelled', 'cancelled', [2995], [], ['changed', 'changed']]);
  });

  it('swaps what is missing for another size that is there, at its price where that is lower', async () => {
    const world = await open();
    await upsertProducts(db(), world.tenantId, [world.product], []);
    await world.figures({ centro: 0 });
    await world.figures({ centro: 1 }, NOW, 'CAM-L');
    const [one, two] = [order(1), order(2)];
    await places(world, one, two, paid(one));
    const taken = await decide(world, one.orderId, { choice: 'swap', sku: 'CAM-M', short: 1, to: 'CAM-L' });
    const gone = await decide(world, two.orderId, { choice: 'swap', sku: 'CAM-M', short: 1, to: 'CAM-L' });
    const dear = await decide(world, two.orderId, { choice: 'swap', sku: 'CAM-M', short: 1, to: 'CAM-XL' });
    expect([
      [taken.ok, gone.ok, dear.ok],
      await held(world),
      (await told(world, one.orderId)).lines,
      await column(db(), world, 'money_back', 'amount_minor'),
      await seen(world, 'CAM-L'),
    ]).toMatchObject([
      [true, false, false],
      [`${one.orderId} 1 centro`],
      [{ sku: 'CAM-L', size: 'L', quantity: 1, unitPrice: { minor: 2495 } }],
      [500],
      ['centro 0'],
    ]);
  });

  it('misses nothing any more of what was swapped or given up, also where other things are left', async () => {
    const world = await open({ answerHours: 1 });
    await upsertProducts(db(), world.tenantId, [world.product], []);
    await world.figures({ centro: 0 });
    for (const sku of ['CAM-L', 'CAM-XL']) await world.figures({ centro: 5 }, NOW, sku);
    const two = (number: number) => {
      const [line] = order(number).lines;
      if (line === undefined) throw new Error('a line');
      return order(number, { lines: [line, { ...line, sku: 'CAM-XL' }], total: { minor: 5_990, currency: 'EUR' } });
    };
    const [swapped, given, late] = [two(1), two(2), two(3)];
    await places(world, swapped, given, late);
    await decide(world, swapped.orderId, { choice: 'swap', sku: 'CAM-M', short: 1, to: 'CAM-L' });
    await decide(world, given.orderId, { choice: 'give-up', sku: 'CAM-M', short: 1 });
    const left = await short(world);
    await tendStock(db(), NOW + HOUR);
    expect([left, await short(world), await held(world), await alarms(world)]).toEqual([
      [`${late.orderId} 1`],
      [],
      [`${swapped.orderId} 1 centro`, `${swapped.orderId} 1 centro`, `${given.orderId} 1 centro`, `${late.orderId} 1 centro`],
      expect.not.arrayContaining(['stock-short']),
    ]);
  });

  it('owes nothing for an order that was cancelled unpaid while its customer was still asked', async () => {
    const world = await open({ unpaidHours: 2, answerHours: 2 });
    await world.figures({ centro: 1 });
    const one = order(1, { quantity: 2 });
    await places(world, one);
    await tendStock(db(), NOW + 2 * HOUR);
    expect([(await told(world, one.orderId)).status, await short(world), await column(db(), world, 'money_back', 'amount_minor'), await seen(world)]).toEqual([
      'cancelled',
      [],
      [],
      ['centro 1'],
    ]);
  });

  it('answers another number than the customer saw with a question of its own', async () => {
    const world = await open();
    await world.figures({ centro: 1 });
    const one = order(1, { quantity: 3 });
    await places(world, one);
    expect([await decide(world, one.orderId, { choice: 'give-up', sku: 'CAM-M', short: 1 }), await short(world)]).toMatchObject([
      { ok: false, error: { kind: 'not-now' } },
      [`${one.orderId} 2`],
    ]);
  });

  it('takes silence for giving up, and a long wait for having waited enough', async () => {
    const world = await open({ answerHours: 2, waitDays: 1, unpaidHours: 100 });
    await world.figures({ centro: 0 });
    const [one, two] = [order(1), order(2)];
    await places(world, one, two, paid(one));
    await decide(world, two.orderId, { choice: 'wait', sku: 'CAM-M', short: 1 });
    await tendStock(db(), NOW + 2 * HOUR);
    const first = [(await told(world, one.orderId)).status, (await told(world, two.orderId)).status, await column(db(), world, 'money_back', 'amount_minor')];
    await tendStock(db(), NOW + 25 * HOUR);
    expect([first, (await told(world, two.orderId)).status]).toEqual([['cancelled', 'placed', [2995]], 'cancelled']);
  });

  it('cancels what nobody paid in time, and takes it up again when a till tells late that it was paid', async () => {
    const world = await open({ unpaidHours: 24 });
    await world.figures({ centro: 1 });
    const one = order(1);
    const out = makeOutbox();
    await push(db(), world.kiosk, out.request(out.add(one)));
    await settleStock(db(), NOW);
    await tendStock(db(), NOW + 23 * HOUR);
    const waiting = (await told(world, one.orderId)).status;
    await tendStock(db(), NOW + 24 * HOUR);
    const over = [(await told(world, one.orderId)).status, await held(world), await seen(world)];
    const late = await push(db(), world.kiosk, out.request(out.add(paid(one))), NOW + 30 * HOUR);
    await settleStock(db(), NOW + 30 * HOUR);
    expect([waiting, over, late, (await told(world, one.orderId)).status, await held(world), (await messages(world)).includes('expired')]).toEqual([
      'placed',
      ['cancelled', [], ['centro 1']],
      ['2 applied'],
      'paid',
      [`${one.orderId} 1 centro`],
      true,
    ]);
  });

  it("leases pieces of what a shop sells to each of its stations, which are nobody else's, and keeps for certain what they sell of them", async () => {
    const world = await open({ lease: { most: 1, days: 4, soldDays: 60, leave: 1 } });
    await world.figures({ getafe: 5 });
    for (const station of [world.kiosk, world.second]) await markEnrolled(db(), station);
    const [first, second] = [makeOutbox(), makeOutbox()];
    await push(db(), world.kiosk, first.request(first.add(order(1))));
    await push(db(), world.second, second.request(second.add({ kind: 'station.started', version: '1', schema: 1, at: NOW })));
    await settleStock(db(), NOW);
    const changed = [await renewLeases(db(), NOW), await renewLeases(db(), NOW)];
    const allotments = async (station: { readonly stationId: string }) => {
      const page = await pullRows(db(), { tenantId: world.tenantId, bucket: 'allotments', scope: station.stationId }, 0, 10);
      return (page?.rows ?? []).map((row) => row.value);
    };
    const leased = [await seen(world), await allotments(world.kiosk), (await allotments(world.second)).length];
    // While the hub is away one station sells its own piece and one more; somebody else has taken all that was free meanwhile.
    await places(world, order(3, { quantity: 2 }));
    const holds = (leases: boolean): SoftHold[] => [{ sku: 'CAM-M', locationId: 'getafe', quantity: 1, leased: leases }];
    await push(db(), world.second, second.request(second.add(order(2, { quantity: 2, holds: [...holds(true), ...holds(false)] }))));
    await settleStock(db(), NOW + HOUR);
    expect([changed, leased, (await held(world)).slice(1), await short(world), await allotments(world.second), await seen(world)]).toEqual([
      [true, false],
      [['getafe 2'], [{ sku: 'CAM-M', locationId: 'getafe', quantity: 1, until: NOW + 96 * HOUR }], 1],
      [`${order(3).orderId} 2 getafe`, `${order(2).orderId} 1 getafe`],
      [`${order(2).orderId} 1`],
      [null],
      ['getafe 0'],
    ]);
  });

  it('takes a lease back a day after its end, from stations that tell nothing any more, and renews those of the others', async () => {
    const world = await open({ lease: { most: 1, days: 4, soldDays: 60, leave: 0 } });
    await world.figures({ getafe: 3 });
    for (const station of [world.kiosk, world.second]) await markEnrolled(db(), station);
    const [first, second] = [makeOutbox(), makeOutbox()];
    const started = (outbox: typeof first) => outbox.request(outbox.add({ kind: 'station.started', version: '1', schema: 1, at: NOW }));
    await push(db(), world.kiosk, first.request(first.add(order(1))));
    await push(db(), world.second, started(second));
    await settleStock(db(), NOW);
    const until = async () => column(db(), world, 'stock_leases', `(until - ${NOW}) / 3600000 || ' h ' || right(station_id, 1)`, 'station_id');
    const steps: unknown[] = [];
    for (const hours of [0, 49, 97, 121]) {
      if (hours > 0) await push(db(), world.kiosk, started(first), NOW + (hours - 1) * HOUR);
      await renewLeases(db(), NOW + hours * HOUR);
      steps.push([await until(), await seen(world)]);
    }
    expect(steps).toEqual([
      [['96 h 1', '96 h 2'], ['getafe 0']],
      [['145 h 1', '145 h 2'], ['getafe 0']],
      [['193 h 1', '145 h 2'], ['getafe 0']],
      [['193 h 1', '145 h 2'], ['getafe 0']],
    ]);
    await renewLeases(db(), NOW + 169 * HOUR);
    expect([await until(), await seen(world)]).toEqual([['265 h 1'], ['getafe 1']]);
  });

  it('tells people once of money that has been owed for too long', async () => {
    const world = await open({ answerHours: 1 });
    await world.figures({ centro: 0 });
    const one = order(1);
    await places(world, one, paid(one));
    const days = 24 * HOUR;
    await tendStock(db(), NOW + HOUR);
    const kinds: unknown[] = [];
    for (const at of [NOW + 9 * days, NOW + 12 * days]) {
      await tendStock(db(), at);
      kinds.push(await alarms(world));
    }
    expect(kinds).toEqual([[], ['money-back-late']]);
  });

  it('keeps to the price that the shopper saw, and tells head office where the catalogue has another', async () => {
    const world = await open();
    await upsertProducts(db(), world.tenantId, [world.product], []);
    await world.figures({ centro: 9 });
    await world.figures({ centro: 9 }, NOW, 'CAM-L');
    const [one, two] = [order(1), order(2, { sku: 'CAM-L' })];
    await places(world, one, two);
    expect([
      (await told(world, two.orderId)).total.minor,
      await column(db(), world, 'alarms', "alarm_key || ' ' || (facts->>'shown') || ' ' || (facts->>'now')"),
    ]).toEqual([2995, [`price-differs:${two.orderId} 2995 2495`]]);
  });

  it("tells head office of a price that is not the catalogue's also for goods that nobody counts", async () => {
    const world = await open();
    await upsertProducts(db(), world.tenantId, [world.product], []);
    const one = order(1, { sku: 'CAM-L' });
    await places(world, one);
    expect(await column(db(), world, 'alarms', 'alarm_key')).toEqual([`price-differs:${one.orderId}`]);
  });

  it('owes what a till took beyond what the order cost by then', async () => {
    const world = await open();
    await world.figures({ centro: 1 });
    const one = order(1, { quantity: 2 });
    const out = makeOutbox();
    await push(db(), world.kiosk, out.request(out.add(one)));
    await settleStock(db(), NOW);
    await decide(world, one.orderId, { choice: 'give-up', sku: 'CAM-M', short: 1 });
    const old = await push(db(), world.kiosk, out.request(out.add(paid(one))));
    expect([old, (await told(world, one.orderId)).status, await column(db(), world, 'money_back', "amount_minor || ' ' || why")]).toEqual([
      ['2 applied'],
      'paid',
      ['2995 paid-too-much'],
    ]);
  });
}
