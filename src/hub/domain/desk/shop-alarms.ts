import { z } from 'zod';
import type { ShopAlarm } from '../../../contract/hub/staff-desk.ts';
import type { Queryable } from '../../db/database.ts';
import { num, parsed, str, strOrNull } from '../../db/rows.ts';
import type { StationIdentity } from '../context.ts';

/** Most that staff are shown. */
const MOST = 50;

/** What people have to look at in a shop: what its stations raised, and what is about its orders. The newest first; ids and codes only. */
export async function listShopAlarms(db: Queryable, { tenantId, storeId }: StationIdentity): Promise<ShopAlarm[]> {
  const rows = await db.query(
    `SELECT a.kind, a.at, a.station_id, o.number FROM alarms a
       LEFT JOIN orders o ON o.tenant_id = a.tenant_id AND o.order_id = a.facts->>'orderId'
     WHERE a.tenant_id = $1
       AND (o.store_id = $2 OR (o.order_id IS NULL AND a.station_id IN (SELECT s.station_id FROM stations s WHERE s.tenant_id = $1 AND s.store_id = $2)))
     ORDER BY a.at DESC, a.alarm_key LIMIT ${MOST}`,
    [tenantId, storeId],
  );
  return rows.map((row) => ({
    kind: str(row, 'kind'),
    at: num(row, 'at'),
    number: parsed(row, 'number', z.string().nullable()),
    stationId: strOrNull(row, 'station_id'),
  }));
}
