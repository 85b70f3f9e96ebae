/** This file has more than 400 lines because the rules of one intake are one suite that runs whole on each engine. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pullRows } from '../support/pull-rows.ts';
import { revokeStation } from '../../../../src/hub/domain/enrolment.ts';
import type { TestEngine } from '../support/engines.ts';
import { addPass, collected, column, loaded, makeOutbox, makeWorld, markEnrolled, NOW, paid, placed, push, pushed, type World } from '../support/world.ts';

/** Operations at the hub: exactly once, in order, whatever the network does. The same on every engine. */
export function pushSuite(engine: () => TestEngine): void {
  const db = () => engine().db;
  const statuses = (world: World) => column(db(), world, 'orders', 'status', 'number');
  const alarms = (world: World) => column(db(), world, 'alarms', 'kind', 'kind');
  const messages = (world: World) => column(db(), world, 'messages', 'kind', 'kind');

  it("takes an order from its placing to its collection, and tells the shop's stations", async () => {
    const world = await makeWorld(db());
    const passId = await addPass(db(), world.kiosk);
    const order = placed();
    const parcel = loaded(order, { passId });
    const out = makeOutbox();
    const steps: unknown[] = [];
    for (const operation of [order, paid(order), parcel, collected(parcel)]) {
      const outcome = await push(db(), world.kiosk, out.request(out.add(operation)));
      const page = await pullRows(db(), { tenantId: world.tenantId, bucket: 'orders', scope: 'centro' }, 0, 10);
      steps.push([...outcome, ...(await statuses(world)), page?.rows.map((row) => row.revision)]);
    }
    expect(steps).toEqual([
      ['1 applied', 'placed', [1]],
      ['2 applied', 'paid', [2]],
      ['3 applied', 'ready', [3]],
      ['4 applied', 'collected', [4]],
    ]);
    expect(await messages(world)).toEqual(['collected', 'paid', 'ready', 'received']);
    expect(await column(db(), world, 'passes', "state || coalesce(code, '-') || coalesce(pin, '-')")).toEqual(['used--']);
    expect(await column(db(), world, 'audit', 'kind', 'audit_id')).toEqual([
      'order.placed',
      'payment.taken',
      'parcel.loaded',
      'order.ready',
      'parcel.collected',
    ]);
    expect(await alarms(world)).toEqual([]);
  });

  it('keeps contact and address at the hub', async () => {
    const world = await makeWorld(db());
    const out = makeOutbox();
    const address = { name: 'Ana Gil', street: 'Calle Mayor 1', postcode: '28013', city: 'Madrid', country: 'ES' };
    await push(db(), world.kiosk, out.request(out.add(placed({ fulfilment: { kind: 'ship', address } }))));
    const rows = await db().query('SELECT value::text AS v FROM bucket_rows WHERE tenant_id = $1', [world.tenantId]);
    expect(JSON.stringify(rows)).not.toMatch(/ana@example|Mayor/);
    expect(JSON.stringify(await column(db(), world, 'operations', 'body'))).toBe('[null]');
  });

  it('answers a repeat as a duplicate and changes nothing, in whatever pieces it comes again', async () => {
    const world = await makeWorld(db());
    const order = placed();
    const out = makeOutbox();
    const [a, b, c] = [out.add(order), out.add(paid(order)), out.add({ kind: 'station.started', version: '1', schema: 1, at: NOW })];
    const answers = [
      await push(db(), world.kiosk, out.request(a, b)),
      await push(db(), world.kiosk, out.request(a, b, c)),
      await push(db(), world.kiosk, out.request(b)),
      await push(db(), world.kiosk, out.request()),
    ];
    expect(answers).toEqual([['1 applied', '2 applied'], ['1 duplicate', '2 duplicate', '3 applied'], ['2 duplicate'], []]);
    expect(await column(db(), world, 'payments', 'count(*)')).toEqual([1]);
    expect(await alarms(world)).toEqual([]);
  });

  it('applies each operation once and in order under any lost, repeated and late pushes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat({ max: 7 }), fc.integer({ min: 1, max: 4 }), fc.boolean()), { maxLength: 12 }), async (tries) => {
        const world = await makeWorld(db());
        const out = makeOutbox();
        const orders = [placed({ number: 'K1-00001-1' }), placed({ number: 'K1-00002-1' })];
        const all = orders.flatMap((order) => {
          const parcel = loaded(order);
          return [order, paid(order), parcel, collected(parcel)].map((operation) => out.add(operation));
        });
        let acknowledged = 1;
        await push(db(), world.kiosk, out.request(...all.slice(0, 1)));
        for (const [from, count, answerLost] of tries) {
          const answer = await push(db(), world.kiosk, out.request(...all.slice(from, from + count)));
          if (!answerLost && answer[0] !== 'gap') acknowledged = Math.max(acknowledged, from + count);
        }
        await push(db(), world.kiosk, out.request(...all.slice(acknowledged)));
        expect([await statuses(world), await column(db(), world, 'payments', 'count(*)'), await column(db(), world, 'operations', 'seq')]).toEqual([
          ['collected', 'collected'],
          [2],
          [1, 2, 3, 4, 5, 6, 7, 8],
        ]);
      }),
      { numRuns: 12 },
    );
  });

  it('refuses a push that leaves operations out, and says so once to people', async () => {
    const world = await makeWorld(db());
    const out = makeOutbox();
    const [a, , c] = [out.add(placed()), out.add(placed()), out.add(placed())];
    await push(db(), world.kiosk, out.request(a));
    expect([await push(db(), world.kiosk, out.request(c)), await push(db(), world.kiosk, out.request(c))]).toEqual([['gap'], ['gap']]);
    expect([await alarms(world), (await statuses(world)).length]).toEqual([['gap'], 1]);
    expect(await push(db(), world.kiosk, out.request(a, c))).toEqual(['not-in-sequence']);
  });

  it('takes another body at a used place for what it is: an alarm, not a duplicate', async () => {
    const world = await makeWorld(db());
    const out = makeOutbox();
    await push(db(), world.kiosk, out.request(out.add(placed())));
    const other = { ...out.request(pushed(1, placed())), epoch: out.epoch };
    expect(await push(db(), world.kiosk, other)).toEqual(['1 rejected another operation has this place']);
    expect([await alarms(world), (await statuses(world)).length]).toEqual([['place-taken'], 1]);
  });

  it('applies nothing behind a place that is taken: what comes first must not come last', async () => {
    const world = await makeWorld(db());
    const out = makeOutbox();
    await push(db(), world.kiosk, out.request(out.add(placed({ number: 'K1-00001-1' })), out.add(placed({ number: 'K1-00002-1' }))));
    // Put back to before its second order, the station goes on: an order at a taken place, and its payment at one that is free.
    const order = placed({ number: 'K1-00003-1' });
    const [second, third] = [pushed(2, order), pushed(3, paid(order))];
    const answer = await push(db(), world.kiosk, out.request(second, third));
    const again = makeOutbox();
    const resent = [second, third].map((operation, at) => ({ ...operation, seq: at + 1 }));
    expect([answer, await push(db(), world.kiosk, again.request(...resent))]).toEqual([
      ['2 rejected another operation has this place'],
      ['1 applied', '2 applied'],
    ]);
    expect(await statuses(world)).toEqual(['placed', 'placed', 'paid']);
  });

  it('knows an operation by its id after a restore began a new epoch', async () => {
    const world = await makeWorld(db());
    const before = makeOutbox();
    const kept = before.add(placed());
    await push(db(), world.kiosk, before.request(kept));
    const after = makeOutbox();
    const fresh = pushed(18, placed({ number: 'K1-00043-1' }));
    const request = { ...after.request({ ...kept, seq: 17 }, fresh), epoch: after.epoch };
    expect(await push(db(), world.kiosk, request)).toEqual(['17 duplicate', '18 applied']);
    expect(await push(db(), world.kiosk, request)).toEqual(['17 duplicate', '18 duplicate']);
    expect((await statuses(world)).length).toBe(2);
  });

  it('refuses an epoch that was followed by another, for then two copies of the station are alive', async () => {
    const world = await makeWorld(db());
    const [before, after] = [makeOutbox(), makeOutbox()];
    await push(db(), world.kiosk, before.request(before.add(placed())));
    await push(db(), world.kiosk, after.request(after.add(placed({ number: 'K1-00043-1' }))));
    expect(await push(db(), world.kiosk, before.request(before.add(placed())))).toEqual(['old-epoch']);
    expect([await alarms(world), (await statuses(world)).length]).toEqual([['old-epoch'], 2]);
  });

  it('rejects what cannot be read and goes on with the next', async () => {
    const world = await makeWorld(db());
    const out = makeOutbox();
    const order = placed();
    const operations = [
      out.add('{not json'),
      out.add({ kind: 'order.eaten' }),
      out.add({ ...placed(), surprise: 1 }),
      out.add({ kind: 'station.started', version: 'a\0b', schema: 1, at: NOW }),
      out.add({ kind: 'station.started', version: 'a\ud800b', schema: 1, at: NOW }),
      out.add('['.repeat(30_000)),
      { ...out.add(placed()), hash: '0'.repeat(64) },
      out.add(`{"__proto__":{"kind":"station.started"},"kind":"station.started","version":"1","schema":1,"at":1}`),
      out.add(order),
    ];
    const outcomes = await push(db(), world.kiosk, out.request(...operations));
    expect(outcomes.map((outcome) => outcome.split(' ').slice(0, 2).join(' '))).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((seq) => `${seq} rejected`),
      '9 applied',
    ]);
    expect(await push(db(), world.kiosk, out.request(...operations))).toEqual([...outcomes.slice(0, 8), '9 duplicate']);
    expect([await statuses(world), (await alarms(world)).filter((kind) => kind === 'rejected').length]).toEqual([['placed'], 8]);
  });

  it('has an order paid once or not at all', async () => {
    const world = await makeWorld(db());
    const order = placed();
    const out = makeOutbox();
    const outcomes = await push(
      db(),
      world.kiosk,
      out.request(
        out.add(paid(placed())),
        out.add(order),
        out.add(paid(order, { amount: { minor: 5_989, currency: 'EUR' } })),
        out.add(paid(order, { amount: { minor: 5_990, currency: 'USD' } })),
        out.add(paid(order)),
        out.add(paid(order)),
      ),
    );
    expect(outcomes).toEqual([
      '1 rejected no such order',
      '2 applied',
      '3 rejected the amount is less than the total of the order',
      '4 rejected the currency is not that of the order',
      '5 applied',
      '6 rejected the order is paid already',
    ]);
    expect([await column(db(), world, 'payments', 'count(*)'), await statuses(world)]).toEqual([[1], ['paid']]);
  });

  it('lets a payment wait for an order that another station of the shop still holds', async () => {
    const world = await makeWorld(db());
    await markEnrolled(db(), world.second);
    const order = placed();
    const [till, kiosk] = [makeOutbox(), makeOutbox()];
    const payment = till.add(paid(order));
    const again = till.add(paid(order));
    expect(await push(db(), world.kiosk, till.request(payment, again))).toEqual([
      '1 deferred the order has not arrived yet',
      '2 deferred the order has not arrived yet',
    ]);
    expect(await push(db(), world.second, kiosk.request(kiosk.add(order)))).toEqual(['1 applied']);
    expect([await statuses(world), await column(db(), world, 'payments', 'count(*)'), await alarms(world)]).toEqual([
      ['paid'],
      [1],
      ['payment-rejected', 'rejected'],
    ]);
    expect(await push(db(), world.kiosk, till.request(payment, again))).toEqual(['1 duplicate', '2 rejected the order is paid already']);
  });

  it('lets no payment wait where no other station could hold the order', async () => {
    const world = await makeWorld(db());
    await markEnrolled(db(), world.second);
    await revokeStation(db(), world.second.stationId, NOW);
    const out = makeOutbox();
    expect(await push(db(), world.kiosk, out.request(out.add(paid(placed()))))).toEqual(['1 rejected no such order']);
  });

  it('does not let a station touch an order of another shop or tenant', async () => {
    const [world, stranger] = [await makeWorld(db()), await makeWorld(db())];
    const order = placed();
    const out = makeOutbox();
    await push(db(), world.kiosk, out.request(out.add(order)));
    for (const station of [world.otherShop, stranger.kiosk]) {
      const theirs = makeOutbox();
      const parcel = loaded(order);
      expect(await push(db(), station, theirs.request(theirs.add(paid(order)), theirs.add(parcel), theirs.add(collected(parcel))))).toEqual([
        '1 rejected no such order',
        '2 applied',
        '3 applied',
      ]);
    }
    expect([await statuses(world), await statuses(stranger), await messages(world)]).toEqual([['placed'], [], ['received']]);
  });

  it('accepts what happened at the doors even where it contradicts the plan, and raises alarms', async () => {
    const world = await makeWorld(db());
    const order = placed();
    const unpaid = loaded(order);
    const out = makeOutbox();
    const outcomes = await push(
      db(),
      world.kiosk,
      out.request(out.add(order), out.add(unpaid), out.add(collected(unpaid)), out.add(collected(loaded(placed()))), out.add(loaded(placed(), { bank: 9 }))),
    );
    expect(outcomes).toEqual([1, 2, 3, 4, 5].map((seq) => `${seq} applied`));
    expect(await alarms(world)).toEqual([
      'collected-unknown-order',
      'collected-unknown-parcel',
      'collected-unpaid',
      'loaded-unknown-order',
      'loaded-unpaid',
      'other-bank',
      'pass-not-usable',
      'pass-not-usable',
    ]);
  });

  it('sends no code for a parcel that is not paid, and sends it when the money is there', async () => {
    const world = await makeWorld(db());
    const passId = await addPass(db(), world.kiosk);
    const order = placed();
    const out = makeOutbox();
    await push(db(), world.kiosk, out.request(out.add(order), out.add(loaded(order, { passId }))));
    const before = [await statuses(world), await messages(world)];
    await push(db(), world.kiosk, out.request(out.add(paid(order))));
    expect([before, [await statuses(world), await messages(world)]]).toEqual([
      [['placed'], ['received']],
      [['ready'], ['paid', 'ready', 'received']],
    ]);
  });

  it('binds a pass to parcels of one person at its own station, and to nobody else', async () => {
    const world = await makeWorld(db());
    const [mine, theirs] = [await addPass(db(), world.kiosk), await addPass(db(), world.second)];
    const person = (n: number, email: string) => placed({ number: `K1-0000${n}-1`, contact: { kind: 'email', email } });
    const orders = [person(1, 'ana@example.com'), person(2, 'Ana@Example.com'), person(3, 'bea@example.com'), person(4, 'eva@example.com')];
    const out = makeOutbox();
    const parcels = orders.map((order, i) => loaded(order, { passId: i === 3 ? theirs : mine, doorNumber: i + 1, loadedAt: NOW + i }));
    await push(db(), world.kiosk, out.request(...[...orders, ...orders.map((order) => paid(order)), ...parcels].map((operation) => out.add(operation))));
    expect(await column(db(), world, 'parcels', 'bound', 'door_number')).toEqual([true, true, false, false]);
    expect(await column(db(), world, 'passes', 'state', 'station_id')).toEqual(['bound', 'blank']);
    expect(await alarms(world)).toEqual(['pass-not-usable', 'pass-of-another']);
    expect((await messages(world)).filter((kind) => kind !== 'paid' && kind !== 'received')).toEqual(['another', 'ready', 'ready', 'ready']);
  });

  it('keeps an order whose number is taken, because a shopper holds it, and tells people', async () => {
    const world = await makeWorld(db());
    const out = makeOutbox();
    expect(await push(db(), world.kiosk, out.request(out.add(placed()), out.add(placed())))).toEqual(['1 applied', '2 applied']);
    expect(await alarms(world)).toEqual(['order-number-twice']);
  });

  it("remembers the head of the station's audit chain and notices when it goes back or forks", async () => {
    const world = await makeWorld(db());
    const out = makeOutbox();
    const head = (seq: number, digit: string) => ({ seq, hash: digit.repeat(64) });
    const heads = () => column(db(), world, 'streams', "audit_seq || audit_hash || ''");
    await push(db(), world.kiosk, { ...out.request(out.add(placed())), audit: head(5, 'a') });
    await push(db(), world.kiosk, { ...out.request(), audit: head(3, 'b') });
    const late = [await heads(), await alarms(world)];
    await push(db(), world.kiosk, { ...out.request(), audit: head(5, 'c') });
    await push(db(), world.kiosk, { ...out.request(out.add(placed({ number: 'K1-00043-1' }))), audit: head(4, 'd') });
    expect([late, [await heads(), await alarms(world)]]).toEqual([
      [[`5${'a'.repeat(64)}`], []],
      [[`5${'a'.repeat(64)}`], ['audit-forked', 'audit-went-back']],
    ]);
  });

  it('takes the blank passes of a restored station back, and has what its books lost prepared again', async () => {
    const world = await makeWorld(db());
    const blank = await addPass(db(), world.kiosk);
    const out = makeOutbox();
    const [before, after] = [placed(), placed({ number: 'K1-00043-1' })];
    const passes = [await addPass(db(), world.kiosk), await addPass(db(), world.kiosk)];
    const parcels = [loaded(before, { passId: passes[0] ?? '', loadedAt: NOW - 5000 }), loaded(after, { passId: passes[1] ?? '', loadedAt: NOW - 1000 })];
    const operations = [before, after, paid(before), paid(after), ...parcels].map((operation) => out.add(operation));
    await push(db(), world.kiosk, out.request(...operations));
    await push(db(), world.kiosk, out.request(out.add({ kind: 'station.restored', backupAt: NOW - 3000, at: NOW })));
    expect(await statuses(world)).toEqual(['ready', 'paid']);
    expect(await column(db(), world, 'parcels', 'status', 'loaded_at')).toEqual(['stored', 'missing']);
    const blanks = await db().query('SELECT state FROM passes WHERE tenant_id = $1 AND pass_id = $2', [world.tenantId, blank]);
    expect([blanks, await alarms(world)]).toEqual([[{ state: 'retired' }], ['parcel-missing', 'station-restored']]);
  });

  it('withdraws nothing for a copy of unknown age, although the clock of its station has gone back', async () => {
    const world = await makeWorld(db());
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(db(), world.kiosk), loadedAt: NOW });
    const out = makeOutbox();
    await push(db(), world.kiosk, out.request(out.add(order), out.add(paid(order)), out.add(parcel)));
    const dayBefore = NOW - 86_400_000;
    await push(db(), world.kiosk, out.request(out.add({ kind: 'station.restored', backupAt: dayBefore, age: 'unknown', at: dayBefore })));
    expect([await statuses(world), await column(db(), world, 'parcels', 'status'), await alarms(world)]).toEqual([['ready'], ['stored'], ['station-restored']]);
  });

  it('applies one of two pushes of the same operations that arrive together', async () => {
    const world = await makeWorld(db());
    const out = makeOutbox();
    const order = placed();
    const request = out.request(out.add(order), out.add(paid(order)));
    const answers = await Promise.all([1, 2, 3].map(() => push(db(), world.kiosk, request)));
    expect(answers.map((answer) => answer.join()).sort()).toEqual(['1 applied,2 applied', '1 duplicate,2 duplicate', '1 duplicate,2 duplicate']);
    expect(await column(db(), world, 'payments', 'count(*)')).toEqual([1]);
  });

  it('has an order that is paid at two stations at once paid once', async () => {
    const world = await makeWorld(db());
    const order = placed();
    const [one, two] = [makeOutbox(), makeOutbox()];
    await push(db(), world.kiosk, one.request(one.add(order)));
    const answers = await Promise.all([
      push(db(), world.kiosk, one.request(one.add(paid(order)))),
      push(db(), world.second, two.request(two.add(paid(order)))),
    ]);
    expect(answers.flat().filter((answer) => answer.includes('applied')).length).toBe(1);
    expect(await column(db(), world, 'payments', 'count(*)')).toEqual([1]);
  });

  it('leaves no payment waiting for an order that arrives in the same moment', async () => {
    const world = await makeWorld(db());
    await markEnrolled(db(), world.second);
    const orders = Array.from({ length: 30 }, (_, n) => placed({ number: `K1-${String(n).padStart(5, '0')}-1` }));
    const [till, kiosk] = [makeOutbox(), makeOutbox()];
    for (const order of orders) {
      await Promise.all([push(db(), world.kiosk, till.request(till.add(paid(order)))), push(db(), world.second, kiosk.request(kiosk.add(order)))]);
    }
    expect(new Set(await statuses(world))).toEqual(new Set(['paid']));
    expect(await alarms(world)).toEqual([]);
  });

  it('tells people of what waits, for as long as it waits', async () => {
    const world = await makeWorld(db());
    await markEnrolled(db(), world.second);
    const order = placed();
    const [till, kiosk] = [makeOutbox(), makeOutbox()];
    await push(db(), world.kiosk, till.request(till.add(paid(order))));
    const waiting = await alarms(world);
    await push(db(), world.second, kiosk.request(kiosk.add(order)));
    expect([waiting, await alarms(world)]).toEqual([['waits-for-order'], []]);
  });

  it('lets no station take a parcel out of the silo of another', async () => {
    const world = await makeWorld(db());
    const order = placed();
    const parcel = loaded(order);
    const [mine, theirs] = [makeOutbox(), makeOutbox()];
    await push(db(), world.kiosk, mine.request(mine.add(order), mine.add(paid(order)), mine.add(parcel)));
    for (const station of [world.second, world.otherShop]) {
      expect(await push(db(), station, { ...theirs.request(theirs.add(collected(parcel))), epoch: station.stationId })).toEqual([
        expect.stringContaining('applied'),
      ]);
    }
    expect([await column(db(), world, 'parcels', 'status'), await statuses(world)]).toEqual([['stored'], ['ready']]);
    expect(await alarms(world)).toEqual(['collected-other-station', 'pass-not-usable']);
  });

  it('gives the same order id in two tenants two orders with a link each', async () => {
    const [one, two] = [await makeWorld(db()), await makeWorld(db())];
    const order = placed();
    for (const world of [one, two]) {
      const out = makeOutbox();
      expect(await push(db(), world.kiosk, out.request(out.add(order)))).toEqual(['1 applied']);
    }
    const links = [...(await column(db(), one, 'orders', 'phone_token')), ...(await column(db(), two, 'orders', 'phone_token'))];
    expect(new Set(links).size).toBe(2);
  });
}
