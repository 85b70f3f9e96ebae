import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openBankKey } from '../../../../src/station/secrets/bank-key.ts';

const dir = mkdtempSync(join(tmpdir(), 'bank-key-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const KEY = Buffer.alloc(32, 7).toString('base64url');

describe("the secret of a station's bank", () => {
  it('is there from when it is kept, also after a restart, for its owner only', () => {
    const path = join(dir, 'bank.key');
    const key = openBankKey(path);
    expect(key.read()).toBeNull();
    expect(key.keep(KEY)).toEqual({ ok: true, value: undefined });
    expect([key.read(), openBankKey(path).read()]).toEqual([new Uint8Array(32).fill(7), new Uint8Array(32).fill(7)]);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is none where others may read it, where it is damaged, and where it cannot be written', () => {
    const path = join(dir, 'other.key');
    writeFileSync(path, KEY, { mode: 0o600 });
    if (process.platform !== 'win32') {
      chmodSync(path, 0o644);
      expect(openBankKey(path).read()).toBeNull();
      chmodSync(path, 0o600);
    }
    writeFileSync(path, 'nonsense');
    expect(openBankKey(path).read()).toBeNull();
    expect(openBankKey(join(dir, 'missing', 'bank.key')).keep(KEY)).toMatchObject({ ok: false, error: { kind: 'storage' } });
  });
});
