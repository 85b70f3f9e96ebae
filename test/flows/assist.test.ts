import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DiscountLimits } from '../../src/contract/discounts.ts';
import type { OrderPlaced } from '../../src/contract/events/operations.ts';
import type { StaffRole } from '../../src/contract/staff.ts';
import type { StaffId } from '../../src/kernel/ids.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { testConfig } from '../support/catalogue.ts';
import { shirt, staff } from './support/shop.ts';
import { good, TestStation } from './support/test-station.ts';

const manager = { badge: 'PB1:MMMMMMMMMMMMMMMMMMMMMMMMMM', pin: '4711', staffId: 'staff-2' };
const [variant] = shirt.variants;
const sku = variant?.sku ?? '';
const price = variant?.price.minor ?? 0;
const tenth = price - Math.floor(price / 10);
const fifth = price - Math.floor(price / 5);

let shop: TestStation;
beforeEach(async () => {
  shop = await TestStation.start();
  // The first page of a bucket names all that is in it.
  tell('staff', staff.staffId, shop.store.read.staffMember(staff.staffId as StaffId));
  hire(manager, 'Marcos Ruiz', ['assistant', 'manager']);
});
afterEach(() => shop.close());

const kiosk = () => shop.station.intents.kiosk;
const assist = () => shop.station.intents.assist;
const view = () => shop.station.screens.kiosk.current();
const bag = () => view().session?.bag ?? [];
const line = () => bag()[0];
/** What was written down since the station stood, without what it said of itself at its start. */
const record = (kinds: RegExp) => {
  const entries: string[] = [];
  for (let seq = 1; seq <= shop.store.read.auditHead().seq; seq++) {
    const { kind, facts }: { kind: string; facts: object } = JSON.parse(shop.store.tables.audit.entry(seq) ?? '{}');
    if (kinds.test(kind)) entries.push(`${kind} ${JSON.stringify(facts)}`);
  }
  return entries;
};

function tell(bucket: 'staff' | 'config' | 'orders', key: string, value: unknown): void {
  const from = shop.store.cursor(bucket);
  const page = { rows: [{ key, revision: from + 1, value }], next: from + 1, more: false, serverTime: shop.clock.now() };
  expect(expectOk(shop.store.applyPage(bucket, from, page, shop.clock.now()), 'the page').skipped).toEqual([]);
}

/** A member with the PIN of the other one: what a PIN is worth is tested where it is checked. */
function hire({ badge, staffId }: typeof manager, name: string, roles: readonly StaffRole[]): void {
  const { pin } = shop.store.read.staffMember(staff.staffId as StaffId) ?? { pin: '' };
  tell('staff', staffId, { staffId, name, number: '1002', badgeHash: createHash('sha256').update(badge).digest('hex'), pin, roles });
}

const limit = (discounts: DiscountLimits) => tell('config', 'station', { ...testConfig, discounts });

async function shopperWithShirt(): Promise<void> {
  good(await kiosk().start({ locale: 'es' }));
  good(await kiosk().add({ sku }));
  good(await kiosk().setContact({ contact: { kind: 'email', email: 'ana@example.com' } }));
}

async function signIn(who: { readonly badge: string; readonly pin: string } = staff): Promise<void> {
  good(await shop.station.intents.staff.signIn({ badge: who.badge, pin: who.pin }));
}

async function takeOver(who: { readonly badge: string; readonly pin: string } = staff): Promise<void> {
  await signIn(who);
  good(await assist().begin({ locale: 'es' }));
}

const give = (percent: number, change: Partial<Parameters<ReturnType<typeof assist>['discount']>[0]> = {}) =>
  assist().discount({ lineId: line()?.lineId ?? '', amount: { kind: 'percent', percent }, reason: 'damaged', ...change });

describe('standing beside a shopper', () => {
  it('keeps bag, contact and language, and says who helps by their first name', async () => {
    await shopperWithShirt();
    const before = view().session;
    expect(view().assist).toBeUndefined();
    await takeOver(manager);
    expect(view().session).toEqual({ ...before, idle: view().session?.idle });
    expect(view().assist).toMatchObject({ name: 'Marcos', limit: 30, limitWithSecond: 30, marks: [] });
  });

  it('begins a session where there is none, and leaves whoever helps signed in', async () => {
    await takeOver();
    expect([view().session?.bag, view().assist?.name]).toEqual([[], 'Ana']);
  });

  it('is not for technicians, nor for who is not signed in', async () => {
    await shopperWithShirt();
    expect(await assist().begin({ locale: 'es' })).toEqual({ ok: false, error: { kind: 'not-signed-in' } });
    hire(manager, 'Nadia', ['technician']);
    good(await shop.station.intents.staff.signIn({ badge: manager.badge, pin: manager.pin }));
    expect(await assist().begin({ locale: 'es' })).toEqual({ ok: false, error: { kind: 'not-allowed' } });
    expect(view().assist).toBeUndefined();
  });

  it('gives the session back with the same bag, and signs out', async () => {
    await shopperWithShirt();
    await takeOver();
    good(await assist().giveBack({}));
    expect([view().assist, bag().length, view().session?.contact]).toEqual([undefined, 1, { kind: 'email', email: 'ana@example.com' }]);
    expect(shop.station.screens.staff.current().member).toBeNull();
    expect(await give(5)).toEqual({ ok: false, error: { kind: 'not-assisting' } });
    expect(await assist().giveBack({})).toEqual({ ok: false, error: { kind: 'not-assisting' } });
    expect(record(/^assist/)).toEqual(['assist.began {"staffId":"staff-1"}', 'assist.ended {"staffId":"staff-1"}']);
  });

  it('ends for the staff after five still minutes, and only then counts down for the shopper', async () => {
    await shopperWithShirt();
    await takeOver();
    await shop.advance(299_000);
    expect(view().assist).toBeDefined();
    await shop.advance(2000);
    expect([view().assist, view().session === null]).toEqual([undefined, false]);
    expect(await assist().customer({ number: 'K1-00001-1' })).toEqual({ ok: false, error: { kind: 'not-assisting' } });
    await shop.advance(85_000);
    expect(bag()).toHaveLength(1);
    await shop.advance(5000);
    expect(view().session).toBeNull();
  });

  it('goes on for the shopper as long as they touch the screen, and for the assistant as long as they do what only they may', async () => {
    await shopperWithShirt();
    await takeOver();
    for (let minute = 0; minute < 12; minute++) {
      await shop.advance(60_000);
      good(await kiosk().touch({}));
      if (minute < 6) good(await assist().undiscount({ lineId: null }));
      expect(view().assist?.name).toBe(minute < 10 ? 'Ana' : undefined);
    }
    expect(bag()).toHaveLength(1);
    expect(record(/^(staff|assist)/).slice(-2)).toEqual(['assist.ended {"staffId":"staff-1"}', 'staff.locked {"staffId":"staff-1"}']);
  });

  it('closes the staff’s own area, so that the shopper who has the same screen in hand needs badge and PIN as anybody', async () => {
    await shopperWithShirt();
    await takeOver();
    const { staff: area, desk } = shop.station.intents;
    expect(shop.station.screens.staff.current().member).toBeNull();
    const refused = { ok: false, error: { kind: 'not-signed-in' } };
    expect(await area.findOrder({ code: 'K1-00001-1' })).toEqual(refused);
    expect(await area.deskOrders({})).toEqual(refused);
    expect(await area.touch({})).toEqual(refused);
    expect(await desk.money({})).toEqual(refused);
    expect(view().assist?.name).toBe('Ana');
    await signIn();
    expect(shop.station.screens.staff.current().member?.name).toBe('Ana');
    expect(view().assist?.name).toBe('Ana');
    // Back at the shopper's screens, by whichever way: the area is closed again at their first touch.
    good(await kiosk().touch({}));
    expect([shop.station.screens.staff.current().member, view().assist?.name]).toEqual([null, 'Ana']);
    expect(record(/^assist/)).toEqual(['assist.began {"staffId":"staff-1"}']);
  });

  it.each(['leaves', 'is still until their time is over'] as const)('signs the assistant out when the shopper %s, before anybody else begins', async (how) => {
    await shopperWithShirt();
    await takeOver();
    if (how === 'leaves') good(await kiosk().end({}));
    else await shop.advance(400_000);
    expect([view().session, shop.station.screens.staff.current().member, shop.station.screens.staff.current().courier]).toEqual([null, null, null]);
    expect(await assist().begin({ locale: 'es' })).toEqual({ ok: false, error: { kind: 'not-signed-in' } });
    expect(
      record(/^(staff\.|assist)/)
        .slice(-2)
        .map((entry) => entry.split(' ')[0]),
    ).toEqual(how === 'leaves' ? ['assist.ended', 'staff.signed-out'] : ['assist.ended', 'staff.locked']);
  });

  it('leaves whoever gave badge and PIN again for the staff’s area at work there when the session ends', async () => {
    await shopperWithShirt();
    await takeOver();
    await signIn();
    good(await kiosk().end({}));
    expect(shop.station.screens.staff.current().member?.name).toBe('Ana');
  });

  it('never lends the staff’s area to a shopper at whose side nobody stands', async () => {
    await shopperWithShirt();
    await signIn();
    good(await kiosk().touch({}));
    expect([shop.station.screens.staff.current().member, bag().length]).toEqual([null, 1]);
    expect(record(/^staff\./)).toEqual(['staff.signed-in {"staffId":"staff-1"}', 'staff.signed-out {"staffId":"staff-1"}']);
  });

  it('does not let the shopper’s time run out while staff work on the same screen, and counts it anew after that', async () => {
    await shopperWithShirt();
    await signIn();
    for (let minute = 0; minute < 10; minute++) {
      await shop.advance(60_000);
      good(await shop.station.intents.staff.touch({}));
    }
    expect([view().session?.idle, bag().length]).toEqual([null, 1]);
    await shop.advance(300_500);
    expect(shop.station.screens.staff.current().member).toBeNull();
    expect(bag()).toHaveLength(1);
    await shop.advance(85_000);
    expect(view().session?.idle?.endsAt).toBeGreaterThan(shop.clock.now());
    await shop.advance(5000);
    expect(view().session).toBeNull();
  });

  it('passes to whoever signs in next only when they take over themselves', async () => {
    await shopperWithShirt();
    await takeOver();
    good(await shop.station.intents.staff.signIn({ badge: manager.badge, pin: manager.pin }));
    expect(view().assist).toBeUndefined();
    good(await assist().begin({ locale: 'es' }));
    expect(view().assist?.name).toBe('Marcos');
  });

  it('ends with the shopper’s session, and the next shopper stands alone', async () => {
    await shopperWithShirt();
    await takeOver();
    good(await kiosk().end({}));
    good(await kiosk().start({ locale: 'es' }));
    expect([view().assist, shop.station.screens.staff.current().member]).toEqual([undefined, null]);
  });
});

describe('a discount at the kiosk, with the hub away', () => {
  beforeEach(async () => {
    await shopperWithShirt();
    await takeOver();
  });

  it('within the assistant’s limit changes the price, and says so to nobody but the staff', async () => {
    good(await give(10));
    expect(line()).toMatchObject({ unitPrice: { minor: tenth }, listPrice: { minor: price } });
    expect(view().session?.total.minor).toBe(tenth);
    expect(view().assist?.marks).toEqual([{ lineId: line()?.lineId, reason: 'damaged' }]);
    expect(JSON.stringify(view().session)).not.toMatch(/staff-1|damaged/);
    good(await assist().undiscount({ lineId: null }));
    expect([line()?.unitPrice.minor, line()?.listPrice, view().assist?.marks]).toEqual([price, undefined, []]);
  });

  it('beyond it needs the badge and PIN of a manager, and says which of them was wrong', async () => {
    expect(await give(20)).toEqual({ ok: false, error: { kind: 'needs-second' } });
    expect(await give(20, { second: { badge: manager.badge, pin: '0000' } })).toEqual({ ok: false, error: { kind: 'refused' } });
    expect(await give(20, { second: { badge: staff.badge, pin: staff.pin } })).toEqual({ ok: false, error: { kind: 'same-person' } });
    expect(line()?.unitPrice.minor).toBe(price);
    good(await give(20, { second: { badge: manager.badge, pin: manager.pin } }));
    expect([line()?.unitPrice.minor, view().assist?.name]).toEqual([fifth, 'Ana']);
  });

  it('beyond the manager’s limit, below zero, or without a reason is none', async () => {
    const second = { badge: manager.badge, pin: manager.pin };
    const to = (minor: number) => give(1, { amount: { kind: 'price', price: { minor, currency: 'EUR' } }, second });
    expect(await give(31, { second })).toEqual({ ok: false, error: { kind: 'above-limit' } });
    expect(await to(-1)).toEqual({ ok: false, error: { kind: 'not-lower' } });
    expect(await to(price)).toEqual({ ok: false, error: { kind: 'not-lower' } });
    expect(await give(5, { reason: 'other' })).toEqual({ ok: false, error: { kind: 'no-reason' } });
    expect(await give(5, { lineId: 'line-9' })).toEqual({ ok: false, error: { kind: 'unknown-line' } });
    good(await to(price - 1));
    expect(line()?.unitPrice.minor).toBe(price - 1);
  });

  it('follows the limits that the hub told last, and leaves alone what the shop excludes', async () => {
    limit({ assistant: 50, manager: 60 });
    expect(view().assist?.limit).toBe(50);
    good(await give(50));
    limit({ assistant: 50, manager: 60, excluded: [shirt.category] });
    expect(await give(5)).toEqual({ ok: false, error: { kind: 'excluded' } });
    expect(await give(5, { lineId: null })).toEqual({ ok: false, error: { kind: 'excluded' } });
  });

  it('for the whole bag keeps what is lower already, and is never one on top of another', async () => {
    good(await give(10));
    expect(await give(5, { lineId: null })).toEqual({ ok: false, error: { kind: 'not-lower' } });
    expect(line()?.unitPrice.minor).toBe(tenth);
    good(await give(10, { lineId: null }).then((again) => (again.ok ? again : { ok: true as const, value: undefined })));
    expect(line()?.unitPrice.minor).toBe(tenth);
  });

  it('of an amount off the bag is spread over its pieces, to the cent or not at all, within the same limits', async () => {
    good(await kiosk().setQuantity({ lineId: line()?.lineId ?? '', quantity: 3 }));
    const off = (minor: number, change: Parameters<typeof give>[1] = {}) =>
      give(1, { lineId: null, amount: { kind: 'off', off: { minor, currency: 'EUR' } }, ...change });
    const second = { badge: manager.badge, pin: manager.pin };
    expect(await off(100)).toEqual({ ok: false, error: { kind: 'not-even' } });
    expect(await off(0)).toEqual({ ok: false, error: { kind: 'not-lower' } });
    expect(await off(price * 3 + 3)).toEqual({ ok: false, error: { kind: 'not-lower' } });
    expect(await off(Math.ceil(price / 5) * 3)).toEqual({ ok: false, error: { kind: 'needs-second' } });
    expect(await off(Math.ceil(price / 2) * 3, { second })).toEqual({ ok: false, error: { kind: 'above-limit' } });
    expect(await off(30, { lineId: line()?.lineId ?? '' })).toEqual({ ok: false, error: { kind: 'unknown-line' } });
    good(await off(300));
    expect([line()?.unitPrice.minor, line()?.listPrice?.minor, view().session?.total.minor]).toEqual([price - 100, price, (price - 100) * 3]);
    // One discount for a line: what has one takes no part in the next.
    expect(await off(30)).toEqual({ ok: false, error: { kind: 'not-lower' } });
  });

  it('is for the pieces that lay there: one more costs the full price, one less does not', async () => {
    good(await kiosk().setQuantity({ lineId: line()?.lineId ?? '', quantity: 3 }));
    good(await give(10));
    good(await kiosk().setQuantity({ lineId: line()?.lineId ?? '', quantity: 2 }));
    expect(line()?.unitPrice.minor).toBe(tenth);
    good(await kiosk().add({ sku }));
    expect([line()?.unitPrice.minor, line()?.listPrice]).toEqual([price, undefined]);
  });

  it('stays when the session is given back, and goes into order, slip, operation and audit', async () => {
    good(await give(20, { second: { badge: manager.badge, pin: manager.pin }, note: ' roce en la manga ' }));
    good(await kiosk().setWay({ lineId: null, way: 'desk' }));
    good(await kiosk().place({}));
    const placed = shop.operations.find((operation): operation is OrderPlaced => operation.kind === 'order.placed');
    const mark = { sku, reason: 'damaged', note: 'roce en la manga', staffId: 'staff-1', secondId: 'staff-2' };
    expect(placed).toMatchObject({ total: { minor: fifth }, marks: [mark], assistedBy: 'staff-1' });
    expect(placed?.lines).toMatchObject([{ unitPrice: { minor: fifth }, listPrice: { minor: price } }]);
    expect(JSON.stringify(view().session?.placed?.receipt)).toContain('Descuento -');
    const about = `"quantity":1,"reason":"damaged","secondId":"staff-2","sku":"${sku}","staffId":"staff-1"`;
    const amounts = `"currency":"EUR","list":${price},"minor":${fifth}`;
    expect(record(/discount|marked|vouch|assist/)).toEqual([
      'assist.began {"staffId":"staff-1"}',
      'staff.vouched {"staffId":"staff-2"}',
      `discount.given {${amounts},${about}}`,
      `order.marked-down {${amounts},"orderId":"${placed?.orderId}",${about}}`,
    ]);
    expect(record(/./).join()).not.toContain('roce');
    good(await shop.station.intents.staff.signIn({ badge: staff.badge, pin: staff.pin }));
    const shift = expectOk(await shop.station.intents.desk.shift({}), 'the shift');
    expect(shift.people).toMatchObject([{ staffId: 'staff-1', orders: 1, discounts: 1 }]);
  });

  it('outlives a restart of the program in the bag, but whoever helped does not', async () => {
    good(await give(10));
    const disk = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from: disk, wallOffset: 2000 });
    expect([view().assist, line()?.unitPrice.minor, line()?.listPrice?.minor]).toEqual([undefined, tenth, price]);
  });
});

describe('an order whose discount the hub does not agree to', () => {
  const order = () => shop.store.read.orderByNumber(view().session?.placed?.number ?? '');
  beforeEach(async () => {
    await shopperWithShirt();
    await takeOver();
    good(await give(10));
    good(await kiosk().setWay({ lineId: null, way: 'desk' }));
    good(await kiosk().place({}));
    const { paidHere: _paid, ...known } = order() ?? { paidHere: false };
    tell('orders', order()?.orderId ?? '', { ...known, discountRefused: true });
    await signIn();
  });
  const pay = (minor: number) =>
    shop.station.intents.staff.takePayment({ orderId: order()?.orderId ?? '', tender: 'cash', amount: { minor, currency: 'EUR' } });

  it('takes no money at the till before somebody has decided, and none below its full price once that was taken back', async () => {
    expect(await pay(tenth)).toEqual({ ok: false, error: { kind: 'discount-refused' } });
    const code = view().session?.placed?.tillCode ?? '';
    good(await assist().undoAtTill({ orderId: order()?.orderId ?? '' }));
    expect(await assist().undoAtTill({ orderId: order()?.orderId ?? '' })).toEqual({ ok: false, error: { kind: 'nothing-to-undo' } });
    const found = await shop.station.intents.staff.findOrder({ code });
    expect(found).toMatchObject({ ok: true, value: { total: { minor: price } } });
    expect(await pay(tenth)).toEqual({ ok: false, error: { kind: 'wrong-amount' } });
    good(await pay(price));
    expect(shop.operations.map(({ kind }) => kind).slice(-2)).toEqual(['discount.undone', 'payment.taken']);
  });

  it('is not made cheap again by a word of the hub from before it heard', async () => {
    const { paidHere: _paid, ...known } = order() ?? { paidHere: false };
    good(await assist().undoAtTill({ orderId: order()?.orderId ?? '' }));
    tell('orders', order()?.orderId ?? '', { ...known, discountRefused: true });
    expect(order()).toMatchObject({ total: { minor: price } });
    good(await pay(price));
  });

  it('is paid as its shopper saw it once head office bears it', async () => {
    const { paidHere: _paid, discountRefused: _refused, ...known } = order() ?? { paidHere: false };
    tell('orders', order()?.orderId ?? '', known);
    good(await pay(tenth));
  });
});
