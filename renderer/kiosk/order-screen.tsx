import type { FoundOrder } from '../../src/contract/hub/found.ts';
import type { OrderView } from '../../src/contract/station/order-views.ts';
import { AfterCard } from '../after/after-card.tsx';
import { longDay, unbroken } from '../after/day.ts';
import { allOf, PieceList } from '../after/piece-list.tsx';
import { useOrders } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { type OrderProblem, OrderTrouble } from './order-problem.tsx';
import './order-screens.css';
import { SessionCorner } from './session-corner.tsx';
import type { SessionScreenProps } from './session-screen.ts';

type Shown = Extract<OrderView, { readonly kind: 'shown' }>;

/** An order that its customer found: where it stands, and what may be done with it. */
export function OrderScreen({ view, session, shown }: SessionScreenProps & { readonly shown: Shown }) {
  const text = useText();
  const orders = useOrders();
  const action = useAction<OrderProblem>();
  const { order, live, resent } = shown;
  const close = () =>
    action.run(async () => {
      const closed = await orders.close();
      // Not left to the action: by then this screen may be gone.
      if (closed.ok) goTo('/kiosk');
      return closed;
    });
  return (
    <ScreenFrame screen="order" width="narrow" corner={<SessionCorner session={session} />} onBack={close} backLabel={text('after.order.close')}>
      <div className="order-screen">
        <Head order={order} hasSilo={view.place.stationKind === 'both'} />
        <OrderTrouble kind={action.problem} />
        {live ? null : (
          <Banner tone="warning" icon="cloud-off">
            {text('after.order.asOf')}
          </Banner>
        )}
        {resent ? <Banner tone="info">{text('after.order.resent')}</Banner> : null}
        <Acts order={order} mayResend={live && order.waitingUntil !== null && !resent} busy={action.busy} onResend={() => action.run(() => orders.resend())} />
        <AfterCard after={order.after} lines={order.lines} />
        <Bought order={order} />
      </div>
    </ScreenFrame>
  );
}

function Head({ order, hasSilo }: { readonly order: FoundOrder; readonly hasSilo: boolean }) {
  const text = useText();
  const locale = useLocale();
  return (
    <header className="order-head">
      <h1>{text('after.order.title', { number: unbroken(order.number) })}</h1>
      <p className="order-status" data-status={order.status}>
        {text(`after.order.status.${order.status}`)}
      </p>
      {order.waitingUntil === null ? null : <p>{text('after.order.waiting', { date: longDay(locale, order.waitingUntil) })}</p>}
      {order.returnsUntil === null ? null : <p>{text('after.order.returns', { date: longDay(locale, order.returnsUntil) })}</p>}
      {order.returnsUntil === null || !hasSilo ? null : <p className="order-note">{text('after.order.returns.how', { return: text('return.begin') })}</p>}
    </header>
  );
}

interface ActsProps {
  readonly order: FoundOrder;
  readonly mayResend: boolean;
  readonly busy: boolean;
  readonly onResend: () => void;
}

/** What may be done now; the law's button stands on its own, in the words that the law asks for. */
function Acts({ order, mayResend, busy, onResend }: ActsProps) {
  const text = useText();
  const { withdrawal, guarantee } = order.after;
  return (
    <div className="order-acts">
      {mayResend ? (
        <Button wide size="large" icon={<Icon name="mail" />} busy={busy} onPress={onResend}>
          {text('after.order.resend')}
        </Button>
      ) : null}
      {guarantee.open ? (
        <Button wide size="large" icon={<Icon name="help" />} onPress={() => goTo('/kiosk/order/claim')}>
          {text('phone.step.claim')}
        </Button>
      ) : null}
      {withdrawal.open ? (
        <Button wide size="large" icon={<Icon name="close" />} onPress={() => goTo('/kiosk/order/withdraw')}>
          {text('after.withdraw.button', { law: withdrawal.law })}
        </Button>
      ) : null}
    </div>
  );
}

function Bought({ order }: { readonly order: FoundOrder }) {
  const text = useText();
  const locale = useLocale();
  const left = order.lines.map(({ sku, quantity }) => ({ sku, left: quantity }));
  return (
    <section className="order-bought">
      <h2>{text('after.order.lines')}</h2>
      <PieceList lines={order.lines} left={left} chosen={allOf(left)} />
      <p className="order-total">
        <span>{text('phone.total')}</span>
        <b>{formatMoney(locale, order.total)}</b>
      </p>
      <p className="order-note">{text('after.order.placed', { date: longDay(locale, order.placedAt) })}</p>
    </section>
  );
}
