import { afterEach, describe, expect, it } from 'vitest';
import type { PassId } from '../../src/kernel/ids.ts';
import { done, expectOk } from '../../src/kernel/result.ts';
import { closeDoor, codeOfPass, type StoredParcel, storeParcel } from './support/collecting.ts';
import { blankPass, codeOf, passBody, passIdOf } from './support/shop.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const intents = () => shop.station.intents.silo;
const doorsOpen = () => shop.openDoors.length;
const collected = () => shop.operations.flatMap((operation) => (operation.kind === 'parcel.collected' ? [operation.parcelId] : []));
const rowOf = ({ doorNumber }: StoredParcel) => shop.store.read.compartments().find((row) => row.number === doorNumber);

/** Three parcels behind doors 2, 9 and 14, for pass 1: the last one of another order of the same person. */
function storeThree(): readonly [StoredParcel, StoredParcel, StoredParcel] {
  const first = storeParcel(shop, { n: 1, door: 2, pass: 1 });
  const second = storeParcel(shop, { n: 2, door: 9, pass: 1, order: first.orderId });
  const third = storeParcel(shop, { n: 3, door: 14, pass: 1 });
  return [first, second, third];
}

describe('one code for several parcels', () => {
  it('opens one door after the other, each for a press, and ends each order with its last parcel', async () => {
    shop = await TestStation.start();
    const [first, second, third] = storeThree();
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    expect(shop.silo).toMatchObject({ kind: 'opening', door: { number: 2 }, parcels: { at: 1, of: 3 } });
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 2 }, parcels: { at: 1, of: 3 } });
    await closeDoor(shop, first);
    expect(shop.silo).toMatchObject({ kind: 'next', door: { number: 9 }, left: 2, parcels: { at: 2, of: 3 } });
    good(await intents().openNext({}));
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 9 }, parcels: { at: 2, of: 3 } });
    await closeDoor(shop, second);
    await shop.advance(5000);
    expect(shop.store.read.order(first.orderId)?.status).toBe('collected');
    expect(shop.store.read.order(third.orderId)?.status).toBe('ready');
    good(await intents().openNext({}));
    await shop.advance(600);
    await closeDoor(shop, third);
    expect(shop.silo).toMatchObject({ kind: 'thanks', left: 0 });
    await shop.advance(4000);
    expect(collected()).toEqual([first.parcelId, second.parcelId, third.parcelId]);
    expect(shop.store.read.order(third.orderId)?.status).toBe('collected');
    expect(shop.pulses).toHaveLength(3);
  });

  it('keeps an order ready until the last of its parcels is gone', async () => {
    shop = await TestStation.start();
    const [first] = storeThree();
    await shop.scan(codeOfPass(1));
    await shop.advance(600);
    await closeDoor(shop, first);
    await shop.advance(5000);
    expect(collected()).toEqual([first.parcelId]);
    expect(shop.store.read.order(first.orderId)?.status).toBe('ready');
  });

  it('never opens by itself: left alone, the rest stays for later with the same code', async () => {
    shop = await TestStation.start();
    const [first, second, third] = storeThree();
    await shop.scan(codeOfPass(1));
    await shop.advance(600);
    await closeDoor(shop, first);
    await shop.advance(70_000);
    expect(shop.silo).toEqual({ kind: 'ready' });
    expect(shop.pulses).toHaveLength(1);
    expect([rowOf(second)?.state, rowOf(third)?.state]).toEqual(['occupied', 'occupied']);
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 9 }, parcels: { at: 1, of: 2 } });
  });

  it('says how much waits when the person takes the rest later, and takes them back at once', async () => {
    shop = await TestStation.start();
    const [first] = storeThree();
    await shop.scan(codeOfPass(1));
    await shop.advance(600);
    await closeDoor(shop, first);
    good(await intents().dismiss({ seen: shop.silo.kind }));
    expect(shop.silo).toMatchObject({ kind: 'thanks', left: 2 });
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    expect(shop.silo).toMatchObject({ kind: 'opening', door: { number: 9 } });
  });

  it('gives ten times more time at the question for the next door, and no eleventh', async () => {
    shop = await TestStation.start();
    const [first] = storeThree();
    await shop.scan(codeOfPass(1));
    await shop.advance(600);
    await closeDoor(shop, first);
    for (let i = 0; i < 10; i++) {
      expect(shop.silo).toMatchObject({ kind: 'next', canExtend: true });
      await shop.advance(45_000);
      good(await intents().extend({}));
    }
    expect(shop.silo).toMatchObject({ kind: 'next', canExtend: false });
    expect((await intents().extend({})).ok).toBe(false);
    await shop.advance(61_000);
    expect(shop.silo).toEqual({ kind: 'ready' });
  });

  it('opens no second door while the first is open, whatever is pressed or shown', async () => {
    shop = await TestStation.start();
    storeThree();
    await shop.scan(codeOfPass(1));
    await shop.advance(1000);
    expect((await intents().openNext({})).ok).toBe(false);
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    await shop.advance(130_000);
    expect(shop.silo).toMatchObject({ kind: 'open', reminders: 3, door: { number: 2 } });
    good(await intents().dismiss({ seen: shop.silo.kind }));
    expect(shop.silo).toMatchObject({ kind: 'close-door', door: { number: 2 }, why: 'left' });
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 2 } });
    expect([doorsOpen(), shop.pulses.length]).toEqual([1, 1]);
  });

  it('a code held before the reader at the question for the next door opens nothing', async () => {
    shop = await TestStation.start();
    const [first] = storeThree();
    await shop.scan(codeOfPass(1));
    await shop.advance(600);
    await closeDoor(shop, first);
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    expect(shop.silo.kind).toBe('next');
    expect(shop.pulses).toHaveLength(1);
  });

  it('goes on to the next door when one is stuck, and comes back to it', async () => {
    shop = await TestStation.start();
    const [first, second] = storeThree();
    shop.boards.setDoor(first.address, { isJammed: true });
    await shop.scan(codeOfPass(1));
    await shop.advance(8000);
    expect(shop.silo).toMatchObject({ kind: 'did-not-open', canRetry: true, canGoOn: true, why: 'stuck' });
    good(await intents().openNext({}));
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 9 }, parcels: { at: 2, of: 3 } });
    await closeDoor(shop, second);
    await shop.advance(25_000);
    shop.boards.setDoor(first.address, { isJammed: false });
    expect(shop.silo).toMatchObject({ kind: 'next', left: 2, door: { number: 2 } });
    good(await intents().openNext({}));
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 2 } });
  });

  it('shows a stuck door that opens late, when the next one is closed, before it offers any other', async () => {
    shop = await TestStation.start();
    const [first, second] = storeThree();
    shop.boards.setDoor(first.address, { isJammed: true });
    await shop.scan(codeOfPass(1));
    await shop.advance(8000);
    good(await intents().openNext({}));
    await shop.advance(600);
    await closeDoor(shop, second);
    expect(shop.silo).toMatchObject({ kind: 'next' });
    shop.boards.forceOpen(first.address);
    await shop.advance(500);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 2 }, parcels: { at: 1, of: 3 } });
    expect((await intents().openNext({})).ok).toBe(false);
    await closeDoor(shop, first);
    expect(shop.silo).toMatchObject({ kind: 'next', door: { number: 14 } });
    await shop.advance(5000);
    expect(collected()).toEqual([second.parcelId, first.parcelId]);
  });

  it('a disk that breaks between two doors opens no second one, and says that nothing is lost', async () => {
    let isDiskBroken = false;
    shop = await TestStation.start({ isDiskBroken: () => isDiskBroken });
    const [first, second] = storeThree();
    await shop.scan(codeOfPass(1));
    await shop.advance(600);
    await closeDoor(shop, first);
    isDiskBroken = true;
    expect((await intents().openNext({})).ok).toBe(false);
    expect(shop.pulses).toHaveLength(1);
    isDiskBroken = false;
    await shop.advance(5000);
    expect(rowOf(second)?.state).toBe('occupied');
  });

  it('a power cut between two doors leaves the rest to the next scan', async () => {
    shop = await TestStation.start();
    const [first, second] = storeThree();
    await shop.scan(codeOfPass(1));
    await shop.advance(600);
    await closeDoor(shop, first);
    await shop.advance(5000);
    const disk = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from: disk });
    await shop.advance(10_000);
    expect(shop.silo).toEqual({ kind: 'ready' });
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: second.doorNumber }, parcels: { at: 1, of: 2 } });
  });
});

describe('a second code that the holder gave to somebody else', () => {
  const delegateId = 'de'.repeat(16) as PassId;
  const delegateCode = () => codeOf(passBody(1, { passId: delegateId }));

  async function begin(): Promise<readonly [StoredParcel, StoredParcel, StoredParcel]> {
    shop = await TestStation.start();
    expectOk(
      shop.store.commitTables((tables) => {
        tables.passes.putBlank({ ...blankPass(1), delegateIds: [delegateId] });
        return done;
      }),
      'the pass',
    );
    return storeThree();
  }

  it('opens what the pass opens, and the hub hears whose code it was', async () => {
    const [first] = await begin();
    expect(await shop.scan(delegateCode())).toBe('ok');
    await shop.advance(600);
    await closeDoor(shop, first);
    await shop.advance(5000);
    expect(shop.operations.find((operation) => operation.kind === 'parcel.collected')).toMatchObject({ passId: passIdOf(1), delegateId });
  });

  it('says so too when the power failed before the hand-over was final', async () => {
    const [first] = await begin();
    await shop.scan(delegateCode());
    await shop.advance(600);
    await closeDoor(shop, first);
    const disk = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from: disk });
    await shop.advance(10_000);
    expect(shop.operations.find((operation) => operation.kind === 'parcel.collected')).toMatchObject({ delegateId });
  });

  it('opens nothing once it was taken back, while the holder’s own code does', async () => {
    await begin();
    expectOk(
      shop.store.commitTables((tables) => {
        tables.passes.revoke(delegateId, 1);
        return done;
      }),
      'the revocation',
    );
    const before = shop.store.read.auditHead().seq;
    expect(await shop.scan(delegateCode())).toBe('refused');
    expect(shop.silo).toMatchObject({ kind: 'refused', reason: 'not-valid' });
    expect(shop.audit(before)).toEqual(['pass.refused R_REVOKED']);
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
  });

  it('taken back between two doors, it opens no further one', async () => {
    const [first] = await begin();
    await shop.scan(delegateCode());
    await shop.advance(600);
    await closeDoor(shop, first);
    expectOk(
      shop.store.commitTables((tables) => {
        tables.passes.revoke(delegateId, 1);
        return done;
      }),
      'the revocation',
    );
    expect((await intents().openNext({})).ok).toBe(false);
    expect(shop.pulses).toHaveLength(1);
  });
});
