import { afterEach, describe, expect, it } from 'vitest';
import type { DeskReject, DeskSettle, OwedMoney } from '../../src/contract/hub/staff-desk.ts';
import type { ShiftClosed } from '../../src/contract/shift.ts';
import { done, expectOk, ok } from '../../src/kernel/result.ts';
import type { DeskAnswer, StaffDesk } from '../../src/station/ports/staff-desk.ts';
import { staff } from './support/shop.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const desk = () => shop.station.intents.desk;
const euros = (minor: number) => ({ minor, currency: 'EUR' });
const facts = (kind: string) => shop.store.read.auditSince(0, [kind]).map((event) => event.facts);

/** A hub that answers what a test says, and remembers what it was asked. */
class FakeDesk implements StaffDesk {
  readonly asked: string[] = [];
  answer: DeskAnswer = 'done';
  owed: OwedMoney[] = [];
  async resend(orderId: string, staffId: string): Promise<DeskAnswer> {
    return this.#told(`resend ${orderId.slice(-2)} ${staffId}`);
  }
  async reject(_: string, asked: DeskReject): Promise<DeskAnswer> {
    return this.#told(`reject ${asked.reason} ${asked.staffId}`);
  }
  async reroute(_: string, asked: Parameters<StaffDesk['reroute']>[1]): Promise<DeskAnswer> {
    return this.#told(asked.to === 'way' ? `reroute ${asked.way} ${asked.today} ${asked.until} ${asked.agreed}` : `elsewhere ${asked.reason}`);
  }
  async settle({ about, how, staffId }: DeskSettle): Promise<DeskAnswer> {
    return this.#told(`settle ${about} ${how} ${staffId}`);
  }
  async money(): ReturnType<StaffDesk['money']> {
    return ok(this.owed);
  }
  async alarms(): ReturnType<StaffDesk['alarms']> {
    return ok([]);
  }
  #told(what: string): DeskAnswer {
    this.asked.push(what);
    return this.answer;
  }
}

async function open(roles: readonly ('assistant' | 'manager' | 'technician')[] = ['manager'], hub: FakeDesk | null = new FakeDesk()): Promise<FakeDesk> {
  shop = await TestStation.start(hub === null ? {} : { staffDesk: hub });
  const member = shop.store.read.staffByNumber('1001');
  if (member === null) throw new Error('nobody');
  expectOk(
    shop.store.commitTables((tables) => {
      tables.staff.put({ ...member, roles: [...roles] });
      return done;
    }),
    'the roles',
  );
  await shop.signIn();
  return hub ?? new FakeDesk();
}

const orderId = '018f0000-0000-7000-8000-0000000000a1';
const about = 'ab'.repeat(16);
const pieces = [{ sku: 'CAM-M', quantity: 1 }];

describe('an order that does not go as it should', () => {
  it('is changed by the hub in the name of whoever is signed in, which is on the record', async () => {
    const hub = await open(['assistant']);
    good(await desk().resend({ orderId }));
    good(await desk().reject({ orderId, reason: 'damaged', pieces, seen: euros(2_995) }));
    good(await desk().elsewhere({ orderId, reason: 'not-found', pieces, seen: euros(2_995) }));
    good(await desk().reroute({ orderId, from: 'desk', way: 'silo', agreed: 'by-phone', days: 2, seen: euros(2_995) }));
    expect(hub.asked).toEqual(['resend a1 staff-1', 'reject damaged staff-1', 'elsewhere not-found', 'reroute silo 2025-10-09 2025-10-11 by-phone']);
    expect(shop.audit().slice(-4)).toEqual(['order.resent', 'order.rejected damaged', 'order.rerouted not-found', 'order.rerouted']);
    expect([...facts('order.resent'), ...facts('order.rejected'), ...facts('order.rerouted')].every(({ staffId }) => staffId === 'staff-1')).toBe(true);
  });

  it('is sent to countries alone that the shop sends to, and the screen knows which', async () => {
    const hub = await open(['assistant']);
    const address = { name: 'Ana Gil', street: '1 rue Haute', postcode: '64700', city: 'Hendaye', country: 'FR' };
    const send = (country: string) =>
      desk().reroute({ orderId, from: 'desk', way: 'ship', agreed: 'in-person', days: 2, seen: euros(2_995), address: { ...address, country } });
    expect([await send('FR'), hub.asked]).toEqual([{ ok: false, error: { kind: 'not-sent' } }, []]);
    good(await send('ES'));
    expect(hub.asked).toHaveLength(1);
  });

  it('stays as it is where the hub says no, and where nobody knows that is on the record', async () => {
    const hub = await open();
    hub.answer = 'in-locker';
    expect(await desk().reject({ orderId, reason: 'other', pieces, seen: euros(2_995) })).toEqual({ ok: false, error: { kind: 'in-locker' } });
    hub.answer = 'unsure';
    expect(await desk().reject({ orderId, reason: 'other', pieces, seen: euros(2_995) })).toEqual({ ok: false, error: { kind: 'unsure' } });
    expect(shop.audit().slice(-1)).toEqual(['order.rejected-unsure other']);
  });

  it('is not asked about with the hub away, by nobody, and by a technician', async () => {
    await open(['assistant'], null);
    expect(await desk().resend({ orderId })).toEqual({ ok: false, error: { kind: 'offline' } });
    expect(await desk().money({})).toEqual({ ok: false, error: { kind: 'offline' } });
    good(await shop.station.intents.staff.signOut({}));
    expect(await desk().resend({ orderId })).toEqual({ ok: false, error: { kind: 'not-signed-in' } });
    await shop.close();
    const hub = await open(['technician']);
    expect(await desk().resend({ orderId })).toEqual({ ok: false, error: { kind: 'not-allowed' } });
    expect(hub.asked).toEqual([]);
  });
});

describe('money that goes back', () => {
  it('is given by a manager alone, and is on the record before and after', async () => {
    await open(['assistant']);
    const give = () => desk().settle({ cause: 'money', about, amount: euros(2_995), how: 'cash' });
    expect(await give()).toEqual({ ok: false, error: { kind: 'not-allowed' } });
    await shop.close();
    const hub = await open();
    good(await give());
    expect([hub.asked, shop.audit().slice(-2)]).toEqual([[`settle ${about} cash staff-1`], ['money.giving', 'money.given']]);
  });

  it('of which no answer came is doubtful until somebody asks again, and counts once', async () => {
    const hub = await open();
    const give = () => desk().settle({ cause: 'money', about, amount: euros(2_995), how: 'cash' });
    hub.answer = 'unsure';
    expect(await give()).toEqual({ ok: false, error: { kind: 'unsure' } });
    expect(expectOk(await desk().shift({}), 'the shift')).toMatchObject({ unsure: 1, expected: 0 });
    hub.answer = 'done';
    good(await give());
    good(await give());
    expect(expectOk(await desk().shift({}), 'the shift')).toMatchObject({ unsure: 0, expected: -2_995, total: { cashOut: { count: 1, minor: 2_995 } } });
  });
});

describe('money that this till gave back', () => {
  const give = (how: 'cash' | 'card' = 'cash') => desk().settle({ cause: 'money', about, amount: euros(2_995), how });

  it('is told as an operation too, once, and is not given again whatever the hub has forgotten', async () => {
    const hub = await open();
    good(await give());
    good(await give());
    expect(shop.operations.filter(({ kind }) => kind === 'money.given')).toEqual([
      { kind: 'money.given', cause: 'money', about, amount: euros(2_995), how: 'cash', staffId: 'staff-1', givenAt: expect.any(Number) },
    ]);
    expect(await give('card')).toEqual({ ok: false, error: { kind: 'already' } });
    expect(hub.asked).toHaveLength(2);
  });

  it('counts in the shift in which it was given, and not once more in the next, where the hub forgot it and is told again', async () => {
    await open();
    good(await give());
    const { expected: seen } = expectOk(await desk().shift({}), 'the shift');
    good(await desk().closeShift({ seen, cash: { counted: seen, left: seen, reason: null }, note: null }));
    good(await give());
    expect([seen, expectOk(await desk().shift({}), 'the shift')]).toMatchObject([-2_995, { expected: -2_995, people: [], unsure: 0 }]);
    expect(shop.audit().at(-1)).toBe('money.given-again');
  });

  it('stays in doubt for whoever asks next, where the answer was lost and the hub says that it is settled', async () => {
    const hub = await open();
    hub.answer = 'unsure';
    expect(await give()).toMatchObject({ error: { kind: 'unsure' } });
    hub.answer = 'already';
    expect(await give('card')).toMatchObject({ error: { kind: 'unsure' } });
    expect(expectOk(await desk().shift({}), 'the shift')).toMatchObject({ unsure: 1 });
  });
});

describe('the end of a shift', () => {
  /** An order that is paid in cash here, by whoever is signed in. */
  async function pays(n: number, tender: 'cash' | 'card'): Promise<number> {
    const id = shop.paidOrder(n, { status: 'placed', number: `K1-0000${n}-7`, fulfilmentKind: 'desk' });
    const order = shop.store.read.order(id);
    if (order === null) throw new Error('no order');
    good(await shop.station.intents.staff.takePayment({ orderId: id, tender, amount: order.total }));
    return order.total.minor;
  }
  const closed = () => shop.operations.filter((operation): operation is ShiftClosed => operation.kind === 'shift.closed');

  it('counts what was done, holds the counted cash against it, and is signed, told and never the same again', async () => {
    await open(['assistant'], null);
    const cash = await pays(1, 'cash');
    await pays(2, 'card');
    good(await shop.station.intents.staff.handOver({ orderId: shop.store.read.ordersAtDesk(9)[0]?.orderId ?? '', way: 'desk' }));
    const shift = expectOk(await desk().shift({}), 'the shift');
    expect(shift).toMatchObject({ since: null, float: 0, expected: cash, unsure: 0, left: { toHand: 1 } });
    expect(shift.people).toMatchObject([{ staffId: staff.staffId, name: 'Ana', cashIn: { count: 1, minor: cash }, cardIn: { count: 1 }, handed: 1 }]);
    const close = (counted: number, left: number, reason: 'wrong-change' | null, note: string | null = null) =>
      desk().closeShift({ seen: cash, cash: { counted, left, reason }, note });
    expect(await close(cash - 100, 0, null)).toEqual({ ok: false, error: { kind: 'reason-missing' } });
    expect(await close(cash, cash + 1, null)).toEqual({ ok: false, error: { kind: 'left-too-much' } });
    const { receipt } = expectOk(await close(cash - 100, 2_000, 'wrong-change', '  Falta papel.  '), 'the paper');
    expect(receipt.title).toContain('Cierre de turno');
    expect(closed()).toMatchObject([
      { staffId: staff.staffId, note: 'Falta papel.', cash: { float: 0, expected: cash, counted: cash - 100, left: 2_000, reason: 'wrong-change' } },
    ]);
    expect(shop.audit().at(-1)).toBe('shift.closed wrong-change');
    expect(expectOk(await desk().shift({}), 'the shift')).toMatchObject({ float: 2_000, expected: 2_000, people: [], note: 'Falta papel.' });
    good(await desk().printShift({}));
    expect(shop.printed).toHaveLength(1);
  });

  it('is not closed on a sum that is another by now, and keeps what the drawer held without one', async () => {
    await open(['assistant'], null);
    const seen = expectOk(await desk().shift({}), 'the shift').expected;
    const cash = await pays(1, 'cash');
    expect(await desk().closeShift({ seen, cash: null, note: null })).toEqual({ ok: false, error: { kind: 'changed' } });
    good(await desk().closeShift({ seen: cash, cash: null, note: null }));
    expect(closed()).toMatchObject([{ cash: null }]);
    expect(expectOk(await desk().shift({}), 'the shift').people).toEqual([]);
  });

  it('survives a power cut, and is no technician’s', async () => {
    await open(['assistant'], null);
    const cash = await pays(1, 'cash');
    good(await desk().closeShift({ seen: cash, cash: { counted: cash, left: 500, reason: null }, note: 'Hasta mañana.' }));
    const from = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from });
    await shop.signIn();
    expect(expectOk(await desk().shift({}), 'the shift')).toMatchObject({ float: 500, expected: 500, note: 'Hasta mañana.' });
    await shop.close();
    await open(['technician'], null);
    expect(await desk().closeShift({ seen: 0, cash: null, note: null })).toEqual({ ok: false, error: { kind: 'not-allowed' } });
  });

  it('has its paper drawn again from what is stored, the same after a power cut, and each printing is on the record', async () => {
    await open(['assistant'], null);
    expect(expectOk(await desk().shift({}), 'the shift').paper).toBeUndefined();
    expect(await desk().printShift({})).toEqual({ ok: false, error: { kind: 'nothing-to-print' } });
    const cash = await pays(1, 'cash');
    const { receipt } = expectOk(await desk().closeShift({ seen: cash, cash: { counted: cash, left: 500, reason: null }, note: 'Hasta mañana.' }), 'the paper');
    const [{ shiftId } = { shiftId: '' }] = closed();
    const from = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from });
    await shop.signIn();
    expect(expectOk(await desk().shift({}), 'the shift').paper).toBe(true);
    good(await desk().printShift({}));
    expect(shop.printed).toEqual([receipt]);
    expect(facts('shift.printed')).toEqual([{ shiftId, staffId: staff.staffId }]);
  });

  it('goes on from what an older station kept of it, which cannot be printed, and shows its paper to no technician', async () => {
    await open(['technician'], null);
    const kept = { seq: 0, at: 1, left: 700, note: null };
    const write = (value: object) =>
      expectOk(
        shop.store.commit<undefined, never>((tx) => {
          tx.putMeta('lastShift', JSON.stringify(value));
          return done;
        }),
        'the shift before',
      );
    write(kept);
    expect(expectOk(await desk().shift({}), 'the shift')).toMatchObject({ float: 700 });
    expect(await desk().printShift({})).toEqual({ ok: false, error: { kind: 'nothing-to-print' } });
    const left = { toPrepare: 0, toHand: 0, short: 0, calls: 0, doors: 0 };
    const theirs = {
      kind: 'shift.closed',
      shiftId: orderId,
      staffId: staff.staffId,
      from: 0,
      to: 1,
      currency: 'EUR',
      people: [],
      cash: null,
      left,
      note: null,
    };
    write({ ...kept, closed: theirs });
    expect(expectOk(await desk().shift({}), 'the shift').paper).toBeUndefined();
    expect(await desk().printShift({})).toEqual({ ok: false, error: { kind: 'nothing-to-print' } });
  });
});
