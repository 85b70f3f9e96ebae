import { mediaName } from '../../contract/media.ts';
import { SLIDES_ROW, type Slide, slides as slidesSchema, type SlideTarget } from '../../contract/slides.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type Bucket, putRows } from '../db/buckets.ts';
import type { Queryable } from '../db/database.ts';
import type { Operator } from '../db/operators.ts';
import { parsed, str } from '../db/rows.ts';
import type { MediaStore } from '../media/media-store.ts';
import { audit, type Happening } from './context.ts';
import type { Refusal } from './refusal.ts';

/** The shop that is meant: the one named, or the only one. */
export async function slidesShop(db: Queryable, tenantId: string, named: string | undefined): Promise<Result<string, Refusal>> {
  const rows = await db.query('SELECT store_id FROM stores WHERE tenant_id = $1 ORDER BY store_id', [tenantId]);
  const shops = rows.map((row) => str(row, 'store_id'));
  const found = named === undefined && shops.length === 1 ? shops[0] : shops.find((shop) => shop === named);
  return found === undefined ? err({ kind: 'unknown', message: `say which shop: ${shops.join(', ')}` }) : ok(found);
}

/** The slides that a shop's stations are told now. */
export async function readSlides(db: Queryable, tenantId: string, storeId: string): Promise<readonly Slide[]> {
  const rows = await db.query(
    "SELECT value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'slides' AND scope = $2 AND key = $3 AND jsonb_typeof(value) = 'object'",
    [tenantId, storeId, SLIDES_ROW],
  );
  return rows.flatMap((row) => parsed(row, 'value', slidesSchema).slides);
}

/** Makes these the slides of a shop, all of them or none: a picture must be kept here, and what a touch opens must be sold. */
export async function putSlides(
  c: Happening,
  operator: Operator,
  { storeId, slides, media }: { readonly storeId: string; readonly slides: readonly Slide[]; readonly media: Pick<MediaStore, 'read'> },
): Promise<Result<readonly Slide[], Refusal>> {
  const { tenantId } = operator;
  for (const { slideId, picture, opens } of slides) {
    if (picture !== undefined && (await media.read(mediaName(picture.file)))?.length !== picture.file.bytes) {
      return refused(slideId, 'its picture is not here: send it first, and name it as it was answered');
    }
    if (opens !== undefined && !(await isSold(c.tx, tenantId, opens))) return refused(slideId, `what it opens is not sold: ${nameOf(opens)}`);
  }
  const bucket: Bucket = { tenantId, bucket: 'slides', scope: storeId };
  await putRows(c.tx, bucket, [{ key: SLIDES_ROW, value: slides.length === 0 ? null : { slides } }]);
  await audit(c, 'slides.put', { operator: operator.operatorId, store: storeId, slides: slides.length });
  return ok(slides);
}

function refused(slideId: string, message: string): Result<never, Refusal> {
  return err({ kind: 'not-now', message: `slide ${slideId}: ${message}` });
}

async function isSold(db: Queryable, tenantId: string, opens: SlideTarget): Promise<boolean> {
  const [field, value] = opens.kind === 'product' ? ["r.value->>'productId'", opens.productId] : ["r.value->>'category'", opens.category];
  const rows = await db.query(
    `SELECT 1 AS one FROM bucket_rows r
     WHERE r.tenant_id = $1 AND r.bucket = 'catalogue' AND r.scope = '' ${opens.kind === 'product' ? 'AND r.key = $2' : ''}
       AND ${field} = $2 AND r.value->>'published' = 'true' LIMIT 1`,
    [tenantId, value],
  );
  return rows.length > 0;
}

function nameOf(opens: SlideTarget): string {
  return opens.kind === 'product' ? opens.productId : opens.category;
}
