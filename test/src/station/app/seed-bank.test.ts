import { describe, expect, it } from 'vitest';
import { done, expectOk } from '../../../../src/kernel/result.ts';
import { compartmentIdOf, type ConfiguredDoor, isInUse, seedBank } from '../../../../src/station/app/boot/seed-bank.ts';
import type { StationDatabase } from '../../../../src/station/store/database.ts';
import { openMemoryStore } from '../../../support/store.ts';
import { order, parcel, parcelIdOf } from '../store/samples.ts';

function door(number: number, change: Partial<ConfiguredDoor> = {}): ConfiguredDoor {
  return { number, bus: 'bank', board: 0, lock: number - 1, size: 'M', heightMm: 200, column: 0, row: number, ...change };
}

/** Buses in the order in which their first doors are listed. */
function seed(store: StationDatabase, doors: readonly ConfiguredDoor[], buses = [...new Set(doors.map((each) => each.bus))]): ReturnType<typeof seedBank> {
  return seedBank(store, { buses: buses.map((name) => ({ name })), doors });
}

function occupy(store: StationDatabase, lock: number): void {
  const committed = store.commit((tx) => {
    const row = tx.compartment(compartmentIdOf({ board: 0, lock }));
    if (row === null) throw new Error('no such compartment');
    tx.putOrder(order(1));
    tx.putParcel(parcel(1));
    tx.putCompartment({ ...row, state: 'pending', parcelId: parcelIdOf(1) });
    tx.putCompartment({ ...row, state: 'occupied', parcelId: parcelIdOf(1) });
    return done;
  });
  expectOk(committed, 'the parcel');
}

const doorsOf = (store: StationDatabase) =>
  store.read
    .compartments()
    .filter(isInUse)
    .map((row) => `${row.number} ${row.compartmentId} ${row.size} ${row.state}`);

describe('the bank of the configuration', () => {
  it('is stored at the first start, with every compartment still to be seen empty', () => {
    const store = openMemoryStore();
    expect(seed(store, [door(1), door(2)])).toMatchObject({ ok: true });
    expect(doorsOf(store)).toEqual(['1 0-00 M free-unverified', '2 0-01 M free-unverified']);
    expect(seed(store, [door(1), door(2)])).toMatchObject({ ok: true });
    expect(doorsOf(store)).toHaveLength(2);
  });

  it('may gain, lose, renumber and resize what is empty, even by swapping numbers', () => {
    const store = openMemoryStore();
    expectOk(seed(store, [door(1), door(2), door(3)]), 'the bank');
    expect(seed(store, [door(1, { number: 2 }), door(2, { number: 1, size: 'L' }), door(4)])).toMatchObject({ ok: true });
    expect(doorsOf(store)).toEqual(['1 0-01 L free-unverified', '2 0-00 M free-unverified', '4 0-03 M free-unverified']);
    expect(seed(store, [door(1), door(2), door(3)])).toMatchObject({ ok: true });
    expect(doorsOf(store)).toEqual(['1 0-00 M free-unverified', '2 0-01 M free-unverified', '3 0-02 M suspect']);
  });

  describe('on several buses', () => {
    const big = (number: number, change: Partial<ConfiguredDoor> = {}) => door(number, { bus: 'big', board: 0, lock: 0, ...change });
    const places = (store: StationDatabase) =>
      store.read
        .compartments()
        .filter(isInUse)
        .map((row) => `${row.number} ${row.compartmentId} ${row.bus}/${row.board}/${row.lock}`);

    it('names the compartments of the first by board and lock, and those of the others by their bus as well', () => {
      const store = openMemoryStore();
      expect(seed(store, [door(1), big(2)])).toMatchObject({ ok: true });
      expect(places(store)).toEqual(['1 0-00 bank/0/0', '2 big-0-00 big/0/0']);
    });

    it('keeps every name when the buses change places, or the first one goes', () => {
      const store = openMemoryStore();
      expectOk(seed(store, [door(1), big(2)]), 'the bank');
      occupy(store, 0);
      expect(seed(store, [big(2), door(1)])).toMatchObject({ ok: true });
      expect(places(store)).toEqual(['1 0-00 bank/0/0', '2 big-0-00 big/0/0']);
      expect(seed(store, [big(2)])).toMatchObject({ ok: false, error: { compartmentId: '0-00', change: 'dropped' } });
      const empty = openMemoryStore();
      expectOk(seed(empty, [door(1), big(2)]), 'the bank');
      expect(seed(empty, [big(2), big(3, { lock: 1 })])).toMatchObject({ ok: true });
      expect(places(empty)).toEqual(['2 big-0-00 big/0/0', '3 big-0-01 big/0/1']);
      expect(seed(empty, [door(1), big(2), big(3, { lock: 1 })])).toMatchObject({ ok: true });
      expect(places(empty)).toContain('1 0-00 bank/0/0');
    });

    it('drops the same lock of two buses without mixing them up', () => {
      const store = openMemoryStore();
      expectOk(seed(store, [door(1), big(2), door(3)]), 'the bank');
      expect(seed(store, [door(3)])).toMatchObject({ ok: true });
      expect(places(store)).toEqual(['3 0-02 bank/0/2']);
    });

    it('takes compartments from before buses had names as the first bus’s', () => {
      const store = openMemoryStore();
      expectOk(
        store.commit((tx) => {
          tx.putCompartment({
            ...door(1),
            bus: '',
            compartmentId: compartmentIdOf({ board: 0, lock: 0 }),
            state: 'free-verified',
            parcelId: null,
            needsCheck: false,
            heldUntil: null,
            reason: null,
          });
          return done;
        }),
        'an old compartment',
      );
      expect(seed(store, [door(1), big(2)])).toMatchObject({ ok: true });
      expect(places(store)).toEqual(['1 0-00 bank/0/0', '2 big-0-00 big/0/0']);
      expect(store.read.compartment(compartmentIdOf({ board: 0, lock: 0 }))?.state).toBe('free-verified');
    });
  });

  const refused: readonly [string, readonly ConfiguredDoor[]][] = [
    ['dropped', [door(1)]],
    ['renumbered', [door(1), door(2, { number: 7 })]],
    ['resized', [door(1), door(2, { size: 'S' })]],
  ];
  for (const [change, doors] of refused) {
    it(`is refused whole when a compartment that holds a parcel would be ${change}`, () => {
      const store = openMemoryStore();
      expectOk(seed(store, [door(1), door(2)]), 'the bank');
      occupy(store, 1);
      const before = doorsOf(store);
      expect(seed(store, [...doors, door(9)])).toEqual({ ok: false, error: { kind: 'bank-layout', compartmentId: '0-01', number: 2, change } });
      expect(doorsOf(store)).toEqual(before);
    });
  }
});
