import { describe, expect, it } from 'vitest';
import { orderNumber } from '../../../../src/core/orders/order-number.ts';
import { encodeTillCode } from '../../../../src/core/payments/till-code.ts';
import { compareLabel, readParcelLabel } from '../../../../src/core/recall/label.ts';

const number = orderNumber('K1', 42);
const other = orderNumber('K1', 43);

describe('the label of a parcel', () => {
  it('is an order number, as it is printed or typed, or the code that the till scans', () => {
    expect(readParcelLabel(number)).toBe(number);
    expect(readParcelLabel(` ${number.toLowerCase().replaceAll('-', ' ')}\r`)).toBe(number);
    expect(readParcelLabel(encodeTillCode({ number, total: { minor: 100, currency: 'EUR' } }))).toBe(number);
    expect(['', 'https://example.com', `${number.slice(0, -1)}?`, 'LK1:ABC', '8412345678905'].map(readParcelLabel)).toEqual([null, null, null, null, null]);
  });

  it('is compared with what is expected behind the door', () => {
    expect(compareLabel(number, { number, receipt: null })).toBe('matches');
    expect(compareLabel(other, { number, receipt: null })).toBe('differs');
    expect(compareLabel('hello', { number, receipt: null })).toBe('unreadable');
    expect(compareLabel('r1-0042', { number: null, receipt: 'R1-0042' })).toBe('matches');
    expect(compareLabel('R1-0043', { number: null, receipt: 'R1-0042' })).toBe('differs');
    expect(compareLabel(number, { number, receipt: 'R1-0042' })).toBe('matches');
    expect(compareLabel('?!', { number, receipt: 'R1-0042' })).toBe('unreadable');
  });
});
