import type { Way } from '../../../contract/orders.ts';
import type { WayRefusal } from '../../../contract/delivery.ts';
import type { WayLine } from '../../../core/promises/bag-ways.ts';
import { type PromiseBasis, wayDays } from '../../../core/promises/way-days.ts';
import { shopTime } from '../../../core/promises/work-days.ts';
import { wayOfItem } from '../../../core/sessions/session-ways.ts';
import type { ShopperSession } from '../../../core/sessions/shopper-session.ts';
import type { KioskParts } from './kiosk-parts.ts';

/** What promises to this shopper rest on now. */
export function promiseBasis(parts: KioskParts, session: Pick<ShopperSession, 'shipTo'>): PromiseBasis {
  const now = shopTime(parts.clock.now(), parts.timeZone);
  return { ...parts.delivery(), now, destination: session.shipTo, hasSilo: parts.hasSilo() };
}

/** The bag with what is left of each piece, and the way that was chosen for it. */
export function wayLines(parts: KioskParts, session: Pick<ShopperSession, 'bag' | 'way'>): WayLine[] {
  return session.bag.map((item) => ({
    lineId: item.lineId,
    garment: item.picture.garment,
    quantity: item.quantity,
    unitPrice: item.unitPrice,
    stock: stockOf(parts, item),
    way: wayOfItem(session, item),
  }));
}

/** Why lines do not go a way: those with the id, or all for null. Null: they do. */
export function wayRefusal(parts: KioskParts, session: ShopperSession, { lineId, way }: { lineId: string | null; way: Way }): WayRefusal | null {
  const basis = promiseBasis(parts, session);
  for (const line of wayLines(parts, session)) {
    if (lineId !== null && line.lineId !== lineId) continue;
    const days = wayDays(way, line, basis);
    if (!days.ok) return days.error.kind;
  }
  return null;
}

/** A catalogue that is being made anew knows nothing: what is in the bag was seen in it, and is taken to lie in a warehouse. */
function stockOf(parts: KioskParts, { sku, quantity }: ShopperSession['bag'][number]): WayLine['stock'] {
  const found = parts.catalogue.variant(sku);
  if (found !== null) return found.stock;
  return { here: 0, shop: 0, warehouse: parts.catalogue.asOf() === null ? quantity : 0 };
}
