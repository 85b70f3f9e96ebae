import { isSellable } from './bag-line.ts';
import type { KioskParts } from './kiosk-parts.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** What was changed in a bag, worst first. */
export type BagChange = 'storage' | 'unknown-sku' | 'nowhere-in-stock' | 'not-enough' | 'price-changed';

/**
 * Takes out of the bag what the shop withdrew since it was put in, what there is no more of anywhere and what has no possible price any more, and puts
 * in the prices of now; null when nothing had to be changed. An order is refused then, so that its shopper sees the bag as it is before they pay for it. A
 * catalogue that is being made anew knows nothing and changes nothing.
 */
export function fitToStock(parts: KioskParts, keeper: SessionKeeper): BagChange | null {
  if (parts.catalogue.asOf() === null) return null;
  const changes = new Set<BagChange>();
  for (const { lineId, sku, quantity, unitPrice, listPrice } of keeper.current()?.bag ?? []) {
    const found = parts.catalogue.variant(sku);
    const price = found?.variant.price ?? null;
    const isSold = price !== null && isSellable(parts, keeper, price);
    const available = found === null || !isSold ? null : found.anywhere;
    if (available !== null && available > 0 && price !== null && price.minor !== (listPrice ?? unitPrice).minor) {
      changes.add(keeper.apply({ kind: 'set-price', lineId, unitPrice: price }).ok ? 'price-changed' : 'storage');
    }
    if (available !== null && available >= quantity) continue;
    const fitted = keeper.apply({ kind: 'set-quantity', lineId, quantity: available ?? 0, available: available ?? 0 });
    changes.add(fitted.ok ? changeTo(available) : 'storage');
  }
  return worstFirst.find((change) => changes.has(change)) ?? null;
}

const worstFirst: readonly BagChange[] = ['storage', 'unknown-sku', 'nowhere-in-stock', 'not-enough', 'price-changed'];

function changeTo(available: number | null): BagChange {
  if (available === null) return 'unknown-sku';
  return available === 0 ? 'nowhere-in-stock' : 'not-enough';
}
