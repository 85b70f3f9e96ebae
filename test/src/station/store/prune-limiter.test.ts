import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LimiterRow } from '../../../../src/station/ports/store.ts';
import { openTestStore, temporaryDirectory, write } from '../../../support/store.ts';

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

/** Scopes of every kind, with those that a careless range would take along. */
const others = ['pin:', 'pin:code', 'pin:code;', 'pin:codes', 'pin:0f', 'station:pin', 'station:staff', 'staff:7'];
const scopes = [...others, ...Array.from({ length: 12 }, (_, i) => `pin:code:${i.toString(32).toUpperCase().padStart(9, '7')}`)];
const isUnknown = (scope: string) => scope.startsWith('pin:code:');

const rows: fc.Arbitrary<LimiterRow[]> = fc.uniqueArray(
  fc.record({
    scope: fc.constantFrom(...scopes),
    failures: fc.integer({ min: 1, max: 9 }),
    windowStartedAt: fc.integer({ min: 0, max: 50 }),
    blockedUntil: fc.integer({ min: 0, max: 90 }),
  }),
  { selector: (row) => row.scope },
);

describe('forgetting tries at what does not exist', () => {
  it('keeps no old one and only the newest so many, leaves every other count alone, and is the same after a restart', () => {
    let n = 0;
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 12 }), (all, before, most) => {
        n += 1;
        const path = `${directory.path}/${n}.db`;
        const store = openTestStore(path);
        write(store, (tx) => {
          for (const row of all) tx.putLimiter(row);
          tx.pruneLimiter('pin:code:', before, most);
        });
        store.close();
        const again = openTestStore(path);
        const kept = scopes.map((scope) => again.read.limiter(scope)).filter((row) => row !== null);
        again.close();
        const byAge = (a: LimiterRow, b: LimiterRow) => b.windowStartedAt - a.windowStartedAt || (a.scope < b.scope ? -1 : 1);
        const young = all.filter((row) => isUnknown(row.scope) && row.windowStartedAt >= before).toSorted(byAge);
        const expected = [...all.filter((row) => !isUnknown(row.scope)), ...young.slice(0, most)];
        const inOrder = (list: readonly LimiterRow[]) => list.toSorted((a, b) => (a.scope < b.scope ? -1 : 1));
        expect(inOrder(kept)).toEqual(inOrder(expected));
      }),
      { numRuns: 15 },
    );
  });
});
