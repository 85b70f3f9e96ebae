import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeBase64Url } from '../../../../src/contract/hub/base64.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { openDeviceKey } from '../../../../src/station/secrets/device-key.ts';
import { verifyWithNode } from '../../../support/ed25519.ts';
import { temporaryDirectory } from '../../../support/store.ts';

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

describe('the key of a device', () => {
  it('is made once, readable by its owner only, and is the same after a restart', () => {
    const path = join(directory.path, 'device-key.pem');
    const first = expectOk(openDeviceKey(path), 'first');
    const second = expectOk(openDeviceKey(path), 'second');
    expect(second.publicKey).toBe(first.publicKey);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('signs what its public half verifies', () => {
    const key = expectOk(openDeviceKey(join(directory.path, 'k')), 'key');
    const message = new TextEncoder().encode('request');
    expect(verifyWithNode(decodeBase64Url(key.publicKey) ?? new Uint8Array(), message, key.sign(message))).toBe(true);
  });

  it('is refused when others may read it', () => {
    const path = join(directory.path, 'k');
    expectOk(openDeviceKey(path), 'key');
    chmodSync(path, 0o644);
    expect(openDeviceKey(path)).toEqual({ ok: false, error: { kind: 'exposed', path, mode: '644' } });
  });

  it('is not replaced when the file is damaged', () => {
    const path = join(directory.path, 'k');
    writeFileSync(path, 'not a key', { mode: 0o600 });
    expect(openDeviceKey(path)).toMatchObject({ ok: false, error: { kind: 'unreadable', path } });
  });
});
