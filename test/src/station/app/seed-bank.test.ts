import { describe, expect, it } from 'vitest';
import { done, expectOk } from '../../../../src/kernel/result.ts';
import { compartmentIdOf, type ConfiguredDoor, isInUse, seedBank } from '../../../../src/station/app/boot/seed-bank.ts';
import type { StationDatabase } from '../../../../src/station/store/database.ts';
import { openMemoryStore } from '../../../support/store.ts';
import { order, parcel, parcelIdOf } from '../store/samples.ts';

function door(number: number, change: Partial<ConfiguredDoor> = {}): ConfiguredDoor {
  return { number, board: 0, lock: number - 1, size: 'M', heightMm: 200, column: 0, row: number, ...change };
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
    expect(seedBank(store, [door(1), door(2)])).toMatchObject({ ok: true });
    expect(doorsOf(store)).toEqual(['1 0-00 M free-unverified', '2 0-01 M free-unverified']);
    expect(seedBank(store, [door(1), door(2)])).toMatchObject({ ok: true });
    expect(doorsOf(store)).toHaveLength(2);
  });

  it('may gain, lose, renumber and resize what is empty, even by swapping numbers', () => {
    const store = openMemoryStore();
    expectOk(seedBank(store, [door(1), door(2), door(3)]), 'the bank');
    expect(seedBank(store, [door(1, { number: 2 }), door(2, { number: 1, size: 'L' }), door(4)])).toMatchObject({ ok: true });
    expect(doorsOf(store)).toEqual(['1 0-01 L free-unverified', '2 0-00 M free-unverified', '4 0-03 M free-unverified']);
    expect(seedBank(store, [door(1), door(2), door(3)])).toMatchObject({ ok: true });
    expect(doorsOf(store)).toEqual(['1 0-00 M free-unverified', '2 0-01 M free-unverified', '3 0-02 M suspect']);
  });

  const refused: readonly [string, readonly ConfiguredDoor[]][] = [
    ['dropped', [door(1)]],
    ['renumbered', [door(1), door(2, { number: 7 })]],
    ['resized', [door(1), door(2, { size: 'S' })]],
  ];
  for (const [change, doors] of refused) {
    it(`is refused whole when a compartment that holds a parcel would be ${change}`, () => {
      const store = openMemoryStore();
      expectOk(seedBank(store, [door(1), door(2)]), 'the bank');
      occupy(store, 1);
      const before = doorsOf(store);
      expect(seedBank(store, [...doors, door(9)])).toEqual({ ok: false, error: { kind: 'bank-layout', compartmentId: '0-01', number: 2, change } });
      expect(doorsOf(store)).toEqual(before);
    });
  }
});
