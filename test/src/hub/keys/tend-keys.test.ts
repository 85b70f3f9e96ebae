import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUNDLE_ROW, type IssuingKey, keyBundle, signBundle, signedBundle, verifyBundle } from '../../../../src/contract/hub/keys.ts';
import { pullRows } from '../support/pull-rows.ts';
import { createKeyRing, type KeyRing } from '../../../../src/hub/keys/key-ring.ts';
import { installName, makeKeyPair, pinName, rootName, wantedName } from '../../../../src/hub/keys/key-files.ts';
import { memorySecrets, type SecretFiles } from '../../../../src/hub/keys/secret-files.ts';
import { tendKeys } from '../../../../src/hub/keys/tend-keys.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { verifyWithNode } from '../../../support/ed25519.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { makeWorld, NOW } from '../support/world.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());

const DAY = 86_400;
const START = NOW / 1000;
const message = new TextEncoder().encode('x');

function ring(files: SecretFiles, now = NOW): KeyRing {
  return createKeyRing({ db: engine.db, secrets: files, clock: { now: () => now }, logger: silentLogger });
}

/** The bundle that a tenant's stations pull, as a station with this root believes it. */
async function pulled(tenantId: string, root: string | null) {
  const page = await pullRows(engine.db, { tenantId, bucket: 'keys', scope: '' }, 0, 100);
  const [row, ...others] = (page?.rows ?? []).filter(({ value }) => value !== null);
  expect([row?.key, others]).toEqual([BUNDLE_ROW, []]);
  const read = verifyBundle(signedBundle.parse(row?.value), { tenantId, root: root ?? '', verify: verifyWithNode });
  return expectOk(read, 'the bundle');
}

const lives = ({ kid, purpose, nbf, naf }: IssuingKey) => [kid, purpose, (nbf - START) / DAY, (naf - START) / DAY];

describe('the keys of a tenant', () => {
  it('are made at the first start, one for passes and one for commands, in a bundle that its root signed', async () => {
    const { tenantId } = await makeWorld(engine.db);
    const files = memorySecrets();
    const keys = ring(files);
    const { seq, keys: inForce } = await pulledAfter(keys, tenantId);
    expect([seq, inForce.map(lives)]).toEqual([
      START,
      [
        [1, 'pass', 0, 90],
        [2, 'command', 0, 90],
      ],
    ]);
    expect([(await keys.passKey(tenantId)).keyId, (await keys.commandKey(tenantId)).keyId]).toEqual([1, 2]);
  });

  it('are the same after a restart, sign the same, and have no private half in the database', async () => {
    const { tenantId } = await makeWorld(engine.db);
    const files = memorySecrets();
    const [one, two] = [await ring(files).passKey(tenantId), await ring(files).passKey(tenantId)];
    expect([two.keyId, Buffer.from(two.sign(message)).toString('hex')]).toEqual([one.keyId, Buffer.from(one.sign(message)).toString('hex')]);
    const rows = [await engine.db.query('SELECT * FROM pass_keys'), await engine.db.query('SELECT * FROM key_bundles')];
    const secrets: { privateKey: string }[] = JSON.parse((await files.read(`issuing-keys-${tenantId}.json`)) ?? '[]');
    const root: { privateKey: string } = JSON.parse((await files.read(rootName(tenantId))) ?? '{}');
    expect(secrets).toHaveLength(2);
    for (const { privateKey } of [...secrets, root]) expect(JSON.stringify(rows)).not.toContain(privateKey);
  });

  it('are followed by others in time: each signs for 90 days, is published 35 days before and kept 35 days after', async () => {
    const { tenantId } = await makeWorld(engine.db);
    const files = memorySecrets();
    const told: [day: number, keys: readonly unknown[]][] = [];
    let before = '';
    for (let day = 0; day <= 260; day++) {
      const { root, signers } = await tendKeys(engine.db, files, tenantId, START + day * DAY);
      const { keys } = await pulled(tenantId, root);
      const passes = keys.filter(({ purpose }) => purpose === 'pass').map((key) => lives(key).slice(2));
      if (JSON.stringify(passes) !== before) told.push([day, passes]);
      before = JSON.stringify(passes);
      expect(signers.some((key) => key.purpose === 'pass' && key.nbf <= START + day * DAY && key.naf >= START + day * DAY)).toBe(true);
    }
    expect(told).toEqual([
      [0, [[0, 90]]],
      [
        41,
        [
          [0, 90],
          [90, 180],
        ],
      ],
      [126, [[90, 180]]],
      [
        131,
        [
          [90, 180],
          [180, 270],
        ],
      ],
      [216, [[180, 270]]],
      [
        221,
        [
          [180, 270],
          [270, 360],
        ],
      ],
    ]);
  });

  it('sign with the newest that is in its time', async () => {
    const { tenantId } = await makeWorld(engine.db);
    const files = memorySecrets();
    const on = async (day: number) => (await ring(files, NOW + day * DAY * 1000).passKey(tenantId)).keyId;
    expect([await on(0), await on(60), await on(89), await on(90), await on(120)]).toEqual([1, 1, 1, 3, 3]);
  });

  it('begin anew after a hub was off for long, though nobody could be told before', async () => {
    const { tenantId } = await makeWorld(engine.db);
    const files = memorySecrets();
    await ring(files).passKey(tenantId);
    const later = await tendKeys(engine.db, files, tenantId, START + 400 * DAY);
    expect((await pulled(tenantId, later.root)).keys.map(lives)).toEqual([
      [3, 'pass', 400, 490],
      [4, 'command', 400, 490],
    ]);
  });

  it('get new numbers when their files were lost, and those before are still believed', async () => {
    const { tenantId } = await makeWorld(engine.db);
    const files = memorySecrets();
    const root = await ring(files).rootOf(tenantId);
    await files.write(`issuing-keys-${tenantId}.json`, '[]');
    expect((await ring(files, NOW + 1000).passKey(tenantId)).keyId).toBe(3);
    expect((await pulled(tenantId, root)).keys.map(({ kid }) => kid)).toEqual([1, 2, 3, 4]);
  });

  it('are taken over from a hub of before, whose codes go on to be good', async () => {
    const { tenantId } = await makeWorld(engine.db);
    const old = makeKeyPair();
    const files = memorySecrets();
    await files.write(`pass-key-${tenantId}.json`, JSON.stringify({ keyId: 7, privateKey: old.privateKey }));
    expect((await ring(files).passKey(tenantId)).keyId).toBe(7);
    const { keys } = await pulled(tenantId, await ring(files).rootOf(tenantId));
    expect(keys.find(({ kid }) => kid === 7)).toMatchObject({ pub: old.pub, purpose: 'pass', nbf: 0, naf: START + 90 * DAY });
  });

  it('never share a number: a second hub waits for the one that holds the root to sign its keys', async () => {
    const { tenantId } = await makeWorld(engine.db);
    const [here, there] = [memorySecrets(), memorySecrets()];
    await ring(here).passKey(tenantId);
    await expect(ring(there).passKey(tenantId)).rejects.toThrow('no key of this hub');
    await ring(here, NOW + 1000).tend();
    expect((await ring(there, NOW + 2000).passKey(tenantId)).keyId).toBe(3);
  });

  it('differ between tenants, and so do their roots', async () => {
    const [a, b] = [await makeWorld(engine.db), await makeWorld(engine.db)];
    const keys = ring(memorySecrets());
    const [one, two] = [await keys.passKey(a.tenantId), await keys.passKey(b.tenantId)];
    expect(Buffer.from(one.sign(message)).equals(Buffer.from(two.sign(message)))).toBe(false);
    expect(await keys.rootOf(a.tenantId)).not.toBe(await keys.rootOf(b.tenantId));
  });

  it('keep counting bundles upwards after the database was put back to an older state', async () => {
    const { tenantId } = await makeWorld(engine.db);
    const files = memorySecrets();
    const before = await pulledAfter(ring(files), tenantId);
    await engine.db.query('DELETE FROM key_bundles WHERE tenant_id = $1', [tenantId]);
    await engine.db.query('DELETE FROM pass_keys WHERE tenant_id = $1', [tenantId]);
    const after = await pulledAfter(ring(files, NOW + 1000), tenantId);
    expect(after.seq).toBeGreaterThan(before.seq);
    expect(after.keys).toEqual(before.keys);
  });
});

describe('an offline root', () => {
  const root = makeKeyPair();

  async function offline() {
    const { tenantId } = await makeWorld(engine.db);
    const files = memorySecrets();
    await files.write(pinName(tenantId), JSON.stringify({ root: root.pub }));
    return { tenantId, files };
  }
  const wantedOf = async (files: SecretFiles, tenantId: string): Promise<readonly IssuingKey[]> =>
    JSON.parse((await files.read(wantedName(tenantId))) ?? '{}').keys;
  const bring = (files: SecretFiles, tenantId: string, keys: readonly IssuingKey[], seq: number, by = root) =>
    files.write(
      installName(tenantId),
      JSON.stringify(signBundle(keyBundle.parse({ tenant: tenantId, seq, issuedAt: NOW, keys, minAppVersion: null }), by.sign)),
    );

  it('signs what the hub wants; the hub makes no root of its own and signs nothing before', async () => {
    const { tenantId, files } = await offline();
    await expect(ring(files).passKey(tenantId)).rejects.toThrow('no key of this hub');
    expect([await files.read(rootName(tenantId)), await ring(files).rootOf(tenantId)]).toEqual([null, root.pub]);
    const wanted = await wantedOf(files, tenantId);
    expect(wanted.map(lives)).toEqual([
      [1, 'pass', 0, 90],
      [2, 'command', 0, 90],
    ]);
    await bring(files, tenantId, wanted, 1);
    expect(await ring(files).tend()).toBe(true);
    expect((await ring(files).passKey(tenantId)).keyId).toBe(1);
    expect((await pulled(tenantId, root.pub)).seq).toBe(1);
    expect(await wantedOf(files, tenantId)).toEqual([]);
  });

  it('takes a key away: the hub signs with another, which waits for the root as well', async () => {
    const { tenantId, files } = await offline();
    await tendKeys(engine.db, files, tenantId, START);
    const wanted = await wantedOf(files, tenantId);
    await bring(files, tenantId, wanted, 1);
    await tendKeys(engine.db, files, tenantId, START);
    await bring(
      files,
      tenantId,
      wanted.map((key) => ({ ...key, revoked: key.purpose === 'pass' })),
      2,
    );
    const after = await tendKeys(engine.db, files, tenantId, START + 60);
    expect([after.published, after.wanting]).toEqual([true, ['pass']]);
    await expect(ring(files, NOW + 60_000).passKey(tenantId)).rejects.toThrow('no key of this hub');
    expect((await wantedOf(files, tenantId)).map(({ kid, purpose }) => [kid, purpose])).toEqual([[3, 'pass']]);
  });

  it('is the only one that counts: bundles of another root, lower numbers and other keys under known numbers are left alone', async () => {
    const { tenantId, files } = await offline();
    await tendKeys(engine.db, files, tenantId, START);
    const wanted = await wantedOf(files, tenantId);
    await bring(files, tenantId, wanted, 5);
    await tendKeys(engine.db, files, tenantId, START);
    const refusals: (string | null)[] = [];
    const judge = async () => {
      const { published, refused } = await tendKeys(engine.db, files, tenantId, START);
      refusals.push(published ? 'put in force' : refused);
    };
    await bring(files, tenantId, wanted, 9, makeKeyPair());
    await judge();
    await bring(files, tenantId, wanted, 4);
    await judge();
    await bring(
      files,
      tenantId,
      wanted.map((key) => ({ ...key, pub: makeKeyPair().pub })),
      9,
    );
    await judge();
    await files.write(installName(tenantId), 'nonsense');
    await judge();
    expect(refusals).toEqual(['signature', null, 'a number of another key', null]);
    expect((await pulled(tenantId, root.pub)).seq).toBe(5);
  });
});

async function pulledAfter(keys: KeyRing, tenantId: string) {
  return await pulled(tenantId, await keys.rootOf(tenantId));
}
