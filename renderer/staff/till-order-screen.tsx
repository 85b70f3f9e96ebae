import type { ReactNode } from 'react';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { Price } from '../ui/price.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { OrderLines } from './order-lines.tsx';
import type { Tender } from './pay-screens.tsx';
import './till-order-screen.css';

export interface TillOrderScreenProps {
  readonly order: StaffOrder;
  readonly corner: ReactNode;
  readonly onTender: (tender: Tender) => void;
  readonly onBack: () => void;
}

/** The order that was found: its lines, its total as large as can be, and cash or card. */
export function TillOrderScreen({ order, corner, onTender, onBack }: TillOrderScreenProps) {
  const text = useText();
  return (
    <ScreenFrame screen="staff-till-order" corner={corner} onBack={onBack} action={<Next order={order} onTender={onTender} onBack={onBack} />}>
      <div className="till-order">
        <section className="till-order-sum">
          <h1>{text('staff.order.title', { number: order.number })}</h1>
          <p className="till-order-way">
            <Icon name={order.fulfilmentKind === 'silo' ? 'locker' : 'truck'} />
            {text(order.fulfilmentKind === 'silo' ? 'staff.order.silo' : 'staff.order.ship')}
          </p>
          <p className="till-order-total">
            <span className="till-order-total-label">{text('staff.order.total')}</span>
            <Price amount={order.total} />
          </p>
          {order.status === 'placed' ? null : <Banner tone={order.status === 'cancelled' ? 'problem' : 'info'}>{text(stateText(order))}</Banner>}
        </section>
        <Card>
          <OrderLines lines={order.lines} look="till" />
        </Card>
      </div>
    </ScreenFrame>
  );
}

function stateText(order: StaffOrder) {
  if (order.status === 'paid' && order.fulfilmentKind === 'ship') return 'staff.pay.state.paid-ship' as const;
  return order.status === 'placed' ? ('staff.pay.how' as const) : (`staff.pay.state.${order.status}` as const);
}

function Next({ order, onTender, onBack }: Pick<TillOrderScreenProps, 'order' | 'onTender' | 'onBack'>) {
  const text = useText();
  if (order.status !== 'placed') {
    return (
      <>
        {order.status === 'paid' && order.fulfilmentKind === 'silo' ? (
          <Button size="large" onPress={() => goTo(`/staff/orders/${order.orderId}`)}>
            {text('staff.pay.prepare')}
          </Button>
        ) : null}
        <Button kind="primary" size="large" onPress={onBack}>
          {text('staff.pay.next')}
        </Button>
      </>
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
