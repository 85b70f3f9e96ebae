import { type SiloRules, siloRules } from '../../contract/hub/silo.ts';
import type { Queryable } from './database.ts';
import { parsed, str } from './rows.ts';

/** A shop, as messages and the page behind an order's link need it. */
export interface StoredStore {
  readonly storeId: string;
  readonly name: string;
  readonly timeZone: string;
  /** ISO 3166-1, two letters. */
  readonly country: string;
  readonly rules: SiloRules;
}

/** A shop. Throws (a bug) when there is none: orders and stations refer to it. */
export async function readStore(db: Queryable, tenantId: string, storeId: string): Promise<StoredStore> {
  const [row] = await db.query('SELECT * FROM stores WHERE tenant_id = $1 AND store_id = $2', [tenantId, storeId]);
  return { storeId, name: str(row, 'name'), timeZone: str(row, 'time_zone'), country: str(row, 'country'), rules: parsed(row, 'silo_rules', siloRules) };
}
