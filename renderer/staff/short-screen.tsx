import type { ReactNode } from 'react';
import { formatDay } from '../phone/format-day.ts';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Notice } from '../silo/notice.tsx';
import { Ago } from '../ui/ago.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { GarmentPicture } from '../ui/garment/garment-picture.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { missingWords, movedWords } from '../ui/stock-words.ts';
import './orders-screen.css';
import './short-screen.css';
import { ProblemLine } from './problem-line.tsx';
import { useShortOrders } from './use-orders.ts';

/** The orders that miss something, oldest first: what it is, whether it is paid, and until when their customers may choose. */
export function ShortScreen({ corner }: { readonly corner: ReactNode }) {
  const text = useText();
  const { items: orders, failed, ask } = useShortOrders();
  const empty = orders !== null && orders.length === 0;
  return (
    <ScreenFrame
      screen="staff-short"
      width={empty ? 'fill' : 'wide'}
      corner={corner}
      backLabel={text('staff.home')}
      onBack={() => goTo('/staff')}
      action={
        failed ? (
          <Button kind="primary" size="large" onPress={ask}>
            {text('staff.orders.again')}
          </Button>
        ) : null
      }
    >
      {empty ? (
        <Notice icon="check" tone="calm" title={text('staff.short.none')} body={text('staff.short.none.body')} />
      ) : (
        <div className="to-prepare">
          <h1>{text('staff.short.title')}</h1>
          <p>{text('staff.short.body')}</p>
          <ProblemLine>{failed ? text('staff.orders.failed') : null}</ProblemLine>
          <ul className="to-prepare-list">
            {(orders ?? []).map((order) => (
              <li key={order.orderId}>
                <ShortCard order={order} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </ScreenFrame>
  );
}

function ShortCard({ order }: { readonly order: StaffOrder }) {
  const text = useText();
  const missing = new Set(order.stock?.missing.map(({ sku }) => sku));
  return (
    <article className="short-card">
      <span className="to-prepare-pictures">
        {order.lines
          .filter((line) => missing.has(line.sku))
          .slice(0, 3)
          .map((line) => (
            <span key={line.sku} className="to-prepare-picture">
              <GarmentPicture picture={line.picture} />
            </span>
          ))}
      </span>
      <span className="to-prepare-words">
        <span className="to-prepare-number">{order.number}</span>
        <StockLine order={order} />
        <span className="to-prepare-facts">
          <span>{text(order.status === 'placed' ? 'staff.short.unpaid' : 'staff.short.paid')}</span>
          <Ago at={order.placedAt} />
        </span>
      </span>
    </article>
  );
}

/** What staff are told of the stock of an order; nothing where all of it is where it was said to be. */
export function StockLine({ order }: { readonly order: StaffOrder }) {
  const text = useText();
  const locale = useLocale();
  const { stock } = order;
  if (stock === undefined) return null;
  const what = missingWords(stock);
  if (stock.state === 'short' && stock.answerBy !== null) return <span>{text('staff.stock.short', { what, day: formatDay(locale, stock.answerBy) })}</span>;
  return stock.state === 'waits' ? <span>{text('staff.stock.waits', { what })}</span> : null;
}

/** What whoever gathers an order does not find here: what is nowhere, and what comes from another place. */
export function NotHere({ order }: { readonly order: StaffOrder }) {
  const text = useText();
  const { stock } = order;
  if (stock === undefined) return null;
  return (
    <>
      {stock.state === 'short' || stock.state === 'waits' ? (
        <Banner tone="warning">
          <StockLine order={order} />
        </Banner>
      ) : null}
      {stock.moved.length === 0 ? null : (
        <Banner tone="warning" icon="truck">
          {text('staff.stock.moved', { what: movedWords(stock) })}
        </Banner>
      )}
    </>
  );
}
