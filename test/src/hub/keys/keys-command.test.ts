import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type KeyBundle, signedBundle, verifyBundle } from '../../../../src/contract/hub/keys.ts';
import { runKeysCommand } from '../../../../src/hub/keys/keys-command.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { seededKey, verifyWithNode } from '../../../support/ed25519.ts';
import { issuingKeyOf } from '../../../support/key-bundle.ts';

const dir = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const TENANT = '018f0000-0000-7000-8000-000000000001';
const NOW = 1_760_000_000;
const at = (name: string) => join(dir, name);
let said: string[] = [];

async function keys(line: string, nowSeconds = NOW): Promise<number> {
  said = [];
  return await runKeysCommand(line.split(' '), { nowSeconds, say: (text) => said.push(text) });
}

function bundle(name: string, root: string): KeyBundle {
  const row = signedBundle.parse(JSON.parse(readFileSync(at(name), 'utf8')));
  return expectOk(verifyBundle(row, { tenantId: TENANT, root, verify: verifyWithNode }), name);
}

describe('the command of those who keep the root', () => {
  it('makes a root, signs what a hub wants, takes a key away, limits another, and gives it to the hub', async () => {
    expect(await keys(`root --out ${at('root')}`)).toBe(0);
    const [root = ''] = said;
    if (process.platform !== 'win32') expect(statSync(at('root')).mode & 0o777).toBe(0o600);
    const wanted = [1, 2].map((kid) => issuingKeyOf(kid, seededKey(String(kid).repeat(64)).publicKey, { nbf: NOW, naf: NOW + 7_776_000 }));
    writeFileSync(at('wanted'), JSON.stringify({ tenant: TENANT, keys: wanted }));
    expect(await keys(`sign --root ${at('root')} --wanted ${at('wanted')} --out ${at('b1')}`)).toBe(0);
    expect(bundle('b1', root)).toMatchObject({ seq: NOW, keys: wanted });
    expect(await keys(`revoke --root ${at('root')} --bundle ${at('b1')} --kid 1 --out ${at('b2')}`)).toBe(0);
    expect(await keys(`limit --root ${at('root')} --bundle ${at('b2')} --kid 2 --from 2026-01-01T00:00:00Z --out ${at('b3')}`)).toBe(0);
    const last = bundle('b3', root);
    expect([last.seq, last.keys.map(({ revoked, minNbf }) => [revoked, minNbf])]).toEqual([
      NOW + 2,
      [
        [true, 0],
        [false, 1_767_225_600],
      ],
    ]);
    expect(await keys(`install --data ${dir} --bundle ${at('b3')}`)).toBe(0);
    expect(readFileSync(join(dir, 'secrets', `key-bundle-installed-${TENANT}.json`), 'utf8')).toBe(readFileSync(at('b3'), 'utf8').trim());
    expect(await keys(`pin --data ${dir} --tenant ${TENANT} --root-public ${root}`)).toBe(0);
    expect(await keys(`show --bundle ${at('b3')}`)).toBe(0);
  });

  it('refuses a bundle of another root, a number that another key has, a key that there is not, and never writes over a file', async () => {
    expect(await keys(`root --out ${at('other')}`)).toBe(0);
    expect([await keys(`revoke --root ${at('other')} --bundle ${at('b1')} --kid 1 --out ${at('x')}`), said]).toEqual([1, ['refused: not-of-this-root']]);
    expect([await keys(`revoke --root ${at('root')} --bundle ${at('b1')} --kid 9 --out ${at('x')}`), said]).toEqual([1, ['refused: no-such-key']]);
    writeFileSync(at('taken'), JSON.stringify({ tenant: TENANT, keys: [issuingKeyOf(1, seededKey('9'.repeat(64)).publicKey)] }));
    expect([await keys(`sign --root ${at('root')} --wanted ${at('taken')} --bundle ${at('b1')} --out ${at('x')}`), said]).toEqual([
      1,
      ['refused: number-taken'],
    ]);
    expect([await keys(`root --out ${at('root')}`), said[0]]).toEqual([2, `${at('root')} is there already`]);
  });

  it('pins a root that begins with a dash, and refuses one that is none', async () => {
    expect(await keys(`pin --data ${dir} --tenant ${TENANT} --root-public -${'A'.repeat(42)}`)).toBe(0);
    expect(await keys(`pin --data ${dir} --tenant ${TENANT} --root-public`)).toBe(2);
    expect(await keys(`pin --data ${dir} --tenant ${TENANT} --root-public --out`)).toBe(2);
  });

  it('says how it is used', async () => {
    expect([await keys(''), await keys('nonsense'), await keys('sign --root x')]).toEqual([2, 2, 2]);
  });
});
