import { createHash } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { writeTables } from '../support/store.ts';
import { storedPin } from '../simulation/world/shop-floor.ts';
import { LoadShop, numberOf } from './support/load-shop.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const other = { badge: 'PB1:2222222222ABCDEFGHJKMNPQRS', pin: '2222' };

function hireOther(): void {
  writeTables(shop.store, (tables) => {
    const badgeHash = createHash('sha256').update(other.badge).digest('hex');
    tables.staff.put({ staffId: 'staff-2', name: 'Luis', number: '1002', badgeHash, pin: storedPin(other.pin), roles: ['assistant'] });
  });
}

it('shows what somebody has finished, with its slip, to nobody who comes to work after them', async () => {
  shop = await TestStation.start();
  hireOther();
  const floor = new LoadShop(shop);
  floor.order(1);
  await shop.signIn();
  expect(await floor.scan(1)).toBe('ok');
  await floor.putAndClose();
  await floor.answer('placed');
  expect(floor.task?.state.kind).toBe('loaded');
  good(await shop.station.intents.staff.signOut({}));
  await shop.advance(60_000);
  good(await shop.station.intents.staff.signIn(other));
  expect(floor.task).toBeNull();
});

// Found by the simulation, seed 8: whoever read the next label answered for a parcel that they had never seen.
it('does not take the label that somebody else reads as their word for the parcel of whoever went away', async () => {
  shop = await TestStation.start();
  hireOther();
  const floor = new LoadShop(shop);
  const first = floor.order(1);
  floor.order(2);
  await shop.signIn();
  expect(await floor.scan(1)).toBe('ok');
  await floor.putAndClose();
  // The first one walks off with the parcel, and says nothing.
  good(await shop.station.intents.staff.signIn(other));
  expect(await floor.scan(2)).toBe('busy');
  expect([shop.store.read.parcelOfOrder(first)?.status, floor.task?.state.kind]).toEqual(['loading', 'ask']);
  expect(shop.operations.filter(({ kind }) => kind === 'parcel.loaded')).toEqual([]);
  await floor.answer('changed-mind');
  expect(await floor.scan(2)).toBe('ok');
  expect(numberOf(2)).toBe(floor.task?.number);
});
