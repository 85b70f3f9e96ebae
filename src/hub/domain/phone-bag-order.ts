import type { PhoneBagOrderAsk, PhoneBagRefusal } from '../../contract/hub/phone-bag.ts';
import { CONSENT_WORDING } from '../../contract/events/loyalty-operations.ts';
import type { OrderPlaced } from '../../contract/events/operations.ts';
import type { DeliveryPromise, Fulfilment } from '../../contract/orders.ts';
import { orderNumber } from '../../core/orders/order-number.ts';
import { orderTotal } from '../../core/orders/order-total.ts';
import { CROCKFORD } from '../../kernel/crockford.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { noteDistance } from '../after/legal-facts.ts';
import type { Transaction } from '../db/database.ts';
import { findOrder, lockOrder, lockOrderId, type StoredOrder } from '../db/orders.ts';
import { num, str } from '../db/rows.ts';
import { giveConsent } from './consents.ts';
import { audit, type EffectContext } from './context.ts';
import { placeOrder } from './orders.ts';
import type { BagShop } from './phone-bag.ts';
import { type WeighedBag, weighBag } from './phone-bag-offer.ts';

/** Orders that nobody has paid yet and that one mailbox may have at once, placed on phones in a day: each holds pieces that others want. */
const MOST_OPEN = 5;
const DAY_MS = 86_400_000;

/**
 * Turns a bag on a phone into an order of the shop whose screen showed it: weighed anew by the rules of a kiosk, and placed by the very code that places
 * a kiosk's. What is not as it was shown is refused, and nothing is kept. Asked again with the same id it answers with the order that there is. A contract at a
 * distance from the first moment: nobody stood in the shop.
 */
export async function orderFromPhone(
  c: EffectContext,
  shop: BagShop,
  ask: PhoneBagOrderAsk,
  random: RandomBytes,
): Promise<Result<StoredOrder, { readonly why: PhoneBagRefusal }>> {
  const { tenantId } = shop.station;
  await lockOrderId(c.tx, tenantId, ask.orderId);
  const known = await lockOrder(c.tx, tenantId, ask.orderId);
  // Only whoever pressed knows the id; should two ever meet, the other mailbox gets an order of its own or none.
  if (known !== null) return isTheirs(known, ask) ? ok(known) : err({ why: 'goods-changed' });
  const destination = ask.address === undefined ? null : { country: ask.address.country, postcode: ask.address.postcode };
  const bag = await weighBag(c.tx, shop, { lines: ask.lines, destination: ask.way === 'ship' ? destination : null, coupons: ask.coupons }, c.at);
  const judged = judge(bag, ask);
  if (!judged.ok) return judged;
  if ((await countOpen(c.tx, tenantId, ask.email, c.at)) >= MOST_OPEN) return err({ why: 'too-many-open' });
  const op = await operationOf(c, ask, judged.value);
  const effect = await placeOrder(c, op);
  const order = await findOrder(c.tx, tenantId, ask.orderId);
  if (effect.outcome !== 'applied' || order === null) throw new Error(`an order that was judged is placed, but: ${effect.outcome}`);
  await noteDistance(c.tx, order);
  await audit(c, 'order.from-phone', { orderId: order.orderId, coupons: judged.value.bag.discounts.length });
  await askConsents(c, ask, { offer: judged.value.bag.offer, random });
  return ok(order);
}

interface JudgedBag {
  readonly bag: WeighedBag;
  readonly fulfilment: Fulfilment;
  readonly promise: DeliveryPromise;
}

function judge(bag: WeighedBag | null, ask: PhoneBagOrderAsk): Result<JudgedBag, { readonly why: PhoneBagRefusal }> {
  if (bag === null) return err({ why: 'goods-changed' });
  const isPriceSame = ask.lines.every(({ unitPrice }, index) => bag.lines[index]?.variant.price.minor === unitPrice.minor);
  if (!isPriceSame) return err({ why: 'price-changed' });
  if (bag.offer.troubles.length > 0) return err({ why: 'coupon' });
  if (ask.way === 'ship' && ask.address === undefined) return err({ why: 'no-address' });
  const offer = bag.offer.ways.find(({ way }) => way === ask.way);
  if (offer?.kind !== 'offered') return err({ why: offer?.kind === 'refused' && offer.reason === 'nowhere' ? 'goods-changed' : 'way-not-possible' });
  const { way, cost, from, until } = offer;
  const { promise, total } = ask.seen;
  const isSame = promise.way === way && promise.cost.minor === cost.minor && promise.from === from && promise.until === until;
  if (!isSame || totalOf(bag, offer.cost).minor !== total.minor) return err({ why: 'promise-changed' });
  const fulfilment: Fulfilment =
    ask.way === 'ship' && ask.address !== undefined ? { kind: 'ship', address: ask.address } : { kind: ask.way === 'silo' ? 'silo' : 'desk' };
  return ok({ bag, fulfilment, promise: { way, cost, from, until } });
}

function totalOf({ lines, goods, discounts }: WeighedBag, cost: DeliveryPromise['cost']) {
  return orderTotal({
    currency: goods.currency,
    lines: lines.map(({ variant, quantity }) => ({ unitPrice: variant.price, quantity })),
    delivery: [{ cost }],
    discounts,
  });
}

async function operationOf(c: EffectContext, ask: PhoneBagOrderAsk, { bag, fulfilment, promise }: JudgedBag): Promise<OrderPlaced> {
  return {
    kind: 'order.placed',
    orderId: ask.orderId,
    number: await nextNumber(c.tx, c.station.tenantId),
    placedAt: c.at,
    lines: bag.lines.map(({ product, variant: { sku, size, colour, colourHex, price }, quantity }) => ({
      ...{ sku, title: product.title, size, colour, quantity, unitPrice: price },
      picture: colourHex === null ? product.picture : { ...product.picture, colour: colourHex },
    })),
    total: totalOf(bag, promise.cost),
    fulfilment,
    contact: { kind: 'email', email: ask.email },
    locale: ask.locale,
    delivery: [promise],
    ...(bag.discounts.length === 0 ? {} : { discounts: [...bag.discounts] }),
    placedOffline: false,
    holds: [],
  };
}

/** Asks in the mailbox for what somebody ticked: it counts for nothing before the link there was pressed. */
async function askConsents(
  c: EffectContext,
  ask: PhoneBagOrderAsk,
  { offer, random }: { readonly offer: WeighedBag['offer']; readonly random: RandomBytes },
): Promise<void> {
  for (const kind of ['newsletter', 'membership'] as const) {
    if (!ask[kind] || !offer[kind]) continue;
    const { email, locale } = ask;
    await giveConsent(c, { kind: 'consent.given', consentId: uuidV7(c.at, random), purpose: { kind }, wording: CONSENT_WORDING, email, locale, givenAt: c.at });
  }
}

function isTheirs({ contact, status }: StoredOrder, { email }: PhoneBagOrderAsk): boolean {
  return status !== 'cancelled' && contact?.kind === 'email' && contact.email === email;
}

async function countOpen(tx: Transaction, tenantId: string, email: string, now: number): Promise<number> {
  const [row] = await tx.query(
    `SELECT count(*)::integer AS n FROM orders o
     WHERE o.tenant_id = $1 AND o.status = 'placed' AND o.placed_at > $2 AND o.contact = jsonb_build_object('kind', 'email', 'email', $3::text)
       AND left(o.number, 2) NOT IN (SELECT s.station_code FROM stations s WHERE s.tenant_id = $1)`,
    [tenantId, now - DAY_MS, email],
  );
  return num(row, 'n');
}

/** Numbers of a series that no station of the tenant has: an offline kiosk counts its own without asking. The tenant's row is locked until the order is there. */
async function nextNumber(tx: Transaction, tenantId: string): Promise<string> {
  const [row] = await tx.query('UPDATE tenants SET phone_orders = phone_orders + 1 WHERE tenant_id = $1 RETURNING phone_orders', [tenantId]);
  const taken = new Set((await tx.query('SELECT station_code FROM stations WHERE tenant_id = $1', [tenantId])).map((station) => str(station, 'station_code')));
  const code = SERIES.find((candidate) => !taken.has(candidate));
  if (code === undefined) throw new Error('every series of numbers belongs to a station');
  return orderNumber(code, num(row, 'phone_orders'));
}

/** From the end of the alphabet: stations are called from its beginning. */
const SERIES: readonly string[] = [...CROCKFORD].toReversed().flatMap((one) => [...CROCKFORD].toReversed().map((other) => one + other));
