import { type ParcelEvent, parcelEvent } from '../../contract/hub/phone.ts';
import type { Queryable, Transaction } from './database.ts';
import { num, parsed, str } from './rows.ts';

/** Keeps what happened to a parcel, for its customer and for disputes. The parcel is there already. */
export async function addEvents(tx: Transaction, tenantId: string, parcelId: string, events: readonly ParcelEvent[]): Promise<void> {
  for (const { kind, by, at } of events) {
    await tx.query('INSERT INTO parcel_events (tenant_id, parcel_id, kind, by, at) VALUES ($1, $2, $3, $4, $5)', [tenantId, parcelId, kind, by, at]);
  }
}

/** What happened to the parcels of an order, oldest first, by parcel; the last hundred of each. */
export async function readEvents(db: Queryable, tenantId: string, orderId: string): Promise<ReadonlyMap<string, readonly ParcelEvent[]>> {
  const rows = await db.query(
    `SELECT e.* FROM parcel_events e JOIN parcels p ON p.tenant_id = e.tenant_id AND p.parcel_id = e.parcel_id
     WHERE p.tenant_id = $1 AND p.order_id = $2 ORDER BY e.at, e.event_id`,
    [tenantId, orderId],
  );
  const found = new Map<string, ParcelEvent[]>();
  for (const row of rows) {
    const list = found.get(str(row, 'parcel_id')) ?? [];
    list.push({ at: num(row, 'at'), kind: parsed(row, 'kind', parcelEvent.shape.kind), by: parsed(row, 'by', parcelEvent.shape.by) });
    found.set(str(row, 'parcel_id'), list.slice(-100));
  }
  return found;
}
