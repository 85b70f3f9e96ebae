import type { UnixMs } from '../../kernel/clock.ts';
import { expectOk } from '../../kernel/result.ts';
import { upsertProducts } from '../catalogue.ts';
import type { Database } from '../db/database.ts';
import { demoGoods } from './demo-goods.ts';
import { DEMO } from './demo-shop.ts';

/**
 * Fills the demo's shop with goods: once. At later starts the products are compared and the stock, which orders have changed
 * since, is left alone. `csv` gives the bytes of the Shopify export that joins the made-up catalogue.
 */
export async function seedDemo(db: Database, csv: () => AsyncIterable<Uint8Array>, now: UnixMs): Promise<void> {
  const goods = expectOk(await demoGoods(csv(), now), "the demo's own product file can be read");
  const stocked = await db.query("SELECT 1 AS one FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'stock' LIMIT 1", [DEMO.tenantId]);
  await upsertProducts(db, DEMO.tenantId, goods.products, stocked.length > 0 ? [] : goods.stock);
}
