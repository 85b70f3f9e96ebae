import type { DeliveryPromise, OrderDiscount } from '../../src/contract/orders.ts';
import { piecesOf, type WayPart } from '../../src/contract/order-ways.ts';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { spanInWords } from '../../src/kernel/day-words.ts';
import { type Money, sum, times } from '../../src/kernel/money.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Price } from '../ui/price.tsx';
import { goTo } from '../ui/route.ts';
import { WAY_ICON } from '../ui/way-icon.ts';
import { LineWords, Thumb } from './line-parts.tsx';
import './review-parts.css';

type BagLine = KioskSession['bag'][number];

/** What goes one way: how, when, and the lines; with the way back to choosing. */
export function ReviewPart({ part, today, change }: { readonly part: WayPart<BagLine>; readonly today: string; readonly change: string }) {
  const text = useText();
  const { way, lines, promise } = part;
  const name = text(`way.${way}`);
  return (
    <section className="review-part" aria-label={name}>
      <header className="review-part-head">
        <Icon name={WAY_ICON[way]} />
        <div className="review-part-words">
          <h2>{name}</h2>
          {promise === null ? null : <PromiseWords promise={promise} today={today} />}
        </div>
        <span className="review-part-count">{text('kiosk.ways.pieces', { count: piecesOf(lines) })}</span>
        <Button kind="quiet" label={text('kiosk.review.change.ways', { way: name })} onPress={() => goTo(change)}>
          {text('kiosk.review.change')}
        </Button>
      </header>
      <ul className="review-lines">
        {lines.map((line) => (
          <ReviewLine key={line.lineId} line={line} />
        ))}
      </ul>
    </section>
  );
}

/** When the goods of a way are there, in words; what is taken along at once needs no day. */
export function PromiseWords({ promise, today }: { readonly promise: DeliveryPromise; readonly today: string | null }) {
  const text = useText();
  const locale = useLocale();
  return <p className="promise-words">{text(`kiosk.review.when.${promise.way}`, { when: spanInWords(locale, promise, today) })}</p>;
}

/** What several of a kind cost is told with the price of one, so that nobody takes their sum for it. */
function ReviewLine({ line }: { readonly line: BagLine }) {
  const locale = useLocale();
  return (
    <li className="review-line">
      <Thumb picture={line.picture} />
      <LineWords title={line.title} size={line.size} colour={line.colour} />
      <span className="review-price">
        {line.quantity > 1 ? <span className="review-count">{`${line.quantity} × ${formatMoney(locale, line.unitPrice)}`}</span> : null}
        <Price amount={times(line.unitPrice, line.quantity)} before={line.listPrice === undefined ? null : times(line.listPrice, line.quantity)} />
      </span>
    </li>
  );
}

export interface SumsProps {
  readonly goods: Money;
  readonly delivery: readonly DeliveryPromise[];
  readonly discounts: readonly OrderDiscount[];
}

/** What the total is made of; nothing where it is the goods alone. */
export function Sums({ goods, delivery, discounts }: SumsProps) {
  const text = useText();
  const locale = useLocale();
  const isShipped = delivery.some(({ way }) => way === 'ship');
  const cost = sum(
    goods.currency,
    delivery.map((promise) => promise.cost),
  );
  if (!isShipped && cost.minor === 0 && discounts.length === 0) return null;
  return (
    <dl className="sums">
      <Row name={text('kiosk.sum.items')} value={formatMoney(locale, goods)} />
      {isShipped || cost.minor > 0 ? <Row name={text('kiosk.sum.delivery')} value={cost.minor === 0 ? text('way.free') : formatMoney(locale, cost)} /> : null}
      {discounts.map((discount) => (
        <Row key={discount.couponId ?? 'points'} name={discount.name} value={`−${formatMoney(locale, discount.amount)}`} off />
      ))}
    </dl>
  );
}

function Row({ name, value, off = false }: { readonly name: string; readonly value: string; readonly off?: boolean }) {
  return (
    <div className="sums-row" data-off={off}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
