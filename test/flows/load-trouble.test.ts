import { afterEach, describe, expect, it } from 'vitest';
import type { PassId } from '../../src/kernel/ids.ts';
import { LoadShop, numberOf } from './support/load-shop.ts';
import { good, TestStation, type TestStationOptions } from './support/test-station.ts';

let shop: TestStation;
let floor: LoadShop;
afterEach(() => shop.close());

async function start(options: TestStationOptions = {}): Promise<void> {
  shop = await TestStation.start(options);
  floor = new LoadShop(shop);
  await shop.signIn();
}

const holder = 'c0'.repeat(16);
const stop = () => floor.round?.stop?.reason ?? null;
const occupied = () => shop.store.read.compartments().filter(({ state }) => state === 'occupied').length;

describe('taking back what was just loaded', () => {
  it('opens the door once more, gives the order back, and its code is dead', async () => {
    await start();
    const orderId = floor.order(1);
    const parcel = await floor.load(1);
    const code = shop.store.read.pass(parcel.passId as PassId)?.code ?? '';
    expect(floor.round?.entries[0]).toMatchObject({ state: 'inside', canUndo: true });
    good(await floor.staff.undoLoad({ parcelId: parcel.parcelId }));
    await shop.advance(1500);
    expect(floor.recall).toMatchObject({ task: 'undo', state: { kind: 'open' } });
    shop.boards.closeDoor(floor.inHand());
    await shop.advance(1200);
    good(await floor.staff.answerRecall({ answer: 'taken' }));
    expect(floor.recall?.state.kind).toBe('finished');
    await shop.advance(6000);
    good(await floor.staff.closeRecall({}));
    expect(shop.store.read.parcel(parcel.parcelId)).toMatchObject({ status: 'withdrawn', ended: 'recalled' });
    expect(shop.store.read.order(orderId)?.status).toBe('paid');
    expect(shop.store.read.ordersToPrepare(5).map(({ number }) => number)).toEqual([numberOf(1)]);
    expect(shop.operations.at(-1)).toMatchObject({ kind: 'parcel.recalled', reason: 'requested', found: 'taken', staffId: 'staff-1' });
    expect(floor.round?.entries[0]).toMatchObject({ state: 'taken-back', canUndo: false });
    expect(floor.round?.total).toBe(0);
    const pulses = shop.pulses.length;
    expect(await shop.scan(code)).toBe('refused');
    expect(shop.pulses).toHaveLength(pulses);
    const again = await floor.load(1);
    expect(again.passId).not.toBe(parcel.passId);
  });

  it('waits until the door has come to rest, and ends with the round or after ten minutes', async () => {
    await start();
    floor.order(1);
    floor.order(2);
    expect(await floor.scan(1)).toBe('ok');
    await floor.putAndClose();
    await floor.answer('placed');
    const [entry] = floor.round?.entries ?? [];
    const parcelId = entry?.parcelId ?? '';
    expect(entry?.canUndo).toBe(false);
    expect(await floor.staff.undoLoad({ parcelId })).toEqual({ ok: false, error: { kind: 'too-late' } });
    await shop.advance(6000);
    expect(floor.round?.entries[0]?.canUndo).toBe(true);
    await shop.advance(250_000);
    good(await floor.staff.touch({}));
    await shop.advance(250_000);
    good(await floor.staff.touch({}));
    await shop.advance(250_000);
    expect(floor.round?.entries[0]?.canUndo).toBe(false);
    const second = await floor.load(2);
    good(await floor.staff.endLoadRound({}));
    expect(floor.round).toBeNull();
    expect(await floor.staff.undoLoad({ parcelId: second.parcelId })).toEqual({ ok: false, error: { kind: 'too-late' } });
  });

  it('keeps the code alive for the other parcel that it opens', async () => {
    await start();
    floor.order(1, { holder });
    floor.order(2, { holder });
    const first = await floor.load(1);
    const second = await floor.load(2);
    good(await floor.staff.undoLoad({ parcelId: first.parcelId }));
    await shop.advance(1500);
    shop.boards.closeDoor(floor.inHand());
    await shop.advance(1200);
    good(await floor.staff.answerRecall({ answer: 'taken' }));
    await shop.advance(6000);
    const code = shop.store.read.pass(second.passId as PassId)?.code ?? '';
    expect(await shop.scan(code)).toBe('ok');
    await shop.advance(1500);
    expect(shop.openDoors).toEqual([floor.lockOf(floor.rowOf(second.parcelId)?.compartmentId ?? ('' as never))]);
  });
});

describe('when something goes wrong while loading', () => {
  it.each(['opening', 'open', 'ask', 'settling'] as const)('a restart while %s leaves nothing lost and nothing open for others', async (moment) => {
    await start();
    const orderId = floor.order(1);
    expect(await floor.scan(1)).toBe('ok');
    const address = floor.inHand();
    if (moment !== 'opening') await shop.advance(1500);
    if (moment === 'ask' || moment === 'settling') {
      shop.boards.closeDoor(address);
      await shop.advance(1200);
    }
    if (moment === 'settling') await floor.answer('placed');
    const from = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from, open: moment === 'open' ? [address] : [] });
    floor = new LoadShop(shop);
    expect([floor.task, floor.round, shop.pulses]).toEqual([null, null, []]);
    if (moment === 'open') shop.boards.closeDoor(address);
    await shop.advance(10_000);
    const stored = shop.store.read.parcelOfOrder(orderId)?.status === 'stored';
    expect(stored).toBe(moment === 'settling');
    expect(shop.store.read.order(orderId)?.status).toBe(moment === 'settling' ? 'ready' : 'paid');
    const row = shop.store.read.compartments().find(({ board, lock }) => board === address.board && lock === address.lock);
    expect(row).toMatchObject({ state: moment === 'settling' ? 'occupied' : 'suspect', needsCheck: true });
    expect(shop.store.read.liveIntents()).toEqual([]);
    expect(shop.store.read.blankPasses(0, 10)).toHaveLength(moment === 'settling' ? 5 : 6);
  });

  it('a restart at the open door makes whoever reads the label again wait until that door is settled, and says why', async () => {
    await start();
    floor.order(1);
    expect(await floor.scan(1, { lowDoor: true })).toBe('ok');
    await shop.advance(1500);
    const address = floor.inHand();
    const from = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from, open: [address] });
    floor = new LoadShop(shop);
    await shop.signIn();
    expect(await floor.scan(1, { lowDoor: true })).toBe('still-watched');
    expect(floor.round?.stop).toEqual({
      reason: 'still-watched',
      number: numberOf(1),
      orderId: shop.store.read.orderByNumber(numberOf(1))?.orderId,
      size: 'XS',
      another: false,
      lowDoor: true,
    });
    expect(shop.pulses).toEqual([]);
    shop.boards.closeDoor(address);
    await shop.advance(10_000);
    expect(await floor.scan(1, { lowDoor: true })).toBe('ok');
    expect(floor.inHand()).not.toEqual(address);
  });

  it('a door that does not open is tried once more, and the parcel goes elsewhere', async () => {
    await start();
    floor.order(1);
    const first = shop.store.read.compartments().filter(({ size }) => size === 'XS');
    for (const { board, lock } of first.slice(0, 1)) shop.boards.setDoor({ board, lock }, { isJammed: true });
    expect(await floor.scan(1)).toBe('ok');
    await shop.advance(8000);
    expect(floor.task?.state).toMatchObject({ kind: 'did-not-open', canRetry: true });
    const stuck = floor.task?.state.door.number;
    good(await floor.staff.loadElsewhere({ larger: false }));
    expect(floor.task?.state.door.number).not.toBe(stuck);
    await floor.putAndClose();
    await floor.answer('placed');
    await shop.advance(40_000);
    expect(occupied()).toBe(1);
    expect(shop.store.read.compartments().find(({ number }) => number === stuck)).toMatchObject({ state: 'free-unverified', needsCheck: true });
    expect(shop.store.read.blankPasses(0, 10)).toHaveLength(5);
  });

  it('a silent bank and a broken disk open nothing, and say which of the two it is', async () => {
    let broken = false;
    await start({ isDiskBroken: () => broken });
    floor.order(1);
    broken = true;
    expect(await floor.scan(1)).toBe('storage');
    broken = false;
    await shop.boards.stop();
    await shop.advance(15_000);
    expect(await floor.scan(1)).toBe('doors-unreachable');
    expect(stop()).toBe('doors-unreachable');
    expect(shop.pulses).toEqual([]);
  });

  it('an answer that cannot be stored is asked for again', async () => {
    let broken = false;
    await start({ isDiskBroken: () => broken });
    floor.order(1);
    floor.order(2);
    expect(await floor.scan(1)).toBe('ok');
    await floor.putAndClose();
    broken = true;
    expect(await floor.scan(2)).toBe('storage');
    expect(floor.task).toMatchObject({ number: numberOf(1), state: { kind: 'ask' } });
    broken = false;
    expect(await floor.scan(2)).toBe('ok');
    expect(shop.store.read.parcelOfOrder(floor.order(1, { status: 'ready' }))?.status).toBe('stored');
  });

  it('a member who walks away from an open door leaves a compartment that somebody has to look into', async () => {
    await start();
    floor.order(1);
    floor.order(2);
    expect(await floor.scan(1)).toBe('ok');
    const address = floor.inHand();
    await shop.advance(130_000);
    shop.boards.closeDoor(address);
    await shop.advance(620_000);
    expect(shop.store.read.compartments().find(({ board, lock }) => board === address.board && lock === address.lock)).toMatchObject({ state: 'suspect' });
    expect(floor.task).toBeNull();
    await shop.signIn();
    expect(await floor.scan(2)).toBe('ok');
  });
});
