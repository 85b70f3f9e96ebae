import type { Fulfilment, ShipAddress, Way } from '../../contract/orders.ts';
import { leadingWay } from '../orders/ways.ts';
import type { BagItem, ShopperSession } from './shopper-session.ts';

/** What of a session says how the bag reaches its shopper. */
export type WaysOfSession = Pick<ShopperSession, 'bag' | 'way' | 'needsLowDoor' | 'shipTo'>;

/** The way of a line: its own, else that of the whole bag; null before a choice. */
export function wayOfItem(session: Pick<ShopperSession, 'way'>, item: Pick<BagItem, 'way'>): Way | null {
  return item.way ?? session.way;
}

/** Why a bag cannot go yet: a line has no way, or something is to be sent and nobody has said where. Null: it can. */
export function missingWay({ bag, way, shipTo }: WaysOfSession): 'no-fulfilment' | 'no-address' | null {
  const ways = bag.map((item) => wayOfItem({ way }, item));
  if (ways.includes(null)) return 'no-fulfilment';
  return ways.includes('ship') && shipTo === null ? 'no-address' : null;
}

/** The leading way of the bag, with what it needs; null as long as it cannot go. An empty bag goes as it was said for all. */
export function fulfilmentOf(session: WaysOfSession): Fulfilment | null {
  const ways = session.bag.length === 0 ? [session.way] : session.bag.map((item) => wayOfItem(session, item));
  const known = ways.filter((way) => way !== null);
  if (known.length < ways.length) return null;
  const kind = leadingWay(known);
  if (kind === 'silo') return session.needsLowDoor ? { kind, needsLowDoor: true } : { kind };
  if (kind !== 'ship') return { kind };
  return session.shipTo === null ? null : { kind, address: session.shipTo };
}

/** Where lines are sent to of a bag whose leading way is another; null where nothing is. */
export function shipToBeside(session: WaysOfSession): ShipAddress | null {
  if (fulfilmentOf(session)?.kind === 'ship') return null;
  return session.bag.some((item) => wayOfItem(session, item) === 'ship') ? session.shipTo : null;
}
