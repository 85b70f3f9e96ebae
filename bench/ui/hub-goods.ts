import { join } from 'node:path';
import { upsertProducts } from '../../src/hub/catalogue.ts';
import { systemClock } from '../../src/hub/clock.ts';
import { openDatabase } from '../../src/hub/db/open.ts';
import { DEMO } from '../../src/hub/demo/demo-shop.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { docsOf, productOf } from '../search/goods.ts';

/** Variants of a product. */
const SIZES = ['S', 'M', 'L', 'XL'] as const;
const AT_ONCE = 1000;

/** Writes goods into the hub's data folder while no hub runs on it: each round other prices, so that stations pull all of them anew. */
export async function changeAllGoods(folder: string, variants: number, round: number, locationId: string): Promise<void> {
  const db = expectOk(await openDatabase({ kind: 'pglite', dir: join(folder, 'hub') }), "the hub's data can be opened");
  try {
    const docs = docsOf(variants / SIZES.length);
    for (let from = 0; from < docs.length; from += AT_ONCE) {
      const products = docs.slice(from, from + AT_ONCE).map((doc) => withSizes(productOf(doc), round));
      const stock = products.flatMap((one) => one.variants.map(({ sku }) => ({ sku, locationId, quantity: 3 + round, asOf: systemClock.now() })));
      await upsertProducts(db, DEMO.tenantId, products, stock);
    }
  } finally {
    await db.close();
  }
}

function withSizes(product: ReturnType<typeof productOf>, round: number): ReturnType<typeof productOf> {
  const [only] = product.variants;
  if (only === undefined) throw new Error('a product has no variant');
  const price = { ...only.price, minor: only.price.minor + round };
  return { ...product, variants: SIZES.map((size) => ({ ...only, sku: `${only.sku}-${size}`, size, price })) };
}
