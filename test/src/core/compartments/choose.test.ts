import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, chooseCompartment, fits, sizesInOrder } from '../../../../src/core/compartments/choose.ts';
import type { CompartmentId } from '../../../../src/kernel/ids.ts';

function candidate(number: number, over: Partial<Candidate> = {}): Candidate {
  return {
    compartmentId: `1-${number}` as CompartmentId,
    number,
    size: 'M',
    column: 0,
    row: number,
    state: 'free-verified',
    needsCheck: false,
    guarded: false,
    ...over,
  };
}

describe('choosing a compartment', () => {
  it('takes the smallest class that fits, larger ones only when none is left', () => {
    const bank = [candidate(1, { size: 'XL' }), candidate(2, { size: 'M' }), candidate(3, { size: 'S' })];
    expect(chooseCompartment(bank, 'M', 'staff')?.number).toBe(2);
    expect(chooseCompartment([candidate(1, { size: 'XL' }), candidate(3, { size: 'S' })], 'M', 'staff')?.number).toBe(1);
    expect(chooseCompartment([candidate(3, { size: 'S' })], 'M', 'staff')).toBeNull();
  });

  it('gives a compartment that nobody saw empty to staff, who look inside, and never to a customer', () => {
    const bank = [candidate(1, { state: 'free-unverified' })];
    expect(chooseCompartment(bank, 'S', 'staff')?.number).toBe(1);
    expect(chooseCompartment(bank, 'S', 'customer')).toBeNull();
  });

  it('prefers what was seen empty, then good order, then the height that most people reach', () => {
    expect(
      chooseCompartment(
        [candidate(1, { state: 'free-unverified', row: 2 }), candidate(2, { row: 0 }), candidate(9, { row: 4, state: 'occupied' })],
        'M',
        'staff',
      )?.number,
    ).toBe(2);
    expect(
      chooseCompartment([candidate(1, { needsCheck: true, row: 2 }), candidate(2, { row: 0 }), candidate(9, { row: 4, state: 'occupied' })], 'M', 'staff')
        ?.number,
    ).toBe(2);
    expect(
      chooseCompartment(
        [0, 1, 2, 3, 4].map((row) => candidate(row + 1, { row })),
        'M',
        'staff',
      )?.number,
    ).toBe(3);
  });

  it('is the same for the same bank in any order, and never gives one that is taken, guarded, suspect or broken', () => {
    const one = fc.record({
      number: fc.integer({ min: 1, max: 40 }),
      size: fc.constantFrom(...sizesInOrder),
      row: fc.integer({ min: 0, max: 7 }),
      state: fc.constantFrom<Candidate['state']>('free-verified', 'free-unverified', 'pending', 'occupied', 'suspect', 'out-of-service'),
      needsCheck: fc.boolean(),
      guarded: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: (row) => row.number, maxLength: 24 }), fc.constantFrom(...sizesInOrder), (rows, size) => {
        const bank = rows.map((row) => candidate(row.number, row));
        const chosen = chooseCompartment(bank, size, 'staff');
        expect(chooseCompartment([...bank].reverse(), size, 'staff')).toEqual(chosen);
        if (chosen === null) return;
        expect(chosen.state).toMatch(/^free-/);
        expect(chosen.guarded).toBe(false);
        expect(fits(chosen.size, size)).toBe(true);
      }),
    );
  });
});
