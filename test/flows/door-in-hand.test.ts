import { afterEach, expect, it } from 'vitest';
import { closeDoor, codeOfPass, storeParcel } from './support/collecting.ts';
import { LoadShop } from './support/load-shop.ts';
import { returnCode, ReturnShop } from './support/return-shop.ts';
import { TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

it('a customer who collects has a door in hand until it is closed', async () => {
  shop = await TestStation.start();
  const parcel = storeParcel(shop, { n: 1, door: 3, pass: 1 });
  expect(shop.station.isDoorInHand()).toBe(false);
  await shop.scan(codeOfPass(1));
  expect(shop.station.isDoorInHand()).toBe(true);
  await shop.advance(1000);
  expect(shop.station.isDoorInHand()).toBe(true);
  await closeDoor(shop, parcel);
  expect(shop.station.isDoorInHand()).toBe(false);
});

it('a customer who brings something back has one, although the screen shows a return', async () => {
  const brings = await ReturnShop.start();
  shop = brings.shop;
  await brings.choose(returnCode(1));
  await brings.open();
  expect(shop.station.isDoorInHand()).toBe(true);
});

it('staff who load have one until they have said what they did, although the silo waits for a code', async () => {
  shop = await TestStation.start();
  const floor = new LoadShop(shop);
  await shop.signIn();
  floor.order(1);
  await floor.scan(1);
  expect(shop.station.isDoorInHand()).toBe(true);
  await floor.putAndClose();
  expect(shop.station.isDoorInHand()).toBe(true);
  await floor.answer('placed');
  expect(shop.station.isDoorInHand()).toBe(false);
});
