import type { KioskParts } from './kiosk-parts.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** What was changed in a bag, worst first. */
export type BagChange = 'storage' | 'unknown-sku' | 'nowhere-in-stock' | 'not-enough';

/**
 * Takes out of the bag what the shop withdrew since it was put in, and what there is no more of anywhere; null when nothing had to
 * be. An order is refused then, so that its shopper sees the bag as it is before they pay for it. A catalogue that is being made
 * anew knows nothing and takes nothing out.
 */
export function fitToStock(parts: KioskParts, keeper: SessionKeeper): BagChange | null {
  if (parts.catalogue.asOf() === null) return null;
  const changes = new Set<BagChange>();
  for (const { lineId, sku, quantity } of keeper.current()?.bag ?? []) {
    const available = parts.catalogue.variant(sku)?.anywhere ?? null;
    if (available !== null && available >= quantity) continue;
    const fitted = keeper.apply({ kind: 'set-quantity', lineId, quantity: available ?? 0, available: available ?? 0 });
    changes.add(fitted.ok ? changeTo(available) : 'storage');
  }
  return worstFirst.find((change) => changes.has(change)) ?? null;
}

const worstFirst: readonly BagChange[] = ['storage', 'unknown-sku', 'nowhere-in-stock', 'not-enough'];

function changeTo(available: number | null): BagChange {
  if (available === null) return 'unknown-sku';
  return available === 0 ? 'nowhere-in-stock' : 'not-enough';
}
