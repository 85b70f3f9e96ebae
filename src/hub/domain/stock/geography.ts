import type { Location } from '../../../contract/catalogue.ts';
import { stationConfig } from '../../../contract/hub/sync.ts';
import type { Queryable } from '../../db/database.ts';
import { parsed, str } from '../../db/rows.ts';

/** The places of a shop's company, as that shop sees them. */
export interface Geography {
  /** The location whose stock is the shop's own. */
  readonly here: string;
  /** What kind each place is. */
  readonly kinds: ReadonlyMap<string, Location['kind']>;
  readonly names: ReadonlyMap<string, string>;
}

/** Reads where a shop is among its company's places. Throws (a bug) for a shop that is not there. */
export async function readGeography(db: Queryable, tenantId: string, storeId: string): Promise<Geography> {
  const [[store], [row]] = await Promise.all([
    db.query('SELECT location_id FROM stores WHERE tenant_id = $1 AND store_id = $2', [tenantId, storeId]),
    db.query("SELECT value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'config' AND scope = $2 AND key = 'station'", [tenantId, storeId]),
  ]);
  const locations = row === undefined ? [] : parsed(row, 'value', stationConfig).locations;
  return {
    here: str(store, 'location_id'),
    kinds: new Map(locations.map(({ locationId, kind }) => [locationId, kind])),
    names: new Map(locations.map(({ locationId, name }) => [locationId, name])),
  };
}
