import { type PullResponse, pullResponse } from '../../../../src/contract/hub/sync.ts';
import { type Bucket, pullText } from '../../../../src/hub/db/buckets.ts';
import type { Queryable } from '../../../../src/hub/db/database.ts';

/** A page of a bucket as a station reads it, or null. */
export async function pullRows(db: Queryable, bucket: Bucket, cursor: number, limit: number): Promise<PullResponse | null> {
  const text = await pullText(db, bucket, cursor, limit, 0);
  return text === null ? null : pullResponse.parse(JSON.parse(text));
}
