import type { Garment } from '../../contract/catalogue.ts';
import type { WayRefusal } from '../../contract/delivery.ts';
import type { CollectRule, DeliveryLeg, DeliveryRules, ShipRule, WorkCalendar } from '../../contract/hub/delivery.ts';
import type { Way } from '../../contract/orders.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { DaySpan } from '../../kernel/day-words.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { allOf, legDays } from './leg-days.ts';
import { dayText, type ShopTime } from './work-days.ts';

/** Where goods lie: in this shop, in another one, in a warehouse. */
export type PlaceKind = 'here' | 'shop' | 'warehouse';

/** Pieces of one SKU that somebody wants, and how many can be had from each kind of place. */
export interface WantedGoods {
  readonly garment: Garment;
  readonly quantity: number;
  readonly stock: Readonly<Record<PlaceKind, number>>;
}

/** Where things would be sent; null where nobody has said so yet. */
export interface Destination {
  readonly country: string;
  readonly postcode: string;
}

/** What a promise rests on besides the goods. */
export interface PromiseBasis {
  readonly rules: DeliveryRules;
  readonly now: ShopTime;
  readonly destination: Destination | null;
  /** The shop's country (ISO 3166-1, two letters): where things would be sent as long as nobody has said where. */
  readonly home: string;
  /** Does this shop have a silo? */
  readonly hasSilo: boolean;
}

/** The ways that this shop has at all, in the order in which people get their goods. */
export function waysOfShop({ rules, hasSilo }: PromiseBasis): readonly Way[] {
  const has: Readonly<Record<Way, boolean>> = {
    'carry-out': rules.carryOut,
    desk: rules.desk !== null,
    silo: hasSilo && rules.silo !== null,
    ship: rules.ship.length > 0,
  };
  return (['carry-out', 'desk', 'silo', 'ship'] as const).filter((way) => has[way]);
}

/** The days between which goods would be there by a way, or why they do not go that way. */
export function wayDays(way: Way, goods: WantedGoods, basis: PromiseBasis): Result<DaySpan, { readonly kind: WayRefusal }> {
  if (!waysOfShop(basis).includes(way)) return err({ kind: 'not-offered' });
  const { rules } = basis;
  switch (way) {
    case 'carry-out':
      return takenAlong(goods, basis.now);
    case 'desk':
    case 'silo':
      return collected(rules[way], goods, basis);
    case 'ship': {
      const rule = shipRuleFor(basis);
      return rule === null ? err({ kind: 'not-sent-there' }) : brought(rule, goods, basis, rule.carrier, rule.carrier);
    }
    default:
      return assertNever(way);
  }
}

/**
 * The rule by which things are sent somewhere: the first that names the country and, if it names postcodes, the beginning of this one.
 * As long as nobody has said where, the shop's own country, without its special regions.
 */
export function shipRuleFor({ rules, destination, home }: Pick<PromiseBasis, 'rules' | 'destination' | 'home'>): ShipRule | null {
  const country = destination?.country ?? home;
  const postcode = destination === null ? null : plain(destination.postcode);
  const fits = ({ countries, postcodes }: ShipRule): boolean =>
    (countries.length === 0 || countries.includes(country)) &&
    (postcodes.length === 0 || (postcode !== null && postcodes.some((beginning) => postcode.startsWith(plain(beginning)))));
  return rules.ship.find(fits) ?? null;
}

function plain(postcode: string): string {
  return postcode.replace(/[\s-]/g, '').toUpperCase();
}

function takenAlong({ quantity, stock }: WantedGoods, now: ShopTime): Result<DaySpan, { readonly kind: WayRefusal }> {
  if (stock.here < quantity) return err({ kind: 'not-here' });
  const today = dayText(now.day);
  return ok({ from: today, until: today });
}

function collected(rule: CollectRule | null, goods: WantedGoods, basis: PromiseBasis): Result<DaySpan, { readonly kind: WayRefusal }> {
  if (rule === null) return err({ kind: 'not-offered' });
  const { shop, warehouse } = basis.rules;
  return brought(rule, goods, basis, warehouse, shop);
}

/** Pieces come from where they are soonest; what that place has too few of comes from the next. */
function brought(
  rule: CollectRule | ShipRule,
  { garment, quantity, stock }: WantedGoods,
  { rules, now }: PromiseBasis,
  carrier: WorkCalendar,
  to: WorkCalendar,
): Result<DaySpan, { readonly kind: WayRefusal }> {
  if (rule.notFor.includes(garment)) return err({ kind: 'too-big' });
  const comes = (leg: DeliveryLeg, kind: PlaceKind): DaySpan => {
    const from = kind === 'warehouse' ? rules.warehouse : rules.shop;
    // What lies in the shop is carried to its desk by the shop's own people.
    return legDays(leg, { from, carrier: kind === 'here' && !('carrier' in rule) ? rules.shop : carrier, to }, now);
  };
  const sources = PLACES.flatMap((kind) => {
    const leg = rule[kind];
    return leg === null || stock[kind] <= 0 ? [] : [{ has: stock[kind], span: comes(leg, kind) }];
  }).sort((one, other) => one.span.until.localeCompare(other.span.until) || one.span.from.localeCompare(other.span.from));
  const used: DaySpan[] = [];
  let wanted = quantity;
  for (const { has, span } of sources) {
    if (wanted <= 0) break;
    used.push(span);
    wanted -= has;
  }
  return wanted > 0 ? err({ kind: 'nowhere' }) : ok(allOf(used));
}

const PLACES = ['here', 'shop', 'warehouse'] as const;
