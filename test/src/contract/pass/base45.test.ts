import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BASE45, decodeBase45, encodeBase45 } from '../../../../src/contract/pass/base45.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

describe('Base45', () => {
  it.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ])('encodes and decodes the example %s of RFC 9285', (plain, encoded) => {
    expect(encodeBase45(ascii(plain))).toBe(encoded);
    expect(decodeBase45(encoded)).toEqual({ ok: true, value: ascii(plain) });
  });

  it.each([
    ['a group above 65535 (RFC 9285, 6)', 'GGW'],
    ['the highest group', ':::'],
    ['a last pair above 255', 'BB8V5'],
    ['one character too many', 'BB8A'],
    ['lower case', 'bb8'],
    ['a character outside the alphabet', 'BB_'],
    ['a surrogate pair', '😀A'],
    ['a full-width digit', 'B８8'],
  ])('refuses %s', (_name, text) => {
    expect(decodeBase45(text)).toEqual({ ok: false, error: { kind: 'not-base45' } });
  });

  it('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decodeBase45(encodeBase45(bytes))).toEqual({ ok: true, value: bytes });
      }),
    );
  });

  it('has one text per value: whatever it decodes, it encodes to the same characters', () => {
    const text = fc.string({ unit: fc.constantFrom(...BASE45), maxLength: 40 });
    fc.assert(
      fc.property(text, (encoded) => {
        const decoded = decodeBase45(encoded);
        if (decoded.ok) expect(encodeBase45(decoded.value)).toBe(encoded);
      }),
    );
  });
});
