import { describe, expect, it } from 'vitest';
import { openMemoryStore, write } from '../../../support/store.ts';
import { compartment, order, parcel, parcelIdOf } from './samples.ts';

describe('the compartment of a parcel', () => {
  it('is the one that is promised to it, then holds it, and none once it is gone', () => {
    const store = openMemoryStore();
    const where = (): unknown => store.read.compartmentOfParcel(parcelIdOf(1));
    write(store, (tx) => {
      tx.putOrder(order(1));
      tx.putParcel(parcel(1));
      tx.putCompartment(compartment(1));
      tx.putCompartment(compartment(2));
    });
    expect(where()).toBeNull();
    for (const state of ['pending', 'occupied'] as const) {
      write(store, (tx) => tx.putCompartment(compartment(2, { state, parcelId: parcelIdOf(1) })));
      expect(where()).toEqual(compartment(2, { state, parcelId: parcelIdOf(1) }));
    }
    write(store, (tx) => tx.putCompartment(compartment(2, { state: 'free-unverified', parcelId: null })));
    expect(where()).toBeNull();
  });
});
