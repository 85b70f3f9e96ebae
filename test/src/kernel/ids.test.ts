import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, uuidV7 } from '../../../src/kernel/ids.ts';

const zeros = (size: number) => new Uint8Array(size);

describe('uuidV7', () => {
  it('matches the worked example of RFC 9562, appendix A.6', () => {
    const random = () => Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidV7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('sorts by time as text', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 47), fc.nat(2 ** 46), (at, later) => {
        expect(uuidV7(at, zeros) < uuidV7(at + later + 1, zeros)).toBe(true);
      }),
    );
  });

  it('always carries version 7 and the RFC variant', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 47), fc.uint8Array({ minLength: 10, maxLength: 10 }), (at, bytes) => {
        expect(uuidV7(at, () => bytes)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
    );
  });
});

describe('toHex', () => {
  it('writes two digits for each byte', () => {
    expect(toHex(Uint8Array.from([0, 10, 255]))).toBe('000aff');
  });
});
