import { assert, property, uint8Array, integer } from 'fast-check';
import { expect, it } from 'vitest';
import { readReturnReceipt, returnReceipt } from '../../../../src/core/returns/receipt-number.ts';
import { CROCKFORD } from '../../../../src/kernel/crockford.ts';

const bytes = uint8Array({ minLength: 5, maxLength: 5 });

it('is short, and is read however people write it', () => {
  const receipt = returnReceipt(() => Uint8Array.of(1, 2, 3, 4, 5));
  expect(receipt).toMatch(/^R-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  for (const typed of [receipt, receipt.toLowerCase(), receipt.slice(2), receipt.replaceAll('-', ' '), receipt.replaceAll('0', 'o')]) {
    expect(readReturnReceipt(typed)).toBe(receipt);
  }
  expect([readReturnReceipt(''), readReturnReceipt('R'.repeat(50)), readReturnReceipt('R-7K3M-9QR')]).toEqual([null, null, null]);
});

it('catches every single wrong character', () => {
  assert(
    property(bytes, integer({ min: 0, max: 7 }), integer({ min: 1, max: 31 }), (random, place, off) => {
      const characters = [
        ...returnReceipt(() => random)
          .replaceAll('-', '')
          .slice(1),
      ];
      const was = CROCKFORD.indexOf(characters[place] ?? '');
      characters[place] = CROCKFORD[(was + off) % 32] ?? '';
      expect(readReturnReceipt(`R${characters.join('')}`)).toBeNull();
    }),
  );
});
