import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, chooseCompartment, findCompartment, fits, nextSize, sizesInOrder } from '../../../../src/core/compartments/choose.ts';
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

describe('what is wished for beside the size', () => {
  const column = (size: Candidate['size'], over: Partial<Candidate> = {}) => [0, 1, 2, 3, 4].map((row) => candidate(row + 1, { row, size, ...over }));

  it('never gives a compartment that is held for somebody, until the time is over', () => {
    const bank = [candidate(1, { heldUntil: 2000 })];
    expect(findCompartment(bank, 'M', 'staff', { now: 1999 })).toEqual({ kind: 'full' });
    expect(findCompartment(bank, 'M', 'staff', { now: 2000 }).kind).toBe('found');
    expect(chooseCompartment(bank, 'M', 'customer')).toBeNull();
  });

  it('tells a bank without a door that is large enough from one that is full', () => {
    const bank = [candidate(1, { size: 'S' }), candidate(2, { size: 'L', state: 'out-of-service' })];
    expect(findCompartment(bank, 'M', 'staff').kind).toBe('too-big');
    expect(findCompartment([...bank, candidate(3, { state: 'occupied' })], 'M', 'staff').kind).toBe('full');
    expect([nextSize(bank, 'XS'), nextSize(bank, 'S')]).toEqual(['S', null]);
  });

  it('keeps the last of each size for returns, where there are more than that many, and takes a larger one first', () => {
    const wishes = { keepForReturns: 1 };
    const small = [candidate(1, { size: 'S' }), candidate(2, { size: 'S', state: 'occupied' })];
    expect(findCompartment(small, 'S', 'staff', wishes)).toEqual({ kind: 'only-kept' });
    expect(chooseCompartment(small, 'S', 'staff')?.number).toBe(1);
    const large = [candidate(3, { size: 'L' }), candidate(4, { size: 'L' })];
    expect(chooseCompartment([...small, ...large], 'S', 'staff', wishes)?.size).toBe('L');
    expect(chooseCompartment([candidate(1, { size: 'S' })], 'S', 'staff', wishes)?.number).toBe(1);
  });

  it('keeps those that a customer may be given: the others go to staff, who look inside', () => {
    const bank = [candidate(1), candidate(2, { state: 'free-unverified' }), candidate(3, { state: 'free-unverified' })];
    expect(chooseCompartment(bank, 'M', 'staff', { keepForReturns: 1 })?.number).toBe(2);
  });

  it('gives who needs one a low door before the size that fits best, and neither the lowest nor a high one if it can', () => {
    const bank = [...column('S'), ...[5, 6, 7, 8].map((row) => candidate(row + 1, { row, size: 'L' }))];
    const low = findCompartment(bank, 'S', 'staff', { lowDoor: true });
    expect(low).toMatchObject({ kind: 'found', isLow: true, compartment: { size: 'S', row: 4 } });
    const large = findCompartment(
      bank.filter(({ row }) => row !== 4),
      'S',
      'staff',
      { lowDoor: true },
    );
    expect(large).toMatchObject({ isLow: true, compartment: { size: 'L', row: 6 } });
    expect(findCompartment([candidate(1, { row: 0 }), candidate(2, { row: 6, state: 'occupied' })], 'S', 'staff', { lowDoor: true })).toMatchObject({
      isLow: false,
    });
  });

  it('measures what can be reached from a wheelchair where the heights of the boxes are known', () => {
    // Their middles, from the top: 1480, 1250, 1150, 880, 530 and 200 mm above the floor.
    const heights = [360, 100, 100, 440, 260, 400] as const;
    const tall = heights.map((heightMm, row) => candidate(row + 1, { row, heightMm, size: row === 0 ? 'XS' : 'M' }));
    const low = (free: readonly number[]) =>
      findCompartment(
        tall.map((door) => (free.includes(door.row) ? door : { ...door, state: 'occupied' as const })),
        'XS',
        'staff',
        { lowDoor: true },
      );
    const answers = [[0, 1, 2], [0, 1], [0, 1, 4], [0, 5], [0]].map((free) => low(free));
    expect(answers.map((choice) => (choice.kind === 'found' ? [choice.compartment.row, choice.isLow] : choice.kind))).toEqual([
      [2, true],
      [1, false],
      [4, true],
      [5, false],
      [0, false],
    ]);
  });

  it('counts rows where the height of any box below is not known', () => {
    const bank = [0, 1, 2, 3].map((row) => candidate(row + 1, { row, ...(row === 3 ? {} : { heightMm: 2000 }) }));
    expect(findCompartment(bank, 'M', 'staff', { lowDoor: true })).toMatchObject({ isLow: true, compartment: { row: 2 } });
  });

  it('leaves the last comfortable doors to what does not wait long', () => {
    const bank = column('M').filter(({ row }) => row !== 2);
    expect(chooseCompartment(bank, 'M', 'staff', { dwell: 'short' })?.row).toBe(1);
    expect(chooseCompartment(bank, 'M', 'staff', { dwell: 'long' })?.row).toBe(0);
    expect(chooseCompartment(column('M'), 'M', 'staff', { dwell: 'long' })?.row).toBe(2);
  });

  it('puts the parcels of one person side by side', () => {
    const bank = [...column('M'), ...column('M').map((row) => ({ ...row, number: row.number + 10, column: 1 }))];
    expect(chooseCompartment(bank, 'M', 'staff', { near: [{ column: 1, row: 4 }] })).toMatchObject({ column: 1, row: 4 });
  });
});
