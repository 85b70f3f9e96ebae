import type { ProductDetail, VariantDetail } from '../../../contract/station/views.ts';
import { type PromiseBasis, wayDays, type WantedGoods, waysOfShop } from '../../../core/promises/way-days.ts';
import { dayText } from '../../../core/promises/work-days.ts';
import type { DaySpan } from '../../../kernel/day-words.ts';

/** A product page's variants, each with the days between which one piece would be had the soonest way; those that are here need none. */
export function withArrivals(product: ProductDetail, basis: PromiseBasis): ProductDetail {
  const { garment } = product.picture;
  // Only where it is matters for one piece, so there are few answers for many variants.
  const answers = new Map<string, DaySpan | null>();
  const soonestOf = (stock: WantedGoods['stock']): DaySpan | null => {
    const key = `${stock.here > 0} ${stock.shop > 0} ${stock.warehouse > 0}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const found = soonest({ garment, quantity: 1, stock }, basis);
    answers.set(key, found);
    return found;
  };
  const variants = product.variants.map((variant): VariantDetail => {
    const stock = stockOf(variant);
    const arrives = stock.here > 0 || !variant.orderable ? null : soonestOf(stock);
    return arrives === null ? variant : { ...variant, arrives };
  });
  return { ...product, variants, today: dayText(basis.now.day) };
}

/** The way that ends first; of two that end on one day, the one that begins first. */
function soonest(goods: WantedGoods, basis: PromiseBasis): DaySpan | null {
  const spans = waysOfShop(basis).flatMap((way) => {
    const days = wayDays(way, goods, basis);
    return days.ok ? [days.value] : [];
  });
  return spans.toSorted((one, two) => compare(one.until, two.until) || compare(one.from, two.from))[0] ?? null;
}

function stockOf({ stock }: VariantDetail): WantedGoods['stock'] {
  const at = (kind: 'here' | 'shop' | 'warehouse') => stock.filter((place) => place.kind === kind).reduce((sum, place) => sum + place.quantity, 0);
  return { here: at('here'), shop: at('shop'), warehouse: at('warehouse') };
}

function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}
