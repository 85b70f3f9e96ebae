import type { Operation } from '../../contract/events/operations.ts';
import { putRows } from '../db/buckets.ts';
import { putDowntime } from '../db/downtimes.ts';
import { dropRow } from '../db/directives.ts';
import { addEvents } from '../db/events.ts';
import { findParcel } from '../db/parcels.ts';
import { str, strOrNull } from '../db/rows.ts';
import { recallParcel } from './recalls.ts';
import { alarm, applied, audit, type Effect, type EffectContext, endAlarm } from './context.ts';

type Of<Kind extends Operation['kind']> = Extract<Operation, { kind: Kind }>;

/** Somebody said at the machine that something is wrong with what was behind a door. */
export async function reportProblem(c: EffectContext, op: Of<'problem.reported'>, operationId: string): Promise<Effect> {
  const facts = { orderId: op.orderId, parcelId: op.parcelId, compartmentId: op.compartmentId, problem: op.problem };
  await alarm(c, 'problem', operationId, facts);
  await audit(c, op.kind, facts);
  const parcel = op.parcelId === null ? null : await findParcel(c.tx, c.station.tenantId, op.parcelId);
  if (parcel !== null && parcel.stationId === c.station.stationId) {
    await addEvents(c.tx, c.station.tenantId, parcel.parcelId, [{ kind: 'problem', by: null, at: op.at }]);
  }
  return applied;
}

/** Nobody can collect, or could again: deadlines stand still in between. The station's word is the only truth about that. */
export async function siloDown(c: EffectContext, op: Of<'silo.down'>): Promise<Effect> {
  const about = `${c.station.stationId}:${op.from}`;
  await putDowntime(c.tx, c.station, { beganAt: op.from, endedAt: op.to, cause: op.cause });
  if (op.to === null) await alarm(c, 'silo-down', about, { cause: op.cause, from: op.from });
  else await endAlarm(c, 'silo-down', about);
  await audit(c, op.kind, { from: op.from, to: op.to, cause: op.cause });
  return applied;
}

/** What became of a command from afar. Each is answered once; one that this station was not given is an alarm. */
export async function remoteAnswered(c: EffectContext, op: Of<'remote.answered'>): Promise<Effect> {
  const { tenantId, stationId } = c.station;
  const facts = { commandId: op.commandId, compartmentId: op.compartmentId, outcome: op.outcome };
  const known = await c.tx.query(
    `UPDATE remote_commands SET outcome = $4, answered_at = $5
     WHERE tenant_id = $1 AND command_id = $2 AND station_id = $3 AND compartment_id = $6 RETURNING command_id`,
    [tenantId, op.commandId, stationId, op.outcome, op.at, op.compartmentId],
  );
  if (known.length === 0) await alarm(c, 'command-unknown', op.commandId, facts);
  else if (op.outcome !== 'opened') await alarm(c, 'command-not-done', op.commandId, facts);
  await dropRow(c.tx, { tenantId, bucket: 'commands', scope: stationId }, op.commandId);
  await audit(c, op.kind, facts);
  return applied;
}

/** The station's database was restored or made anew: everything in its silo is to be looked at. */
export async function stationRestored(c: EffectContext, op: Of<'station.restored'>, operationId: string): Promise<Effect> {
  const [row] = await c.tx.query(`SELECT count(*) AS n FROM parcels WHERE tenant_id = $1 AND station_id = $2 AND status = 'stored'`, [
    c.station.tenantId,
    c.station.stationId,
  ]);
  const facts = { backupAt: op.backupAt, parcels: Number(row?.['n'] ?? 0) };
  await alarm(c, 'station-restored', operationId, facts);
  await audit(c, op.kind, facts);
  await retireBlanks(c);
  // A clock that went back would make everything that lies there newer than a copy of unknown age.
  if (op.age !== 'unknown') await forgetSince(c, op);
  return applied;
}

/**
 * What was loaded after the copy was made is in no book of the station any more: its code opens nothing, and nobody could load its order
 * again. So its order waits to be prepared again, and whoever looks into the compartments finds the goods. Goods that customers brought
 * back stay as they are: their money hangs on what people find.
 */
async function forgetSince(c: EffectContext, { backupAt, at }: Of<'station.restored'>): Promise<void> {
  const lost = await c.tx.query(
    `SELECT parcel_id, order_id, compartment_id FROM parcels
     WHERE tenant_id = $1 AND station_id = $2 AND status = 'stored' AND kind = 'order' AND loaded_at > $3 ORDER BY loaded_at, parcel_id`,
    [c.station.tenantId, c.station.stationId, backupAt ?? -1],
  );
  for (const row of lost) {
    const whose = { parcelId: str(row, 'parcel_id'), orderId: strOrNull(row, 'order_id'), compartmentId: str(row, 'compartment_id') };
    await recallParcel(c, { kind: 'parcel.recalled', ...whose, reason: 'requested', found: 'missing', staffId: 'restore', secondStaffId: null, at });
  }
}

/**
 * Takes back every pass that is blank here: the station may have bound one to a parcel in the life that it has lost, and would bind it to
 * another in this one. It gets others. Should a bound one be reported after all, it is taken as a retired one is.
 */
async function retireBlanks(c: EffectContext): Promise<void> {
  const { tenantId, stationId } = c.station;
  const rows = await c.tx.query(`UPDATE passes SET state = 'retired' WHERE tenant_id = $1 AND station_id = $2 AND state = 'blank' RETURNING pass_id`, [
    tenantId,
    stationId,
  ]);
  await putRows(
    c.tx,
    { tenantId, bucket: 'passes', scope: stationId },
    rows.map((row) => ({ key: str(row, 'pass_id'), value: null })),
  );
}
