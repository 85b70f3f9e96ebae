import type { UnixMs } from '../../kernel/clock.ts';
import type { Database, Transaction } from '../db/database.ts';
import { publishOrderAgain } from '../db/orders.ts';
import { findOrdersOfPass } from '../db/parcels.ts';
import { str } from '../db/rows.ts';

/** Passes erased in one transaction. */
const BATCH = 100;

/**
 * Erases what silos check the PINs of collected orders with, once the time in which these may come back is over; the shop's silos are told. Answers
 * how many passes it was.
 */
export async function forgetPins(db: Database, now: UnixMs): Promise<number> {
  let erased = 0;
  for (let batch = BATCH; batch === BATCH; erased += batch) batch = await db.transaction((tx) => erase(tx, now));
  return erased;
}

async function erase(tx: Transaction, now: UnixMs): Promise<number> {
  const rows = await tx.query(
    `UPDATE passes SET pin_hash = NULL WHERE (tenant_id, pass_id) IN (
       SELECT s.tenant_id, s.pass_id FROM passes s
       JOIN stations t ON t.tenant_id = s.tenant_id AND t.station_id = s.station_id
       JOIN stores o ON o.tenant_id = t.tenant_id AND o.store_id = t.store_id
       WHERE s.state = 'used' AND s.pin_hash IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM parcels p WHERE p.tenant_id = s.tenant_id AND p.pass_id = s.pass_id AND p.kind = 'order' AND p.status = 'collected'
           AND p.collected_at + coalesce((o.silo_rules->>'returnDays')::bigint, 30) * 86400000 >= $1
       ) ORDER BY s.tenant_id, s.pass_id LIMIT ${BATCH} FOR UPDATE OF s
     ) RETURNING tenant_id, pass_id`,
    [now],
  );
  for (const row of rows) {
    const tenantId = str(row, 'tenant_id');
    for (const orderId of await findOrdersOfPass(tx, tenantId, str(row, 'pass_id'))) await publishOrderAgain(tx, tenantId, orderId);
  }
  return rows.length;
}
