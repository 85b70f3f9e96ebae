import type { UnixMs } from '../../kernel/clock.ts';
import type { Transaction } from '../db/database.ts';

/** Who is speaking: always from the key that signed, never from what was sent. */
export interface StationIdentity {
  readonly tenantId: string;
  readonly stationId: string;
  readonly storeId: string;
  readonly bank: number;
}

/**
 * The unguessable token of an order's page; the same for the same order, so that a replay keeps links alive. Order ids are made by
 * stations, so the tenant is part of what it is made from.
 */
export type PhoneTokens = (tenantId: string, orderId: string) => string;

/** What an effect works with. `at` is when the hub received the operation, the same again in a replay. */
export interface EffectContext {
  readonly tx: Transaction;
  readonly station: StationIdentity;
  readonly at: UnixMs;
  readonly phoneToken: PhoneTokens;
}

/**
 * Where and when something happened, in the transaction that does it: an operation of a station, or what a customer or an operator asked
 * for, which is about a station or about none.
 */
export interface Happening {
  readonly tx: Transaction;
  readonly station: { readonly tenantId: string; readonly stationId: string | null };
  readonly at: UnixMs;
}

/** What became of an operation. A rejection's reason is for people at the station. */
export type Effect =
  | { readonly outcome: 'applied' }
  | { readonly outcome: 'rejected'; readonly reason: string }
  | { readonly outcome: 'deferred'; readonly reason: string; readonly orderId: string };

/** The effect of an operation that did what it says. */
export const applied: Effect = { outcome: 'applied' };

/** Facts beside an alarm or an audit entry: ids, codes and counts, no personal data. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** Records that something was done, in the transaction that does it. */
export async function audit(c: Happening, kind: string, facts: Facts): Promise<void> {
  await c.tx.query('INSERT INTO audit (tenant_id, station_id, kind, at, facts) VALUES ($1, $2, $3, $4, $5::jsonb)', [
    c.station.tenantId,
    c.station.stationId,
    kind,
    c.at,
    JSON.stringify(facts),
  ]);
}

/** What was done, and the facts beside it. */
export interface AuditEntry {
  readonly kind: string;
  readonly facts: Facts;
}

/** Records several things that were done one after the other, in one statement. */
export async function auditAll(c: Happening, entries: readonly AuditEntry[]): Promise<void> {
  await c.tx.query(
    `INSERT INTO audit (tenant_id, station_id, kind, at, facts)
     SELECT $1::text, $2::text, f.kind, $3::bigint, f.facts FROM json_to_recordset($4::json) AS f(n integer, kind text, facts jsonb) ORDER BY f.n`,
    [c.station.tenantId, c.station.stationId, c.at, JSON.stringify(entries.map(({ kind, facts }, n) => ({ n, kind, facts })))],
  );
}

/** Raises what a person must look at. `about` names it within its kind, so that a repeat raises it once. */
export async function alarm(c: Happening, kind: string, about: string, facts: Facts): Promise<void> {
  await c.tx.query(
    `INSERT INTO alarms (tenant_id, alarm_key, station_id, kind, at, facts) VALUES ($1, $2, $3, $4, $5, $6::jsonb)
     ON CONFLICT DO NOTHING`,
    [c.station.tenantId, alarmKey(kind, about), c.station.stationId, kind, c.at, JSON.stringify(facts)],
  );
}

/** Takes an alarm back whose reason is gone. */
export async function endAlarm(c: Pick<Happening, 'tx' | 'station'>, kind: string, about: string): Promise<void> {
  await c.tx.query('DELETE FROM alarms WHERE tenant_id = $1 AND alarm_key = $2', [c.station.tenantId, alarmKey(kind, about)]);
}

/** What an alarm is stored under: `about` names it within its kind. */
export function alarmKey(kind: string, about: string): string {
  return `${kind}:${about}`;
}
