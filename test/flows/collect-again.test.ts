import { afterEach, describe, expect, it } from 'vitest';
import { done, expectOk } from '../../src/kernel/result.ts';
import { closeDoor, codeOfPass, type StoredParcel, storeParcel } from './support/collecting.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const intents = () => shop.station.intents.silo;
const rowOf = ({ doorNumber }: Pick<StoredParcel, 'doorNumber'>) => shop.store.read.compartments().find((row) => row.number === doorNumber);
const GRACE_MS = 10 * 60_000;

/** Collects everything behind the code of pass 1, until the last hand-over is final. */
async function collectAll(parcels: readonly StoredParcel[]): Promise<void> {
  expect(await shop.scan(codeOfPass(1))).toBe('ok');
  for (const [index, parcel] of parcels.entries()) {
    if (index > 0) good(await intents().openNext({}));
    await shop.advance(600);
    await closeDoor(shop, parcel);
  }
  await shop.advance(3500);
}

describe('who has forgotten something', () => {
  it('opens the emptied compartment again from the thanks, and the parcel stays collected', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    await collectAll([parcel]);
    expect(shop.silo).toMatchObject({ kind: 'thanks', emptied: { doors: [{ number: 2 }] } });
    expect(rowOf(parcel)).toMatchObject({ state: 'free-unverified', parcelId: null });
    good(await intents().reopen({ compartmentId: null }));
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 2 }, again: true });
    await closeDoor(shop, parcel);
    expect(shop.silo).toMatchObject({ kind: 'thanks' });
    await shop.advance(5000);
    expect(shop.operations.filter(({ kind }) => kind === 'parcel.collected')).toHaveLength(1);
    expect(shop.store.read.parcel(parcel.parcelId)?.status).toBe('collected');
    expect(rowOf(parcel)).toMatchObject({ state: 'free-unverified', needsCheck: false });
  });

  it('opens it with the same code until the grace is over, and not a moment longer', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    await collectAll([parcel]);
    await shop.advance(GRACE_MS - 60_000);
    expect(shop.silo).toEqual({ kind: 'ready' });
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', again: true });
    await closeDoor(shop, parcel);
    await shop.advance(60_000);
    const before = shop.store.read.auditHead().seq;
    expect(await shop.scan(codeOfPass(1))).toBe('refused');
    expect(shop.silo).toMatchObject({ kind: 'refused', reason: 'not-valid' });
    expect(shop.audit(before)).toEqual(['pass.refused R_STATE']);
  });

  it('opens nothing with a code that was left before the reader, until it was taken away and held up again', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    const lying = async (ms: number): Promise<void> => {
      for (let passed = 0; passed < ms; passed += 600) await shop.scan(codeOfPass(1));
    };
    await lying(1800);
    shop.boards.closeDoor(parcel.address);
    await lying(60_000);
    expect([shop.pulses.length, shop.silo.kind]).toEqual([1, 'ready']);
    await shop.advance(4000);
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', again: true });
  });

  it('opens nothing with a code that the camera sees as soon as it looks again after the thanks', async () => {
    shop = await TestStation.start();
    await collectAll([storeParcel(shop, { n: 1, door: 2, pass: 1 })]);
    while (shop.silo.kind !== 'ready') await shop.advance(500);
    expect([await shop.scan(codeOfPass(1)), shop.silo.kind]).toEqual(['busy', 'ready']);
    await shop.advance(4000);
    expect([await shop.scan(codeOfPass(1)), shop.silo.kind]).toEqual(['ok', 'opening']);
  });

  it('has no button any more when the grace ends while the thanks are shown', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    await collectAll([parcel]);
    const row = rowOf(parcel);
    if (row === undefined) throw new Error('no row');
    expectOk(
      shop.store.commit((tx) => {
        tx.putCompartment({ ...row, heldUntil: 1 });
        return done;
      }),
      'the end of the grace',
    );
    expect(shop.silo).toMatchObject({ kind: 'thanks', emptied: null });
    expect((await intents().reopen({ compartmentId: null })).ok).toBe(false);
  });

  it('is asked which door, when there were several', async () => {
    shop = await TestStation.start();
    const first = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    const second = storeParcel(shop, { n: 2, door: 9, pass: 1 });
    await collectAll([first, second]);
    good(await intents().reopen({ compartmentId: null }));
    expect(shop.silo).toMatchObject({ kind: 'again', emptied: { doors: [{ number: 9 }, { number: 2 }] } });
    good(await intents().reopen({ compartmentId: rowOf(first)?.compartmentId ?? '' }));
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: 2 }, again: true });
    expect((await intents().reopen({ compartmentId: rowOf(second)?.compartmentId ?? '' })).ok).toBe(false);
    await closeDoor(shop, first);
    await shop.advance(60_000);
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    expect(shop.silo).toMatchObject({ kind: 'again', emptied: { doors: [{ number: 9 }, { number: 2 }] } });
    await shop.advance(91_000);
    expect(shop.silo).toEqual({ kind: 'ready' });
    expect(shop.pulses).toHaveLength(3);
  });

  it('opens nothing when somebody else was given the compartment meanwhile', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    await collectAll([parcel]);
    storeParcel(shop, { n: 5, door: 2, pass: 3 });
    await shop.advance(20_000);
    expect(await shop.scan(codeOfPass(1))).toBe('refused');
    // And when that one was collected too, the grace is the other person's, not theirs.
    await shop.scan(codeOfPass(3));
    await shop.advance(600);
    await closeDoor(shop, parcel);
    await shop.advance(20_000);
    expect(await shop.scan(codeOfPass(1))).toBe('refused');
    expect(await shop.scan(codeOfPass(3))).toBe('ok');
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', again: true });
    expect(shop.pulses).toHaveLength(3);
  });

  it('keeps the grace through a restart', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    await collectAll([parcel]);
    const disk = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from: disk, wallOffset: 60_000 });
    await shop.advance(5000);
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', again: true, door: { number: 2 } });
  });

  it('a reopened door that is cut off by a restart asks for a look, and the parcel stays collected', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    await collectAll([parcel]);
    good(await intents().reopen({ compartmentId: null }));
    await shop.advance(600);
    const disk = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from: disk, wallOffset: 60_000 });
    await shop.advance(10_000);
    expect(shop.silo).toMatchObject({ kind: 'unsure', door: { number: 2 }, why: 'restart' });
    expect(rowOf(parcel)).toMatchObject({ state: 'free-unverified', needsCheck: true });
    expect(shop.store.read.parcel(parcel.parcelId)?.status).toBe('collected');
  });
});
