import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeClass } from '../../../src/contract/schema.ts';
import type { Door } from '../../../src/contract/station/place-views.ts';
import { layoutBank, placeOf } from '../../../renderer/ui/door-layout.ts';

function door(number: number, column: number, row: number, size: Door['size'] = 'S'): Door {
  return { compartmentId: `1-${number}`, number, column, row, size };
}

describe('the drawing of a bank', () => {
  it('of no doors has no size', () => {
    expect(layoutBank([])).toEqual({ width: 0, height: 0, cells: [] });
  });

  it('makes larger doors taller, and stacks them from the top', () => {
    const { cells, height } = layoutBank([door(2, 0, 1, 'XL'), door(1, 0, 0, 'XS')]);
    expect(cells.map((cell) => [cell.door.number, cell.y])).toEqual([
      [1, 0],
      [2, 0.8],
    ]);
    expect(height).toBeCloseTo(4.4);
  });

  it('has every column filled to the same height without gap or overlap, whatever doors there are', () => {
    const doors = fc
      .array(fc.record({ column: fc.nat(5), size: fc.constantFrom(...sizeClass.options) }), { minLength: 1, maxLength: 60 })
      .map((list) => list.map(({ column, size }, index) => door(index + 1, column, index, size)));
    fc.assert(
      fc.property(doors, (bank) => {
        const { cells, height } = layoutBank(bank);
        expect(cells).toHaveLength(bank.length);
        for (const x of new Set(cells.map((cell) => cell.x))) {
          let y = 0;
          for (const cell of cells.filter((other) => other.x === x)) {
            expect(cell.y).toBeCloseTo(y);
            y += cell.height;
          }
          expect(y).toBeCloseTo(height);
        }
      }),
    );
  });
});

describe('the place of a door in words', () => {
  const bank = [0, 1, 2].flatMap((column) => [0, 1, 2, 3, 4].map((row) => door(column * 5 + row + 1, column, row)));

  it.each([
    [1, { column: 1, columns: 3, vertical: 'top' }],
    [7, { column: 2, columns: 3, vertical: 'upper' }],
    [8, { column: 2, columns: 3, vertical: 'middle' }],
    [14, { column: 3, columns: 3, vertical: 'lower' }],
    [15, { column: 3, columns: 3, vertical: 'bottom' }],
  ] as const)('of door %d is %o', (number, expected) => {
    expect(placeOf(bank, `1-${number}`)).toEqual(expected);
  });

  it('of a door that is not in the bank is none', () => {
    expect(placeOf(bank, '9-99')).toBeNull();
  });
});
