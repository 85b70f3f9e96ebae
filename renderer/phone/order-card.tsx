import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import { sum, times } from '../../src/kernel/money.ts';
import { unbroken } from '../after/day.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Price } from '../ui/price.tsx';
import { Card } from '../ui/card.tsx';
import { GarmentDrawing } from '../ui/garment/garment-drawing.tsx';
import { formatDay } from './format-day.ts';
import './order-card.css';

/** What was bought. */
export function OrderCard({ order }: { readonly order: PhoneOrder }) {
  const text = useText();
  const locale = useLocale();
  return (
    <Card>
      <section className="bought">
        <header>
          <h2>{text('phone.lines')}</h2>
          <p className="bought-number">{text('phone.heading', { number: unbroken(order.number) })}</p>
        </header>
        <ul>
          {order.lines.map((line) => (
            <li key={line.sku} className="bought-line">
              <div className="bought-picture">
                <GarmentDrawing picture={line.picture} />
              </div>
              <div className="bought-words">
                <p className="bought-title">{line.title}</p>
                <p className="bought-variant">
                  {[line.size, line.colour, line.quantity > 1 ? `× ${line.quantity}` : null].filter((part) => part !== null).join(' · ')}
                </p>
              </div>
              <p className="bought-price">
                <Price amount={times(line.unitPrice, line.quantity)} before={line.listPrice === undefined ? null : times(line.listPrice, line.quantity)} />
              </p>
            </li>
          ))}
        </ul>
        <Sums order={order} />
        <p className="bought-total">
          <span>{text('phone.total')}</span>
          <span>{formatMoney(locale, order.total)}</span>
        </p>
        <p className="bought-placed">{text('phone.placed', { date: formatDay(locale, order.placedAt) })}</p>
      </section>
    </Card>
  );
}

/** What the total is made of, where it is more than the goods. */
function Sums({ order }: { readonly order: PhoneOrder }) {
  const text = useText();
  const locale = useLocale();
  const { delivery = [], discounts = [], lines, total } = order;
  const cost = sum(
    total.currency,
    delivery.map((promise) => promise.cost),
  );
  const isShipped = delivery.some(({ way }) => way === 'ship');
  if (cost.minor === 0 && discounts.length === 0 && !isShipped) return null;
  const goods = sum(
    total.currency,
    lines.map((line) => times(line.unitPrice, line.quantity)),
  );
  return (
    <dl className="bought-sums">
      <Row name={text('phone.sum.items')} value={formatMoney(locale, goods)} />
      {cost.minor > 0 || isShipped ? <Row name={text('phone.sum.delivery')} value={cost.minor === 0 ? text('way.free') : formatMoney(locale, cost)} /> : null}
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
