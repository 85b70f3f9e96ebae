import { scryptSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { keyBundle, signedBundle } from '../../../../src/contract/hub/keys.ts';
import { blankPass } from '../../../../src/contract/hub/sync.ts';
import { verifyPass } from '../../../../src/contract/pass/verify.ts';
import { passKeysOf } from '../../../../src/core/passes/pass-keys.ts';
import { readShortCode } from '../../../../src/core/passes/short-code.ts';
import { pullRows } from '../support/pull-rows.ts';
import { MIN_LIFE_SECONDS, type PassPoolParts, replenishPasses } from '../../../../src/hub/domain/pass-pool.ts';
import { createKeyRing } from '../../../../src/hub/keys/key-ring.ts';
import { memorySecrets, type SecretFiles } from '../../../../src/hub/keys/secret-files.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import type { TenantId } from '../../../../src/kernel/ids.ts';
import { verifyWithNode } from '../../../support/ed25519.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { column, loaded, makeOutbox, makeWorld, NOW, placed, push, type World } from '../support/world.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());
afterEach(async () => {
  await engine.db.query('UPDATE stations SET pass_pool = 0');
  await engine.db.query('DELETE FROM passes');
});

const secrets = memorySecrets();
const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
const parts = (): PassPoolParts => ({ db: engine.db, random, pinCost: 2, keyOf: ring(secrets).passKey });
const DAY = 86_400_000;
/** The keys of a hub with this folder of secrets. */
function ring(files: SecretFiles, now = NOW) {
  return createKeyRing({ db: engine.db, secrets: files, clock: { now: () => now }, logger: silentLogger });
}

async function makePooledWorld(passPool: number): Promise<World> {
  const world = await makeWorld(engine.db);
  await engine.db.query('UPDATE stations SET pass_pool = $2 WHERE station_id = $1', [world.kiosk.stationId, passPool]);
  return world;
}

async function blanks(world: World) {
  const page = await pullRows(engine.db, { tenantId: world.tenantId, bucket: 'passes', scope: world.kiosk.stationId }, 0, 500);
  return (page?.rows ?? []).filter((row) => row.value !== null).map((row) => blankPass.parse(row.value));
}

/** The keys that this world's stations have now. */
async function keysAt(world: World) {
  const page = await pullRows(engine.db, { tenantId: world.tenantId, bucket: 'keys', scope: '' }, 0, 10);
  const { body } = signedBundle.parse(page?.rows[0]?.value);
  return passKeysOf(keyBundle.parse(JSON.parse(body)));
}

/** What a station says to a code. */
function judged(keys: Awaited<ReturnType<typeof keysAt>>, code: string, { tenantId, bank, at }: { tenantId: string; bank: number; at: number }) {
  const context = { tenantId: tenantId as TenantId, bank, keys, nowSeconds: Math.floor(at / 1000), clockSuspect: false, checkTotp: () => false };
  const result = verifyPass(code, { ...context, verify: verifyWithNode });
  return result.ok ? 'opens' : result.error.kind;
}

describe('the pool of blank passes', () => {
  it('is filled to its size, once', async () => {
    const world = await makePooledWorld(11);
    expect([await replenishPasses(parts(), NOW), await replenishPasses(parts(), NOW), (await blanks(world)).length]).toEqual([11, 0, 11]);
  });

  it("holds codes that open this tenant's bank for 35 days, and no other", async () => {
    const world = await makePooledWorld(2);
    await replenishPasses(parts(), NOW);
    const keys = await keysAt(world);
    const judge = (code: string, tenantId: string, bank: number, day: number) => judged(keys, code, { tenantId, bank, at: NOW + day * DAY });
    const [first] = await blanks(world);
    const code = first?.code ?? '';
    const other = await makeWorld(engine.db);
    expect([
      judge(code, world.tenantId, 1, 0),
      judge(code, world.tenantId, 1, 34),
      judge(code, world.tenantId, 1, 36),
      judge(code, world.tenantId, 2, 0),
      judge(code, other.tenantId, 1, 0),
    ]).toEqual(['opens', 'opens', 'R_TIME', 'R_BANK', 'R_SIG']);
  });

  it('gives stations a hash of each PIN and keeps the PIN', async () => {
    const world = await makePooledWorld(3);
    await replenishPasses(parts(), NOW);
    const pins = new Map(
      (await engine.db.query('SELECT pass_id, pin FROM passes WHERE tenant_id = $1', [world.tenantId])).map((row) => [row['pass_id'], String(row['pin'])]),
    );
    for (const pass of await blanks(world)) {
      const [, n, r, p, salt = '', hash] = pass.pin.split('$');
      const pin = pins.get(pass.passId) ?? '';
      expect(pin).toMatch(/^\d{6}$/);
      expect(scryptSync(pin, Buffer.from(salt, 'hex'), 32, { N: Number(n), r: Number(r), p: Number(p) }).toString('hex')).toBe(hash);
      expect(readShortCode(pass.shortCode)).toBe(pass.shortCode);
    }
    const sent = await engine.db.query('SELECT value::text AS v FROM bucket_rows WHERE tenant_id = $1', [world.tenantId]);
    for (const pin of pins.values()) expect(JSON.stringify(sent)).not.toContain(`"${pin}"`);
  });

  it('replaces a pass that was used', async () => {
    const world = await makePooledWorld(2);
    await replenishPasses(parts(), NOW);
    const [used] = await blanks(world);
    const out = makeOutbox();
    const order = placed();
    await push(engine.db, world.kiosk, out.request(out.add(order), out.add(loaded(order, { passId: used?.passId ?? '' }))));
    expect([(await blanks(world)).length, await replenishPasses(parts(), NOW), (await blanks(world)).length]).toEqual([1, 1, 2]);
    expect((await blanks(world)).map((pass) => pass.passId)).not.toContain(used?.passId);
  });

  it('replaces passes with less than 15 days left, and still knows them when a station that was away binds one', async () => {
    const world = await makePooledWorld(2);
    await replenishPasses(parts(), NOW);
    const old = await blanks(world);
    const life = (at: number) => (old[0]?.expires ?? 0) - at / 1000;
    const later = NOW + 21 * DAY;
    expect([life(NOW + 19 * DAY) > MIN_LIFE_SECONDS, life(later) < MIN_LIFE_SECONDS]).toEqual([true, true]);
    expect([await replenishPasses(parts(), NOW + 19 * DAY), await replenishPasses(parts(), later)]).toEqual([0, 2]);
    expect((await blanks(world)).filter((pass) => old.some((other) => other.passId === pass.passId))).toEqual([]);
    const out = makeOutbox();
    const order = placed();
    await push(engine.db, world.kiosk, out.request(out.add(order), out.add(loaded(order, { passId: old[0]?.passId ?? '' }))), later);
    expect(await column(engine.db, world, 'passes', 'state', 'state')).toEqual(['blank', 'blank', 'bound', 'retired']);
  });

  it('holds codes that open although their key was made a moment after the round began', async () => {
    const world = await makePooledWorld(2);
    const slow = { ...parts(), keyOf: ring(memorySecrets(), NOW + 3000).passKey };
    await replenishPasses(slow, NOW);
    const keys = await keysAt(world);
    const opened = (await blanks(world)).map(({ code }) => judged(keys, code, { tenantId: world.tenantId, bank: 1, at: NOW + 4000 }));
    expect(opened).toEqual(['opens', 'opens']);
    expect((await blanks(world)).map(({ notBefore, expires }) => expires - notBefore)).toEqual([35 * 86_400, 35 * 86_400]);
  });

  it('replaces codes that begin when none of the keys signed: no station would take them', async () => {
    const world = await makePooledWorld(2);
    await replenishPasses(parts(), NOW);
    const old = (await blanks(world)).map(({ passId }) => passId);
    await engine.db.query('UPDATE pass_keys SET min_nbf = $2 WHERE tenant_id = $1', [world.tenantId, Math.floor(NOW / 1000) - 300]);
    const limited = { ...parts(), keyOf: ring(secrets, NOW + 60_000).passKey };
    expect([await replenishPasses(limited, NOW + 60_000), await replenishPasses(limited, NOW + 60_000)]).toEqual([2, 0]);
    const left = await blanks(world);
    expect(left.filter(({ passId }) => old.includes(passId))).toEqual([]);
    const keys = await keysAt(world);
    expect(left.map(({ code }) => judged(keys, code, { tenantId: world.tenantId, bank: 1, at: NOW + 61_000 }))).toEqual(['opens', 'opens']);
  });
});
