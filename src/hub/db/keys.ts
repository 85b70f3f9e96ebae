import { BUNDLE_ROW, issuingKey, type IssuingKey, type SignedBundle } from '../../contract/hub/keys.ts';
import { putRows } from './buckets.ts';
import type { Queryable, Transaction } from './database.ts';
import { num, str } from './rows.ts';

/** The bundle that a tenant's stations are given, and the root that they pinned. */
export interface StoredBundle extends SignedBundle {
  readonly root: string;
  readonly seq: number;
}

/** Every issuing key of a tenant, whichever hub has its private half, by number. */
export async function listKeys(db: Queryable, tenantId: string): Promise<readonly IssuingKey[]> {
  const rows = await db.query('SELECT * FROM pass_keys WHERE tenant_id = $1 ORDER BY key_id', [tenantId]);
  return rows.map((row) =>
    issuingKey.parse({
      kid: num(row, 'key_id'),
      pub: str(row, 'public_key'),
      purpose: row['purpose'],
      nbf: num(row, 'nbf'),
      naf: num(row, 'naf'),
      minNbf: num(row, 'min_nbf'),
      revoked: row['revoked'],
    }),
  );
}

/** Writes a key under its number. */
export async function putKey(tx: Transaction, tenantId: string, key: IssuingKey): Promise<void> {
  const { kid, pub, purpose, nbf, naf, minNbf, revoked } = key;
  await tx.query(
    `INSERT INTO pass_keys (tenant_id, key_id, public_key, purpose, nbf, naf, min_nbf, revoked) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (tenant_id, key_id) DO UPDATE SET nbf = excluded.nbf, naf = excluded.naf, min_nbf = excluded.min_nbf, revoked = excluded.revoked
     WHERE pass_keys.public_key = excluded.public_key`,
    [tenantId, kid, pub, purpose, nbf, naf, minNbf, revoked],
  );
}

/** Locks a tenant's keys, so that no number is given twice. */
export async function lockKeys(tx: Transaction, tenantId: string): Promise<void> {
  await tx.query('SELECT 1 FROM tenants WHERE tenant_id = $1 FOR UPDATE', [tenantId]);
}

/** The bundle in force, or null. */
export async function readBundle(db: Queryable, tenantId: string): Promise<StoredBundle | null> {
  const [row] = await db.query('SELECT * FROM key_bundles WHERE tenant_id = $1', [tenantId]);
  if (row === undefined) return null;
  return { root: str(row, 'root'), seq: num(row, 'seq'), body: str(row, 'body'), signature: str(row, 'signature') };
}

/** Puts a bundle in force and into the bucket that stations pull. Whatever else stood there is taken away. */
export async function putBundle(tx: Transaction, tenantId: string, bundle: StoredBundle): Promise<void> {
  const { root, seq, body, signature } = bundle;
  await tx.query(
    `INSERT INTO key_bundles (tenant_id, root, seq, body, signature) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id) DO UPDATE SET root = excluded.root, seq = excluded.seq, body = excluded.body, signature = excluded.signature`,
    [tenantId, root, seq, body, signature],
  );
  const old = await tx.query(`SELECT key FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'keys' AND key <> $2 AND value IS NOT NULL`, [
    tenantId,
    BUNDLE_ROW,
  ]);
  const gone = old.map((row) => ({ key: str(row, 'key'), value: null }));
  await putRows(tx, { tenantId, bucket: 'keys', scope: '' }, [...gone, { key: BUNDLE_ROW, value: { body, signature } }]);
}

/** The tenants of this hub. */
export async function listTenants(db: Queryable): Promise<readonly string[]> {
  const rows = await db.query('SELECT tenant_id FROM tenants ORDER BY tenant_id');
  return rows.map((row) => str(row, 'tenant_id'));
}
