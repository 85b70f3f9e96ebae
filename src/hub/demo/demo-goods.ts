import type { Product, Stock } from '../../contract/catalogue.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { FileProblem } from '../import/rejection.ts';
import { readShopifyCsv } from '../import/shopify-csv.ts';
import { demoCatalogue } from './demo-catalogue.ts';
import { DEMO, DEMO_IMPORT_LOCATION } from './demo-shop.ts';

/** The demo's seed: the same goods each time. */
const DEMO_SEED = 2026;

/** Everything that the demo's shops sell: the made-up catalogue and beside it the products of a real Shopify export. */
export async function demoGoods(
  csv: AsyncIterable<Uint8Array>,
  now: UnixMs,
): Promise<Result<{ readonly products: readonly Product[]; readonly stock: readonly Stock[] }, FileProblem>> {
  const file = await readShopifyCsv(csv, { currency: DEMO.currency, digits: 2, locationId: DEMO_IMPORT_LOCATION, asOf: now - 3_600_000, language: 'es' });
  if (!file.ok) return file;
  const madeUp = demoCatalogue(DEMO_SEED, now);
  return ok({ products: byTurns([...madeUp.products, ...file.value.products]), stock: [...madeUp.stock, ...file.value.stock] });
}

/** One of each category in turn: a station lists goods in the order they came, and a window of shirts only would tire anybody. */
function byTurns(products: readonly Product[]): Product[] {
  const places = new Map<string, number>();
  const turns = products.map((product) => {
    const turn = places.get(product.category) ?? 0;
    places.set(product.category, turn + 1);
    return { product, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ product }) => product);
}
