import { z } from 'zod';
import type { Product } from '../../contract/catalogue.ts';
import { mediaFile, type Photo } from '../../contract/media.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Queryable } from './database.ts';
import { num, parsed, str, strOrNull } from './rows.ts';

/** A file that a feed names for a product. */
export interface FeedMedia {
  readonly productId: string;
  readonly kind: 'photo' | 'glb' | 'usdz';
  /** Photographs in their order, from 0; models are 0. */
  readonly place: number;
  readonly url: string;
  readonly alt: string;
  /** The colour that a photograph shows; null: all. */
  readonly colour: string | null;
}

/** A file as it is kept: of a photograph its two copies. */
const kept = z.strictObject({
  file: mediaFile,
  small: mediaFile.optional(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
});
export type KeptMedia = z.infer<typeof kept>;

/** A file that waits to be fetched. */
export interface DueMedia extends Pick<FeedMedia, 'productId' | 'kind' | 'place' | 'url'> {
  readonly tenantId: string;
  readonly tries: number;
}

/**
 * Makes the list of a feed's files what its products name now. A file whose address is the same stays as it is, unless it was given up, which is tried again; the
 * rest waits to be fetched or is forgotten.
 */
export async function putFeedMedia(
  db: Queryable,
  tenantId: string,
  products: readonly Pick<Product, 'productId'>[],
  media: readonly FeedMedia[],
  now: UnixMs,
): Promise<void> {
  await db.query(
    `DELETE FROM feed_media m WHERE m.tenant_id = $1 AND m.product_id IN (SELECT jsonb_array_elements_text($2::jsonb))
       AND NOT EXISTS (SELECT 1 FROM jsonb_to_recordset($3::jsonb) AS n("productId" text, kind text, place integer)
                       WHERE n."productId" = m.product_id AND n.kind = m.kind AND n.place = m.place)`,
    [tenantId, JSON.stringify(products.map(({ productId }) => productId)), JSON.stringify(media)],
  );
  await db.query(
    `INSERT INTO feed_media (tenant_id, product_id, kind, place, url, alt, colour, state, tries, next_at)
     SELECT $1, n."productId", n.kind, n.place, n.url, n.alt, n.colour, 'due', 0, $3
     FROM jsonb_to_recordset($2::jsonb) AS n("productId" text, kind text, place integer, url text, alt text, colour text)
     ON CONFLICT (tenant_id, product_id, kind, place) DO UPDATE SET
       alt = excluded.alt, colour = excluded.colour, url = excluded.url,
       state = CASE WHEN feed_media.url = excluded.url AND feed_media.state <> 'failed' THEN feed_media.state ELSE 'due' END,
       tries = CASE WHEN feed_media.url = excluded.url AND feed_media.state <> 'failed' THEN feed_media.tries ELSE 0 END,
       next_at = CASE WHEN feed_media.url = excluded.url AND feed_media.state <> 'failed' THEN feed_media.next_at ELSE excluded.next_at END,
       problem = CASE WHEN feed_media.url = excluded.url AND feed_media.state <> 'failed' THEN feed_media.problem END,
       result = CASE WHEN feed_media.url = excluded.url THEN feed_media.result END`,
    [tenantId, JSON.stringify(media), now],
  );
}

/** What was fetched of a product's files so far, as the product carries it. */
export async function readMediaOf(
  db: Queryable,
  tenantId: string,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<Product, 'photos' | 'model'>>> {
  const rows = await db.query(
    `SELECT product_id, kind, alt, colour, result FROM feed_media
     WHERE tenant_id = $1 AND result IS NOT NULL AND product_id IN (SELECT jsonb_array_elements_text($2::jsonb)) ORDER BY product_id, kind, place`,
    [tenantId, JSON.stringify(productIds)],
  );
  const found = new Map<string, (typeof rows)[number][]>();
  for (const row of rows) {
    const productId = str(row, 'product_id');
    found.set(productId, [...(found.get(productId) ?? []), row]);
  }
  return new Map([...found].map(([productId, files]) => [productId, carried(files)]));
}

function carried(rows: readonly Parameters<typeof str>[0][]): Pick<Product, 'photos' | 'model'> {
  const files = rows.map((row) => ({ kind: str(row, 'kind'), alt: str(row, 'alt'), colour: strOrNull(row, 'colour'), kept: parsed(row, 'result', kept) }));
  const photos = files.flatMap(({ kind, alt, colour, kept: { file, small, width, height } }): Photo[] =>
    kind !== 'photo' || width === undefined || height === undefined ? [] : [{ file, width, height, alt, colour, ...(small === undefined ? {} : { small }) }],
  );
  const glb = files.find(({ kind }) => kind === 'glb')?.kept.file;
  const usdz = files.find(({ kind }) => kind === 'usdz')?.kept.file;
  return {
    ...(photos.length === 0 ? {} : { photos }),
    ...(glb === undefined ? {} : { model: { glb, ...(usdz === undefined ? {} : { usdz }) } }),
  };
}

/** The files that are to be fetched now, those that have waited longest first. */
export async function dueMedia(db: Queryable, now: UnixMs, limit: number): Promise<readonly DueMedia[]> {
  const rows = await db.query(
    "SELECT tenant_id, product_id, kind, place, url, tries FROM feed_media WHERE state = 'due' AND next_at <= $1 ORDER BY next_at, tenant_id, product_id, place LIMIT $2",
    [now, limit],
  );
  return rows.map((row) => ({
    tenantId: str(row, 'tenant_id'),
    productId: str(row, 'product_id'),
    kind: parsed(row, 'kind', z.enum(['photo', 'glb', 'usdz'])),
    place: num(row, 'place'),
    url: str(row, 'url'),
    tries: num(row, 'tries'),
  }));
}

/** What became of fetching a file. */
export type MediaOutcome =
  | { readonly state: 'ready'; readonly kept: KeptMedia }
  | { readonly state: 'due'; readonly nextAt: UnixMs; readonly problem: string }
  | { readonly state: 'failed'; readonly problem: string };

/** Notes what became of a file; nothing if the feed named another one meanwhile. */
export async function noteMedia(db: Queryable, due: DueMedia, outcome: MediaOutcome): Promise<void> {
  await db.query(
    `UPDATE feed_media SET state = $6, tries = tries + 1, next_at = $7, problem = $8, result = coalesce($9::jsonb, result)
     WHERE tenant_id = $1 AND product_id = $2 AND kind = $3 AND place = $4 AND url = $5`,
    [
      ...[due.tenantId, due.productId, due.kind, due.place, due.url, outcome.state],
      outcome.state === 'due' ? outcome.nextAt : 0,
      outcome.state === 'ready' ? null : outcome.problem,
      outcome.state === 'ready' ? JSON.stringify(outcome.kept) : null,
    ],
  );
}
