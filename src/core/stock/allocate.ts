import type { Way } from '../../contract/orders.ts';

/** What a place could give: pieces of one SKU that are promised to nobody. */
export interface Available {
  readonly locationId: string;
  readonly kind: 'shop' | 'warehouse';
  readonly pieces: number;
}

/** Pieces of one place. */
export interface Share {
  readonly locationId: string;
  readonly quantity: number;
}

/** What is wanted of one SKU. */
export interface Wanted {
  readonly quantity: number;
  readonly way: Way;
  /** The location of the order's own shop. */
  readonly here: string;
  /** Where the station expected the pieces to be; kept to where it can be. */
  readonly expected: readonly string[];
}

/**
 * Where the pieces for one SKU of an order are taken from, and how many are nowhere. What is carried out is in the shop or nowhere. Otherwise one
 * place that has all of them is better than two (one parcel, one way), then the place that the shopper was told, then:
 *
 *     desk, silo    here, warehouses, other shops        the nearest to the customer first
 *     ship          warehouses, other shops, here        the shop's last pieces stay for who stands in it
 *
 * and of two equal places the one that has more. The same input gives the same answer.
 */
export function allocate(wanted: Wanted, places: readonly Available[]): { readonly shares: readonly Share[]; readonly short: number } {
  const open = places.filter(({ locationId, pieces }) => pieces > 0 && (wanted.way !== 'carry-out' || locationId === wanted.here));
  const ranked = open.toSorted((one, two) => compare(wanted, one, two));
  const whole = ranked.find(({ pieces }) => pieces >= wanted.quantity);
  if (whole !== undefined && wanted.quantity > 0) return { shares: [{ locationId: whole.locationId, quantity: wanted.quantity }], short: 0 };
  let left = wanted.quantity;
  const shares: Share[] = [];
  for (const { locationId, pieces } of ranked) {
    const quantity = Math.min(left, pieces);
    if (quantity > 0) shares.push({ locationId, quantity });
    left -= quantity;
  }
  return { shares, short: left };
}

function compare(wanted: Wanted, one: Available, two: Available): number {
  const expected = rank(wanted.expected.includes(two.locationId)) - rank(wanted.expected.includes(one.locationId));
  if (expected !== 0) return expected;
  const distance = distanceOf(wanted, one) - distanceOf(wanted, two);
  if (distance !== 0) return distance;
  return two.pieces - one.pieces || (one.locationId < two.locationId ? -1 : 1);
}

function rank(is: boolean): number {
  return is ? 1 : 0;
}

function distanceOf({ way, here }: Wanted, { locationId, kind }: Available): number {
  const near = locationId === here ? 0 : kind === 'warehouse' ? 1 : 2;
  return way === 'ship' ? (near === 0 ? 3 : near) : near;
}
