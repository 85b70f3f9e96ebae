import type { Way } from '../../contract/orders.ts';
import type { SoftHold } from '../../contract/stock.ts';
import { allocate, type Available } from './allocate.ts';

/** A line whose pieces are to be taken, and where they are, as far as this station knows. */
export interface TakenLine {
  readonly sku: string;
  readonly quantity: number;
  readonly way: Way;
  readonly places: readonly TakenPlace[];
}

/** A place with pieces; `leased` of them are this station's own. */
export interface TakenPlace extends Available {
  readonly leased: number;
}

/**
 * What an order takes off what this station shows, until the hub has settled it. While the hub is away its own pieces come first: those are kept for
 * certain. Otherwise the hub settles at once, and they are left for when it is not there. Two lines of one SKU never take the same piece.
 */
export function softHolds(lines: readonly TakenLine[], here: string, isOffline: boolean): SoftHold[] {
  const taken = new Map<string, number>();
  const holds: SoftHold[] = [];
  for (const { sku, quantity, way, places } of lines) {
    const open = places.map((place) => ({ ...place, pieces: place.pieces - (taken.get(`${place.locationId}/${sku}`) ?? 0) }));
    const expected = isOffline ? open.filter((place) => place.leased > 0).map((place) => place.locationId) : [];
    for (const share of allocate({ quantity, way, here, expected }, open).shares) {
      const key = `${share.locationId}/${sku}`;
      const before = taken.get(key) ?? 0;
      const own = isOffline ? Math.max(0, (places.find((place) => place.locationId === share.locationId)?.leased ?? 0) - before) : 0;
      const leased = Math.min(share.quantity, own);
      taken.set(key, before + share.quantity);
      add(holds, { sku, locationId: share.locationId, quantity: leased, leased: true });
      add(holds, { sku, locationId: share.locationId, quantity: share.quantity - leased, leased: false });
    }
  }
  return holds;
}

function add(holds: SoftHold[], hold: SoftHold): void {
  if (hold.quantity === 0) return;
  const at = holds.findIndex((one) => one.sku === hold.sku && one.locationId === hold.locationId && one.leased === hold.leased);
  const there = holds[at];
  if (there === undefined) holds.push(hold);
  else holds[at] = { ...there, quantity: there.quantity + hold.quantity };
}
