import type { PartState } from '../../src/contract/delivery.ts';
import { partsOf } from '../../src/contract/order-ways.ts';
import type { Way } from '../../src/contract/orders.ts';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import { sum, times } from '../../src/kernel/money.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Icon } from '../ui/icon.tsx';
import { WAY_ICON } from '../ui/way-icon.ts';
import { OrderLines } from './order-lines.tsx';
import './order-parts.css';

/** The lines of an order, under the way that each goes where there are several, with how far each part is. */
export function OrderParts({ order }: { readonly order: StaffOrder }) {
  const text = useText();
  const parts = partsOf(order);
  if (parts.length === 1) return <OrderLines lines={order.lines} look="till" />;
  return (
    <div className="order-parts">
      {parts.map(({ way, lines }) => (
        <section key={way} aria-label={text(`staff.way.${way}`)}>
          <p className="order-part-head">
            <Icon name={WAY_ICON[way]} />
            {text(`staff.way.${way}`)}
            <StateWord state={stateOf(order, way)} />
          </p>
          <OrderLines lines={lines} look="till" />
        </section>
      ))}
    </div>
  );
}

/** How far the part of an order is that goes one way; null where nobody said. */
export function stateOf(order: StaffOrder, way: Way): PartState | null {
  return order.parts?.find((part) => part.way === way)?.state ?? null;
}

/** Says what the order as a whole does not say already: only of a paid order, of a part that is on its way. */
function StateWord({ state }: { readonly state: PartState | null }) {
  const text = useText();
  if (state !== 'preparing' && state !== 'ready' && state !== 'handed-over') return null;
  return <span className="order-part-state">{text(`staff.part.${state}`)}</span>;
}

/** What the total is made of, where it is more than the goods. */
export function OrderSums({ order }: { readonly order: StaffOrder }) {
  const text = useText();
  const locale = useLocale();
  const { delivery = [], discounts = [], lines, total } = order;
  const cost = sum(
    total.currency,
    delivery.map((promise) => promise.cost),
  );
  if (cost.minor === 0 && discounts.length === 0) return null;
  const goods = sum(
    total.currency,
    lines.map((line) => times(line.unitPrice, line.quantity)),
  );
  return (
    <dl className="order-sums">
      <Row name={text('staff.order.items')} value={formatMoney(locale, goods)} />
      {cost.minor === 0 ? null : <Row name={text('staff.order.delivery')} value={formatMoney(locale, cost)} />}
      {discounts.map((discount) => (
        <Row key={discount.couponId ?? 'points'} name={discount.name} value={`−${formatMoney(locale, discount.amount)}`} />
      ))}
    </dl>
  );
}

function Row({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
