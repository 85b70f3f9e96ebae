import type { ShiftClosed } from '../../../contract/shift.ts';
import { applied, audit, type Effect, type EffectContext } from '../context.ts';

/** Somebody closed the shift at a station and signed for it. It is kept as it was told, once and for good. */
export async function shiftClosed(c: EffectContext, op: ShiftClosed): Promise<Effect> {
  const { tenantId, storeId, stationId } = c.station;
  const rows = await c.tx.query(
    `INSERT INTO shifts (tenant_id, shift_id, store_id, station_id, staff_id, from_at, to_at, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)
     ON CONFLICT DO NOTHING RETURNING shift_id`,
    [tenantId, op.shiftId, storeId, stationId, op.staffId, op.from, op.to, JSON.stringify(op)],
  );
  if (rows.length === 0) return applied;
  const { cash } = op;
  const facts = { shiftId: op.shiftId, staffId: op.staffId, difference: cash === null ? null : cash.counted - cash.expected, reason: cash?.reason ?? null };
  await audit(c, op.kind, facts);
  return applied;
}
