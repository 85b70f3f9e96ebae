import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchTotp, totpDigits, totpStep } from '../../../../src/core/passes/totp.ts';
import type { PassId } from '../../../../src/kernel/ids.ts';
import { nodeSecrets, totpCode } from '../../../../src/station/secrets/node-secrets.ts';

/** The secret of the SHA-256 rows of RFC 6238, appendix B. */
const SECRET = Buffer.from('12345678901234567890123456789012', 'ascii');

function rfcCode(step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  return totpDigits(createHmac('sha256', SECRET).update(counter).digest());
}

describe('the digits of a rotating code', () => {
  it.each([
    [59, '46119246'],
    [1_111_111_109, '68084774'],
    [1_111_111_111, '67062674'],
    [1_234_567_890, '91819424'],
    [2_000_000_000, '90698825'],
    [20_000_000_000, '77737706'],
  ])('at %i s are those of RFC 6238, appendix B, for SHA-256', (seconds, digits) => {
    expect(rfcCode(totpStep(seconds))).toBe(digits);
  });
});

describe('a rotating code', () => {
  const now = 1_760_000_000;
  it('is good for its own step and the ones beside it, and for no other', () => {
    const judged = [-3, -2, -1, 0, 1, 2, 3].map((step) => matchTotp(rfcCode(totpStep(now) + step), now, rfcCode) !== null);
    expect(judged).toEqual([false, false, true, true, true, false, false]);
  });

  it('names the step that it belongs to', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 0xffffffff }), fc.integer({ min: -1, max: 1 }), (seconds, drift) => {
        expect(matchTotp(rfcCode(totpStep(seconds) + drift), seconds, rfcCode)).toBe(totpStep(seconds) + drift);
      }),
    );
  });

  it('is nothing where there is no secret, and of another length', () => {
    expect([matchTotp(rfcCode(totpStep(now)), now, () => null), matchTotp('', now, rfcCode), matchTotp('1234567', now, rfcCode)]).toEqual([null, null, null]);
  });

  it('is of one pass at one bank: another pass or another bank has others', () => {
    const [a, b] = ['0a'.repeat(16), '0b'.repeat(16)] as PassId[];
    if (a === undefined || b === undefined) throw new Error('two passes');
    const codes = [totpCode(SECRET, a, 7), totpCode(SECRET, b, 7), totpCode(new Uint8Array(32), a, 7), totpCode(SECRET, a, 8)];
    expect([new Set(codes).size, nodeSecrets(() => SECRET).totpCode(a, 7), nodeSecrets().totpCode(a, 7)]).toEqual([4, codes[0], null]);
    // For whoever makes the same on a phone: HKDF-SHA-256 of the bank's secret, then RFC 6238.
    expect(codes[0]).toBe('03169614');
  });
});
