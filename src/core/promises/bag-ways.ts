import type { BagWays, WayOffer, WayRefusal } from '../../contract/delivery.ts';
import type { DeliveryPromise, Way } from '../../contract/orders.ts';
import type { DaySpan } from '../../kernel/day-words.ts';
import type { Money } from '../../kernel/money.ts';
import { allOf } from './leg-days.ts';
import { wayCost, wayFreeFrom } from './way-cost.ts';
import { type PromiseBasis, type WantedGoods, wayDays, waysOfShop } from './way-days.ts';
import { dayText } from './work-days.ts';

/** A line of a bag, and the way that its shopper chose; null before they did. */
export interface WayLine extends WantedGoods {
  readonly lineId: string;
  readonly unitPrice: Money;
  readonly way: Way | null;
}

/**
 * Every way that a bag can go, for all of it and for each line, with its days and what it adds to the order, the cheapest first. `currency`
 * is the shop's.
 */
export function bagWays(lines: readonly WayLine[], basis: PromiseBasis, currency: string): BagWays {
  const ways = waysOfShop(basis);
  return {
    today: dayText(basis.now.day),
    countries: countriesOf(basis),
    all: bestFirst(ways.map((way) => offerFor(way, lines, [], basis, currency))),
    lines: lines.map((line) => {
      const others = lines.filter((other) => other !== line);
      const offers = bestFirst(
        ways.map((way) =>
          offerFor(
            way,
            [line],
            others.filter((other) => other.way === way),
            basis,
            currency,
          ),
        ),
      );
      const chosen = offers.some((offer) => offer.kind === 'offered' && offer.way === line.way) ? line.way : null;
      return { lineId: line.lineId, chosen, offers };
    }),
    delivery: promisesOf(lines, basis, currency) ?? [],
  };
}

/**
 * The countries that a shop sends to, its own first; none: it sends nothing. A rule for everywhere names no country: with it the shop sends at home, whatever others it
 * names besides.
 */
export function countriesOf({ rules, home }: Pick<PromiseBasis, 'rules' | 'home'>): string[] {
  const named = new Set(rules.ship.flatMap(({ countries }) => countries));
  const sendsHome = named.delete(home) || rules.ship.some(({ countries }) => countries.length === 0);
  return [...(sendsHome ? [home] : []), ...named].slice(0, 250);
}

/** What an order of these lines promises, one for each way in use; null unless every line has a way that it can go. */
export function promisesOf(lines: readonly WayLine[], basis: PromiseBasis, currency: string): DeliveryPromise[] | null {
  if (lines.some(({ way }) => way === null)) return null;
  const promises: DeliveryPromise[] = [];
  for (const way of ['carry-out', 'desk', 'silo', 'ship'] as const) {
    const going = lines.filter((line) => line.way === way);
    if (going.length === 0) continue;
    const offer = offerFor(way, going, [], basis, currency);
    if (offer.kind === 'refused') return null;
    promises.push({ way, cost: offer.cost, from: offer.from, until: offer.until });
  }
  return promises;
}

/** One way for some lines, beside others that go it already. */
function offerFor(way: Way, lines: readonly WayLine[], others: readonly WayLine[], basis: PromiseBasis, currency: string): WayOffer {
  const spans: DaySpan[] = [];
  const refused: { readonly lineId: string; readonly reason: WayRefusal }[] = [];
  for (const line of lines) {
    const days = wayDays(way, line, basis);
    if (days.ok) spans.push(days.value);
    else refused.push({ lineId: line.lineId, reason: days.error.kind });
  }
  const [worst] = refused;
  if (worst !== undefined || spans.length === 0) {
    return { kind: 'refused', way, reason: worst?.reason ?? 'nowhere', lineIds: refused.map(({ lineId }) => lineId) };
  }
  const free = wayFreeFrom(way, basis);
  const cost = { minor: addedCost(way, lines, others, basis), currency };
  return { kind: 'offered', way, cost, freeFrom: free === null ? null : { minor: free, currency }, ...allOf(spans) };
}

/** What the lines add to what the others cost; never less than nothing, also where they make the whole way free. */
function addedCost(way: Way, lines: readonly WayLine[], others: readonly WayLine[], basis: PromiseBasis): number {
  const without = others.length === 0 ? 0 : wayCost(way, worthOf(others), basis);
  return Math.max(0, wayCost(way, worthOf([...others, ...lines]), basis) - without);
}

function worthOf(lines: readonly WayLine[]): number {
  return lines.reduce((worth, { unitPrice, quantity }) => worth + unitPrice.minor * quantity, 0);
}

/** Equals stay in the order in which people get their goods: sorting is stable. */
function bestFirst(offers: readonly WayOffer[]): WayOffer[] {
  const offered = offers.filter((offer) => offer.kind === 'offered');
  const refused = offers.filter((offer) => offer.kind === 'refused');
  return [...offered.sort((a, b) => a.cost.minor - b.cost.minor || a.until.localeCompare(b.until) || a.from.localeCompare(b.from)), ...refused];
}
