import type { BucketName } from '../../contract/hub/sync.ts';
import type { Bucket } from './buckets.ts';
import type { Queryable } from './database.ts';
import { num, str } from './rows.ts';

/** The buckets of which people want to know whether a silo has heard; and of orders, whether a station can still hand over what was called off. */
export const TRACKED: ReadonlySet<BucketName> = new Set(['parcels', 'revoked', 'couriers', 'returns', 'commands', 'orders']);

/** Notes how far stations have come in the tracked buckets. */
export interface Listening {
  /**
   * A station asked for what follows `cursor`: everything up to there is durable at the station. `waiting`: it has not told everything that it did before; as long as it
   * has not, nobody may think that it has heard of an order that was called off and did nothing with its goods.
   */
  note(stationId: string, bucket: Bucket, cursor: number, waiting?: boolean): Promise<void>;
}

/** What was noted last is remembered in this process, so that a question with nothing new writes nothing. */
export function createListening(db: Queryable): Listening {
  const last = new Map<string, number>();
  return {
    async note(stationId, { tenantId, bucket }, cursor, waiting = false) {
      const key = `${stationId}/${bucket}`;
      if (waiting && bucket === 'orders') return;
      if (!TRACKED.has(bucket) || last.get(key) === cursor) return;
      await db.query(
        `INSERT INTO heard (tenant_id, station_id, bucket, revision) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id, station_id, bucket) DO UPDATE SET revision = excluded.revision`,
        [tenantId, stationId, bucket, cursor],
      );
      last.set(key, cursor);
    },
  };
}

/** Which of these keys of a bucket its station has heard the present state of. A key that is not in the bucket counts as heard. */
export async function heardKeys(db: Queryable, stationId: string, bucket: Bucket, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.query(
    `SELECT r.key FROM bucket_rows r
     WHERE r.tenant_id = $1 AND r.bucket = $2 AND r.scope = $3 AND r.key IN (SELECT jsonb_array_elements_text($5::jsonb))
     AND r.revision > coalesce((SELECT h.revision FROM heard h WHERE h.tenant_id = $1 AND h.station_id = $4 AND h.bucket = $2), 0)`,
    [bucket.tenantId, bucket.bucket, bucket.scope, stationId, JSON.stringify(keys)],
  );
  const waiting = new Set(rows.map((row) => str(row, 'key')));
  return new Set(keys.filter((key) => !waiting.has(key)));
}

/** The revisions of some buckets, each beside its bucket. */
export async function readRevisions(db: Queryable, buckets: readonly Bucket[]): Promise<readonly (readonly [Bucket, number])[]> {
  const rows = await db.query(
    `SELECT b.n, coalesce(c.revision, 0) AS revision FROM jsonb_to_recordset($1::jsonb) AS b(n integer, "tenantId" text, bucket text, scope text)
     LEFT JOIN bucket_counters c ON c.tenant_id = b."tenantId" AND c.bucket = b.bucket AND c.scope = b.scope ORDER BY b.n`,
    [JSON.stringify(buckets.map((bucket, n) => ({ ...bucket, n })))],
  );
  return rows.flatMap((row) => {
    const bucket = buckets[num(row, 'n')];
    return bucket === undefined ? [] : [[bucket, num(row, 'revision')] as const];
  });
}
