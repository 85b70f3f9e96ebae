import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operation } from '../../../../../src/contract/events/operations.ts';
import { receiptDocument } from '../../../../../src/contract/receipt.ts';
import type { StaffMember } from '../../../../../src/contract/staff.ts';
import { encodeTillCode } from '../../../../../src/core/payments/till-code.ts';
import { createKiosk } from '../../../../../src/station/app/kiosk/kiosk.ts';
import { createTill, type Till } from '../../../../../src/station/app/till/till.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { failingStore, type KioskWorld, kioskWorld } from '../../../../support/kiosk-world.ts';
import { countingRandom, openMemoryStore } from '../../../../support/store.ts';

const member: StaffMember = { staffId: 'lucia', name: 'Lucía', number: '1001', badgeHash: '0'.repeat(64), pin: 'scrypt$2$1$1$00$00', roles: ['assistant'] };

let world: KioskWorld;
let store: StationDatabase;
let signedIn: StaffMember | null;
let till: Till;

function tillOver(over: typeof store | ReturnType<typeof failingStore>): Till {
  const { time, printer } = world;
  const staff = { current: () => signedIn, touch: () => {} };
  return createTill({ store: over, staff, printer, clock: time, random: countingRandom(), timeZone: 'Europe/Madrid', storeName: () => 'Pasillo Madrid' });
}

beforeEach(() => {
  world = kioskWorld();
  store = openMemoryStore({ clock: world.time });
  signedIn = member;
  till = tillOver(store);
});
afterEach(async () => {
  store.close();
  await world.close();
});

/** Places an order for one shirt at the kiosk. */
function placeOrder(kind: 'silo' | 'ship' = 'silo') {
  const kiosk = createKiosk(world.parts(store));
  const address = { name: 'Ana', street: 'Mayor 1', postcode: '28013', city: 'Madrid', country: 'ES' };
  const done = [
    kiosk.start({ locale: 'es' }),
    kiosk.add({ sku: 'CAM-M' }),
    kiosk.setFulfilment({ fulfilment: kind === 'silo' ? { kind } : { kind, address } }),
    kiosk.setContact({ contact: { kind: 'email', email: 'ana@example.org' } }),
    kiosk.place(),
  ];
  const placed = kiosk.view.current().session?.placed;
  kiosk.close();
  if (placed == null || done.some((result) => !result.ok)) throw new Error('the order was placed');
  return placed;
}

describe('finding an order', () => {
  it('works by its till code and by its number however it is typed', () => {
    const { number, orderId, tillCode } = placeOrder();
    const typed = [tillCode, ` ${tillCode}\n`, number, number.toLowerCase().replaceAll('-', ' ')];
    for (const code of typed)
      expect(till.findOrder({ code })).toMatchObject({ ok: true, value: { orderId, number, status: 'placed', size: 'XS', total: { minor: 2995 } } });
  });

  it('says what is wrong with anything else', () => {
    const { number, total, tillCode } = placeOrder();
    const refused = [
      ['unreadable', ''],
      ['unreadable', 'LK1:ABC'],
      ['unreadable', `${tillCode.slice(0, -1)}x`],
      ['unreadable', encodeTillCode({ number, total: { ...total, minor: 1 } })],
      ['unreadable', 'K1-00001-X'],
      ['unknown-order', 'K1-00042-0'],
      ['unknown-order', encodeTillCode({ number: 'K1-00042-0', total })],
    ] as const;
    for (const [kind, code] of refused) expect(till.findOrder({ code })).toEqual({ ok: false, error: { kind } });
  });
});

describe('taking a payment', () => {
  it('commits status, operation and audit together, and gives a receipt in the order’s language', () => {
    const { orderId, number, total } = placeOrder();
    const audited = store.read.auditHead().seq;
    const taken = till.takePayment({ orderId, tender: 'card', amount: total });
    expect(taken.ok && receiptDocument.safeParse(taken.value.receipt).success).toBe(true);
    expect(store.read.orderByNumber(number)).toMatchObject({ status: 'paid', paidHere: true });
    expect(store.read.auditHead().seq).toBe(audited + 1);
    const operations = store.tables.outbox.first(10).map((row) => operation.parse(JSON.parse(row.body)));
    expect(operations.map((entry) => entry.kind)).toEqual(['order.placed', 'payment.taken']);
    expect(operations[1]).toMatchObject({ orderId, tender: 'card', amount: total, staffId: 'lucia', takenAt: world.time.now() });
    expect(taken.ok && taken.value.receipt.title).toBe(`Justificante de pago ${number}`);
  });

  it('happens once', () => {
    const { orderId, total } = placeOrder();
    const outcomes = [1, 2, 3].map(() => till.takePayment({ orderId, tender: 'cash', amount: total }));
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.kind))).toEqual(['ok', 'already-paid', 'already-paid']);
    expect(store.read.outboxSize().pending).toBe(2);
  });

  it('is refused by name, and the order stays as it was', () => {
    const { orderId, number, total } = placeOrder();
    const take = (change: object) => {
      const taken = till.takePayment({ orderId, tender: 'cash', amount: total, ...change });
      return taken.ok ? 'ok' : taken.error.kind;
    };
    const wrong = [
      take({ amount: { ...total, minor: total.minor - 1 } }),
      take({ amount: { ...total, currency: 'USD' } }),
      take({ orderId: '01900000-0000-7000-8000-000000000000' }),
    ];
    expect(wrong).toEqual(['wrong-amount', 'wrong-amount', 'unknown-order']);
    till = tillOver(failingStore(store));
    expect(take({})).toBe('storage');
    signedIn = null;
    expect([take({}), till.findOrder({ code: number }), till.lastReceipt()]).toEqual(['not-signed-in', { ok: false, error: { kind: 'not-signed-in' } }, null]);
    expect([store.read.orderByNumber(number)?.status, store.read.outboxSize().pending]).toEqual(['placed', 1]);
  });

  it('is refused for an order that was cancelled', () => {
    const { orderId, number, total } = placeOrder();
    const order = store.read.orderByNumber(number);
    if (order === null) throw new Error('the order is there');
    store.commit((tx) => {
      tx.putOrder({ ...order, status: 'cancelled' });
      return { ok: true, value: undefined };
    });
    expect(till.takePayment({ orderId, tender: 'cash', amount: total })).toEqual({ ok: false, error: { kind: 'cancelled' } });
  });

  it('for a shipped order ends at paid and says what comes next', () => {
    const { orderId, number, total } = placeOrder('ship');
    const taken = till.takePayment({ orderId, tender: 'cash', amount: total });
    expect(store.read.orderByNumber(number)).toMatchObject({ status: 'paid', fulfilmentKind: 'ship' });
    expect(JSON.stringify(taken)).toContain('almacén');
  });
});

describe('the receipt', () => {
  it('is printed for who took the payment, and for nobody else', async () => {
    expect(await till.printReceipt()).toEqual({ ok: false, error: { kind: 'nothing-to-print' } });
    const { orderId, total } = placeOrder();
    const taken = till.takePayment({ orderId, tender: 'cash', amount: total });
    expect(await till.printReceipt()).toEqual({ ok: true, value: undefined });
    expect(world.printer.printed).toEqual(taken.ok ? [taken.value.receipt] : []);
    world.printer.outcome = { kind: 'offline', detail: 'unplugged' };
    expect(await till.printReceipt()).toEqual({ ok: false, error: { kind: 'offline' } });
    signedIn = { ...member, staffId: 'marcos' };
    expect(await till.printReceipt()).toEqual({ ok: false, error: { kind: 'nothing-to-print' } });
  });
});
