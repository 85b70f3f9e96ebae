import type { RecallReason } from '../../contract/hub/silo.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { publishDirective } from '../db/directives.ts';
import type { Operator } from '../db/operators.ts';
import { findParcel } from '../db/parcels.ts';
import { audit, type Happening } from './context.ts';
import type { Refusal } from './refusal.ts';

/** Puts a parcel on its silo's list of what to take out. Its code keeps opening until somebody did: who comes first has it. */
export async function orderRecall(c: Happening, operator: Operator, parcelId: string, reason: RecallReason): Promise<Result<undefined, Refusal>> {
  const { tenantId, operatorId } = operator;
  await c.tx.query('SELECT 1 FROM parcels WHERE tenant_id = $1 AND parcel_id = $2 FOR UPDATE', [tenantId, parcelId]);
  const parcel = await findParcel(c.tx, tenantId, parcelId);
  if (parcel === null) return err({ kind: 'unknown', message: 'there is no such parcel' });
  if (parcel.status !== 'stored') return err({ kind: 'not-now', message: 'the parcel is not in a silo any more' });
  await c.tx.query('UPDATE parcels SET recall = $3 WHERE tenant_id = $1 AND parcel_id = $2', [tenantId, parcelId, reason]);
  await publishDirective(c.tx, tenantId, { ...parcel, recall: reason });
  await audit({ ...c, station: { tenantId, stationId: parcel.stationId } }, 'recall.ordered', { parcelId, reason, operatorId });
  return ok(undefined);
}
