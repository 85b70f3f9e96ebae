import { afterEach, describe, expect, it } from 'vitest';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const marks = () => shop.operations.flatMap((operation) => (operation.kind === 'compartment.marked' ? [operation.mark] : []));
const rowOf = (doorNumber: number) => shop.store.read.compartments().find((row) => row.number === doorNumber);

describe('a disk that fails in the middle', () => {
  it('does not hold the silo up when it could not keep the word about a pulse: that word is kept once there is room', async () => {
    let broken = false;
    shop = await TestStation.start({ isDiskBroken: () => broken });
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    await shop.scan(parcel.code);
    broken = true;
    shop.wire.cut();
    await shop.advance(5000);
    expect(shop.silo.kind).toBe('opening');
    broken = false;
    shop.wire.mend();
    await shop.boards.start();
    await shop.advance(15_000);
    expect(shop.silo.kind).not.toBe('opening');
    await shop.advance(60_000);
    expect([shop.silo.kind, shop.store.read.liveIntents()]).toEqual(['unsure', []]);
    await shop.advance(60_000);
    expect(shop.silo).toEqual({ kind: 'ready' });
    expect(rowOf(parcel.doorNumber)).toMatchObject({ state: 'occupied', needsCheck: true });
  });

  it('is said on the silo instead of a door that seems to open, or to stand open, for ever', async () => {
    let broken = false;
    shop = await TestStation.start({ isDiskBroken: () => broken });
    Object.defineProperty(shop.store, 'health', { get: () => (broken ? 'failed' : 'ok') });
    const [jammed, open] = [await shop.loadParcel(shop.paidOrder(1)), await shop.loadParcel(shop.paidOrder(2))];
    shop.boards.setDoor(jammed.address, { isJammed: true });
    await shop.scan(jammed.code);
    broken = true;
    await shop.advance(10_000);
    expect(shop.silo).toEqual({ kind: 'unavailable', reason: 'storage' });
    broken = false;
    await shop.advance(60_000);
    await shop.scan(open.code);
    await shop.advance(2000);
    broken = true;
    await shop.advance(2000);
    expect(shop.silo.kind).toBe('open');
    const seen: string[] = [];
    shop.station.screens.silo.onChange(() => seen.push(shop.silo.kind));
    shop.boards.closeDoor(open.address);
    await shop.advance(3000);
    expect(seen.at(-1)).toBe('unavailable');
  });
});

describe('a board that dies behind an open door', () => {
  it('does not hold up the doors of the other boards, neither for customers nor for staff', async () => {
    shop = await TestStation.start();
    const first = await shop.loadParcel(shop.paidOrder(1));
    for (let n = 2; n <= 5; n++) await shop.loadParcel(shop.paidOrder(n));
    const elsewhere = await parcelOnOtherBoard(first.address.board);
    await shop.scan(first.code);
    await shop.advance(2000);
    expect(shop.silo.kind).toBe('open');
    shop.boards.setSilent(first.address.board, true);
    await shop.advance(150_000);
    expect(marks()).toEqual(['left-open']);
    expect(await shop.scan(elsewhere.code)).toBe('ok');
    await shop.advance(2000);
    expect(shop.openDoors).toContainEqual(elsewhere.address);
  });

  it('lets staff leave a load whose door has been out of sight for two minutes', async () => {
    shop = await TestStation.start();
    const orderId = shop.paidOrder(1);
    await shop.signIn();
    good(await shop.station.intents.staff.beginLoad({ orderId, size: 'S' }));
    await shop.advance(1500);
    shop.boards.setSilent(shop.addressOf(orderId).board, true);
    await shop.advance(150_000);
    good(await shop.station.intents.staff.closeLoad({}));
    expect(shop.load).toBeNull();
  });
});

/** A parcel behind a door of another board than this one. */
async function parcelOnOtherBoard(board: number): ReturnType<TestStation['loadParcel']> {
  shop.store.tables.compartments.all().forEach((row) => {
    if (row.board === board && row.parcelId === null) shop.store.tables.compartments.put({ ...row, state: 'out-of-service' });
  });
  return await shop.loadParcel(shop.paidOrder(20));
}
