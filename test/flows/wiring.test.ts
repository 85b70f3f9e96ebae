import { afterEach, describe, expect, it } from 'vitest';
import type { LockAddress } from '../../hardware/contract/lock-board.ts';
import type { CompartmentRow } from '../../src/station/ports/store.ts';
import { hireTechnicians, signInTechnician } from './support/technicians.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const service = () => shop.station.intents.service;
const staff = () => shop.station.intents.staff;
const marks = () => shop.operations.flatMap((operation) => (operation.kind === 'compartment.marked' ? [`${operation.compartmentId} ${operation.mark}`] : []));
const rings = () => shop.station.screens.staff.current().calls ?? [];
const search = () => shop.station.screens.staff.current().service?.wiring ?? null;
const idOf = ({ board, lock }: LockAddress) => `${board}-${String(lock).padStart(2, '0')}`;

function rowAt({ board, lock }: LockAddress): CompartmentRow {
  const row = shop.store.read.compartments().find((candidate) => candidate.board === board && candidate.lock === lock);
  if (row === undefined) throw new Error('no such lock');
  return row;
}

/** The wires of these two locks are exchanged, their switches are not: whoever commands the first opens the second. */
async function openWrongly(commanded: LockAddress, opened: LockAddress, begin: () => Promise<unknown>): Promise<void> {
  shop.boards.setDoor(commanded, { isJammed: true });
  const before = shop.pulses.length;
  await begin();
  for (let waited = 0; shop.pulses.length === before && waited < 2000; waited += 20) await shop.advance(20);
  shop.boards.forceOpen(opened);
  await shop.advance(4000);
}

describe('a door that opens on another one’s pulse', () => {
  const other: LockAddress = { board: 1, lock: 4 };

  it('takes both out of service, calls for staff, and is not opened a second time', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    const pulses = shop.pulses.length;
    await openWrongly(parcel.address, other, () => shop.scan(parcel.code));
    expect(shop.pulses).toHaveLength(pulses + 1);
    expect([rowAt(parcel.address), rowAt(other)]).toMatchObject([
      { state: 'out-of-service', reason: 'wiring', parcelId: expect.any(String) },
      { state: 'out-of-service', reason: 'wiring' },
    ]);
    expect(marks().filter((mark) => mark.endsWith('wiring'))).toEqual([`${idOf(parcel.address)} wiring`, `${idOf(other)} wiring`]);
    expect(rings()).toMatchObject([{ why: 'wiring', doorNumber: rowAt(other).number }]);
    expect(shop.silo).toMatchObject({ kind: 'did-not-open', canRetry: false });
    expect(await shop.station.intents.silo.retry({})).toEqual({ ok: false, error: { kind: 'not-now' } });
    // The customer's code opens nothing there any more, neither now nor after a start; the parcel stays on the books.
    await shop.advance(60_000);
    expect(await shop.scan(parcel.code)).toBe('refused');
    const from = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from });
    expect(await shop.scan(parcel.code)).toBe('refused');
    expect(shop.pulses).toEqual([]);
  });

  it('is somebody’s hand when the commanded door opens as well: only the other one is noted', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    await shop.scan(parcel.code);
    shop.boards.forceOpen(other);
    await shop.advance(4000);
    expect(rowAt(parcel.address)).toMatchObject({ state: 'occupied', reason: null });
    expect(rowAt(other)).toMatchObject({ needsCheck: true, reason: null });
    expect(shop.silo.kind).toBe('open');
  });

  it('does not free the compartment of a load that it interrupted', async () => {
    shop = await TestStation.start();
    await shop.signIn();
    const orderId = shop.paidOrder(1);
    const free = { board: 0, lock: 0 };
    await openWrongly(free, other, async () => {
      for (const row of shop.store.read.compartments()) {
        if (row.board !== free.board || row.lock !== free.lock) shop.boards.setDoor(row, { isJammed: true });
      }
      good(await staff().beginLoad({ orderId, size: 'S' }));
    });
    const [out] = shop.store.read.compartments().filter((row) => row.reason === 'wiring' && row.number !== rowAt(other).number);
    await shop.advance(30_000);
    expect(shop.store.read.compartments().find((row) => row.number === out?.number)).toMatchObject({ state: 'out-of-service', parcelId: null });
  });
});

describe('a sensor that says what cannot be', () => {
  it('is believed no longer after the third time in a row, and a restart in between forgives nothing', async () => {
    shop = await TestStation.start();
    const address: LockAddress = { board: 1, lock: 4 };
    const bounce = async () => {
      shop.boards.forceOpen(address);
      await shop.advance(350);
      shop.boards.closeDoor(address);
      await shop.advance(3000);
    };
    await bounce();
    await bounce();
    expect(rowAt(address)).toMatchObject({ reason: null });
    const from = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from });
    await bounce();
    expect(rowAt(address)).toMatchObject({ state: 'out-of-service', reason: 'sensor-doubt', needsCheck: true });
    expect(marks().at(-1)).toBe(`${idOf(address)} sensor-contradicts`);
  });
});

describe('the search for wiring mistakes', () => {
  it('opens the empty doors one by one and asks which one opened; another number takes both out of service', async () => {
    shop = await TestStation.start();
    hireTechnicians(shop);
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    await signInTechnician(shop);
    good(await service().beginWiring({}));
    expect(search()).toMatchObject({ door: null, asks: false, left: shop.store.read.compartments().length - 1 });
    good(await service().nextDoor({}));
    const [first] = shop.store.read.compartments().filter((row) => row.compartmentId === search()?.door?.compartmentId);
    if (first === undefined) throw new Error('no door in hand');
    await shop.advance(1500);
    expect(search()).toMatchObject({ asks: true });
    good(await service().sawDoor({ number: first.number + 1 }));
    expect(await service().nextDoor({})).toEqual({ ok: false, error: { kind: 'not-now' } });
    await finishLook(first);
    expect(rowAt(first)).toMatchObject({ state: 'out-of-service', reason: 'wiring' });
    expect(shop.store.read.compartments().find((row) => row.number === first.number + 1)).toMatchObject({ state: 'out-of-service', reason: 'wiring' });
    // Seen empty is not enough while nobody knows that the wires are right.
    expect(await service().bringBack({ compartmentId: first.compartmentId })).toEqual({ ok: false, error: { kind: 'not-proved' } });
    good(await service().nextDoor({}));
    expect(search()?.results).toMatchObject([{ result: 'other', other: first.number + 1 }]);
    expect(shop.pulses.filter((pulse) => pulse === `${parcel.address.board}/${parcel.address.lock}`)).toHaveLength(1);
  });

  it('finds a mended door right, and then lets it come back', async () => {
    shop = await TestStation.start();
    hireTechnicians(shop);
    await signInTechnician(shop);
    good(await service().beginWiring({}));
    good(await service().nextDoor({}));
    const [first] = shop.store.read.compartments().filter((row) => row.compartmentId === search()?.door?.compartmentId);
    if (first === undefined) throw new Error('no door in hand');
    await shop.advance(1500);
    good(await service().sawDoor({ number: first.number }));
    await finishLook(first);
    good(await service().takeOut({ compartmentId: first.compartmentId, reason: 'lock' }));
    expect(await service().bringBack({ compartmentId: first.compartmentId })).toEqual({ ok: false, error: { kind: 'not-looked' } });
    good(await service().testDoor({ compartmentId: first.compartmentId, second: null }));
    await finishLook(first);
    good(await service().bringBack({ compartmentId: first.compartmentId }));
    expect(rowAt(first)).toMatchObject({ state: 'free-verified', reason: null });
    good(await service().endWiring({}));
    expect(search()).toBeNull();
  });
});

async function finishLook(address: LockAddress): Promise<void> {
  await shop.advance(1500);
  shop.boards.closeDoor(address);
  await shop.advance(1500);
  good(await staff().answerCheck({ answer: 'empty' }));
  await shop.advance(6000);
  good(await staff().closeCheck({}));
}
