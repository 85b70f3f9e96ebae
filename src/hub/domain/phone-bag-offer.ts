import type { Product, Variant } from '../../contract/catalogue.ts';
import { usualDeliveryRules } from '../../contract/hub/delivery.ts';
import type { PhoneBagOffer, PhoneCouponTrouble } from '../../contract/hub/phone-bag.ts';
import { type Coupon, coupon as couponSchema } from '../../contract/loyalty/loyalty.ts';
import type { OrderDiscount } from '../../contract/orders.ts';
import { readCouponCode } from '../../core/loyalty/coupon-code.ts';
import { discountsOf, goodsOf } from '../../core/loyalty/discounts.ts';
import { combine, judgeCoupon } from '../../core/loyalty/judge-coupon.ts';
import { bagWays, type WayLine } from '../../core/promises/bag-ways.ts';
import type { Destination, PlaceKind } from '../../core/promises/way-days.ts';
import { shopTime } from '../../core/promises/work-days.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Money } from '../../kernel/money.ts';
import type { Queryable } from '../db/database.ts';
import { findGoods, findQuantities } from '../db/goods.ts';
import { readLoyalty } from '../db/members.ts';
import { parsed } from '../db/rows.ts';
import type { BagShop } from './phone-bag.ts';

/** A bag on a phone, and what is known of where it goes. */
export interface WantedBag {
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly destination: Destination | null;
  /** As they were typed. */
  readonly coupons: readonly string[];
}

/** A line that the shop sells. */
export interface BagGoods {
  readonly product: Product;
  readonly variant: Variant;
  readonly quantity: number;
}

/** What a bag comes to at a moment, by the same rules as at a kiosk. */
export interface WeighedBag {
  readonly lines: readonly BagGoods[];
  readonly goods: Money;
  readonly discounts: readonly OrderDiscount[];
  readonly offer: PhoneBagOffer;
}

/** What is handed over at the till needs somebody at the till: a phone has the other ways. */
const WAYS = new Set(['desk', 'silo', 'ship']);

/** Weighs a bag as a kiosk would; null where something in it is not sold (any more), or costs another currency than the shop's. */
export async function weighBag(db: Queryable, shop: BagShop, { lines: wanted, destination, coupons }: WantedBag, now: UnixMs): Promise<WeighedBag | null> {
  const { tenantId } = shop.station;
  const { currency } = shop.config;
  const known = await findGoods(db, tenantId, [...new Set(wanted.map(({ sku }) => sku))]);
  const lines = wanted.flatMap(({ sku, quantity }): BagGoods[] => {
    const found = known.get(sku);
    return found === undefined || found.variant.price.currency !== currency || found.variant.price.minor < 0 ? [] : [{ ...found, quantity }];
  });
  if (lines.length !== wanted.length) return null;
  const goods = goodsOf(
    lines.map(({ variant, quantity }) => ({ unitPrice: variant.price, quantity })),
    currency,
  );
  const judged = await judgeCoupons(db, tenantId, { coupons, goods, now });
  const discounts = discountsOf(goods, judged.counting, null);
  const basis = {
    rules: shop.config.delivery ?? usualDeliveryRules,
    now: shopTime(now, shop.timeZone),
    destination,
    home: shop.country,
    hasSilo: shop.hasSilo,
  };
  const { all, countries, today } = bagWays(await wayLines(db, shop, lines), basis, currency);
  const rules = await readLoyalty(db, tenantId);
  return {
    lines,
    goods,
    discounts,
    offer: {
      goods,
      ways: all.filter(({ way }) => WAYS.has(way)),
      countries,
      discounts: [...discounts],
      troubles: [...judged.troubles],
      newsletter: rules?.newsletter ?? false,
      membership: rules?.membership ?? false,
      today,
    },
  };
}

/** The lines with how many there are of each in this shop, in others and in warehouses. */
async function wayLines(db: Queryable, { station, config }: BagShop, lines: readonly BagGoods[]): Promise<WayLine[]> {
  const skus = [...new Set(lines.map(({ variant }) => variant.sku))];
  const placesOf = (kind: PlaceKind): string[] =>
    config.locations.flatMap(({ locationId, kind: is }) => ((locationId === config.locationId ? 'here' : is) === kind ? [locationId] : []));
  const has = async (kind: PlaceKind) => await findQuantities(db, station.tenantId, skus, placesOf(kind));
  const [here, shop, warehouse] = [await has('here'), await has('shop'), await has('warehouse')];
  return lines.map(({ product, variant: { sku, price }, quantity }, index) => ({
    lineId: String(index),
    garment: product.picture.garment,
    quantity,
    stock: { here: here.get(sku) ?? 0, shop: shop.get(sku) ?? 0, warehouse: warehouse.get(sku) ?? 0 },
    unitPrice: price,
    way: null,
  }));
}

interface JudgedCoupons {
  readonly counting: readonly Coupon[];
  readonly troubles: PhoneBagOffer['troubles'];
}

/** A guest's coupons, one after the other, by the hub's own count. */
async function judgeCoupons(
  db: Queryable,
  tenantId: string,
  { coupons, goods, now }: { readonly coupons: readonly string[]; readonly goods: Money; readonly now: UnixMs },
): Promise<JudgedCoupons> {
  const counting: Coupon[] = [];
  const troubles: { place: number; trouble: PhoneCouponTrouble }[] = [];
  for (const [place, typed] of coupons.entries()) {
    const found = await findCoupon(db, tenantId, typed);
    const trouble = typeof found === 'string' ? found : troubleOf(found, counting, { goods, now });
    if (trouble !== null) troubles.push({ place, trouble });
    else if (typeof found !== 'string') counting.push(found);
  }
  return { counting, troubles };
}

function troubleOf(coupon: Coupon, taken: readonly Coupon[], { goods, now }: { readonly goods: Money; readonly now: UnixMs }): PhoneCouponTrouble | null {
  if (!combine([...taken, coupon]) || taken.some(({ couponId }) => couponId === coupon.couponId)) return 'coupon-alone';
  const verdict = judgeCoupon(coupon, { goods, now, member: null, unsettled: 0, isHubHere: true });
  return verdict.ok ? null : verdict.error.kind;
}

async function findCoupon(db: Queryable, tenantId: string, typed: string): Promise<Coupon | 'unreadable' | 'mistyped' | 'unknown'> {
  const code = readCouponCode(typed);
  if (!code.ok) return code.error.kind === 'mistyped' ? 'mistyped' : 'unreadable';
  const [row] = await db.query(
    "SELECT value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'coupons' AND scope = '' AND value->>'code' = $2 AND jsonb_typeof(value) = 'object' LIMIT 1",
    [tenantId, code.value],
  );
  return row === undefined ? 'unknown' : parsed(row, 'value', couponSchema);
}
