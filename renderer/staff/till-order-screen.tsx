import type { ReactNode } from 'react';
import { partsOf } from '../../src/contract/order-ways.ts';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { Price } from '../ui/price.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { WAY_ICON } from '../ui/way-icon.ts';
import { handOversOf } from './hand-overs.ts';
import { OrderParts, OrderSums } from './order-parts.tsx';
import type { Tender } from './pay-screens.tsx';
import { RefusedDiscount } from './refused-discount.tsx';
import { NotHere } from './short-screen.tsx';
import { TillBenefit } from './till-benefit.tsx';
import './till-order-screen.css';

export interface TillOrderScreenProps {
  /** Does the shop take coupons or know members? */
  readonly benefits: boolean;
  readonly order: StaffOrder;
  readonly corner: ReactNode;
  readonly onTender: (tender: Tender) => void;
  /** The order as it is now: something was taken off it. */
  readonly onOrder: (order: StaffOrder) => void;
  readonly onBack: () => void;
}

/** The order that was found: its lines, its total as large as can be, and cash or card. */
export function TillOrderScreen({ order, benefits, corner, onTender, onOrder, onBack }: TillOrderScreenProps) {
  const text = useText();
  const parts = partsOf(order);
  return (
    <ScreenFrame screen="staff-till-order" corner={corner} onBack={onBack} action={<Next order={order} onTender={onTender} onBack={onBack} />}>
      <div className="till-order">
        <section className="till-order-sum">
          <h1>{text('staff.order.title', { number: order.number })}</h1>
          {/* What forbids to take the money, or makes it another sum, is said before the sum. */}
          {order.onHold === true ? <Banner tone="problem">{text('staff.order.on-hold')}</Banner> : null}
          <NotHere order={order} />
          {order.discountRefused === true ? <RefusedDiscount order={order} onOrder={onOrder} /> : null}
          {parts.length > 1 ? null : (
            <p className="till-order-way">
              <Icon name={WAY_ICON[order.fulfilmentKind]} />
              {text(`staff.way.${order.fulfilmentKind}`)}
            </p>
          )}
          <p className="till-order-total">
            <span className="till-order-total-label">{text('staff.order.total')}</span>
            <Price amount={order.total} />
          </p>
          <OrderSums order={order} />
          {benefits && order.status === 'placed' ? <TillBenefit order={order} onOrder={onOrder} /> : null}
          {order.gift === true ? <Banner tone="info">{text('staff.order.gift')}</Banner> : null}
          {order.paying === true ? (
            <Banner tone="warning" icon="phone">
              {text('staff.order.paying')}
            </Banner>
          ) : null}
          {order.status === 'placed' ? null : <Banner tone={order.status === 'cancelled' ? 'problem' : 'info'}>{text(stateText(order))}</Banner>}
        </section>
        <Card>
          <OrderParts order={order} />
        </Card>
      </div>
    </ScreenFrame>
  );
}

function stateText(order: StaffOrder) {
  const { status } = order;
  if (status === 'placed') return 'staff.pay.how' as const;
  if (status === 'collected' || status === 'cancelled') return `staff.pay.state.${status}` as const;
  const parts = partsOf(order);
  const [part] = parts;
  if (parts.length > 1 || part === undefined) return 'staff.pay.state.paid-mixed' as const;
  switch (part.way) {
    case 'silo':
      return `staff.pay.state.${status}` as const;
    case 'desk':
      return handOversOf(order).some(({ isReady }) => isReady) ? ('staff.pay.state.ready-desk' as const) : ('staff.pay.state.paid-desk' as const);
    case 'ship':
    case 'carry-out':
      return `staff.pay.state.paid-${part.way}` as const;
  }
}

function Next({ order, onTender, onBack }: Pick<TillOrderScreenProps, 'order' | 'onTender' | 'onBack'>) {
  const text = useText();
  if (order.status !== 'placed') {
    const isReady = lies(order);
    const next = (
      <Button kind={isReady ? 'secondary' : 'primary'} size="large" onPress={onBack}>
        {text('staff.pay.next')}
      </Button>
    );
    // The step that is most likely stands last, as on every screen.
    return (
      <>
        {isReady ? next : null}
        <PreparePart order={order} />
        {isReady ? null : next}
      </>
    );
  }
  // No price is taken that the shop may not stand by.
  if (order.discountRefused === true) {
    return (
      <Button kind="primary" size="large" onPress={onBack}>
        {text('staff.pay.next')}
      </Button>
    );
  }
  return (
    <section className="till-tenders" aria-label={text('staff.pay.how')}>
      <Button size="huge" wide kind="primary" onPress={() => onTender('card')}>
        {text('staff.pay.card')}
      </Button>
      <Button size="huge" wide kind="primary" onPress={() => onTender('cash')}>
        {text('staff.pay.cash')}
      </Button>
    </section>
  );
}

/** Does something of it lie ready for whoever shows its code? Handing that over is the next step then. */
function lies(order: StaffOrder): boolean {
  return handOversOf(order).some(({ isReady }) => isReady);
}

/** The way on with what is still to be done of a paid order in this shop: hand over what is there, else prepare what is not. */
function PreparePart({ order }: { readonly order: StaffOrder }) {
  const text = useText();
  const hand = handOversOf(order);
  const one = hand.find(({ isReady }) => isReady) ?? hand[0];
  if (one !== undefined) {
    return (
      <Button kind={one.isReady ? 'primary' : 'secondary'} size="large" onPress={() => goTo(`/staff/desk/${order.orderId}/${one.way}`)}>
        {text(one.isReady ? 'staff.pay.handOver' : 'staff.pay.desk')}
      </Button>
    );
  }
  const locker = partsOf(order).some(({ way }) => way === 'silo');
  if (!locker || order.status !== 'paid') return null;
  return (
    <Button size="large" onPress={() => goTo(`/staff/orders/${order.orderId}`)}>
      {text('staff.pay.prepare')}
    </Button>
  );
}
