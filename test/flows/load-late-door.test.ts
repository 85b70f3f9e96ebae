import { afterEach, expect, it } from 'vitest';
import { LoadShop } from './support/load-shop.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

/** A load whose door the screen has given up, and which opens after all. */
async function openLate(): Promise<LoadShop> {
  shop = await TestStation.start();
  const floor = new LoadShop(shop);
  floor.order(1);
  floor.order(2);
  await shop.signIn();
  const [first] = shop.store.read.compartments().filter(({ size }) => size === 'XS');
  if (first === undefined) throw new Error('the bank has small doors');
  shop.boards.setDoor({ board: first.board, lock: first.lock }, { opensAfterMs: 6500 });
  expect(await floor.scan(1)).toBe('ok');
  for (let wait = 0; wait < 100 && floor.task?.state.kind !== 'did-not-open'; wait++) await shop.advance(100);
  expect(floor.task?.state.kind).toBe('did-not-open');
  return floor;
}

// Found by the simulation, seed 632164206: the next parcel was put behind the door of the one that had been given up.
it('takes no other label while the door of a parcel that was given up opens after all', async () => {
  const floor = await openLate();
  for (let wait = 0; wait < 100 && floor.task?.state.kind !== 'open'; wait++) await shop.advance(100);
  expect(floor.task?.state.kind).toBe('open');
  expect(await floor.scan(2)).toBe('busy');
  expect(floor.task).toMatchObject({ next: null });
  await shop.advance(3000);
  shop.boards.closeDoor(floor.inHand());
  await shop.advance(1200);
  expect(floor.task?.state.kind).toBe('ask');
  expect(await floor.scan(2), 'a label is no word for what lies behind that door').toBe('busy');
  expect(shop.operations.filter(({ kind }) => kind === 'parcel.loaded')).toEqual([]);
  await floor.answer('changed-mind');
  expect(await floor.scan(2)).toBe('ok');
});

it('takes the next label again once somebody asked for another try and the door opened', async () => {
  const floor = await openLate();
  shop.boards.setDoor(floor.inHand(), { opensAfterMs: 0 });
  good(await floor.staff.retryLoad({}));
  await shop.advance(1500);
  expect(floor.task?.state.kind).toBe('open');
  expect(await floor.scan(2)).toBe('ok');
  expect(floor.task?.next).not.toBeNull();
});
