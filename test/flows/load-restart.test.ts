import { afterEach, describe, expect, it } from 'vitest';
import type { LockAddress } from '../../hardware/contract/lock-board.ts';
import type { CompartmentId, StaffId } from '../../src/kernel/ids.ts';
import { ROUND_MS, UNDO_MS } from '../../src/station/app/load/load-round.ts';
import { LoadShop, numberOf } from './support/load-shop.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
let floor: LoadShop;
afterEach(() => shop.close());

async function start(orders: number): Promise<void> {
  shop = await TestStation.start();
  floor = new LoadShop(shop);
  await shop.signIn();
  for (let n = 1; n <= orders; n++) floor.order(n);
}

/** The station dies and starts anew on the same database, with these doors open; the same person signs in again. */
async function restart(open: readonly LockAddress[] = []): Promise<void> {
  const from = shop.snapshot();
  await shop.close();
  shop = await TestStation.start({ from, open });
  floor = new LoadShop(shop);
  expect(floor.round).toBeNull();
  await shop.signIn();
}

const states = () => floor.listed.map((line) => line.replace(/ \d+ /, ' '));

describe('a round of loading in the middle of which the station starts anew', () => {
  it('is listed as before for the same person, with what was in hand to be looked behind, and goes on', async () => {
    await start(4);
    expect(await floor.scan(1)).toBe('ok');
    await floor.putAndClose();
    for (const n of [2, 3]) {
      expect(await floor.scan(n)).toBe('ok');
      await floor.putAndClose();
    }
    const inHand = floor.task?.state.door.number;
    await shop.advance(6000);
    const before = floor.listed;
    await restart();
    await shop.advance(10_000);
    expect(floor.listed).toEqual([...before, `${numberOf(3)} ${inHand} interrupted`]);
    expect(floor.round).toMatchObject({ total: 2, stop: null });
    expect(await floor.scan(4)).toBe('ok');
    await floor.putAndClose();
    await floor.answer('placed');
    expect(states()).toEqual([`${numberOf(1)} inside`, `${numberOf(2)} inside`, `${numberOf(3)} interrupted`, `${numberOf(4)} inside`]);
    good(await floor.staff.printRound({ locale: 'es' }));
    expect(shop.printed[0]?.blocks.at(-1)).toMatchObject({ text: 'Paquetes: 3' });
  });

  it('can be undone: the door of the last one opens again, its parcel is taken out and booked back', async () => {
    await start(2);
    await floor.load(1);
    const last = await floor.load(2);
    const address = floor.lockOf(floor.rowOf(last.parcelId)?.compartmentId ?? ('' as CompartmentId));
    await restart();
    expect(floor.round?.entries.map(({ canUndo }) => canUndo)).toEqual([true, true]);
    good(await floor.staff.undoLoad({ parcelId: last.parcelId }));
    await shop.advance(1500);
    expect(shop.openDoors).toEqual([address]);
    shop.boards.closeDoor(address);
    await shop.advance(1200);
    good(await floor.staff.answerRecall({ answer: 'taken' }));
    await shop.advance(6000);
    good(await floor.staff.closeRecall({}));
    expect(states()).toEqual([`${numberOf(1)} inside`, `${numberOf(2)} taken-back`]);
    expect(shop.store.read.ordersToPrepare(5).map(({ number }) => number)).toEqual([numberOf(2)]);
    expect(shop.operations.at(-1)).toMatchObject({ kind: 'parcel.recalled', parcelId: last.parcelId, found: 'taken' });
  });

  it('is over when it was ended before, and nothing of it can be undone by one press', async () => {
    await start(1);
    const parcel = await floor.load(1);
    good(await floor.staff.endLoadRound({}));
    await restart();
    expect(floor.round).toBeNull();
    expect(await floor.staff.undoLoad({ parcelId: parcel.parcelId })).toEqual({ ok: false, error: { kind: 'too-late' } });
  });

  it('is nobody else’s, and is forgotten once somebody else begins', async () => {
    await start(2);
    const mine = await floor.load(1);
    const theirs = await floor.load(2);
    floor.change((tx) => tx.dropLoadRound());
    floor.change((tx) => tx.addToLoadRound({ parcelId: mine.parcelId, staffId: 'staff-1' as StaffId, begunAt: shop.clock.now() }));
    expect(states()).toEqual([`${numberOf(1)} inside`]);
    floor.change((tx) => tx.addToLoadRound({ parcelId: theirs.parcelId, staffId: 'staff-2' as StaffId, begunAt: shop.clock.now() }));
    expect(floor.round).toBeNull();
    expect(await floor.staff.undoLoad({ parcelId: mine.parcelId })).toEqual({ ok: false, error: { kind: 'too-late' } });
  });

  it('counts the ten minutes of undoing over the restart, and after a long shift lists nothing', async () => {
    await start(1);
    const parcel = await floor.load(1);
    for (const [age, canUndo, listed] of [
      [UNDO_MS - 60_000, true, 1],
      [UNDO_MS, false, 1],
      [-60_000, true, 1],
      [-UNDO_MS, false, 1],
    ] as const) {
      floor.change((tx) => tx.putParcel({ ...parcel, loadedAt: shop.clock.now() - age }));
      expect([floor.round?.entries.map((entry) => entry.canUndo), floor.round?.entries.length]).toEqual([[canUndo], listed]);
    }
    const by = 'staff-1' as StaffId;
    expect(shop.store.read.loadRound(by, shop.clock.now() - ROUND_MS)).toHaveLength(1);
    expect(shop.store.read.loadRound(by, shop.clock.now() + 1)).toEqual([]);
  });
});
