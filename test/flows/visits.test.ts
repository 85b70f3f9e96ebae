import { afterEach, describe, expect, it } from 'vitest';
import { done, expectOk } from '../../src/kernel/result.ts';
import { closeDoor, codeOfPass, storeParcel } from './support/collecting.ts';
import { returnCode, ReturnShop } from './support/return-shop.ts';
import { codeOf, passBody, passIdOf, pinOf, shortCodeOf, START } from './support/shop.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const intents = () => shop.station.intents.silo;
const visit = () => shop.station.screens.silo.current().visit ?? null;

/** Two parcels of the holder of pass 1 behind doors 2 and 9, and one of another's behind door 5. */
async function start() {
  shop = await TestStation.start();
  return {
    first: storeParcel(shop, { n: 1, door: 2, pass: 1 }),
    second: storeParcel(shop, { n: 2, door: 9, pass: 1 }),
    others: storeParcel(shop, { n: 3, door: 5, pass: 2 }),
  };
}

describe('the number of the visit', () => {
  it('is none until somebody is served, and of nobody whose code opens nothing', async () => {
    await start();
    expect(visit()).toBeNull();
    await shop.scan('8410000000000');
    await shop.scan(codeOfPass(4));
    expect([shop.silo.kind, visit()]).toEqual(['refused', null]);
  });

  it('stays through all the parcels of one code, what was forgotten, and the same code once more', async () => {
    const { first, second } = await start();
    await shop.scan(codeOfPass(1));
    const mine = visit();
    expect(mine).toBeGreaterThan(0);
    const seen: unknown[] = [];
    const look = () => seen.push(visit());
    await shop.advance(600);
    await closeDoor(shop, first);
    look();
    good(await intents().openNext({}));
    await shop.advance(600);
    await closeDoor(shop, second);
    await shop.advance(3500);
    expect(shop.silo.kind).toBe('thanks');
    look();
    good(await intents().reopen({ compartmentId: null }));
    await shop.scan(codeOfPass(1));
    look();
    expect(new Set(seen)).toEqual(new Set([mine]));
  });

  it('grows when another shows a code during the thanks, and not for one that is refused there', async () => {
    const { first, second, others } = await start();
    await shop.scan(codeOfPass(2));
    await shop.advance(600);
    await closeDoor(shop, others);
    await shop.advance(3500);
    const before = visit();
    await shop.scan('8410000000000');
    expect([shop.silo.kind, visit()]).toEqual(['refused', before]);
    await shop.scan(codeOfPass(1));
    expect([shop.silo.kind, visit()]).toEqual(['opening', (before ?? 0) + 1]);
    expect([first.doorNumber, second.doorNumber]).toContain(shop.silo.kind === 'opening' ? shop.silo.door.number : 0);
  });

  it('is that of the code which asks for a PIN, before and after it was typed', async () => {
    await start();
    await shop.scan(codeOf(passBody(1, { flags: { pin: true, totp: false, assistOnly: false } })));
    const asked = visit();
    expect([shop.silo.kind, asked]).toEqual(['pin', expect.any(Number)]);
    await shop.advance(600);
    good(await intents().confirmPin({ pin: pinOf(1) }));
    expect([shop.silo.kind, visit()]).toEqual(['opening', asked]);
  });

  it('grows with a short code of another, typed after a visit', async () => {
    const { others } = await start();
    await shop.scan(codeOfPass(2));
    const before = visit();
    await shop.advance(600);
    await closeDoor(shop, others);
    await shop.advance(20_000);
    expect([shop.silo.kind, visit()]).toEqual(['ready', before]);
    good(await intents().enterPin({ shortCode: shortCodeOf(1), pin: pinOf(1) }));
    expect(visit()).toBe((before ?? 0) + 1);
  });

  it('is another one after each start', async () => {
    await start();
    await shop.scan(codeOfPass(1));
    const before = visit();
    const again = await TestStation.start({ wallOffset: 60_000 });
    storeParcel(again, { n: 1, door: 2, pass: 1 });
    await again.scan(codeOfPass(1));
    expect(again.station.screens.silo.current().visit).not.toBe(before);
    await again.close();
  });
});

describe('the number of the visit, with guests of the silo', () => {
  it('grows with a return whose code is shown during the thanks for another, and stays for who answers with it later', async () => {
    const brings = await ReturnShop.start();
    ({ shop } = brings);
    const others = storeParcel(shop, { n: 3, door: 5, pass: 2 });
    await shop.scan(codeOfPass(2));
    await shop.advance(600);
    await closeDoor(shop, others);
    await shop.advance(3500);
    const before = visit();
    expect(await brings.show(returnCode(1))).toBe('return-pieces');
    const mine = visit();
    expect(mine).toBe((before ?? 0) + 1);
    good(await brings.ask.next({}));
    await brings.putAndClose();
    await shop.advance(400_000);
    expect(await brings.show(returnCode(1))).toMatch(/^return-/);
    expect(visit()).toBe(mine);
  });

  it('stays for who began a return by hand and showed its code then, and again', async () => {
    const brings = await ReturnShop.start();
    ({ shop } = brings);
    good(await brings.ask.begin({}));
    expect(visit()).toBeNull();
    expect(await brings.show(returnCode(1))).toBe('return-pieces');
    const mine = visit();
    good(await brings.ask.end({}));
    await brings.show(returnCode(1));
    expect([mine, visit()]).toEqual([expect.any(Number), mine]);
  });

  it('grows with a courier who comes during the thanks', async () => {
    const { others } = await start();
    const courierId = passIdOf(900);
    const stored = shop.store.commitTables((tables) => {
      tables.silo.putCourier({ courierId, name: 'Mensajería Sol', rights: ['deposit'], pin: null, notBefore: 0, expires: START / 1000 + 86_400 });
      return done;
    });
    expectOk(stored, 'the courier');
    await shop.scan(codeOfPass(2));
    await shop.advance(600);
    await closeDoor(shop, others);
    await shop.advance(3500);
    const before = visit();
    await shop.scan(codeOf(passBody(900, { kind: 'courier-deposit' })));
    expect([shop.silo.kind, visit()]).toEqual(['courier', (before ?? 0) + 1]);
  });
});
