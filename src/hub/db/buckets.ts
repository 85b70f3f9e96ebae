import type { BucketName } from '../../contract/hub/sync.ts';
import type { Queryable, Transaction } from './database.ts';
import { num, str, strOrNull } from './rows.ts';

/** One bucket of one tenant. `scope` is empty for a bucket that all stations share, else a store's or a station's id. */
export interface Bucket {
  readonly tenantId: string;
  readonly bucket: BucketName;
  readonly scope: string;
}

/** The new state of a key; a null value deletes it. */
export interface BucketChange {
  readonly key: string;
  readonly value: unknown;
}

/** What a batch of changes did. */
export interface BucketCounts {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Rows per statement: keeps one parameter below a few megabytes. */
const CHUNK = 500;
/** A page ends before it holds more than this many characters of values, after at least one row. */
const MAX_PAGE_CHARS = 4_000_000;

/**
 * Writes keys of one bucket. Revisions come from the bucket's counter row, which stays locked until the transaction ends, so
 * that a revision is never visible before a lower one (a sequence would allow that). A value equal to the stored one writes nothing.
 */
export async function putRows(tx: Transaction, bucket: Bucket, changes: readonly BucketChange[]): Promise<BucketCounts> {
  const unique = [...new Map(changes.map((change) => [change.key, change])).values()];
  let revision = await lockCounter(tx, bucket);
  let created = 0;
  let changed = 0;
  for (let at = 0; at < unique.length; at += CHUNK) {
    const chunk = unique.slice(at, at + CHUNK);
    const counts = await writeChunk(tx, bucket, revision, chunk);
    created += counts.created;
    changed += counts.changed;
    revision += counts.created + counts.changed;
  }
  if (created + changed > 0) {
    await tx.query('UPDATE bucket_counters SET revision = $4 WHERE tenant_id = $1 AND bucket = $2 AND scope = $3', [...place(bucket), revision]);
  }
  return { created, changed, unchanged: unique.length - created - changed };
}

/**
 * A page of rows with a revision above `cursor`, oldest first, as the text of a `PullResponse`; `null` when the cursor is ahead of the bucket. The values
 * stay the database's text from there to the station: a page has thousands of them, and the hub has nothing to say about any.
 */
export async function pullText(db: Queryable, bucket: Bucket, cursor: number, limit: number, serverTime: number): Promise<string | null> {
  const rows = await db.query(
    `SELECT key, revision, value::text AS value FROM bucket_rows
     WHERE tenant_id = $1 AND bucket = $2 AND scope = $3 AND revision > $4 ORDER BY revision LIMIT $5`,
    [...place(bucket), cursor, limit + 1],
  );
  if (rows.length === 0 && cursor > (await readCounter(db, bucket))) return null;
  const page: string[] = [];
  let next = cursor;
  for (let chars = 0; page.length < Math.min(rows.length, limit); ) {
    const row = rows[page.length];
    const value = strOrNull(row, 'value') ?? 'null';
    chars += value.length;
    if (page.length > 0 && chars > MAX_PAGE_CHARS) break;
    next = num(row, 'revision');
    page.push(`{"key":${JSON.stringify(str(row, 'key'))},"revision":${next},"value":${value}}`);
  }
  return `{"rows":[${page.join(',')}],"next":${next},"more":${page.length < rows.length},"serverTime":${serverTime}}`;
}

/** The sum of the revisions of some buckets: it rises whenever one of them changes. */
export async function sumRevisions(db: Queryable, buckets: readonly Bucket[]): Promise<number> {
  const json = JSON.stringify(buckets);
  const [row] = await db.query(
    `SELECT coalesce(sum(c.revision), 0)::bigint AS sum FROM bucket_counters c
     JOIN jsonb_to_recordset($1::jsonb) AS b("tenantId" text, bucket text, scope text)
       ON c.tenant_id = b."tenantId" AND c.bucket = b.bucket AND c.scope = b.scope`,
    [json],
  );
  return num(row, 'sum');
}

/**
 * Keeps everybody else from writing to a bucket until the transaction ends, and answers its revision. Who reads what a row is to say behind this
 * lock overwrites nothing newer.
 */
export async function lockCounter(tx: Transaction, bucket: Bucket): Promise<number> {
  const lock = () => tx.query('SELECT revision FROM bucket_counters WHERE tenant_id = $1 AND bucket = $2 AND scope = $3 FOR UPDATE', place(bucket));
  const [there] = await lock();
  if (there !== undefined) return num(there, 'revision');
  await tx.query('INSERT INTO bucket_counters (tenant_id, bucket, scope, revision) VALUES ($1, $2, $3, 0) ON CONFLICT DO NOTHING', place(bucket));
  const [made] = await lock();
  return num(made, 'revision');
}

/**
 * Each key is looked up by itself, as the first that does not come before it in the order of the whole primary key: no other index has that order, and
 * comparing rows as wholes promises many of them. A planner that knows little of the table, and expects one row of each bucket, would else read a whole
 * bucket by its revisions to find one key.
 */
async function writeChunk(tx: Transaction, bucket: Bucket, revision: number, chunk: readonly BucketChange[]): Promise<{ created: number; changed: number }> {
  const input = JSON.stringify(chunk.map(({ key, value }, n) => ({ key, value, n })));
  const [row] = await tx.query(
    `WITH input AS (SELECT * FROM jsonb_to_recordset($5::jsonb) AS t(key text, value jsonb, n integer)),
     changed AS (
       SELECT i.key, i.value, r.key IS NULL AS created, $4::bigint + row_number() OVER (ORDER BY i.n) AS revision
       FROM input i LEFT JOIN LATERAL (
         SELECT tenant_id, bucket, scope, key, value FROM bucket_rows
         WHERE (tenant_id, bucket, scope, key) >= ($1, $2, $3, i.key) ORDER BY tenant_id, bucket, scope, key LIMIT 1
       ) r ON r.tenant_id = $1 AND r.bucket = $2 AND r.scope = $3 AND r.key = i.key
       WHERE r.key IS NULL OR r.value IS DISTINCT FROM i.value
     ),
     written AS (
       INSERT INTO bucket_rows (tenant_id, bucket, scope, key, revision, value)
       SELECT $1, $2, $3, key, revision, value FROM changed
       ON CONFLICT (tenant_id, bucket, scope, key) DO UPDATE SET revision = excluded.revision, value = excluded.value
     )
     SELECT count(*) FILTER (WHERE created) AS created, count(*) FILTER (WHERE NOT created) AS changed FROM changed`,
    [...place(bucket), revision, input],
  );
  return { created: num(row, 'created'), changed: num(row, 'changed') };
}

async function readCounter(db: Queryable, bucket: Bucket): Promise<number> {
  const [row] = await db.query('SELECT revision FROM bucket_counters WHERE tenant_id = $1 AND bucket = $2 AND scope = $3', place(bucket));
  return row === undefined ? 0 : num(row, 'revision');
}

function place(bucket: Bucket): [string, string, string] {
  return [bucket.tenantId, bucket.bucket, bucket.scope];
}
