import type { StationClient } from './station-client.ts';
import { until } from './until.ts';

type Calls = StationClient['calls'];

const patienceMs = 120_000;

/** Waits until the station knows of a variant that can be ordered, and answers its SKU: products come before their stock. */
export function untilSomethingCanBeOrdered(calls: Calls): Promise<string> {
  return until('the station has goods in stock from the hub', patienceMs, async () => {
    const { items } = await calls.catalogue.search({ text: '', category: null, offset: 0, limit: 20 });
    for (const { productId } of items) {
      const product = await calls.catalogue.product({ productId });
      const variant = product.ok ? product.value.variants.find((one) => one.orderable) : undefined;
      if (variant !== undefined) return variant.sku;
    }
    return false;
  });
}
