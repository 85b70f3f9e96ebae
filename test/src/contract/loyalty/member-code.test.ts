import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signMemberCode, verifyMemberCode } from '../../../../src/contract/loyalty/member-code.ts';
import type { TenantId } from '../../../../src/kernel/ids.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const publicKey = new Uint8Array(Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url'));
const tenantId = '0192f0c1-7b6e-7d3a-9c1e-000000000001' as TenantId;
const member = { memberId: '00112233445566778899aabbccddeeff', generation: 3, keyId: 7 };
const signed = (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey));
const text = signMemberCode(member, tenantId, signed);
const context = {
  tenantId,
  keys: new Map([[7, publicKey]]),
  verify: (key: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
    verify(null, message, { key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') }, format: 'jwk' }, signature),
};

describe("a member's code", () => {
  it('is one short text of the alphanumeric mode, and says who without saying who', () => {
    expect(text).toMatch(/^PM1:[0-9A-Z $%*+\-./:]{125}$/);
    expect(verifyMemberCode(text, context)).toEqual({ ok: true, value: member });
  });

  it('is refused at another shop, with an unknown key, and when it is some other code', () => {
    const other = { ...context, tenantId: '0192f0c1-7b6e-7d3a-9c1e-000000000002' as TenantId };
    expect(verifyMemberCode(text, other)).toEqual({ ok: false, error: { kind: 'forged' } });
    expect(verifyMemberCode(text, { ...context, keys: new Map() })).toEqual({ ok: false, error: { kind: 'unknown-key' } });
    expect(verifyMemberCode('PC1:VERANO20K', context)).toEqual({ ok: false, error: { kind: 'other-code' } });
    for (const broken of ['PM1:', `${text}0`, text.slice(0, -1), text.toLowerCase().replace('pm1:', 'PM1:'), `PM1:${'0'.repeat(4000)}`])
      expect(verifyMemberCode(broken, context)).toMatchObject({ ok: false });
  });

  it('is refused with any character changed', () => {
    const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
    fc.assert(
      fc.property(fc.integer({ min: 4, max: text.length - 1 }), fc.constantFrom(...letters), (at, letter) => {
        fc.pre(text[at] !== letter);
        expect(verifyMemberCode(text.slice(0, at) + letter + text.slice(at + 1), context).ok).toBe(false);
      }),
    );
  });

  it('refuses to be made of what does not fit', () => {
    expect(() => signMemberCode({ ...member, generation: 256 }, tenantId, signed)).toThrow();
    expect(() => signMemberCode({ ...member, memberId: 'aa' }, tenantId, signed)).toThrow();
    expect(createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })).asymmetricKeyType).toBe('ed25519');
  });
});
