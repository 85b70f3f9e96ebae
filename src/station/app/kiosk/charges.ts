import type { BagWays } from '../../../contract/delivery.ts';
import type { DeliveryPromise } from '../../../contract/orders.ts';
import { orderTotal } from '../../../core/orders/order-total.ts';
import { bagWays } from '../../../core/promises/bag-ways.ts';
import type { ShopperSession } from '../../../core/sessions/shopper-session.ts';
import type { Money } from '../../../kernel/money.ts';
import type { Weighed } from '../loyalty/weigh.ts';
import { weighSession } from './benefits.ts';
import { promiseBasis, wayLines } from './bag-ways.ts';
import type { KioskParts } from './kiosk-parts.ts';

/** What a bag costs and when it comes, as it is chosen now. */
export interface Charges {
  readonly ways: BagWays;
  /** The goods alone. */
  readonly goods: Money;
  /** What ways cost, one for each in use; empty as long as a line has none that it can go. */
  readonly delivery: readonly DeliveryPromise[];
  /** What coupons and points take off the goods. */
  readonly weighed: Weighed;
  /** What is to be paid. */
  readonly total: Money;
}

/** One sum for the screen and for the order, so that what is paid is what was seen. */
export function chargesOf(parts: KioskParts, session: ShopperSession): Charges {
  const { bag: lines } = session;
  const currency = lines[0]?.unitPrice.currency ?? parts.place().currency;
  const ways = bagWays(wayLines(parts, session), promiseBasis(parts, session), currency);
  const { delivery } = ways;
  const weighed = weighSession(parts, session);
  const { discounts } = weighed;
  return { ways, goods: orderTotal({ currency, lines }), delivery, weighed, total: orderTotal({ currency, lines, delivery, discounts }) };
}
