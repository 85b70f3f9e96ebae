import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pullRows } from '../support/pull-rows.ts';
import { CALL_RINGS_MS } from '../../../../src/hub/domain/help.ts';
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

const db = () => engine.db;
const happens = (...operations: readonly unknown[]) => push(db(), world.kiosk, out.request(...operations.map((operation) => out.add(operation))));
const statuses = () => column(db(), world, 'orders', 'status', 'number');
const parcels = () => column(db(), world, 'parcels', 'status', 'compartment_id');
const alarms = () => column(db(), world, 'alarms', 'kind', 'kind');
const news = () => column(db(), world, 'messages', 'kind', 'created_at, kind');
const rows = async (bucket: 'orders' | 'parcels' | 'calls' | 'commands' | 'returns', scope: string) => {
  const page = await pullRows(db(), { tenantId: world.tenantId, bucket, scope }, 0, 100);
  return (page?.rows ?? []).map((row) => row.value);
};
const days = (count: number) => count * 86_400_000;

describe('several parcels', () => {
  it('of one order wait behind one code, and the order is collected with the last of them', async () => {
    const passId = await addPass(db(), world.kiosk);
    const order = placed();
    const [one, two] = [loaded(order, { passId, compartmentId: '1-01' }), loaded(order, { passId, compartmentId: '1-02', loadedAt: NOW + 1 })];
    await happens(order, paid(order), one, two);
    const both = [await statuses(), await parcels(), await column(db(), world, 'passes', 'state'), await news()];
    await happens(collected(one));
    const half = [await statuses(), await parcels(), await column(db(), world, 'passes', 'code IS NULL')];
    await happens(collected(two));
    expect([both, half, [await statuses(), await parcels(), await column(db(), world, 'passes', "state || ':' || (code IS NULL)")], await alarms()]).toEqual([
      [['ready'], ['stored', 'stored'], ['bound'], ['another', 'paid', 'ready', 'received']],
      [['ready'], ['collected', 'stored'], [false]],
      [['collected'], ['collected', 'collected'], ['used:true']],
      [],
    ]);
  });

  it('make an order ready again when one more is loaded after the first was collected', async () => {
    const order = placed();
    const first = loaded(order, { passId: await addPass(db(), world.kiosk), compartmentId: '1-01' });
    await happens(order, paid(order), first, collected(first), loaded(order, { passId: await addPass(db(), world.kiosk), compartmentId: '1-02' }));
    expect([await statuses(), await parcels(), await alarms()]).toEqual([['ready'], ['collected', 'stored'], []]);
  });

  it('tell the customer of the late one, which is collected and taken back like any other', async () => {
    const [order, other] = [placed({ number: 'K1-00008-1' }), placed({ number: 'K1-00009-1' })];
    const parcel = async (of: typeof order, n: number) => loaded(of, { compartmentId: `1-0${n}`, loadedAt: NOW + n, passId: await addPass(db(), world.kiosk) });
    const [first, late, second, gone] = [await parcel(order, 1), await parcel(order, 2), await parcel(other, 3), await parcel(other, 4)];
    await happens(order, paid(order), first, collected(first), late, other, paid(other), second, collected(second), gone);
    const waiting = await statuses();
    await happens(collected(late), recalled(gone));
    expect([waiting, await statuses(), await parcels(), await alarms()]).toEqual([
      ['ready', 'ready'],
      ['collected', 'paid'],
      ['collected', 'collected', 'collected', 'withdrawn'],
      [],
    ]);
    expect((await news()).filter((kind) => kind === 'ready')).toHaveLength(4);
  });

  it('handed over before the money leave the order to be paid, and it is over with its payment', async () => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(db(), world.kiosk) });
    await happens(order, parcel, collected(parcel));
    const unpaid = await statuses();
    await happens(paid(order));
    expect([unpaid, await statuses(), await alarms()]).toEqual([['placed'], ['collected'], ['collected-unpaid', 'loaded-unpaid']]);
  });

  it('of one person carry the same holder, whichever way the address is written, and of others another', async () => {
    const contacts = [
      { kind: 'email', email: 'ana@example.com' },
      { kind: 'email', email: 'ANA@example.com' },
      { kind: 'phone', phone: '+34 600 11 22 33' },
      { kind: 'phone', phone: '+34600112233' },
      { kind: 'phone', phone: '600112233' },
    ] as const;
    await happens(...contacts.map((contact, n) => placed({ number: `K1-0000${n}-1`, contact })));
    const holders = (await rows('orders', 'centro')).map((row) => (row as { holder: string }).holder);
    const first = (holder: string) => holders.indexOf(holder);
    expect([holders.every((holder) => /^[0-9a-f]{32}$/.test(holder)), holders.map(first)]).toEqual([true, [0, 0, 2, 2, 4]]);
    const [stranger, theirs] = [await makeWorld(db()), makeOutbox()];
    await push(db(), stranger.kiosk, theirs.request(theirs.add(placed())));
    expect(holders).not.toContain((await column(db(), stranger, 'orders', 'holder'))[0]);
  });

  it('handed over by head office or to a delegate are collected without an alarm, and the door says by whom', async () => {
    const passId = await addPass(db(), world.kiosk);
    const order = placed();
    const [one, two] = [loaded(order, { passId, compartmentId: '1-01' }), loaded(order, { passId, compartmentId: '1-02' })];
    await happens(order, paid(order), one, two);
    await happens(collected(one, { passId: null, commandId: randomUUID() }), collected(two, { delegateId: 'ab'.repeat(16) }));
    expect([await statuses(), await alarms(), await column(db(), world, 'parcel_events', "kind || ' ' || coalesce(by, '')", 'event_id')]).toEqual([
      ['collected'],
      [],
      ['loaded staff', 'loaded staff', 'opened remote', 'closed remote', 'opened delegate', 'closed delegate'],
    ]);
  });
});

describe('a parcel that is taken out', () => {
  it('sends its order back to be prepared, ends its code and tells its customer', async () => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(db(), world.kiosk) });
    await happens(order, paid(order), parcel, recalled(parcel));
    expect([await statuses(), await parcels(), await column(db(), world, 'passes', 'state'), await news(), await alarms()]).toEqual([
      ['paid'],
      ['withdrawn'],
      ['used'],
      ['paid', 'ready', 'recalled', 'received'],
      [],
    ]);
    await happens(loaded(order, { passId: await addPass(db(), world.kiosk), compartmentId: '1-08' }));
    expect([await statuses(), await parcels()]).toEqual([['ready'], ['withdrawn', 'stored']]);
  });

  it('leaves its order ready while another parcel of it waits', async () => {
    const passId = await addPass(db(), world.kiosk);
    const order = placed();
    const [one, two] = [loaded(order, { passId, compartmentId: '1-01' }), loaded(order, { passId, compartmentId: '1-02' })];
    await happens(order, paid(order), one, two, recalled(one, { reason: 'damaged' }));
    expect([await statuses(), await column(db(), world, 'passes', 'state')]).toEqual([['ready'], ['bound']]);
  });

  it('and was not there is an alarm, and its customer is told nothing that may be untrue', async () => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(db(), world.kiosk) });
    await happens(order, paid(order), parcel, recalled(parcel, { found: 'missing' }));
    expect([await statuses(), await parcels(), await news(), await alarms()]).toEqual([
      ['paid'],
      ['missing'],
      ['paid', 'ready', 'received'],
      ['parcel-missing'],
    ]);
  });

  it('that was collected, is unknown, or lies in another silo changes nothing but the alarms', async () => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(db(), world.kiosk) });
    const theirs = makeOutbox();
    await happens(order, paid(order), parcel);
    await push(db(), world.second, theirs.request(theirs.add(recalled(parcel))));
    const before = [await statuses(), await parcels()];
    await happens(collected(parcel), recalled(parcel), recalled(loaded(placed(), { compartmentId: '1-30' })));
    expect([before, await statuses(), await parcels(), await alarms()]).toEqual([
      [['ready'], ['stored']],
      ['collected'],
      ['collected', 'withdrawn'],
      ['recalled-after-collection', 'recalled-other-station', 'recalled-unknown-parcel'],
    ]);
  });
});

describe('a return', () => {
  const bought = async (quantity = 2) => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(db(), world.kiosk) });
    await happens(order, paid(order), parcel, collected(parcel));
    return { order, parcel, lines: [{ sku: 'CAM-AZ-M', quantity, reason: 'size' as const }] };
  };
  const refunds = () => column(db(), world, 'refunds', "state || ' ' || amount_minor", 'receipt');

  it('asks for the money of what came back, once for every piece', async () => {
    const { order, lines } = await bought();
    await happens(
      deposited(order, { receipt: 'R-1' }),
      deposited(order, { receipt: 'R-2', lines, compartmentId: '1-10' }),
      deposited(order, { receipt: 'R-3' }),
    );
    expect([await refunds(), await alarms()]).toEqual([
      ['requested 2995', 'requested 2995', 'duplicate 0'],
      ['duplicate-return', 'return-over'],
    ]);
    expect((await rows('orders', 'centro')).at(-1)).toMatchObject({ returned: [{ sku: 'CAM-AZ-M', quantity: 2 }] });
  });

  it('whose code was used at two silos that could not ask is paid once', async () => {
    const { order } = await bought();
    const returnId = 'cd'.repeat(16);
    const [there, back] = [makeOutbox(), deposited(order, { returnId, receipt: 'R-1' })];
    await happens(back);
    await push(db(), world.second, there.request(there.add(deposited(order, { returnId, receipt: 'R-2', bank: 2 }))));
    expect([await refunds(), await alarms()]).toEqual([['requested 2995', 'duplicate 0'], ['duplicate-return']]);
  });

  it('with the code of the order itself, at a silo that does not know it, is looked at with its order, each time', async () => {
    const { order, parcel } = await bought();
    for (const receipt of ['R-1', 'R-2']) {
      await happens(deposited(order, { orderId: null, returnId: parcel.passId, lines: [], pieces: 2, receipt, compartmentId: `1-1${receipt.slice(-1)}` }));
    }
    expect(await column(db(), world, 'refunds', "state || ' ' || order_id || ' ' || coalesce(return_id, '-')", 'receipt')).toEqual([
      `review ${order.orderId} -`,
      `review ${order.orderId} -`,
    ]);
    expect([await alarms(), (await news()).filter((kind) => kind === 'returned')]).toEqual([
      ['return-review', 'return-review'],
      ['returned', 'returned'],
    ]);
  });

  it.each([
    ['of an order that nobody knows', () => deposited(placed())],
    ['without an order', () => deposited(placed(), { orderId: null })],
    ['of what nobody named', async () => deposited((await bought()).order, { lines: [] })],
    ['after its time', async () => deposited((await bought()).order, { depositedAt: NOW + days(31) })],
  ])('%s is taken and kept for people', async (_, make) => {
    await happens(await make());
    expect([await refunds(), (await alarms()).includes('return-review')]).toEqual([['review 0'], true]);
  });

  it('of goods that were never bought pays nothing', async () => {
    const { order } = await bought();
    await happens(deposited(order, { lines: [{ sku: 'OTHER', quantity: 1, reason: 'other' }] }));
    expect(await refunds()).toEqual(['duplicate 0']);
  });

  it('that is taken out of the silo is noted beside its money and moves no order', async () => {
    const { order } = await bought();
    const back = deposited(order);
    await happens(back, {
      kind: 'parcel.recalled',
      parcelId: back.parcelId,
      orderId: order.orderId,
      reason: 'returned',
      found: 'taken',
      compartmentId: '1-09',
      staffId: 'eva',
      secondStaffId: null,
      at: NOW + 5,
    });
    expect([await column(db(), world, 'refunds', 'taken_out_at'), await statuses(), await alarms()]).toEqual([[NOW + 5], ['collected'], []]);
  });
});

describe('a call for help', () => {
  const callId = randomUUID();
  const called = (at = NOW) => ({ kind: 'help.called', callId, screen: 'silo', at });

  it('rings at the other stations of the shop until somebody answers, says who comes, and is over', async () => {
    await happens(called());
    const ringing = await rows('calls', 'centro');
    const there = makeOutbox();
    await push(db(), world.second, there.request(there.add({ kind: 'help.answered', callId, staffId: null, waitedMs: 4_000, at: NOW + 4_000 })));
    const answered = await rows('calls', 'centro');
    await happens({ kind: 'help.ended', callId, at: NOW + 9_000 });
    expect([ringing, answered, await rows('calls', 'centro'), await rows('calls', 'norte'), await alarms()]).toEqual([
      [{ callId, stationId: world.kiosk.stationId, stationCode: 'K1', screen: 'silo', calledAt: NOW, answeredAt: null, answeredBy: null, endedAt: null }],
      [
        {
          callId,
          stationId: world.kiosk.stationId,
          stationCode: 'K1',
          screen: 'silo',
          calledAt: NOW,
          answeredAt: NOW + 4_000,
          answeredBy: null,
          endedAt: null,
        },
      ],
      [null],
      [],
      [],
    ]);
  });

  it('that the hub hears of too late rings nowhere, and one that nobody answered is an alarm', async () => {
    await happens(called(NOW - CALL_RINGS_MS - 1));
    await happens({ kind: 'help.ended', callId, at: NOW });
    expect([await rows('calls', 'centro'), await alarms()]).toEqual([[], ['help-unanswered']]);
  });

  it('rings again when nobody came, says what its caller was doing, and keeps how it ended', async () => {
    await happens({ ...called(), doing: 'collecting' });
    await happens({ kind: 'help.answered', callId, staffId: null, waitedMs: 4_000, at: NOW + 4_000 });
    await happens({ kind: 'help.reopened', callId, at: NOW + 304_000 });
    expect(await rows('calls', 'centro')).toMatchObject([{ doing: 'collecting', answeredAt: null }]);
    // Told again it changes nothing, nor does it take back an answer that came after it.
    await happens({ kind: 'help.reopened', callId, at: NOW + 304_000 });
    await happens({ kind: 'help.answered', callId, staffId: null, waitedMs: 310_000, at: NOW + 310_000 });
    await happens({ kind: 'help.reopened', callId, at: NOW + 304_000 });
    expect(await rows('calls', 'centro')).toMatchObject([{ answeredAt: NOW + 310_000 }]);
    await happens({ kind: 'help.ended', callId, outcome: 'helped', at: NOW + 400_000 });
    expect(await column(db(), world, 'help_calls', 'outcome')).toEqual(['helped']);
    expect(await column(db(), world, 'help_calls', 'reopened')).toEqual([1]);
  });

  it('of another shop cannot be answered or ended from here', async () => {
    await happens(called());
    const there = makeOutbox();
    await push(
      db(),
      world.otherShop,
      there.request(there.add({ kind: 'help.answered', callId, staffId: null, waitedMs: 1, at: NOW }), there.add({ kind: 'help.ended', callId, at: NOW })),
    );
    expect(await column(db(), world, 'help_calls', 'coalesce(answered_at, ended_at, 0)')).toEqual([0]);
    expect((await rows('calls', 'centro')).length).toBe(1);
  });
});

describe('what a silo tells of itself', () => {
  it('is an alarm while it lasts', async () => {
    const serviced = (change: string) => ({ kind: 'compartment.serviced', compartmentId: '1-03', change, reason: 'lock', staffId: 'nadia', at: NOW });
    await happens({ kind: 'silo.down', from: NOW, to: null, cause: 'doors' }, serviced('out-of-service'));
    await happens(
      { kind: 'compartment.marked', compartmentId: '1-04', mark: 'forced', at: NOW },
      { kind: 'compartment.marked', compartmentId: '1-05', mark: 'wiring', at: NOW },
    );
    const during = await alarms();
    await happens({ kind: 'silo.down', from: NOW, to: NOW + 5, cause: 'doors' }, serviced('in-service'));
    await happens({ kind: 'compartment.marked', compartmentId: '1-04', mark: 'verified-empty', at: NOW });
    expect([during, await alarms(), await column(db(), world, 'downtimes', 'ended_at')]).toEqual([
      ['compartment', 'compartment', 'out-of-service', 'silo-down'],
      ['compartment'],
      [NOW + 5],
    ]);
  });

  it('of a problem at a door and of a restored database stays until a person has looked', async () => {
    const order = placed();
    const parcel = loaded(order);
    await happens(order, paid(order), parcel);
    await happens(
      { kind: 'problem.reported', parcelId: parcel.parcelId, orderId: order.orderId, compartmentId: '1-07', problem: 'damaged', at: NOW },
      { kind: 'problem.reported', parcelId: null, orderId: null, compartmentId: '1-08', problem: 'did-not-open', at: NOW },
      { kind: 'station.restored', backupAt: null, at: NOW },
      { kind: 'remote.answered', commandId: randomUUID(), compartmentId: '1-08', outcome: 'opened', at: NOW },
    );
    expect([await alarms(), await column(db(), world, 'alarms', "facts->>'problem'", '1')]).toEqual([
      ['command-unknown', 'parcel-missing', 'pass-not-usable', 'problem', 'problem', 'station-restored'],
      ['damaged', 'did-not-open', null, null, null, null],
    ]);
  });
});
