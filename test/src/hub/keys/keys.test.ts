import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadPhoneTokens } from '../../../../src/hub/keys/keys.ts';
import { drawPin, hashPin } from '../../../../src/hub/keys/pins.ts';
import { memorySecrets, secretFiles } from '../../../../src/hub/keys/secret-files.ts';

const dir = mkdtempSync(join(tmpdir(), 'hub-secrets-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));

describe('secret files', () => {
  it('can be read by their owner only', async () => {
    const files = secretFiles(join(dir, 'secrets'));
    expect(await files.read('key')).toBeNull();
    await files.write('key', 'one');
    await files.write('key', 'two');
    expect(await files.read('key')).toBe('two');
    if (process.platform !== 'win32') {
      expect([statSync(join(dir, 'secrets')).mode & 0o777, statSync(join(dir, 'secrets', 'key')).mode & 0o777]).toEqual([0o700, 0o600]);
    }
  });
});

describe("the token of an order's page", () => {
  it('is 128 bits, the same for the same order, and another under another key or for another tenant', async () => {
    const files = memorySecrets();
    const [one, two, other] = [await loadPhoneTokens(files, random), await loadPhoneTokens(files, random), await loadPhoneTokens(memorySecrets(), random)];
    const tokens = [one('t', 'a'), two('t', 'a'), one('t', 'b'), one('u', 'a'), other('t', 'a')];
    expect(tokens[0]).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(tokens.map((token) => token === tokens[0])).toEqual([true, true, false, false, false]);
  });
});

describe('a PIN', () => {
  it('is every number of six digits equally often', () => {
    const drawn = (...bytes: number[]) =>
      drawPin(
        (() => {
          const left = [...bytes];
          return () => Uint8Array.from(left.splice(0, 3));
        })(),
      );
    // 15 999 999 is the last value that counts; 16 000 000 and above are drawn again.
    expect([drawn(0, 0, 0), drawn(0, 0, 7), drawn(0xf4, 0x23, 0xff), drawn(0xf4, 0x24, 0, 0, 0, 1)]).toEqual(['000000', '000007', '999999', '000001']);
  });

  it('is hashed with scrypt at the real cost within the memory it is given', async () => {
    expect(await hashPin('123456', () => new Uint8Array(16), 2 ** 15)).toMatch(/^scrypt\$32768\$8\$1\$0{32}\$[0-9a-f]{64}$/);
  });
});
