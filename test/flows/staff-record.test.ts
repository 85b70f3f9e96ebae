import { afterEach, describe, expect, it } from 'vitest';
import { stationContract } from '../../src/contract/station/contract.ts';
import type { OrderId } from '../../src/kernel/ids.ts';
import { orderNumber } from '../../src/core/orders/order-number.ts';
import { done, expectOk } from '../../src/kernel/result.ts';
import type { StationIntents } from '../../src/station/ports/intents.ts';
import { shirt, START } from './support/shop.ts';
import { good, TestStation, type TestStationOptions } from './support/test-station.ts';

let running: TestStation | null = null;
afterEach(async () => {
  await running?.close();
  running = null;
});

/** A station that is closed after the test. */
async function open(options: TestStationOptions = {}): Promise<TestStation> {
  running = await TestStation.start(options);
  return running;
}

const ID = '018f0000-0000-7000-8000-0000000000a1';
const NUMBER = orderNumber('K1', 42);
const euros = { minor: 2_995, currency: 'EUR' };
const pieces = [{ sku: 'CAM-M', quantity: 1 }];
const TENTH = { kind: 'percent', percent: 10 } as const;
const BOARD = { bus: 'main', board: 0 };

/**
 * How an intent of the staff leaves a trace: by name on the record (the entry's kind), as a look at a list, in what a door or another intent records, as the test of its own
 * shows, or none, since it changes nothing.
 */
type Trace =
  | { readonly on: string }
  /** Looking through a list of this name. */
  | { readonly list: string }
  | { readonly by: 'door' | 'rights' }
  | { readonly shownBy: 'assist' | 'till-coupons' | 'service' | 'see-customer' | 'export' | 'restore' | 'wiring' | 'board-swap' }
  | { readonly by: 'nothing'; readonly why: string };
type Ask = (intents: StationIntents) => Promise<{ readonly ok: boolean; readonly error?: { readonly kind: string } }>;
const looks = (why = 'looks at what is') => ({ by: 'nothing', why }) as const;
const atDoor = { by: 'door' } as const;

/** Every intent that only staff may use. A new one has to be added here: how it is asked, and what it leaves. */
const acts: Readonly<Record<string, { readonly ask: Ask; readonly leaves: Trace }>> = {
  'staff.touch': { ask: (i) => i.staff.touch({}), leaves: looks('puts off the lock') },
  'staff.signOut': { ask: (i) => i.staff.signOut({}), leaves: { on: 'staff.signed-out' } },
  'staff.findOrder': { ask: (i) => i.staff.findOrder({ code: 'K1-00042-7' }), leaves: { on: 'order.looked-up' } },
  'staff.takePayment': { ask: (i) => i.staff.takePayment({ orderId: ID, tender: 'cash', amount: euros }), leaves: { on: 'payment.taken' } },
  'staff.toDo': { ask: (i) => i.staff.toDo({}), leaves: looks('counts, and shows nothing of what it counts') },
  'staff.deskOrders': { ask: (i) => i.staff.deskOrders({}), leaves: { list: 'to-hand' } },
  'staff.shortOrders': { ask: (i) => i.staff.shortOrders({}), leaves: { list: 'short' } },
  'staff.deskReady': { ask: (i) => i.staff.deskReady({ orderId: ID }), leaves: { on: 'goods.ready' } },
  'staff.handOver': { ask: (i) => i.staff.handOver({ orderId: ID, way: 'desk' }), leaves: { on: 'goods.handed' } },
  'staff.ordersToPrepare': { ask: (i) => i.staff.ordersToPrepare({}), leaves: { list: 'to-prepare' } },
  'staff.beginLoad': { ask: (i) => i.staff.beginLoad({ orderId: ID, size: 'M' }), leaves: atDoor },
  'staff.retryLoad': { ask: (i) => i.staff.retryLoad({}), leaves: atDoor },
  'staff.answerLoad': { ask: (i) => i.staff.answerLoad({ answer: 'placed' }), leaves: atDoor },
  'staff.loadElsewhere': { ask: (i) => i.staff.loadElsewhere({ larger: true }), leaves: atDoor },
  'staff.closeLoad': { ask: (i) => i.staff.closeLoad({}), leaves: looks('leaves a screen') },
  'staff.undoLoad': { ask: (i) => i.staff.undoLoad({ parcelId: ID }), leaves: atDoor },
  'staff.endLoadRound': { ask: (i) => i.staff.endLoadRound({}), leaves: looks('leaves a list') },
  'staff.recallList': { ask: (i) => i.staff.recallList({}), leaves: { list: 'to-take-out' } },
  'staff.startRecall': { ask: (i) => i.staff.startRecall({ parcelIds: [ID] }), leaves: atDoor },
  'staff.retryRecall': { ask: (i) => i.staff.retryRecall({}), leaves: atDoor },
  'staff.answerRecall': { ask: (i) => i.staff.answerRecall({ answer: 'taken' }), leaves: atDoor },
  'staff.nextRecall': { ask: (i) => i.staff.nextRecall({ at: 0 }), leaves: atDoor },
  'staff.beginCheck': { ask: (i) => i.staff.beginCheck({ compartmentId: '1-01' }), leaves: atDoor },
  'staff.retryCheck': { ask: (i) => i.staff.retryCheck({}), leaves: atDoor },
  'staff.answerCheck': { ask: (i) => i.staff.answerCheck({ answer: 'empty' }), leaves: atDoor },
  'staff.closeCheck': { ask: (i) => i.staff.closeCheck({}), leaves: looks('leaves a screen') },
  'staff.openNextInRound': { ask: (i) => i.staff.openNextInRound({ compartmentId: '1-01' }), leaves: atDoor },
  'staff.printSlip': { ask: (i) => i.staff.printSlip({}), leaves: { on: 'receipt.printed' } },
  'staff.status': { ask: (i) => i.staff.status({}), leaves: looks() },
  'desk.resend': { ask: (i) => i.desk.resend({ orderId: ID }), leaves: { on: 'order.resent' } },
  'desk.reject': { ask: (i) => i.desk.reject({ orderId: ID, reason: 'other', pieces, seen: euros }), leaves: { on: 'order.rejected' } },
  'desk.elsewhere': { ask: (i) => i.desk.elsewhere({ orderId: ID, reason: 'not-found', pieces, seen: euros }), leaves: { on: 'order.rerouted' } },
  'desk.reroute': {
    ask: (i) => i.desk.reroute({ orderId: ID, from: 'desk', way: 'silo', agreed: 'in-person', days: 1, seen: euros }),
    leaves: { on: 'order.rerouted' },
  },
  'desk.money': { ask: (i) => i.desk.money({}), leaves: { list: 'money' } },
  'desk.settle': { ask: (i) => i.desk.settle({ cause: 'money', about: 'ab', amount: euros, how: 'cash' }), leaves: { on: 'money.given' } },
  'desk.alarms': { ask: (i) => i.desk.alarms({}), leaves: { list: 'alarms' } },
  'desk.shift': { ask: (i) => i.desk.shift({}), leaves: { list: 'shift' } },
  'desk.closeShift': { ask: (i) => i.desk.closeShift({ seen: 0, cash: null, note: null }), leaves: { on: 'shift.closed' } },
  'desk.printShift': { ask: (i) => i.desk.printShift({}), leaves: { on: 'shift.printed' } },
  'help.answer': { ask: (i) => i.help.answer({ callId: ID }), leaves: { on: 'help.answered' } },
  'help.end': { ask: (i) => i.help.end({ callId: ID }), leaves: { on: 'help.ended' } },
  'assist.begin': { ask: (i) => i.assist.begin({ locale: 'es' }), leaves: { on: 'assist.began' } },
  'assist.giveBack': { ask: (i) => i.assist.giveBack({}), leaves: { on: 'assist.ended' } },
  'assist.discount': { ask: (i) => i.assist.discount({ lineId: null, amount: TENTH, reason: 'damaged' }), leaves: { on: 'discount.given' } },
  'assist.undiscount': { ask: (i) => i.assist.undiscount({ lineId: null }), leaves: { on: 'discount.taken-back' } },
  'assist.customer': { ask: (i) => i.assist.customer({ number: null }), leaves: { shownBy: 'see-customer' } },
  'assist.note': { ask: (i) => i.assist.note({ words: 'Talla larga' }), leaves: { shownBy: 'see-customer' } },
  'assist.eraseNote': { ask: (i) => i.assist.eraseNote({ noteId: ID }), leaves: { shownBy: 'see-customer' } },
  'assist.undoAtTill': { ask: (i) => i.assist.undoAtTill({ orderId: ID }), leaves: { shownBy: 'assist' } },
  'benefits.atTill': { ask: (i) => i.benefits.atTill({ orderId: ID, code: 'VERANO' }), leaves: { shownBy: 'till-coupons' } },
  'benefits.pointsAtTill': { ask: (i) => i.benefits.pointsAtTill({ orderId: ID, use: true }), leaves: { shownBy: 'till-coupons' } },
  'service.testDoor': { ask: (i) => i.service.testDoor({ compartmentId: '1-01', second: null }), leaves: { shownBy: 'service' } },
  'service.takeOut': { ask: (i) => i.service.takeOut({ compartmentId: '1-01', reason: 'other' }), leaves: { shownBy: 'service' } },
  'service.bringBack': { ask: (i) => i.service.bringBack({ compartmentId: '1-01' }), leaves: { shownBy: 'service' } },
  'service.beginSwap': { ask: (i) => i.service.beginSwap(BOARD), leaves: { shownBy: 'board-swap' } },
  'service.finishSwap': { ask: (i) => i.service.finishSwap(BOARD), leaves: { shownBy: 'board-swap' } },
  'service.beginWiring': { ask: (i) => i.service.beginWiring({}), leaves: { shownBy: 'wiring' } },
  'service.sawDoor': { ask: (i) => i.service.sawDoor({ number: 1 }), leaves: { shownBy: 'wiring' } },
  'service.nextDoor': { ask: (i) => i.service.nextDoor({}), leaves: { shownBy: 'wiring' } },
  'service.endWiring': { ask: (i) => i.service.endWiring({}), leaves: looks('leaves a screen') },
  'service.exportTargets': { ask: (i) => i.service.exportTargets({}), leaves: looks() },
  'service.exportAudit': { ask: (i) => i.service.exportAudit({ targetId: 'exports' }), leaves: { shownBy: 'export' } },
  'service.backups': { ask: (i) => i.service.backups({}), leaves: looks() },
  'service.restore': { ask: (i) => i.service.restore({ backupId: 'a', second: { badge: 'PB1:A', pin: '4711' } }), leaves: { shownBy: 'restore' } },
};

/** Intents of these groups that are not asked by whoever is signed in, or that other tests hold to the same. */
const others = new Set([
  ...['staff.watch', 'staff.signIn', 'staff.courierPin', 'staff.courierTouch', 'staff.courierLeave', 'staff.scanParcel', 'staff.scanRecall'],
  ...['staff.closeRecall', 'staff.printRound', 'staff.printRecall', 'staff.beginRound', 'staff.skipInRound', 'staff.endRound', 'help.call', 'help.takeBack'],
  // What a shopper does with their own bag.
  ...[
    'benefits.enterCode',
    'benefits.dropCoupon',
    'benefits.forgetMember',
    'benefits.spendPoints',
    'benefits.setGift',
    'benefits.setConsents',
    'benefits.signUp',
  ],
]);

describe('what staff do', () => {
  it('is known here, all of it', () => {
    const groups = ['staff', 'desk', 'help', 'assist', 'benefits', 'service'] as const;
    const names = groups.flatMap((group) => Object.keys(stationContract[group]).map((name) => `${group}.${name}`));
    expect(names.filter((name) => acts[name] === undefined && !others.has(name))).toEqual([]);
    expect([...Object.keys(acts), ...others].filter((name) => !names.includes(name))).toEqual([]);
  });

  it('is refused, all of it, once five minutes without a touch have locked the screen, and nothing of it happens', async () => {
    const shop = await open();
    await shop.signIn();
    const { intents, screens } = shop.station;
    await shop.advance(299_000);
    const warned = screens.staff.current().member?.locksAt ?? 0;
    expect(warned - shop.clock.now()).toBeLessThanOrEqual(1_000);
    await shop.advance(1_500);
    expect(screens.staff.current().member).toBeNull();
    const before = shop.store.read.auditHead().seq;
    const answers: Record<string, string> = {};
    for (const [name, { ask }] of Object.entries(acts)) answers[name] = (await ask(intents)).error?.kind ?? 'done';
    expect(Object.entries(answers).filter(([, kind]) => kind !== 'not-signed-in' && kind !== 'not-assisting')).toEqual([]);
    expect(shop.store.read.auditHead().seq).toBe(before);
  });

  it('is refused to whoever only repairs doors where it is about orders and their money, and nothing of it happens', async () => {
    const shop = await open();
    const ana = shop.store.read.staffByNumber('1001');
    if (ana === null) throw new Error('nobody');
    const put = shop.store.commitTables((tables) => {
      tables.staff.put({ ...ana, roles: ['technician'] });
      return done;
    });
    expectOk(put, 'the roles');
    await shop.signIn();
    shop.paidOrder(1, { orderId: ID, status: 'placed', fulfilmentKind: 'desk', number: 'K1-00042-7' });
    const before = shop.store.read.auditHead().seq;
    const theirs = ['staff.findOrder', 'staff.takePayment', 'staff.deskOrders', 'staff.shortOrders', 'staff.deskReady', 'staff.handOver'];
    const money = ['assist.begin', 'assist.undoAtTill', 'benefits.atTill', 'benefits.pointsAtTill', 'desk.closeShift'];
    for (const name of [...theirs, ...money]) {
      expect(await acts[name]?.ask(shop.station.intents), name).toEqual({ ok: false, error: { kind: 'not-allowed' } });
    }
    expect([shop.store.read.auditHead().seq, shop.store.read.order(ID as OrderId)?.status]).toEqual([before, 'placed']);
  });

  it('is on the record with who did it, and with nothing that names or reaches a customer', async () => {
    const desk = {
      resend: async () => 'done' as const,
      reject: async () => 'done' as const,
      reroute: async () => 'done' as const,
      settle: async () => 'done' as const,
      money: async () => ({ ok: true as const, value: [] }),
      alarms: async () => ({ ok: true as const, value: [] }),
    };
    const shop = await open({ staffDesk: desk });
    const ana = shop.store.read.staffByNumber('1001');
    if (ana === null) throw new Error('nobody');
    expectOk(
      shop.store.commitTables((tables) => {
        tables.staff.put({ ...ana, roles: ['assistant', 'manager'] });
        return done;
      }),
      'the roles',
    );
    const { intents } = shop.station;
    await shop.signIn();
    const toPay = shop.paidOrder(1, { orderId: ID, status: 'placed', fulfilmentKind: 'desk', number: NUMBER });
    const total = shop.store.read.order(toPay)?.total ?? euros;
    good(await intents.staff.findOrder({ code: NUMBER }));
    good(await intents.staff.takePayment({ orderId: ID, tender: 'cash', amount: total }));
    good(await intents.staff.printSlip({}));
    good(await intents.staff.deskReady({ orderId: ID }));
    good(await intents.staff.handOver({ orderId: ID, way: 'desk' }));
    good(await intents.help.call({ screen: 'kiosk', doing: 'bag' }));
    const callId = shop.station.screens.staff.current().calls?.[0]?.callId ?? '';
    good(await intents.help.answer({ callId }));
    good(await intents.help.end({ callId }));
    for (const name of ['desk.resend', 'desk.reject', 'desk.elsewhere', 'desk.reroute', 'desk.settle'])
      expect(await acts[name]?.ask(intents), name).toEqual(done);
    const expected = expectOk(await intents.desk.shift({}), 'the shift').expected;
    good(await intents.desk.closeShift({ seen: expected, cash: null, note: 'Ana Gil, 600 000 000' }));
    good(await intents.desk.printShift({}));
    for (const [name, { ask, leaves }] of Object.entries(acts)) if ('list' in leaves) expect((await ask(intents)).ok, name).toBe(true);
    good(await intents.staff.signOut({}));
    good(await intents.kiosk.start({ locale: 'es' }));
    good(await intents.kiosk.add({ sku: shirt.variants[0]?.sku ?? '' }));
    good(await intents.kiosk.setContact({ contact: { kind: 'email', email: 'ana@example.com' } }));
    await shop.signIn();
    for (const name of ['assist.begin', 'assist.discount', 'assist.undiscount', 'assist.giveBack']) expect(await acts[name]?.ask(intents), name).toEqual(done);
    const wanted = Object.values(acts).flatMap(({ leaves }) => ('on' in leaves ? [leaves.on] : []));
    for (const kind of new Set(wanted)) {
      const entries = shop.store.read.auditSince(0, [kind]);
      expect(
        entries.map(({ facts }) => facts['staffId'] ?? facts['staff']),
        kind,
      ).toContain('staff-1');
    }
    const lists = Object.values(acts).flatMap(({ leaves }) => ('list' in leaves ? [leaves.list] : []));
    const looked = shop.store.read.auditSince(0, ['list.looked-at']).map(({ facts }) => facts);
    expect(looked.filter(({ staffId }) => staffId !== 'staff-1')).toEqual([]);
    expect(new Set(looked.map(({ list }) => list))).toEqual(new Set(lists));
    const all = shop.audit().length;
    const record = Array.from({ length: all }, (_, n) => shop.store.tables.audit.entry(n + 1)).join('\n');
    for (const personal of ['Ana', 'Gil', '600', '@', 'withheld'])
      expect(record.replaceAll(/"at":\d+|"[0-9a-f-]{32,36}"/g, ''), personal).not.toContain(personal);
  });
});

describe('a list that staff look through', () => {
  const looks = (shop: TestStation) =>
    shop.store.read.auditSince(0, ['list.looked-at']).map(({ facts }) => `${String(facts['list'])} ${String(facts['staffId'])}`);

  it('is one line of the record however often the page asks for it, and another each time that it is opened', async () => {
    const shop = await open();
    await shop.signIn();
    const { staff } = shop.station.intents;
    for (let time = 0; time < 8; time++) {
      good(await staff.deskOrders({}));
      await shop.advance(10_000);
    }
    expect(looks(shop)).toEqual(['to-hand staff-1']);
    good(await staff.ordersToPrepare({}));
    await shop.advance(61_000);
    good(await staff.deskOrders({}));
    expect(looks(shop)).toEqual(['to-hand staff-1', 'to-prepare staff-1', 'to-hand staff-1']);
    good(await staff.signOut({}));
    await shop.signIn();
    good(await staff.deskOrders({}));
    expect(looks(shop)).toHaveLength(4);
  });

  it('is not looked at by whoever only sees how much there is to do', async () => {
    const shop = await open();
    await shop.signIn();
    shop.paidOrder(1);
    shop.paidOrder(2, { fulfilmentKind: 'desk' });
    const seen = await shop.station.intents.staff.toDo({});
    expect(seen).toEqual({ ok: true, value: { toPrepare: 1, toHand: 1, short: 0, toTakeOut: 0 } });
    expect(looks(shop)).toEqual([]);
  });
});

describe('a screen that locks', () => {
  it('in the middle of a load keeps the door, the parcel and the question for whoever signs in next', async () => {
    const shop = await open();
    await shop.signIn();
    const orderId = shop.paidOrder(1);
    good(await shop.station.intents.staff.beginLoad({ orderId, size: 'M' }));
    await shop.advance(1_500);
    await shop.advance(310_000);
    const { screens, intents } = shop.station;
    expect([screens.staff.current().member, shop.load]).toEqual([null, null]);
    shop.boards.closeDoor(shop.addressOf(orderId));
    await shop.advance(1_500);
    await shop.signIn();
    expect(shop.load).toBe('ask');
    good(await intents.staff.answerLoad({ answer: 'placed' }));
    expect(shop.operations.filter(({ kind }) => kind === 'parcel.loaded')).toMatchObject([{ staffId: 'staff-1' }]);
  });

  it('locks at the latest after half an hour however busy its person is, and is put off by every touch until then', async () => {
    const shop = await open();
    await shop.signIn();
    for (let minute = 0; minute < 29; minute++) {
      await shop.advance(60_000);
      good(await shop.station.intents.staff.touch({}));
    }
    await shop.advance(61_000);
    expect(shop.station.screens.staff.current().member).toBeNull();
    expect(shop.clock.now()).toBeGreaterThan(START);
  });
});
