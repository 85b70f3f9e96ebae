import { expect, it } from 'vitest';
import { judgeNumber, withNumberCharacter } from '../../../renderer/silo/return-number.ts';
import { orderNumber } from '../../../src/core/orders/order-number.ts';
import { shortCodeOf } from '../../flows/support/shop.ts';

function type(text: string): string {
  return [...text].reduce(withNumberCharacter, '');
}

it('takes an order’s number and a short code, however they are typed, and tells a typo', () => {
  const number = orderNumber('K1', 42);
  expect([judgeNumber(type(number)), judgeNumber(type(number.toLowerCase())), judgeNumber(type(shortCodeOf(7)))]).toEqual(['complete', 'complete', 'complete']);
  expect(judgeNumber(type(orderNumber('K1', 1_234_567)))).toBe('complete');
  expect([judgeNumber(''), judgeNumber('K100042'), judgeNumber('K1000421'), judgeNumber('K10004211')]).toEqual([
    'incomplete',
    'incomplete',
    'incomplete',
    'typo',
  ]);
  expect(type('K1-00042-7 and much more than that')).toHaveLength(11);
});
