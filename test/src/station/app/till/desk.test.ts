import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operation } from '../../../../../src/contract/events/operations.ts';
import { staffOrder } from '../../../../../src/contract/station/views.ts';
import type { StaffMember } from '../../../../../src/contract/staff.ts';
import type { Way } from '../../../../../src/contract/orders.ts';
import { createDesk, type Desk } from '../../../../../src/station/app/till/desk.ts';
import { staffOrderOf } from '../../../../../src/station/app/till/staff-order.ts';
import { createTill, type Till } from '../../../../../src/station/app/till/till.ts';
import { done, expectOk } from '../../../../../src/kernel/result.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { failingStore, type KioskWorld, kioskWorld } from '../../../../support/kiosk-world.ts';
import { countingRandom, openMemoryStore } from '../../../../support/store.ts';
import { order, orderIdOf } from '../../store/samples.ts';

const member: StaffMember = { staffId: 'lucia', name: 'Lucía', number: '1001', badgeHash: '0'.repeat(64), pin: 'scrypt$2$1$1$00$00', roles: ['assistant'] };

let world: KioskWorld;
let store: StationDatabase;
let signedIn: StaffMember | null;
let till: Till;
let desk: Desk;

beforeEach(() => {
  world = kioskWorld();
  store = openMemoryStore({ clock: world.time });
  signedIn = member;
  const staff = { current: () => signedIn, touch: () => {} };
  const { time: clock, printer } = world;
  till = createTill({ store, staff, printer, clock, random: countingRandom(), timeZone: 'Europe/Madrid', storeName: () => 'Pasillo Madrid' });
  desk = createDesk({ looks: { note: () => undefined }, toTakeOut: () => 0, store, staff, clock });
});
afterEach(async () => {
  store.close();
  await world.close();
});

/** An order with a line for each way; the first is the leading one. */
function placed(n: number, leading: Way, ...others: readonly Way[]) {
  const [line] = order(n).lines;
  if (line === undefined) throw new Error('an order has lines');
  const lines = [line, ...others.map((way, index) => ({ ...line, sku: `${line.sku}-${index}`, way }))];
  const row = order(n, { fulfilmentKind: leading, lines, status: 'placed' });
  expectOk(
    store.commit((tx) => {
      tx.putOrder(row);
      return done;
    }),
    'an order',
  );
  return row;
}
const pay = ({ orderId, total }: ReturnType<typeof placed>) => expectOk(till.takePayment({ orderId, tender: 'cash', amount: total }), 'the payment');
const kinds = () => store.tables.outbox.first(20).map((row) => operation.parse(JSON.parse(row.body)).kind);
const kind = (result: { readonly ok: boolean; readonly error?: { readonly kind: string } }) => result.error?.kind ?? 'ok';
const now = (n: number) => store.read.order(orderIdOf(n));
const listed = () => expectOk(desk.orders(), 'the list').map(({ number }) => number);

describe('what is taken along', () => {
  it('is handed over with the payment, in one transaction', () => {
    const row = placed(1, 'carry-out');
    pay(row);
    expect([now(1)?.status, now(1)?.handOvers, kinds()]).toEqual([
      'collected',
      [{ way: 'carry-out', handedAt: world.time.now() }],
      ['payment.taken', 'goods.handed'],
    ]);
    expect(listed()).toEqual([]);
  });
  it('of an order with other parts leaves those where they are', () => {
    pay(placed(1, 'silo', 'carry-out'));
    expect([now(1)?.status, listed()]).toEqual(['paid', []]);
    const known = now(1);
    expect(known === null ? null : staffOrderOf(known).parts).toEqual([
      { way: 'carry-out', state: 'handed-over' },
      { way: 'silo', state: 'preparing' },
    ]);
  });
  it('and was paid on a phone waits for staff', () => {
    const row = placed(1, 'carry-out');
    expectOk(
      store.commit((tx) => {
        tx.putOrder({ ...row, status: 'paid' });
        return done;
      }),
      'the hub told',
    );
    expect([listed(), kind(desk.handOver({ orderId: row.orderId, way: 'carry-out' })), listed(), now(1)?.status]).toEqual([
      [row.number],
      'ok',
      [],
      'collected',
    ]);
  });
});

describe('the desk', () => {
  it('puts ready, calls, and hands over once', () => {
    const row = placed(1, 'desk');
    expect([listed(), kind(desk.ready(row)), kind(desk.handOver({ orderId: row.orderId, way: 'desk' }))]).toEqual([[], 'not-paid', 'not-paid']);
    pay(row);
    expect([listed(), kind(desk.ready(row)), now(1)?.status, kind(desk.ready(row))]).toEqual([[row.number], 'ok', 'ready', 'already']);
    world.time.advance(1000);
    expect([kind(desk.handOver({ orderId: row.orderId, way: 'desk' })), kind(desk.handOver({ orderId: row.orderId, way: 'desk' })), listed()]).toEqual([
      'ok',
      'already',
      [],
    ]);
    expect([now(1)?.status, kinds()]).toEqual(['collected', ['payment.taken', 'goods.ready', 'goods.handed']]);
  });
  it('still shows what waits there when the lockers of the same order are empty', () => {
    const row = placed(1, 'silo', 'desk');
    pay(row);
    expectOk(
      store.commit((tx) => {
        tx.setOrderStatus(orderIdOf(1), 'collected');
        return done;
      }),
      'collected',
    );
    expect(listed()).toEqual([row.number]);
    expect(expectOk(desk.orders(), 'the list').map((shown) => staffOrder.safeParse(shown).success)).toEqual([true]);
    expect([kind(desk.handOver({ orderId: row.orderId, way: 'desk' })), listed()]).toEqual(['ok', []]);
  });
  it('is for who is signed in, for orders that it knows, and for parts that there are', () => {
    const row = placed(1, 'silo');
    pay(row);
    expect([kind(desk.handOver({ orderId: row.orderId, way: 'desk' })), kind(desk.ready({ orderId: orderIdOf(9) }))]).toEqual([
      'nothing-to-hand-over',
      'unknown-order',
    ]);
    signedIn = null;
    expect([kind(desk.orders()), kind(desk.ready(row)), kind(desk.handOver({ orderId: row.orderId, way: 'desk' }))]).toEqual([
      'not-signed-in',
      'not-signed-in',
      'not-signed-in',
    ]);
  });
  it('changes nothing where the disk fails', () => {
    const row = placed(1, 'desk');
    pay(row);
    const failing = createDesk({
      looks: { note: () => undefined },
      toTakeOut: () => 0,
      store: failingStore(store),
      staff: { current: () => signedIn, touch: () => {} },
      clock: world.time,
    });
    expect([kind(failing.ready(row)), now(1)?.status]).toEqual(['storage', 'paid']);
  });
});
