import type { StockRules } from '../../../contract/stock.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { num, str } from '../../db/rows.ts';
import { freeOf, lockStock, type PlaceStock, publishStock, readPlaces, readStockRules } from '../../db/stock.ts';
import { publishLeases } from './leases.ts';

const DAY_MS = 86_400_000;
/** Most SKUs that one shop leases. */
const MOST_SKUS = 2000;

/** Whom pieces are leased to. */
interface Lessee {
  readonly stationId: string;
  readonly storeId: string;
}

interface Lease {
  readonly stationId: string;
  readonly sku: string;
  readonly locationId: string;
  readonly quantity: number;
  readonly until: UnixMs;
}

/**
 * Leases pieces to stations, for orders while the hub is away, and takes back what a lease is over for. A shop's allotment is divided among its
 * stations, because two of them cannot hear each other then. A station sells nothing of it after `until`; the hub gives it to somebody else a day later, so
 * that what was sold just in time and told late is still there. A station that has told nothing for as long as a lease lasts gets none.
 */
export async function renewLeases(db: Database, now: UnixMs): Promise<boolean> {
  const tenants = await db.query(
    `SELECT tenant_id FROM tenants WHERE (stock_rules->'lease'->>'most')::integer > 0
     UNION SELECT tenant_id FROM stock_leases ORDER BY 1`,
  );
  let changed = false;
  for (const row of tenants) {
    const tenantId = str(row, 'tenant_id');
    const did = await db.transaction((tx) => renewTenant(tx, tenantId, now));
    changed ||= did;
  }
  return changed;
}

async function renewTenant(tx: Transaction, tenantId: string, now: UnixMs): Promise<boolean> {
  await lockStock(tx, tenantId);
  const { lease } = await readStockRules(tx, tenantId);
  const before = await readLeases(tx, tenantId);
  await tx.query('DELETE FROM stock_leases WHERE tenant_id = $1 AND until + $3 <= $2', [tenantId, now, DAY_MS]);
  const lessees = lease.most === 0 ? [] : await readLessees(tx, tenantId, now - lease.days * DAY_MS);
  for (const [storeId, stations] of Map.groupBy(lessees, (lessee) => lessee.storeId)) {
    const skus = await soldSkus(tx, { tenantId, storeId, since: now - lease.soldDays * DAY_MS });
    if (skus.length > 0) await leaseShop(tx, tenantId, { stations, skus, lease, now });
  }
  return await publishChanges(tx, tenantId, before, await readLeases(tx, tenantId));
}

interface Shop {
  readonly stations: readonly Lessee[];
  readonly skus: readonly string[];
  readonly lease: StockRules['lease'];
  readonly now: UnixMs;
}

async function leaseShop(tx: Transaction, tenantId: string, { stations, skus, lease, now }: Shop): Promise<void> {
  const held = await readLeases(tx, tenantId);
  const free = new Map<string, readonly PlaceStock[]>(Map.groupBy(await readPlaces(tx, tenantId, skus), (place) => place.sku));
  const taken = new Map<string, number>();
  for (const sku of skus) {
    for (const { stationId } of stations) {
      const own = held.filter((one) => one.stationId === stationId && one.sku === sku);
      await extend(tx, tenantId, own, now, lease.days);
      let wanted = lease.most - own.reduce((count, one) => count + one.quantity, 0);
      for (const place of (free.get(sku) ?? []).toSorted((one, two) => freeOf(two) - freeOf(one))) {
        const key = `${place.locationId}/${sku}`;
        const quantity = Math.min(wanted, freeOf(place) - lease.leave - (taken.get(key) ?? 0));
        if (quantity <= 0) continue;
        await addLease(tx, tenantId, { stationId, sku, locationId: place.locationId, quantity, until: now + lease.days * DAY_MS });
        taken.set(key, (taken.get(key) ?? 0) + quantity);
        wanted -= quantity;
      }
    }
  }
}

/** Half of its time is left to a lease at least, as long as it is renewed. */
async function extend(tx: Transaction, tenantId: string, leases: readonly Lease[], now: UnixMs, days: number): Promise<void> {
  for (const { stationId, sku, locationId, until } of leases) {
    if (until > now + (days * DAY_MS) / 2) continue;
    await tx.query('UPDATE stock_leases SET until = $5 WHERE tenant_id = $1 AND station_id = $2 AND sku = $3 AND location_id = $4', [
      tenantId,
      stationId,
      sku,
      locationId,
      now + days * DAY_MS,
    ]);
  }
}

async function addLease(tx: Transaction, tenantId: string, { stationId, sku, locationId, quantity, until }: Lease): Promise<void> {
  await tx.query(
    `INSERT INTO stock_leases (tenant_id, station_id, sku, location_id, quantity, until) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (tenant_id, station_id, sku, location_id) DO UPDATE SET quantity = stock_leases.quantity + excluded.quantity, until = excluded.until`,
    [tenantId, stationId, sku, locationId, quantity, until],
  );
}

async function publishChanges(tx: Transaction, tenantId: string, before: readonly Lease[], after: readonly Lease[]): Promise<boolean> {
  const words = (leases: readonly Lease[]) => new Set(leases.map((one) => JSON.stringify(one)));
  const [old, now] = [words(before), words(after)];
  const changed = [...before.filter((one) => !now.has(JSON.stringify(one))), ...after.filter((one) => !old.has(JSON.stringify(one)))];
  for (const [stationId, some] of Map.groupBy(changed, (one) => one.stationId)) await publishLeases(tx, tenantId, stationId, some);
  if (changed.length > 0) await publishStock(tx, tenantId, [...new Set(changed.map((one) => one.sku))]);
  return changed.length > 0;
}

async function readLeases(tx: Transaction, tenantId: string): Promise<readonly Lease[]> {
  const rows = await tx.query('SELECT * FROM stock_leases WHERE tenant_id = $1 ORDER BY station_id, sku, location_id', [tenantId]);
  return rows.map((row) => ({
    stationId: str(row, 'station_id'),
    sku: str(row, 'sku'),
    locationId: str(row, 'location_id'),
    quantity: num(row, 'quantity'),
    until: num(row, 'until'),
  }));
}

/** Stations that told something since, shop by shop. */
async function readLessees(tx: Transaction, tenantId: string, since: UnixMs): Promise<readonly Lessee[]> {
  const rows = await tx.query(
    `SELECT s.station_id, s.store_id FROM stations s WHERE s.tenant_id = $1 AND s.public_key IS NOT NULL AND s.revoked_at IS NULL
     AND EXISTS (SELECT 1 FROM operations o WHERE o.tenant_id = s.tenant_id AND o.station_id = s.station_id AND o.received_at > $2)
     ORDER BY s.store_id, s.station_id`,
    [tenantId, since],
  );
  return rows.map((row) => ({ stationId: str(row, 'station_id'), storeId: str(row, 'store_id') }));
}

/** What a shop ordered since, most of it first. */
async function soldSkus(tx: Transaction, shop: { readonly tenantId: string; readonly storeId: string; readonly since: UnixMs }): Promise<readonly string[]> {
  const rows = await tx.query(
    `SELECT line->>'sku' AS sku, count(*) AS orders FROM orders o CROSS JOIN LATERAL jsonb_array_elements(o.lines) AS line
     WHERE o.tenant_id = $1 AND o.store_id = $2 AND o.placed_at > $3 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_SKUS}`,
    [shop.tenantId, shop.storeId, shop.since],
  );
  return rows.map((row) => str(row, 'sku'));
}
