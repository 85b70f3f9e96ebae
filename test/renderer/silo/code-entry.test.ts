import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODE_LENGTH, codeKeys, judgeCode, withCharacter, withDigit } from '../../../renderer/silo/code-entry.ts';
import { CROCKFORD, crockfordCheck } from '../../../src/kernel/crockford.ts';

const type = (text: string) => [...text].reduce(withCharacter, '');

describe('the short code', () => {
  test('is taken in small letters, with O for 0 and I or L for 1, and without hyphens', () => {
    expect(type('7k3m-9qro-i')).toBe('7K3M9QR01');
  });

  test('takes nothing beyond its nine characters and nothing that a code cannot have', () => {
    expect(type('7K3M9QRTX22')).toBe('7K3M9QRTX');
    expect(type('7Ñ€ 😀K')).toBe('7K');
    expect(withCharacter('7', 'KK')).toBe('7');
  });

  test('is incomplete until its check character, then complete or a typo', () => {
    const body = '7K3M9QRT';
    expect(judgeCode(body)).toBe('incomplete');
    expect(judgeCode(body + crockfordCheck(body))).toBe('complete');
  });

  test('with any one wrong character is a typo', () => {
    const character = fc.constantFrom(...CROCKFORD);
    fc.assert(
      fc.property(fc.array(character, { minLength: 8, maxLength: 8 }), fc.nat(CODE_LENGTH - 1), character, (characters, at, wrong) => {
        const body = characters.join('');
        const code = body + crockfordCheck(body);
        fc.pre(code[at] !== wrong);
        expect(judgeCode(code.slice(0, at) + wrong + code.slice(at + 1))).toBe('typo');
      }),
    );
  });

  test('has a key for each of its characters and no other', () => {
    expect([...codeKeys].sort()).toEqual([...CROCKFORD].sort());
  });
});

test('a PIN takes six digits and nothing else', () => {
  expect([...'12a3 4５567'].reduce(withDigit, '')).toBe('123456');
  expect([...'1234567'].reduce(withDigit, '')).toBe('123456');
});
