import { generateKeyPairSync, scryptSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeSecrets } from '../../../../src/station/secrets/node-secrets.ts';

const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
function stored(pin: string, n = 32_768): string {
  const hash = scryptSync(pin, salt, 32, { N: n, r: 8, p: 1, maxmem: 128 * 1_048_576 });
  return `scrypt$${n}$8$1$${salt.toString('hex')}$${hash.toString('hex')}`;
}

describe('the check of a PIN', () => {
  it('accepts the right one at the cost that the hub uses', async () => {
    expect(await nodeSecrets().checkPin(stored('123456'), '123456')).toBe(true);
  });

  it('refuses a wrong one', async () => {
    expect(await nodeSecrets().checkPin(stored('123456'), '123457')).toBe(false);
  });

  it('refuses every PIN where nothing is stored', async () => {
    expect(await nodeSecrets().checkPin(null, '123456')).toBe(false);
  });

  it.each([
    ['another algorithm', 'bcrypt$32768$8$1$00010203$0011'],
    ['no power of two', stored('1', 1024).replace('$1024$', '$1000$')],
    ['a cost that would take the machine down', stored('1', 1024).replace('$1024$', '$1048576$')],
    ['half a byte', `${stored('1', 1024)}a`],
    ['nothing at all', ''],
  ])('refuses a stored text with %s', async (_what, text) => {
    expect(await nodeSecrets().checkPin(text, '1')).toBe(false);
  });
});

describe('the check of a signature', () => {
  const pair = generateKeyPairSync('ed25519');
  const publicKey = Uint8Array.from(pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(12));
  const message = new TextEncoder().encode('a message');
  const signature = Uint8Array.from(sign(null, message, pair.privateKey));

  it('accepts the genuine one, also from the remembered key', () => {
    const { verifyEd25519 } = nodeSecrets();
    expect([verifyEd25519(publicKey, message, signature), verifyEd25519(publicKey, message, signature)]).toEqual([true, true]);
  });

  it('refuses another message, a short signature and a key that is none', () => {
    const { verifyEd25519 } = nodeSecrets();
    const verdicts = [
      verifyEd25519(publicKey, message.subarray(1), signature),
      verifyEd25519(publicKey, message, signature.subarray(1)),
      verifyEd25519(publicKey.subarray(1), message, signature),
      verifyEd25519(new Uint8Array(32), message, new Uint8Array(64)),
    ];
    expect(verdicts).toEqual([false, false, false, false]);
  });
});

it('hashes text as UTF-8', () => {
  expect(nodeSecrets().sha256Hex('a\u00f1o')).toBe('f5b8fbdc12f475287cbc62727eecdb6f145a80de49c76b84779a083816b93932');
});
