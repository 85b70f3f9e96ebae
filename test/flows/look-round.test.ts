import { afterEach, describe, expect, it } from 'vitest';
import type { LockAddress } from '../../hardware/contract/lock-board.ts';
import type { Door } from '../../src/contract/station/place-views.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const staff = () => shop.station.intents.staff;
const view = () => shop.station.screens.staff.current();
const round = () => view().look?.round ?? null;
const stateOf = (number: number) => shop.store.read.compartments().find((row) => row.number === number)?.state;

/** What presses at the door that is shown as the next ask for. */
const shown = () => ({ compartmentId: round()?.next?.compartmentId ?? '1-01' });
const openNext = () => staff().openNextInRound(shown());
const skip = () => staff().skipInRound(shown());

function addressOf({ number }: Pick<Door, 'number'>): LockAddress {
  const row = shop.store.read.compartments().find((candidate) => candidate.number === number);
  if (row === undefined) throw new Error(`no door ${number}`);
  return { board: row.board, lock: row.lock };
}

/** Opens the next door, lets the person look and close it, and answers. */
async function look(answer: 'empty' | 'not-empty'): Promise<number> {
  const door = round()?.next ?? null;
  if (door === null) throw new Error('no door comes next');
  good(await openNext());
  await shop.advance(1500);
  expect(view().check).toMatchObject({ kind: 'open', door: { number: door.number } });
  shop.boards.closeDoor(addressOf(door));
  await shop.advance(1500);
  good(await staff().answerCheck({ answer }));
  return door.number;
}

async function fresh(): Promise<void> {
  shop = await TestStation.start();
  await shop.signIn();
}

describe('a round of looks through a new bank', () => {
  it('is offered to whoever is signed in, for every door, and to nobody else', async () => {
    shop = await TestStation.start();
    expect(view().look).toBeUndefined();
    for (const ask of [() => staff().beginRound({}), openNext, skip, () => staff().endRound({})]) {
      expect(await ask()).toEqual({ ok: false, error: { kind: 'not-signed-in' } });
    }
    await shop.signIn();
    expect(view().look).toEqual({ waiting: 24, round: null });
    expect(await openNext()).toEqual({ ok: false, error: { kind: 'not-now' } });
    good(await staff().beginRound({}));
    expect(round()).toMatchObject({ total: 24, done: 0, next: { number: 1 } });
    expect(shop.pulses).toEqual([]);
  });

  it('opens door after door by the ordinary protocol, and each that was seen empty may be given to customers', async () => {
    await fresh();
    good(await staff().beginRound({}));
    const seen: number[] = [];
    for (let i = 0; i < 24; i++) {
      seen.push(await look('empty'));
      expect(round()).toMatchObject({ total: 24, done: i + 1, empty: i + 1 });
      if (i % 2 === 0) good(await staff().closeCheck({}));
    }
    await shop.advance(10_000);
    expect(seen).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
    expect(new Set(shop.pulses).size).toBe(24);
    expect(shop.pulses).toHaveLength(24);
    expect(shop.store.read.compartments().every((row) => row.state === 'free-verified' && !row.needsCheck)).toBe(true);
    expect(view().look).toMatchObject({ waiting: 0, round: { done: 24, empty: 24, next: null } });
    good(await staff().endRound({}));
    expect(view().look).toEqual({ waiting: 0, round: null });
    expect(await staff().beginRound({})).toEqual({ ok: false, error: { kind: 'nothing-to-do' } });
    expect(await staff().endRound({})).toEqual({ ok: false, error: { kind: 'not-now' } });
  });

  it('sets aside what is not empty, passes over what does not open or is skipped, and looks again at what is left', async () => {
    await fresh();
    good(await staff().beginRound({}));
    await look('not-empty');
    await shop.advance(6000);
    expect([stateOf(1), round()?.notEmpty, round()?.next?.number]).toEqual(['suspect', 1, 2]);
    shop.boards.setDoor(addressOf({ number: 2 }), { isJammed: true });
    good(await openNext());
    await shop.advance(8000);
    expect(view().check).toMatchObject({ kind: 'did-not-open', door: { number: 2 } });
    good(await staff().closeCheck({}));
    await shop.advance(20_000);
    expect([stateOf(2), round()?.didNotOpen, round()?.next?.number]).toEqual(['free-unverified', 1, 3]);
    const third = shown();
    good(await skip());
    expect([await staff().skipInRound(third), await staff().openNextInRound(third)]).toEqual(Array(2).fill({ ok: false, error: { kind: 'not-now' } }));
    expect(round()).toMatchObject({ done: 3, skipped: 1, next: { number: 4 } });
    for (let number = 4; number <= 24; number++) await look('empty');
    await shop.advance(10_000);
    expect(view().look).toEqual({ waiting: 3, round: { total: 24, done: 24, empty: 21, notEmpty: 1, didNotOpen: 1, skipped: 1, next: null } });
    shop.boards.setDoor(addressOf({ number: 2 }), { isJammed: false });
    good(await staff().beginRound({}));
    expect(round()).toMatchObject({ total: 3, done: 0, next: { number: 1 } });
    for (const number of [1, 2, 3]) expect(await look('empty')).toBe(number);
    await shop.advance(10_000);
    expect(view().look).toMatchObject({ waiting: 0, round: { done: 3, empty: 3 } });
  });

  it('offers a door again that moved after it was called empty', async () => {
    await fresh();
    good(await staff().beginRound({}));
    await look('empty');
    expect(round()).toMatchObject({ done: 1, next: { number: 2 } });
    shop.boards.forceOpen(addressOf({ number: 1 }));
    await shop.advance(1500);
    shop.boards.closeDoor(addressOf({ number: 1 }));
    await shop.advance(10_000);
    expect([stateOf(1), round()?.done, round()?.next?.number]).toEqual(['suspect', 0, 1]);
  });

  it('goes on where it was after a power cut, and offers the door again that was in hand', async () => {
    await fresh();
    good(await staff().beginRound({}));
    await look('empty');
    await look('not-empty');
    await shop.advance(6000);
    good(await skip());
    good(await openNext());
    await shop.advance(1500);
    expect(view().check).toMatchObject({ kind: 'open', door: { number: 4 } });
    const from = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from });
    await shop.advance(20_000);
    await shop.signIn();
    expect(shop.pulses).toEqual([]);
    expect([view().check, stateOf(4)]).toEqual([null, 'suspect']);
    expect(round()).toEqual(expect.objectContaining({ total: 24, done: 3, empty: 1, notEmpty: 1, skipped: 1, next: expect.objectContaining({ number: 4 }) }));
    good(await staff().beginRound({}));
    expect(await look('empty')).toBe(4);
  });

  it('leaves doors alone that hold a parcel, are kept for whoever emptied them, or are in somebody’s hands', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    const taken = await shop.loadParcel(shop.paidOrder(2));
    expect(await shop.scan(taken.code)).toBe('ok');
    await shop.advance(1500);
    shop.boards.closeDoor(taken.address);
    await shop.advance(10_000);
    await shop.signIn();
    good(await staff().beginRound({}));
    const left = shop.store.read.compartments().filter((row) => row.number !== parcel.doorNumber && row.number !== taken.doorNumber);
    expect(round()?.total).toBe(left.length);
    good(await staff().beginLoad({ orderId: shop.paidOrder(3), size: 'S' }));
    expect(await openNext()).toEqual({ ok: false, error: { kind: 'busy' } });
  });

  it('holds nothing up when a door does not answer: it is passed over', async () => {
    await fresh();
    good(await staff().beginRound({}));
    shop.boards.setSilent(addressOf({ number: 1 }).board, true);
    await shop.advance(60_000);
    await shop.signIn();
    expect(await openNext()).toEqual({ ok: false, error: { kind: 'doors-unreachable' } });
    good(await skip());
    expect(round()).toMatchObject({ done: 1, skipped: 1, next: { number: 2 } });
  });
});
