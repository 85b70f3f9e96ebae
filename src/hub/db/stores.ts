import { type SiloRules, siloRules } from '../../contract/hub/silo.ts';
import { type Theme, theme } from '../../contract/schema.ts';
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
  /** The look that the shop has chosen, as its screens are told it; left out: none. */
  readonly theme?: Theme;
}

/** A shop. Throws (a bug) when there is none: orders and stations refer to it. */
export async function readStore(db: Queryable, tenantId: string, storeId: string): Promise<StoredStore> {
  const [row] = await db.query(
    `SELECT o.*, r.value ->> 'theme' AS theme FROM stores o
     LEFT JOIN bucket_rows r ON r.tenant_id = o.tenant_id AND r.bucket = 'config' AND r.scope = o.store_id AND r.key = 'station'
     WHERE o.tenant_id = $1 AND o.store_id = $2`,
    [tenantId, storeId],
  );
  const look = theme.safeParse(row?.['theme']);
  const store = { storeId, name: str(row, 'name'), timeZone: str(row, 'time_zone'), country: str(row, 'country'), rules: parsed(row, 'silo_rules', siloRules) };
  return { ...store, ...(look.success ? { theme: look.data } : {}) };
}

/** The shop as the pages on a phone name and dress it. */
export function shownStore({ name, theme: look }: Pick<StoredStore, 'name' | 'theme'>): { readonly storeName: string; readonly theme?: Theme } {
  return { storeName: name, ...(look === undefined ? {} : { theme: look }) };
}
