import { MAX_DELEGATE_IDS } from '../../contract/hub/silo.ts';
import { type BlankPass, blankPass } from '../../contract/hub/sync.ts';
import { MAX_PASS_SECONDS, signPass } from '../../contract/pass/lk1.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { CROCKFORD, crockfordCheck } from '../../kernel/crockford.ts';
import { type PassId, type TenantId, toHex } from '../../kernel/ids.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import { putRows } from '../db/buckets.ts';
import type { Database } from '../db/database.ts';
import { num, str } from '../db/rows.ts';
import { PASS_EARLY_SECONDS } from '../../core/passes/pass-keys.ts';
import type { PassSigningKey } from '../keys/keys.ts';
import { drawPin, hashPin } from '../keys/pins.ts';
import { beginsAt } from './mint.ts';

/** What making passes needs. `pinCost` is scrypt's N. */
export interface PassPoolParts {
  readonly db: Database;
  readonly random: RandomBytes;
  readonly pinCost: number;
  readonly keyOf: (tenantId: string) => Promise<PassSigningKey>;
}

/** A blank pass with less life than this is replaced, so that a customer has two weeks to come. */
export const MIN_LIFE_SECONDS = 15 * 86_400;
/** Passes made and stored at a time: their hashes are computed side by side, and a new station need not wait for the last one. */
const BATCH = 8;

interface Shortage {
  readonly tenantId: string;
  readonly stationId: string;
  readonly bank: number;
  readonly missing: number;
}

interface MadePass {
  readonly pass: BlankPass;
  readonly pin: string;
}

/** Retires blank passes that end soon, or that no station takes, and fills every station's pool up again. Answers how many passes were made. */
export async function replenishPasses(parts: PassPoolParts, now: UnixMs): Promise<number> {
  const nowSeconds = Math.floor(now / 1000);
  await retire(parts.db, nowSeconds);
  let made = 0;
  for (const shortage of await shortages(parts.db)) {
    const key = await parts.keyOf(shortage.tenantId);
    for (let left = shortage.missing; left > 0; left -= BATCH) {
      const passes = await Promise.all(Array.from({ length: Math.min(left, BATCH) }, () => makePass(parts, key, shortage, nowSeconds)));
      await store(parts.db, shortage, passes);
      made += passes.length;
    }
  }
  return made;
}

/**
 * Those that end soon, and those that begin when none of their tenant's keys signs: their key was limited or revoked since, or was made after them.
 * A retired pass leaves the bucket but not the table: a station that was away may still bind it, and then its customer gets it.
 */
async function retire(db: Database, nowSeconds: number): Promise<void> {
  await db.transaction(async (tx) => {
    const rows = await tx.query(
      `UPDATE passes p SET state = 'retired' WHERE p.state = 'blank' AND (p.expires < $1 OR (
         EXISTS (SELECT 1 FROM pass_keys k WHERE k.tenant_id = p.tenant_id AND k.purpose = 'pass') AND NOT EXISTS (
           SELECT 1 FROM pass_keys k WHERE k.tenant_id = p.tenant_id AND k.purpose = 'pass' AND NOT k.revoked
             AND p.not_before BETWEEN greatest(k.min_nbf, k.nbf - $2) AND k.naf)))
       RETURNING p.tenant_id, p.station_id, p.pass_id`,
      [nowSeconds + MIN_LIFE_SECONDS, PASS_EARLY_SECONDS],
    );
    const groups = Map.groupBy(rows, (row) => `${str(row, 'tenant_id')}/${str(row, 'station_id')}`);
    for (const group of groups.values()) {
      const bucket = { tenantId: str(group[0], 'tenant_id'), bucket: 'passes', scope: str(group[0], 'station_id') } as const;
      await putRows(
        tx,
        bucket,
        group.map((row) => ({ key: str(row, 'pass_id'), value: null })),
      );
    }
  });
}

async function shortages(db: Database): Promise<readonly Shortage[]> {
  const rows = await db.query(
    `SELECT s.tenant_id, s.station_id, s.bank, s.pass_pool - count(p.pass_id) AS missing
     FROM stations s LEFT JOIN passes p ON p.tenant_id = s.tenant_id AND p.station_id = s.station_id AND p.state = 'blank'
     WHERE s.revoked_at IS NULL GROUP BY s.tenant_id, s.station_id, s.bank, s.pass_pool HAVING s.pass_pool > count(p.pass_id)
     ORDER BY s.tenant_id, s.station_id`,
  );
  return rows.map((row) => ({
    tenantId: str(row, 'tenant_id'),
    stationId: str(row, 'station_id'),
    bank: num(row, 'bank'),
    missing: num(row, 'missing'),
  }));
}

async function makePass(parts: PassPoolParts, key: PassSigningKey, place: Shortage, nowSeconds: number): Promise<MadePass> {
  const passId = toHex(parts.random(16));
  const notBefore = beginsAt(key, nowSeconds);
  const expires = notBefore + MAX_PASS_SECONDS;
  const body = {
    kind: 'collect',
    flags: { pin: false, totp: false, assistOnly: false },
    keyId: key.keyId,
    bank: place.bank,
    passId: passId as PassId,
    generation: 0,
    notBefore,
    expires,
  } as const;
  const code = signPass(body, place.tenantId as TenantId, key.sign);
  const pin = drawPin(parts.random);
  const shortCode = drawShortCode(parts.random);
  const delegateIds = Array.from({ length: MAX_DELEGATE_IDS }, () => toHex(parts.random(16)));
  return { pass: { passId, code, shortCode, pin: await hashPin(pin, parts.random, parts.pinCost), notBefore, expires, delegateIds }, pin };
}

/** 40 random bits as eight Crockford characters, and their check character. */
function drawShortCode(random: RandomBytes): string {
  const characters = Array.from(random(8), (byte) => CROCKFORD.charAt(byte & 31)).join('');
  return characters + crockfordCheck(characters);
}

async function store(db: Database, place: Shortage, passes: readonly MadePass[]): Promise<void> {
  await db.transaction(async (tx) => {
    const { tenantId, stationId } = place;
    const stored: MadePass[] = [];
    for (const made of passes) {
      const { passId, code, shortCode, notBefore, expires, delegateIds } = made.pass;
      // A short code that is taken (one in 2^40 for each other) leaves the pool one short until the next round.
      const rows = await tx.query(
        `INSERT INTO passes (tenant_id, pass_id, station_id, code, short_code, pin, pin_hash, not_before, expires, state, delegate_ids)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'blank', $10::jsonb) ON CONFLICT DO NOTHING RETURNING pass_id`,
        [tenantId, passId, stationId, code, shortCode, made.pin, made.pass.pin, notBefore, expires, JSON.stringify(delegateIds)],
      );
      if (rows.length > 0) stored.push(made);
    }
    const changes = stored.map(({ pass }) => ({ key: pass.passId, value: blankPass.parse(pass) }));
    await putRows(tx, { tenantId, bucket: 'passes', scope: stationId }, changes);
  });
}
