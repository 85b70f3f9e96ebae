import { createHash } from 'node:crypto';
import { encodeBase64Url } from '../../contract/hub/base64.ts';
import type { EnrolResponse } from '../../contract/hub/sync.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Database, Queryable, Transaction } from '../db/database.ts';
import { num, numOrNull, str, strOrNull } from '../db/rows.ts';
import type { BankKeys } from '../keys/keys.ts';
import type { StationIdentity } from './context.ts';
import { openStream } from './streams.ts';

/** How long an enrolment code lives, in milliseconds. */
export const CODE_LIFE_MS = 15 * 60_000;

/** A station as its key identifies it. */
export interface KnownStation extends StationIdentity {
  /** Raw Ed25519 key, base64url. */
  readonly publicKey: string;
  readonly revoked: boolean;
}

/** Makes a one-time code (128 bits) for a station, or answers null when there is no such station. Only its hash is stored. */
export async function makeEnrolmentCode(db: Database, random: RandomBytes, stationId: string, now: UnixMs): Promise<string | null> {
  const [station] = await db.query('SELECT tenant_id FROM stations WHERE station_id = $1 AND revoked_at IS NULL', [stationId]);
  if (station === undefined) return null;
  const code = encodeBase64Url(random(16));
  await db.transaction(async (tx) => {
    // One live code per station: a new one ends those before it.
    await tx.query('DELETE FROM enrolment_codes WHERE tenant_id = $1 AND station_id = $2', [str(station, 'tenant_id'), stationId]);
    await tx.query('INSERT INTO enrolment_codes (code_hash, tenant_id, station_id, expires_at) VALUES ($1, $2, $3, $4)', [
      hash(code),
      str(station, 'tenant_id'),
      stationId,
      now + CODE_LIFE_MS,
    ]);
  });
  return code;
}

/** The keys that a station is given with its identity: the root that it pins, and the secret of its own bank. */
export interface EnrolmentKeys {
  readonly rootOf: (tenantId: string) => Promise<string | null>;
  readonly bankKeyOf: BankKeys;
}

/**
 * Trades a code for an identity. The code works once; the same request again (its answer was lost) is answered the same. A station
 * that enrols again gets its new key, and the old one is dead at once.
 */
export async function enrol(
  db: Database,
  request: { readonly code: string; readonly publicKey: string; readonly epoch: string },
  now: UnixMs,
  keys: EnrolmentKeys,
): Promise<Result<EnrolResponse, { readonly kind: 'refused' }>> {
  const enrolled = await trade(db, request, now);
  if (!enrolled.ok) return enrolled;
  const { tenantId, bank } = enrolled.value;
  return ok({ ...enrolled.value, rootKey: await keys.rootOf(tenantId), bankKey: keys.bankKeyOf(tenantId, bank) });
}

async function trade(
  db: Database,
  request: { readonly code: string; readonly publicKey: string; readonly epoch: string },
  now: UnixMs,
): Promise<Result<Omit<EnrolResponse, 'rootKey' | 'bankKey'>, { readonly kind: 'refused' }>> {
  return await db.transaction(async (tx) => {
    const [code] = await tx.query('SELECT * FROM enrolment_codes WHERE code_hash = $1 FOR UPDATE', [hash(request.code)]);
    const usedBy = code === undefined ? null : strOrNull(code, 'used_by');
    if (code === undefined || num(code, 'expires_at') < now || (usedBy !== null && usedBy !== request.publicKey)) return err({ kind: 'refused' });
    const station = await findStationRow(tx, str(code, 'station_id'));
    if (station === undefined || numOrNull(station, 'revoked_at') !== null) return err({ kind: 'refused' });
    const identity = readIdentity(station);
    if (usedBy === null) await register(tx, identity, request, now);
    const { tenantId, stationId, storeId, bank } = identity;
    return ok({ stationId, tenantId, storeId, stationCode: str(station, 'station_code'), bank });
  });
}

/** The station with this id, if it was ever enrolled. */
export async function findStation(db: Queryable, stationId: string): Promise<KnownStation | null> {
  const row = await findStationRow(db, stationId);
  const publicKey = row === undefined ? null : strOrNull(row, 'public_key');
  if (row === undefined || publicKey === null) return null;
  return { ...readIdentity(row), publicKey, revoked: numOrNull(row, 'revoked_at') !== null };
}

/** Ends a station's access. Its tenant's other stations and keys are not touched. */
export async function revokeStation(db: Database, stationId: string, now: UnixMs): Promise<void> {
  await db.query('UPDATE stations SET revoked_at = $2 WHERE station_id = $1 AND revoked_at IS NULL', [stationId, now]);
}

async function register(tx: Transaction, station: StationIdentity, request: { code: string; publicKey: string; epoch: string }, at: UnixMs): Promise<void> {
  const { tenantId, stationId } = station;
  await tx.query('UPDATE stations SET public_key = $3, enrolled_at = $4 WHERE tenant_id = $1 AND station_id = $2', [
    tenantId,
    stationId,
    request.publicKey,
    at,
  ]);
  await tx.query('UPDATE enrolment_codes SET used_by = $2 WHERE code_hash = $1', [hash(request.code), request.publicKey]);
  await openStream({ tx, station, at }, request.epoch);
  await tx.query(`INSERT INTO audit (tenant_id, station_id, kind, at, facts) VALUES ($1, $2, 'station.enrolled', $3, $4::jsonb)`, [
    tenantId,
    stationId,
    at,
    JSON.stringify({ epoch: request.epoch }),
  ]);
}

async function findStationRow(db: Queryable, stationId: string) {
  const [row] = await db.query('SELECT * FROM stations WHERE station_id = $1', [stationId]);
  return row;
}

function readIdentity(row: Readonly<Record<string, unknown>>): StationIdentity {
  return { tenantId: str(row, 'tenant_id'), stationId: str(row, 'station_id'), storeId: str(row, 'store_id'), bank: num(row, 'bank') };
}

function hash(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
