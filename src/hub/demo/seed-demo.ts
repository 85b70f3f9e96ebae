import type { UnixMs } from '../../kernel/clock.ts';
import { expectOk } from '../../kernel/result.ts';
import { upsertProducts } from '../catalogue.ts';
import type { Database } from '../db/database.ts';
import { demoGoods } from './demo-goods.ts';
import type { MediaStore } from '../media/media-store.ts';
import { seedLoyalty } from './demo-loyalty.ts';
import { demoBagModel } from './demo-model.ts';
import { DEMO } from './demo-shop.ts';
import { seedSlides } from './demo-slides.ts';

/** The product of the demo that can be seen in three dimensions. */
export const DEMO_MODELLED = 'bolso-de-piel-tipo-saco';

/**
 * Fills the demo's shop with goods: once. At later starts the products are compared and the stock, which orders have changed
 * since, is left alone. With `media`, one of its bags can be turned and put into a room, and its screens have slides while they wait. `csv` gives the bytes of the Shopify export that joins the made-up catalogue.
 */
export async function seedDemo(db: Database, csv: () => AsyncIterable<Uint8Array>, now: UnixMs, media: Pick<MediaStore, 'put'> | null = null): Promise<void> {
  const goods = expectOk(await demoGoods(csv(), now), "the demo's own product file can be read");
  const stocked = await db.query("SELECT 1 AS one FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'stock' LIMIT 1", [DEMO.tenantId]);
  const glb = media === null ? null : await media.put(demoBagModel(), 'glb');
  const products = goods.products.map((product) => (glb === null || product.productId !== DEMO_MODELLED ? product : { ...product, model: { glb } }));
  await upsertProducts(db, DEMO.tenantId, products, stocked.length > 0 ? [] : goods.stock);
  if (media !== null) await seedSlides(db, media, DEMO_MODELLED);
  await seedLoyalty(db, now);
}
