import { useEffect, useRef, useState } from 'react';
import type { PhoneBagOffer, PhoneBagOrderAsk, PhoneBagRefusal } from '../../src/contract/hub/phone-bag.ts';
import type { DeliveryPromise, ShipAddress } from '../../src/contract/orders.ts';
import type { Money } from '../../src/kernel/money.ts';
import type { BagLink, BagProblem } from './bag-link.ts';

/** A line that is to be ordered, at the price that the page shows. */
export interface OrderableLine {
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: Money;
}

/** What was filled in on the page. */
export interface OrderForm {
  readonly way: PhoneBagOrderAsk['way'];
  readonly address: ShipAddress | null;
  readonly email: string;
  readonly coupons: readonly string[];
  readonly newsletter: boolean;
  readonly membership: boolean;
  readonly locale: PhoneBagOrderAsk['locale'];
}

/** Why it did not go on: what the shop says, or that it could not be asked. */
export type OrderTrouble = PhoneBagRefusal | BagProblem['kind'];

/** What the page knows of the bag that is being ordered. */
export interface BagOrdering {
  /** Null before the first answer. */
  readonly offer: PhoneBagOffer | null;
  readonly trouble: OrderTrouble | null;
  /** Asks what it costs by now; answers with it, or null for a trouble. `keepsTrouble`: what was in the way before stays said. */
  readonly weigh: (form: Pick<OrderForm, 'way' | 'address' | 'coupons'> | null, keepsTrouble?: boolean) => Promise<PhoneBagOffer | null>;
  /** Orders it as it was shown; true: the order's page comes. */
  readonly order: (form: OrderForm, seen: { readonly total: Money; readonly promise: DeliveryPromise }) => Promise<boolean>;
}

/** Asks for what a bag costs, and orders it: once, however often its answer is lost. */
export function useBagOrder(link: BagLink, lines: readonly OrderableLine[]): BagOrdering {
  const [offer, setOffer] = useState<PhoneBagOffer | null>(null);
  const [trouble, setTrouble] = useState<OrderTrouble | null>(null);
  const begun = useRef(false);
  const weigh: BagOrdering['weigh'] = async (form, keepsTrouble = false) => {
    const address = form?.way === 'ship' ? form.address : null;
    const answer = await link.offer({
      lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
      ...(address === null ? {} : { destination: { country: address.country, postcode: address.postcode } }),
      coupons: [...(form?.coupons ?? [])],
    });
    if (!answer.ok) setTrouble(answer.error.kind === 'unknown' ? 'goods-changed' : answer.error.kind);
    else if (!keepsTrouble) setTrouble(null);
    if (answer.ok) setOffer(answer.value);
    return answer.ok ? answer.value : null;
  };
  // Once for the page: later questions follow what somebody presses.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void weigh(null);
  }, []);
  return {
    offer,
    trouble,
    weigh,
    order: async ({ address, coupons, ...form }, seen) => {
      const orderId = orderIdFor(`${form.email} ${form.way} ${JSON.stringify(lines)}`);
      const shipped = form.way === 'ship' && address !== null ? { address } : {};
      const answer = await link.order({ orderId, lines: [...lines], ...form, ...shipped, coupons: [...coupons], seen });
      if (answer.ok && answer.value.outcome === 'placed') {
        sessionStorage.removeItem(STORED);
        link.open(answer.value.page);
        return true;
      }
      setTrouble(answer.ok ? (answer.value.outcome === 'refused' ? answer.value.why : null) : answer.error.kind);
      return false;
    },
  };
}

const STORED = 'pasillo.bag-order';

/** The id of what is being ordered: the same for the same bag and mailbox in this tab, also after a reload while an answer was under way. */
function orderIdFor(about: string): string {
  const stored = sessionStorage.getItem(STORED);
  const [id = '', before = ''] = stored === null ? [] : [stored.slice(0, 36), stored.slice(37)];
  if (before === about) return id;
  const fresh = crypto.randomUUID();
  sessionStorage.setItem(STORED, `${fresh} ${about}`);
  return fresh;
}
