import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderNumber as schema } from '../../../../src/contract/orders.ts';
import { orderNumber, readOrderNumber } from '../../../../src/core/orders/order-number.ts';
import { CROCKFORD } from '../../../../src/kernel/crockford.ts';

const station = fc.string({ unit: fc.constantFrom(...CROCKFORD), minLength: 2, maxLength: 2 });
const counter = fc.integer({ min: 1, max: 99_999_999 });

describe('an order number', () => {
  it('has the station, five digits and a check character', () => {
    expect([orderNumber('K1', 1), orderNumber('K1', 42), orderNumber('K1', 123_456)]).toEqual(['K1-00001-P', 'K1-00042-0', 'K1-123456-5']);
  });

  it('fits the contract and is read back', () => {
    fc.assert(
      fc.property(station, counter, (code, count) => {
        const number = orderNumber(code, count);
        expect(schema.safeParse(number).success).toBe(true);
        expect(readOrderNumber(number)).toBe(number);
      }),
    );
  });

  it('is read however people write it', () => {
    const number = orderNumber('K1', 42);
    const typed = [
      number.toLowerCase(),
      number.replaceAll('-', ''),
      ` ${number.replaceAll('-', ' ')} `,
      number.replaceAll('0', 'O'),
      number.replaceAll('1', 'l'),
    ];
    expect(typed.map(readOrderNumber)).toEqual(typed.map(() => number));
  });

  it('with one character wrong is no order number', () => {
    fc.assert(
      fc.property(station, counter, fc.nat(), fc.constantFrom(...CROCKFORD), (code, count, place, wrong) => {
        const number = orderNumber(code, count);
        const at = place % number.length;
        fc.pre(number[at] !== '-' && number[at] !== wrong);
        expect(readOrderNumber(number.slice(0, at) + wrong + number.slice(at + 1))).toBeNull();
      }),
    );
  });

  it.each(['', '-', 'K1', 'K1-42-7', 'K1-00042', "' OR 1=1--", 'K1-00042-0'.repeat(10), 'Ｋ1-00042-5'])('is not read out of %s', (text) => {
    expect(readOrderNumber(text)).toBeNull();
  });

  it('is not made of a wrong station code or counter', () => {
    for (const [code, count] of [
      ['K', 1],
      ['KI', 1],
      ['K1', 0],
      ['K1', 1.5],
      ['K1', 100_000_000],
    ] as const)
      expect(() => orderNumber(code, count)).toThrow();
  });
});
