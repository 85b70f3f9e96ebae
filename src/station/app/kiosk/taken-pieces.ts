import type { OrderPlaced } from '../../../contract/events/operations.ts';
import { softHolds, type TakenLine } from '../../../core/stock/soft-holds.ts';
import { wayOfItem } from '../../../core/sessions/session-ways.ts';
import type { ShopperSession } from '../../../core/sessions/shopper-session.ts';
import type { KioskParts } from './kiosk-parts.ts';

/** Most places that one order may name; the hub looks for the rest by itself. */
const MOST = 200;

/**
 * What an order takes off what this station shows, so that the next shopper does not see it any more, and so that the hub knows where its pieces were
 * thought to be. Left out where nothing is counted, or while the catalogue is made anew.
 */
export function takenFor(parts: KioskParts, session: ShopperSession, placedOffline: boolean): Pick<OrderPlaced, 'holds'> {
  const own = parts.store.read.ownStock(
    session.bag.map((item) => item.sku),
    parts.clock.now(),
  );
  let here = '';
  const lines = session.bag.flatMap((item): TakenLine[] => {
    const { sku, quantity } = item;
    const productId = parts.catalogue.variant(sku)?.product.productId;
    const found = productId === undefined ? null : parts.catalogue.product(productId);
    const stock = found?.variants.find((variant) => variant.sku === sku)?.stock ?? [];
    here = stock.find((place) => place.kind === 'here')?.locationId ?? here;
    const places = stock.map((place) => ({
      locationId: place.locationId,
      kind: place.kind === 'warehouse' ? ('warehouse' as const) : ('shop' as const),
      pieces: place.quantity,
      leased: own.find((one) => one.sku === sku && one.locationId === place.locationId)?.leased ?? 0,
    }));
    return [{ sku, quantity, way: wayOfItem(session, item) ?? 'silo', places }];
  });
  const holds = softHolds(lines, here, placedOffline).slice(0, MOST);
  return holds.length === 0 ? {} : { holds };
}
