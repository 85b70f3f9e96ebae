import type { Operation } from '../../contract/events/operations.ts';
import { type HelpCallRow, helpDoing } from '../../contract/hub/silo.ts';
import { staffMember } from '../../contract/staff.ts';
import { putRows } from '../db/buckets.ts';
import { dropRow } from '../db/directives.ts';
import { numOrNull, parsed, str, strOrNull } from '../db/rows.ts';
import { alarm, applied, audit, type Effect, type EffectContext } from './context.ts';

type Called = Extract<Operation, { kind: 'help.called' }>;
type Answered = Extract<Operation, { kind: 'help.answered' }>;
type Reopened = Extract<Operation, { kind: 'help.reopened' }>;
type Ended = Extract<Operation, { kind: 'help.ended' }>;

/** A call that the hub hears of later than this rings nowhere: whoever called has gone. In milliseconds. */
export const CALL_RINGS_MS = 600_000;

/** Somebody calls for help: the other stations of the shop ring. */
export async function helpCalled(c: EffectContext, op: Called): Promise<Effect> {
  const { tenantId, stationId, storeId } = c.station;
  await c.tx.query(
    `INSERT INTO help_calls (tenant_id, call_id, store_id, station_id, screen, called_at, doing) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [tenantId, op.callId, storeId, stationId, op.screen, op.at, op.doing ?? null],
  );
  await audit(c, op.kind, { callId: op.callId, screen: op.screen });
  if (c.at - op.at <= CALL_RINGS_MS) await publishCall(c, op.callId);
  return applied;
}

/** A call was answered, at its own station or at another of the shop: the ringing ends and the caller reads who comes. */
export async function helpAnswered(c: EffectContext, op: Answered): Promise<Effect> {
  const { tenantId, storeId } = c.station;
  const name = op.staffId === null ? null : await nameOf(c, op.staffId);
  const rows = await c.tx.query(
    `UPDATE help_calls SET answered_at = $4, answered_by = $5, waited_ms = $6
     WHERE tenant_id = $1 AND call_id = $2 AND store_id = $3 AND answered_at IS NULL RETURNING ended_at`,
    [tenantId, op.callId, storeId, op.at, name, op.waitedMs],
  );
  await audit(c, op.kind, { callId: op.callId, staffId: op.staffId, waitedMs: op.waitedMs });
  if (rows.length > 0 && numOrNull(rows[0], 'ended_at') === null && c.at - op.at <= CALL_RINGS_MS) await publishCall(c, op.callId);
  return applied;
}

/** Whoever answered did not come: the call rings again, and anybody may answer it. An answer that was given after that stands. */
export async function helpReopened(c: EffectContext, op: Reopened): Promise<Effect> {
  const { tenantId, storeId } = c.station;
  const rows = await c.tx.query(
    `UPDATE help_calls SET answered_at = NULL, answered_by = NULL, reopened = reopened + 1
     WHERE tenant_id = $1 AND call_id = $2 AND store_id = $3 AND ended_at IS NULL AND answered_at < $4 RETURNING call_id`,
    [tenantId, op.callId, storeId, op.at],
  );
  await audit(c, op.kind, { callId: op.callId });
  if (rows.length > 0 && c.at - op.at <= CALL_RINGS_MS) await publishCall(c, op.callId);
  return applied;
}

/** A call is over. One that nobody answered is an alarm: somebody was left standing. */
export async function helpEnded(c: EffectContext, op: Ended): Promise<Effect> {
  const { tenantId, storeId } = c.station;
  const [row] = await c.tx.query(
    'UPDATE help_calls SET ended_at = $4, outcome = $5 WHERE tenant_id = $1 AND call_id = $2 AND store_id = $3 RETURNING answered_at, called_at',
    [tenantId, op.callId, storeId, op.at, op.outcome ?? null],
  );
  if (row !== undefined && numOrNull(row, 'answered_at') === null) await alarm(c, 'help-unanswered', op.callId, { callId: op.callId });
  await audit(c, op.kind, { callId: op.callId, outcome: op.outcome ?? null });
  await dropRow(c.tx, { tenantId, bucket: 'calls', scope: storeId }, op.callId);
  return applied;
}

async function publishCall(c: EffectContext, callId: string): Promise<void> {
  const { tenantId, storeId } = c.station;
  const [row] = await c.tx.query(
    `SELECT c.*, s.station_code FROM help_calls c LEFT JOIN stations s ON s.tenant_id = c.tenant_id AND s.station_id = c.station_id
     WHERE c.tenant_id = $1 AND c.call_id = $2 AND c.store_id = $3`,
    [tenantId, callId, storeId],
  );
  if (row === undefined) return;
  const doing = parsed(row, 'doing', helpDoing.nullable());
  const code = strOrNull(row, 'station_code');
  const value: HelpCallRow = {
    callId,
    stationId: str(row, 'station_id'),
    ...(code === null ? {} : { stationCode: code }),
    screen: str(row, 'screen') === 'silo' ? 'silo' : 'kiosk',
    calledAt: numOrNull(row, 'called_at') ?? 0,
    answeredAt: numOrNull(row, 'answered_at'),
    answeredBy: strOrNull(row, 'answered_by'),
    endedAt: null,
    ...(doing === null ? {} : { doing }),
  };
  await putRows(c.tx, { tenantId, bucket: 'calls', scope: storeId }, [{ key: callId, value }]);
}

/** The name that a member of the shop's staff is shown by. */
async function nameOf(c: EffectContext, staffId: string): Promise<string | null> {
  const [row] = await c.tx.query(`SELECT value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'staff' AND scope = $2 AND key = $3 AND value IS NOT NULL`, [
    c.station.tenantId,
    c.station.storeId,
    staffId,
  ]);
  return row === undefined ? null : parsed(row, 'value', staffMember).name;
}
