import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CompartmentState, StoreWriter } from '../../../../src/station/ports/store.ts';
import type { StationDatabase } from '../../../../src/station/store/database.ts';
import { openMemoryStore, write } from '../../../support/store.ts';
import { blankPass, compartment, intent, intentIdOf, order, parcel, parcelIdOf, passIdOf } from './samples.ts';

let store: StationDatabase;
beforeEach(() => {
  store = openMemoryStore();
  change((tx) => {
    for (const n of [1, 2, 3]) {
      tx.putOrder(order(n));
      tx.putParcel(parcel(n));
      tx.putCompartment(compartment(n));
    }
  });
});

function change(work: (tx: StoreWriter) => void): void {
  write(store, work);
}

const states: readonly CompartmentState[] = ['free-verified', 'free-unverified', 'pending', 'occupied', 'suspect', 'out-of-service'];
const holds = (state: CompartmentState): boolean => state === 'pending' || state === 'occupied' || state === 'suspect';

describe('the schema', () => {
  it('holds one live intent per compartment, and allows the next once it ended', () => {
    change((tx) => tx.insertIntent(intent(1)));
    expect(() =>
      change((tx) => tx.insertIntent(intent(9, { compartmentId: compartment(1).compartmentId, parcelId: parcelIdOf(1), orderId: order(1).orderId as never }))),
    ).toThrow(/UNIQUE/);
    change((tx) => tx.endIntent(intentIdOf(1), '{}', 'collected', 5));
    change((tx) => tx.insertIntent(intent(1, { intentId: intentIdOf(2) })));
    expect(store.read.liveIntents().map((row) => row.intentId)).toEqual([intentIdOf(2)]);
  });

  it('never changes an intent that has ended, nor one that does not exist', () => {
    change((tx) => tx.insertIntent(intent(1)));
    change((tx) => tx.endIntent(intentIdOf(1), '{}', 'collected', 5));
    expect(() => change((tx) => tx.updateIntent(intentIdOf(1), '{}'))).toThrow('the intent has ended');
    expect(() => change((tx) => tx.updateIntent(intentIdOf(7), '{}'))).toThrow('no intent');
  });

  it('holds a parcel in one compartment at most', () => {
    change((tx) => tx.putCompartment(compartment(1, { state: 'pending', parcelId: parcelIdOf(1) })));
    expect(() => change((tx) => tx.putCompartment(compartment(2, { state: 'pending', parcelId: parcelIdOf(1) })))).toThrow(/UNIQUE/);
  });

  it('gives a compartment to a parcel only when it is free', () => {
    change((tx) => tx.putCompartment(compartment(1, { state: 'pending', parcelId: parcelIdOf(1) })));
    expect(() => change((tx) => tx.putCompartment(compartment(1, { state: 'pending', parcelId: parcelIdOf(2) })))).toThrow('another parcel');
    expect(() => change((tx) => tx.putCompartment(compartment(1, { state: 'occupied', parcelId: parcelIdOf(2) })))).toThrow('another parcel');
    change((tx) => tx.putCompartment(compartment(1, { state: 'occupied', parcelId: parcelIdOf(1) })));
    expect(() => change((tx) => tx.putCompartment(compartment(1, { state: 'pending', parcelId: parcelIdOf(1) })))).toThrow('illegal compartment transition');
  });

  it('does not know a free compartment with a parcel in it, nor an occupied one without', () => {
    expect(() => change((tx) => tx.putCompartment(compartment(1, { parcelId: parcelIdOf(1) })))).toThrow(/CHECK/);
    expect(() => change((tx) => tx.putCompartment(compartment(1, { state: 'pending' })))).toThrow(/CHECK/);
  });

  it('knows no parcel of an unknown order and no compartment with an unknown parcel', () => {
    expect(() => change((tx) => tx.putParcel(parcel(8)))).toThrow(/FOREIGN KEY/);
    expect(() => change((tx) => tx.putCompartment(compartment(1, { state: 'pending', parcelId: parcelIdOf(8) })))).toThrow(/FOREIGN KEY/);
  });

  it('lets a compartment, whatever was done to it, be promised only while it is free', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states), { maxLength: 12 }), (path) => {
        const bank = openMemoryStore();
        write(bank, (tx) => {
          tx.putOrder(order(1));
          tx.putParcel(parcel(1));
          tx.putCompartment(compartment(1));
        });
        let state: CompartmentState = 'free-verified';
        for (const next of path) {
          const put = () =>
            write(bank, (tx) => {
              tx.putCompartment(compartment(1, { state: next, parcelId: holds(next) ? parcelIdOf(1) : null }));
            });
          let moved = true;
          try {
            put();
          } catch {
            moved = false;
          }
          if (next === 'pending' && moved) expect(['free-verified', 'free-unverified', 'pending']).toContain(state);
          if (next === 'free-unverified' && moved) expect(['suspect', 'out-of-service']).not.toContain(state);
          if (moved) state = next;
          expect(bank.read.compartment(compartment(1).compartmentId)?.state).toBe(state);
        }
        bank.close();
      }),
      { numRuns: 60 },
    );
  });
});

describe('passes', () => {
  beforeEach(() => {
    change(() => {
      store.tables.passes.putBlank(blankPass(1));
      store.tables.passes.putBlank(blankPass(2));
    });
  });

  it('are given out with the longest life left, and not when they end too soon', () => {
    expect(store.read.blankPasses(1_761_000_000, 1).map((pass) => pass.passId)).toEqual([passIdOf(2)]);
    expect(store.read.blankPasses(1_761_000_003, 1)).toEqual([]);
  });

  it('open one parcel only', () => {
    change((tx) => tx.bindPass(passIdOf(1), parcelIdOf(1)));
    expect(() => change((tx) => tx.bindPass(passIdOf(1), parcelIdOf(2)))).toThrow('bound to another parcel');
    expect(() => change((tx) => tx.bindPass(passIdOf(2), parcelIdOf(1)))).toThrow(/UNIQUE/);
    expect([store.read.blankPasses(0, 500).length, store.read.passByShortCode(blankPass(1).shortCode)?.parcelId]).toEqual([1, parcelIdOf(1)]);
  });

  it('are blank again when unbound', () => {
    change((tx) => tx.bindPass(passIdOf(1), parcelIdOf(1)));
    change((tx) => tx.unbindPass(passIdOf(1)));
    expect(store.read.pass(passIdOf(1))?.parcelId).toBeNull();
  });

  it('remember the highest generation seen', () => {
    change((tx) => tx.seePassGeneration(passIdOf(1), 3));
    change((tx) => tx.seePassGeneration(passIdOf(1), 2));
    expect(store.read.pass(passIdOf(1))?.seenGeneration).toBe(3);
  });
});

describe('lookups', () => {
  it('list the paid silo orders without a parcel, oldest first', () => {
    change((tx) => {
      tx.putOrder(order(12));
      tx.putOrder(order(11));
      tx.putOrder(order(13, { status: 'placed' }));
      tx.putOrder(order(14, { fulfilmentKind: 'ship' }));
      tx.putParcel(parcel(2, { status: 'loading', loadedAt: null }));
    });
    expect(store.read.ordersToPrepare(10).map((row) => row.number)).toEqual([order(2).number, order(11).number, order(12).number]);
  });

  it('find the parcel that is here before one that was', () => {
    change((tx) => tx.putParcel(parcel(1, { status: 'withdrawn' })));
    change((tx) => tx.putParcel(parcel(4, { orderId: order(1).orderId as never, status: 'loading', loadedAt: null })));
    expect(store.read.parcelOfOrder(order(1).orderId as never)?.parcelId).toBe(parcelIdOf(4));
  });

  it('give back what was put', () => {
    expect(store.read.order(order(1).orderId as never)).toEqual(order(1));
    expect(store.read.orderByNumber(order(2).number)).toEqual(order(2));
    expect(store.read.compartments()).toEqual([compartment(1), compartment(2), compartment(3)]);
    expect(store.read.parcel(parcelIdOf(3))).toEqual(parcel(3));
    change((tx) => tx.insertIntent(intent(1)));
    expect(store.read.intent(intentIdOf(1))).toEqual(intent(1));
  });

  it('let nobody in by a number that two members carry', () => {
    const member = { staffId: 'a', name: 'Ana', number: '1234', badgeHash: 'a'.repeat(64), pin: 'scrypt$1$1$1$00$00', roles: ['assistant' as const] };
    change(() => store.tables.staff.put(member));
    expect(store.read.staffByNumber('1234')).toEqual(member);
    change(() => store.tables.staff.put({ ...member, staffId: 'b', badgeHash: 'b'.repeat(64) }));
    expect([store.read.staffByNumber('1234'), store.read.staffByBadgeHash('b'.repeat(64))?.staffId]).toEqual([null, 'b']);
  });

  it('keep the kiosk session, the limiters and small values', () => {
    change((tx) => {
      tx.putKioskSession('{"a":1}');
      tx.putLimiter({ scope: 'station:pin', failures: 2, windowStartedAt: 1, blockedUntil: 9 });
      tx.putMeta('orderCounter', '7');
    });
    expect([store.read.kioskSession(), store.read.limiter('station:pin')?.failures, store.read.meta('orderCounter')]).toEqual(['{"a":1}', 2, '7']);
    change((tx) => {
      tx.putKioskSession(null);
      tx.clearLimiter('station:pin');
    });
    expect([store.read.kioskSession(), store.read.limiter('station:pin')]).toEqual([null, null]);
  });
});
