import type { BagWays, WayOffer } from '../../src/contract/delivery.ts';
import { partsOf, type WayPart, wayOf } from '../../src/contract/order-ways.ts';
import type { DeliveryPromise, Way } from '../../src/contract/orders.ts';
import type { KioskSession } from '../../src/contract/station/views.ts';

type BagLine = KioskSession['bag'][number];

/** A way that goods can go. */
export type Offered = Extract<WayOffer, { readonly kind: 'offered' }>;

/** A line of the bag with the ways that it could go. */
export interface LineWays {
  readonly line: BagLine;
  readonly chosen: Way | null;
  readonly offers: readonly WayOffer[];
}

/** The one way that all lines go; null while there is none or they go several. */
export function commonWay(ways: BagWays): Way | null {
  const first = ways.lines[0]?.chosen ?? null;
  return ways.lines.every(({ chosen }) => chosen === first) ? first : null;
}

/** What to begin with: what was chosen, if the whole bag still can, or the first offer, which is the cheapest. Null where no way takes all. */
export function proposedWay(ways: BagWays): Way | null {
  const offered = ways.all.filter(isOffered);
  const common = commonWay(ways);
  return (offered.find(({ way }) => way === common) ?? offered[0])?.way ?? null;
}

/** Do the lines go more than one way, as far as they are chosen? */
export function isMixed(ways: BagWays): boolean {
  return new Set(ways.lines.map(({ chosen }) => chosen)).size > 1;
}

/** The lines that have no way, and the one that each begins with: its first offer. A line that can go no way at all is left out. */
export function unchosen(ways: BagWays): readonly { readonly lineId: string; readonly way: Way }[] {
  return ways.lines.flatMap(({ lineId, chosen, offers }) => {
    const first = offers.find(isOffered);
    return chosen !== null || first === undefined ? [] : [{ lineId, way: first.way }];
  });
}

/** The bag's lines with their ways, in the bag's order. */
export function linesWithWays({ bag, ways }: Pick<KioskSession, 'bag' | 'ways'>): readonly LineWays[] {
  return bag.map((line) => {
    const own = ways?.lines.find(({ lineId }) => lineId === line.lineId);
    return { line, chosen: own?.chosen ?? null, offers: own?.offers ?? [] };
  });
}

/** Does anything go that way? */
export function goesBy({ bag, ways, fulfilment }: Pick<KioskSession, 'bag' | 'ways' | 'fulfilment'>, way: Way): boolean {
  if (ways !== undefined) return ways.lines.some(({ chosen }) => chosen === way);
  return fulfilment !== null && bag.some((line) => wayOf(line, fulfilment.kind) === way);
}

/** The bag in its parts, one for each way that is chosen; a line without a way counts to the whole bag's. */
export function bagParts({ bag, ways, fulfilment }: Pick<KioskSession, 'bag' | 'ways' | 'fulfilment'>): readonly WayPart<BagLine>[] {
  const chosen = new Map(ways?.lines.map((line) => [line.lineId, line.chosen]));
  const lines = bag.map((line) => {
    const way = chosen.get(line.lineId) ?? line.way;
    return way === undefined ? line : { ...line, way };
  });
  return partsOf({ lines, fulfilmentKind: fulfilment?.kind ?? 'silo', delivery: ways?.delivery });
}

/** Where the step of delivery is left off, for whoever goes back to it. */
export function deliveryPlace({ ways }: Pick<KioskSession, 'ways'>): '/kiosk/delivery' | '/kiosk/each' {
  return ways !== undefined && isMixed(ways) ? '/kiosk/each' : '/kiosk/delivery';
}

/** An offer that can be taken. */
export function isOffered(offer: WayOffer): offer is Offered {
  return offer.kind === 'offered';
}

/** A way that costs nothing and begins at this very moment needs no day. */
export function isNow(promise: Pick<DeliveryPromise, 'way'>): boolean {
  return promise.way === 'carry-out';
}
