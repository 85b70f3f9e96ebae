import { afterEach, describe, expect, it } from 'vitest';
import { done } from '../../src/kernel/result.ts';
import { TestStation } from './support/test-station.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let shop: TestStation;
afterEach(() => shop.close());

const rows = (): readonly (readonly [string, number, number | null])[] =>
  shop.store.read.downtimes(0).map(({ cause, beganAt, endedAt }) => [cause, beganAt, endedAt === null ? null : endedAt - beganAt]);
const told = () =>
  shop.operations.flatMap((operation) => (operation.kind === 'silo.down' ? [[operation.cause, operation.to === null ? 'goes on' : 'over']] : []));
const recallOf = () => shop.store.read.parcelsInside().map((parcel) => parcel.recall);

/** Gives every parcel inside a deadline so far from now. */
function deadlineIn(ms: number): void {
  const put = shop.store.commit<undefined, never>((tx) => {
    for (const parcel of tx.parcelsInside()) tx.putParcel({ ...parcel, deadline: shop.clock.now() + ms });
    return done;
  });
  expect(put.ok).toBe(true);
}

describe('a time in which nobody could have collected', () => {
  it('is kept when the bus is away for longer than two minutes, and head office hears of it', async () => {
    shop = await TestStation.start();
    await shop.loadParcel(shop.paidOrder(1));
    shop.wire.cut();
    await shop.advance(4 * MINUTE);
    expect([rows().map(([cause, , length]) => [cause, length]), told()]).toEqual([[['doors', null]], []]);
    await shop.advance(4 * MINUTE);
    expect(told()).toEqual([['doors', 'goes on']]);
    shop.wire.mend();
    await shop.boards.start();
    await shop.advance(2 * MINUTE);
    const [row] = rows();
    expect(row?.[2]).toBeGreaterThanOrEqual(7 * MINUTE);
    expect(row?.[2]).toBeLessThanOrEqual(10 * MINUTE);
    expect(told()).toEqual([
      ['doors', 'goes on'],
      ['doors', 'over'],
    ]);
  });

  it('is none when it was short, or when the silent board holds nobody’s parcel', async () => {
    shop = await TestStation.start();
    const { address } = await shop.loadParcel(shop.paidOrder(1));
    const other = shop.store.read.compartments().find((row) => row.board !== address.board)?.board ?? 0;
    shop.boards.setSilent(other, true);
    await shop.advance(10 * MINUTE);
    shop.boards.setSilent(other, false);
    shop.wire.cut();
    await shop.advance(MINUTE);
    shop.wire.mend();
    await shop.boards.start();
    await shop.advance(5 * MINUTE);
    expect([rows(), told()]).toEqual([[], []]);
    shop.boards.setSilent(address.board, true);
    await shop.advance(5 * MINUTE);
    expect(rows()).toHaveLength(1);
  });

  it('is kept when the station was off, from when it last looked to its start', async () => {
    const before = await TestStation.start({ settleMs: 5 * MINUTE });
    shop = before;
    await before.loadParcel(before.paidOrder(1));
    await before.advance(2 * MINUTE);
    const from = before.snapshot();
    const offAt = before.clock.now();
    await before.close();
    shop = await TestStation.start({ from, wallOffset: 3 * HOUR, settleMs: 2 * MINUTE });
    const [[cause, beganAt, length] = ['', 0, 0]] = rows();
    expect([cause, rows().length]).toEqual(['power', 1]);
    expect(Math.abs(beganAt - offAt)).toBeLessThanOrEqual(MINUTE);
    expect(Math.abs((length ?? 0) - (3 * HOUR - (offAt - before.clock.now() + before.clock.monotonic())))).toBeLessThanOrEqual(2 * MINUTE);
    expect(told()).toEqual([['power', 'over']]);
  });

  it('that goes on when the station ends is over there, and the time without power follows it', async () => {
    const before = await TestStation.start();
    shop = before;
    await before.loadParcel(before.paidOrder(1));
    before.wire.cut();
    await before.advance(10 * MINUTE);
    const from = before.snapshot();
    await before.close();
    shop = await TestStation.start({ from, wallOffset: 2 * HOUR, settleMs: 2 * MINUTE });
    expect(rows().map(([cause, , length]) => [cause, length === null])).toEqual([
      ['doors', false],
      ['power', false],
    ]);
    const [doors, power] = shop.store.read.downtimes(0);
    expect(power?.beganAt).toBe((doors?.endedAt ?? 0) + 0);
  });

  it('waits for a clock that is believed before it says how long the station was off', async () => {
    const before = await TestStation.start({ settleMs: 3 * MINUTE });
    shop = before;
    const from = before.snapshot();
    await before.close();
    // A machine whose clock is two days ahead of all that was believed: it may have been off, or somebody set the clock.
    shop = await TestStation.start({ from, wallOffset: 2 * DAY, settleMs: 5 * MINUTE });
    expect(rows()).toEqual([]);
  });
});

describe('the deadline of a parcel', () => {
  it('puts the parcel on the list to take out when it has passed', async () => {
    shop = await TestStation.start();
    await shop.loadParcel(shop.paidOrder(1));
    deadlineIn(10 * MINUTE);
    await shop.advance(9 * MINUTE);
    expect(recallOf()).toEqual([null]);
    await shop.advance(2 * MINUTE);
    expect([recallOf(), shop.audit().filter((kind) => kind === 'parcel.expired')]).toEqual([['expired'], ['parcel.expired']]);
  });

  it('stands still while its door cannot be opened', async () => {
    shop = await TestStation.start();
    await shop.loadParcel(shop.paidOrder(1));
    deadlineIn(20 * MINUTE);
    shop.wire.cut();
    await shop.advance(15 * MINUTE);
    shop.wire.mend();
    await shop.boards.start();
    await shop.advance(15 * MINUTE);
    expect(recallOf()).toEqual([null]);
    await shop.advance(8 * MINUTE);
    expect(recallOf()).toEqual(['expired']);
  });

  it('that was moved takes the parcel off the list again', async () => {
    shop = await TestStation.start();
    await shop.loadParcel(shop.paidOrder(1));
    deadlineIn(MINUTE);
    await shop.advance(3 * MINUTE);
    expect(recallOf()).toEqual(['expired']);
    deadlineIn(2 * DAY);
    await shop.advance(2 * MINUTE);
    expect(recallOf()).toEqual([null]);
  });
});
