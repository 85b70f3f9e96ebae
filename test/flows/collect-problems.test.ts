import { afterEach, describe, expect, it } from 'vitest';
import { closeDoor, codeOfPass, type StoredParcel, storeParcel } from './support/collecting.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const intents = () => shop.station.intents.silo;
const rowOf = ({ doorNumber }: Pick<StoredParcel, 'doorNumber'>) => shop.store.read.compartments().find((row) => row.number === doorNumber);
const told = () => shop.operations.map((operation) => (operation.kind === 'compartment.marked' ? `marked ${operation.mark}` : operation.kind)).slice(1);

async function openFirst(): Promise<StoredParcel> {
  const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
  await shop.scan(codeOfPass(1));
  await shop.advance(600);
  expect(shop.silo).toMatchObject({ kind: 'open', reported: null });
  return parcel;
}

describe('a problem with what lies behind the door', () => {
  for (const problem of ['damaged', 'wrong-item'] as const) {
    it(`${problem}, put back: it stays on the books for staff to take out, and its code still opens it`, async () => {
      shop = await TestStation.start();
      const parcel = await openFirst();
      good(await intents().report({ problem, keep: 'put-back' }));
      expect(shop.silo).toMatchObject({ kind: 'open', reported: { problem, keep: 'put-back' } });
      await closeDoor(shop, parcel);
      expect(shop.silo).toMatchObject({ kind: 'thanks', reported: { problem, keep: 'put-back' }, emptied: null });
      await shop.advance(5000);
      expect(shop.store.read.parcel(parcel.parcelId)).toMatchObject({ status: 'stored', recall: 'damaged' });
      expect(rowOf(parcel)).toMatchObject({ state: 'occupied', parcelId: parcel.parcelId, needsCheck: true });
      expect(shop.store.read.order(parcel.orderId)?.status).toBe('ready');
      expect(told()).toEqual(['problem.reported', 'marked problem-reported']);
      await shop.advance(10_000);
      expect(await shop.scan(codeOfPass(1))).toBe('ok');
      await shop.advance(600);
      await closeDoor(shop, parcel);
      await shop.advance(5000);
      // They took it after all: collected, and nobody is given the compartment before staff looked.
      expect(shop.store.read.parcel(parcel.parcelId)?.status).toBe('collected');
      expect(rowOf(parcel)).toMatchObject({ state: 'suspect', parcelId: null, needsCheck: true, heldUntil: null });
    });

    it(`${problem}, taken along: it is collected, and its compartment is suspect`, async () => {
      shop = await TestStation.start();
      const parcel = await openFirst();
      good(await intents().report({ problem, keep: 'take' }));
      await closeDoor(shop, parcel);
      await shop.advance(5000);
      expect(shop.store.read.parcel(parcel.parcelId)).toMatchObject({ status: 'collected', recall: null });
      expect(shop.store.read.order(parcel.orderId)?.status).toBe('collected');
      expect(rowOf(parcel)).toMatchObject({ state: 'suspect', parcelId: null, needsCheck: true });
      expect(told()).toEqual(['problem.reported', 'marked problem-reported', 'parcel.collected']);
    });
  }

  it('nothing inside: it was not handed over; staff look, and the order goes on waiting', async () => {
    shop = await TestStation.start();
    const parcel = await openFirst();
    good(await intents().report({ problem: 'empty', keep: null }));
    await closeDoor(shop, parcel);
    await shop.advance(5000);
    expect(shop.store.read.parcel(parcel.parcelId)).toMatchObject({ status: 'stored', recall: 'damaged' });
    expect(shop.store.read.order(parcel.orderId)?.status).toBe('ready');
    expect(rowOf(parcel)).toMatchObject({ state: 'occupied', needsCheck: true });
  });

  it('nothing inside, said on the thanks before the hand-over is final, counts the same', async () => {
    shop = await TestStation.start();
    const parcel = await openFirst();
    await closeDoor(shop, parcel);
    expect(shop.silo).toMatchObject({ kind: 'thanks', canReport: true });
    good(await intents().report({ problem: 'empty', keep: null }));
    await shop.advance(5000);
    expect(shop.store.read.parcel(parcel.parcelId)).toMatchObject({ status: 'stored', recall: 'damaged' });
  });

  it('said after the hand-over was final: the parcel stays collected, the compartment is suspect at once', async () => {
    shop = await TestStation.start();
    const parcel = await openFirst();
    await closeDoor(shop, parcel);
    await shop.advance(4000);
    expect(rowOf(parcel)?.state).toBe('free-unverified');
    good(await intents().report({ problem: 'empty', keep: null }));
    expect(rowOf(parcel)).toMatchObject({ state: 'suspect', needsCheck: true, heldUntil: null });
    expect(shop.silo).toMatchObject({ kind: 'thanks', canReport: false, emptied: null, reported: { problem: 'empty' } });
    expect(shop.store.read.parcel(parcel.parcelId)?.status).toBe('collected');
    expect(await shop.scan(codeOfPass(1))).toBe('refused');
  });

  it('said when looking again for something forgotten: nothing can be put back any more', async () => {
    shop = await TestStation.start();
    const parcel = await openFirst();
    await closeDoor(shop, parcel);
    await shop.advance(4000);
    good(await intents().reopen({ compartmentId: null }));
    await shop.advance(600);
    expect((await intents().report({ problem: 'damaged', keep: 'put-back' })).ok).toBe(false);
    good(await intents().report({ problem: 'damaged', keep: 'take' }));
    await closeDoor(shop, parcel);
    await shop.advance(5000);
    expect(rowOf(parcel)).toMatchObject({ state: 'suspect', needsCheck: true });
  });

  it('is taken once for each opening, and only as far as it fits', async () => {
    shop = await TestStation.start();
    await openFirst();
    for (const report of [
      { problem: 'did-not-open', keep: null },
      { problem: 'damaged', keep: null },
      { problem: 'empty', keep: 'take' },
    ] as const)
      expect((await intents().report(report)).ok).toBe(false);
    good(await intents().report({ problem: 'empty', keep: null }));
    expect((await intents().report({ problem: 'damaged', keep: 'take' })).ok).toBe(false);
    expect(told().filter((kind) => kind === 'problem.reported')).toHaveLength(1);
  });

  it('of one of several parcels does not keep the others back', async () => {
    shop = await TestStation.start();
    const second = storeParcel(shop, { n: 2, door: 9, pass: 1 });
    const parcel = await openFirst();
    good(await intents().report({ problem: 'damaged', keep: 'put-back' }));
    await closeDoor(shop, parcel);
    expect(shop.silo).toMatchObject({ kind: 'next', door: { number: second.doorNumber } });
  });

  it('that was put back outlives a power cut before the door was closed', async () => {
    shop = await TestStation.start();
    const parcel = await openFirst();
    good(await intents().report({ problem: 'damaged', keep: 'put-back' }));
    const disk = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from: disk });
    await shop.advance(10_000);
    expect(shop.store.read.parcel(parcel.parcelId)).toMatchObject({ status: 'stored', recall: 'damaged' });
    expect(rowOf(parcel)).toMatchObject({ state: 'occupied', needsCheck: true });
  });

  it('that cannot be stored is not taken, and the screen says that the disk failed', async () => {
    let isDiskBroken = false;
    shop = await TestStation.start({ isDiskBroken: () => isDiskBroken });
    await openFirst();
    isDiskBroken = true;
    expect(await intents().report({ problem: 'empty', keep: null })).toMatchObject({ ok: false, error: { kind: 'storage' } });
    isDiskBroken = false;
    expect(shop.silo).toMatchObject({ kind: 'open', reported: null });
  });
});

describe('a door that did not open, reported', () => {
  it('leaves code and parcel as they are, and keeps the compartment from everybody else afterwards', async () => {
    shop = await TestStation.start();
    const parcel = storeParcel(shop, { n: 1, door: 2, pass: 1 });
    shop.boards.setDoor(parcel.address, { isJammed: true });
    await shop.scan(codeOfPass(1));
    await shop.advance(8000);
    good(await intents().report({ problem: 'did-not-open', keep: null }));
    expect(shop.silo).toMatchObject({ kind: 'did-not-open', reported: true });
    expect(shop.store.read.parcel(parcel.parcelId)).toMatchObject({ status: 'stored', recall: null });
    await shop.advance(60_000);
    shop.boards.setDoor(parcel.address, { isJammed: false });
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    await shop.advance(600);
    await closeDoor(shop, parcel);
    await shop.advance(5000);
    expect(shop.store.read.parcel(parcel.parcelId)?.status).toBe('collected');
    expect(rowOf(parcel)).toMatchObject({ state: 'suspect', needsCheck: true });
  });
});
