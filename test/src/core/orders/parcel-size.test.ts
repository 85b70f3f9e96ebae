import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { garment } from '../../../../src/contract/catalogue.ts';
import { type SizeClass, sizeClass } from '../../../../src/contract/schema.ts';
import { parcelSize } from '../../../../src/core/orders/parcel-size.ts';

const line = (kind: (typeof garment.options)[number], quantity: number) => ({ picture: { garment: kind }, quantity });

describe('the size of a parcel', () => {
  it.each([
    ['XS', [line('shirt', 1)]],
    ['XS', [line('socks', 3), line('tshirt', 2)]],
    ['S', [line('shoes', 1)]],
    ['M', [line('coat', 1)]],
    ['M', [line('boots', 1)]],
    ['L', [line('coat', 2), line('jumper', 1)]],
    ['XL', [line('boots', 3)]],
  ] as const)('is %s for %j', (size, lines) => {
    expect(parcelSize(lines)).toBe(size);
  });

  it('never shrinks when something is added', () => {
    const lines = fc.array(fc.record({ picture: fc.record({ garment: fc.constantFrom(...garment.options) }), quantity: fc.integer({ min: 1, max: 20 }) }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(lines, fc.constantFrom(...garment.options), (some, more) => {
        const rank = (size: SizeClass) => sizeClass.options.indexOf(size);
        expect(rank(parcelSize([...some, line(more, 1)]))).toBeGreaterThanOrEqual(rank(parcelSize(some)));
      }),
    );
  });
});
