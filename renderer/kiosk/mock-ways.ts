import type { BagWays, WayOffer } from '../../src/contract/delivery.ts';
import type { DeliveryPromise, Way } from '../../src/contract/orders.ts';
import type { KioskSession } from '../../src/contract/station/views.ts';

type Bag = KioskSession['bag'];

/** Shipping in the scenes: what it costs, and from which worth of goods it is free. Minor units. */
const SHIP_COST = 395;
const FREE_FROM = 15_000;

/** A day so many days from now, as a calendar knows it. */
export function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** What a way promises in the scenes. */
export function samplePromise(way: Way): DeliveryPromise {
  const days = { 'carry-out': [0, 0], desk: [1, 1], silo: [1, 2], ship: [3, 5] } as const;
  const [from, until] = days[way];
  return { way, cost: euros(way === 'ship' ? SHIP_COST : 0), from: dayFromNow(from), until: dayFromNow(until) };
}

/** The ways of a bag. `chosen` is by line, null for all before a choice; a line in `gone` can go no way. */
export function sampleWays(bag: Bag, chosen: readonly (Way | null)[] = [], gone: readonly string[] = []): BagWays {
  const lines = bag.map((line, index) => {
    const refusedWays = gone.includes(line.lineId) ? ALL.map((way) => refused(way, 'nowhere', [])) : null;
    const offers = refusedWays ?? [...ALL.filter((way) => can(line, way)).map((way) => offered(way)), ...ALL.filter((way) => !can(line, way)).map(notHere)];
    return { lineId: line.lineId, chosen: chosen[index] ?? null, offers };
  });
  const away = bag.filter((line) => !can(line, 'carry-out')).map(({ lineId }) => lineId);
  const all = gone.length > 0 ? ALL.map((way) => refused(way, 'nowhere', gone)) : allOffers(away);
  const used = ALL.filter((way) => chosen.includes(way));
  return { today: dayFromNow(0), all, lines, countries: ['ES'], delivery: chosen.includes(null) ? [] : used.map(samplePromise) };
}

const ALL: readonly Way[] = ['carry-out', 'desk', 'silo', 'ship'];

function can({ hereQuantity, quantity }: Bag[number], way: Way): boolean {
  return way !== 'carry-out' || hereQuantity >= quantity;
}

function allOffers(away: readonly string[]): WayOffer[] {
  const others = [offered('desk'), offered('silo'), offered('ship')];
  return away.length === 0 ? [offered('carry-out'), ...others] : [...others, refused('carry-out', 'not-here', away)];
}

function offered(way: Way): WayOffer {
  return { kind: 'offered', ...samplePromise(way), freeFrom: way === 'ship' ? euros(FREE_FROM) : null };
}

function notHere(way: Way): WayOffer {
  return refused(way, 'not-here', []);
}

function refused(way: Way, reason: Extract<WayOffer, { kind: 'refused' }>['reason'], lineIds: readonly string[]): WayOffer {
  return { kind: 'refused', way, reason, lineIds: [...lineIds] };
}

function euros(minor: number) {
  return { minor, currency: 'EUR' };
}
