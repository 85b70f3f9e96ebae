import { type Product, product as productSchema } from '../../contract/catalogue.ts';
import { MAX_MEDIA_BYTES } from '../../contract/media.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { putRows } from '../db/buckets.ts';
import type { Database } from '../db/database.ts';
import { type DueMedia, dueMedia, type KeptMedia, type MediaOutcome, noteMedia, readMediaOf } from '../db/feed-media.ts';
import { parsed } from '../db/rows.ts';
import type { FetchFile, FetchProblem } from '../media/fetch-file.ts';
import { inspectMedia, MAX_SOURCE_BYTES, type MediaProblem } from '../media/inspect.ts';
import type { MediaStore } from '../media/media-store.ts';
import { copyPhoto } from '../media/photo-copies.ts';

/** What fetching a feed's files needs. */
export interface FetchMediaParts {
  readonly db: Database;
  readonly store: MediaStore;
  readonly fetchFile: FetchFile;
  /** The hub is going home: what is under way is left for the next start. */
  readonly stopped: AbortSignal;
  readonly logger: Logger;
}

/** Files in one round: between two of them other work gets its turn. */
const ROUND = 8;
/** A file that cannot be reached is asked for after a minute, then four, sixteen and so on, seven times in all. */
const FIRST_WAIT_MS = 60_000;
const MOST_TRIES = 7;

/** Fetches files that feeds name, and writes the products anew that have more of them now. Answers whether stations have something to pull, and whether more is due. */
export async function fetchMedia(parts: FetchMediaParts, now: UnixMs): Promise<{ readonly changed: boolean; readonly more: boolean }> {
  const due = await dueMedia(parts.db, now, ROUND);
  const touched = new Map<string, { readonly tenantId: string; readonly productId: string }>();
  for (const file of due) {
    const taken = await take(parts, file);
    if (parts.stopped.aborted) break;
    const outcome = outcomeOf(taken, file, now);
    await noteMedia(parts.db, file, outcome);
    const { tenantId, productId } = file;
    if (outcome.state === 'ready') touched.set(`${tenantId} ${productId}`, { tenantId, productId });
    else
      parts.logger.warn('a file of a feed was not fetched', { product: productId, kind: file.kind, problem: outcome.problem, again: outcome.state === 'due' });
  }
  let changed = false;
  for (const { tenantId, productId } of touched.values()) changed = (await carry(parts.db, tenantId, productId)) || changed;
  return { changed, more: due.length === ROUND };
}

async function take({ fetchFile, store }: FetchMediaParts, { url, kind }: DueMedia): Promise<Result<KeptMedia, FetchProblem | MediaProblem>> {
  const fetched = await fetchFile(url, kind === 'photo' ? MAX_SOURCE_BYTES : MAX_MEDIA_BYTES[kind]);
  if (!fetched.ok) return fetched;
  const type = inspectMedia(fetched.value);
  if (!type.ok) return type;
  const isPhoto = type.value !== 'glb' && type.value !== 'usdz';
  if (isPhoto !== (kind === 'photo') || (!isPhoto && type.value !== kind)) return err({ kind: 'unknown-type', detail: `it is a ${type.value}, not a ${kind}` });
  return isPhoto ? await copyPhoto(fetched.value, store) : ok({ file: await store.put(fetched.value, type.value) });
}

function outcomeOf(taken: Result<KeptMedia, FetchProblem | MediaProblem>, { tries }: DueMedia, now: UnixMs): MediaOutcome {
  if (taken.ok) return { state: 'ready', kept: taken.value };
  const { kind, detail } = taken.error;
  const problem = `${kind}: ${detail}`.slice(0, 200);
  if (kind !== 'away' || tries + 1 >= MOST_TRIES) return { state: 'failed', problem };
  return { state: 'due', nextAt: now + FIRST_WAIT_MS * 4 ** tries, problem };
}

/** Writes a product with the files that it has now; false when it is gone or has them already. */
async function carry(db: Database, tenantId: string, productId: string): Promise<boolean> {
  return await db.transaction(async (tx) => {
    const [row] = await tx.query(
      "SELECT value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'catalogue' AND scope = '' AND key = $2 AND jsonb_typeof(value) = 'object' FOR UPDATE",
      [tenantId, productId],
    );
    if (row === undefined) return false;
    const media = await readMediaOf(tx, tenantId, [productId]);
    const value = withMedia(parsed(row, 'value', productSchema), media.get(productId));
    const counts = await putRows(tx, { tenantId, bucket: 'catalogue', scope: '' }, [{ key: productId, value }]);
    return counts.changed > 0;
  });
}

/** A product with these photographs and this model and no others. */
export function withMedia({ photos: _photos, model: _model, ...product }: Product, media: Pick<Product, 'photos' | 'model'> | undefined): Product {
  return { ...product, ...media };
}
