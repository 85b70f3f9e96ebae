import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CROCKFORD, crockfordCheck, readCrockford, toCrockford } from '../../../src/kernel/crockford.ts';

const letters = fc.constantFrom(...CROCKFORD);
const word = fc.array(letters, { minLength: 2, maxLength: 31 });

describe('the check character', () => {
  it('catches every single wrong character', () => {
    fc.assert(
      fc.property(word, fc.nat(), letters, (characters, place, wrong) => {
        const at = place % characters.length;
        fc.pre(characters[at] !== wrong);
        const changed = characters.with(at, wrong);
        expect(crockfordCheck(changed.join(''))).not.toBe(crockfordCheck(characters.join('')));
      }),
    );
  });

  it('catches every swap of two characters', () => {
    fc.assert(
      fc.property(word, fc.nat(), fc.nat(), (characters, one, two) => {
        const [i, j] = [one % characters.length, two % characters.length];
        fc.pre(characters[i] !== characters[j]);
        const swapped = characters.with(i, characters[j] ?? '').with(j, characters[i] ?? '');
        expect(crockfordCheck(swapped.join(''))).not.toBe(crockfordCheck(characters.join('')));
      }),
    );
  });

  it('is refused for characters that are not Crockford’s and for texts that it cannot cover', () => {
    expect(() => crockfordCheck('ABCI')).toThrow();
    expect(() => crockfordCheck('0'.repeat(32))).toThrow();
  });
});

describe('what people type', () => {
  it.each([
    ['abcd-efgh', 'ABCDEFGH'],
    ['o1il l0', '01111' + '0'],
    [' 7k 3m ', '7K3M'],
  ])('%s is read as %s', (typed, read) => expect(readCrockford(typed)).toBe(read));
});

describe('bytes', () => {
  it('become base32, most significant bit first', () => {
    expect(toCrockford(Uint8Array.from([0xff, 0x00, 0xff, 0x00, 0xff]))).toBe('ZW0FY07Z');
    expect(toCrockford(Uint8Array.from([0b00001_000]))).toBe('10');
    expect(toCrockford(new Uint8Array(16))).toBe('0'.repeat(26));
  });
});
