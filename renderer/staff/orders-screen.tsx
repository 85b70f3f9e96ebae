import { piecesOf, wayOf } from '../../src/contract/order-ways.ts';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import { useText } from '../i18n/use-text.ts';
import { Notice } from '../silo/notice.tsx';
import { Ago } from '../ui/ago.tsx';
import { Button } from '../ui/button.tsx';
import { GarmentPicture } from '../ui/garment/garment-picture.tsx';
import { Icon } from '../ui/icon.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import './orders-screen.css';
import { ProblemLine } from './problem-line.tsx';
import { type Member, MemberCorner } from './staff-chrome.tsx';
import { useOrdersToPrepare } from './use-orders.ts';

/** The paid orders that wait for someone to gather and load them, oldest first. */
export function OrdersScreen({ member, onLock }: { readonly member: Member; readonly onLock: () => void }) {
  const text = useText();
  const { items: orders, failed, ask } = useOrdersToPrepare();
  const empty = orders !== null && orders.length === 0;
  return (
    <ScreenFrame
      screen="staff-orders"
      width={empty ? 'fill' : 'wide'}
      corner={<MemberCorner member={member} onLock={onLock} />}
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
        <Notice icon="check" tone="calm" title={text('staff.orders.empty.title')} body={text('staff.orders.empty.body')} />
      ) : (
        <div className="to-prepare">
          <h1>{text('staff.orders.title')}</h1>
          <ProblemLine>{failed ? text('staff.orders.failed') : null}</ProblemLine>
          <ul className="to-prepare-list">
            {[...(orders ?? [])]
              .sort((a, b) => a.placedAt - b.placedAt)
              .map((order) => (
                <li key={order.orderId}>
                  <OrderCard order={order} />
                </li>
              ))}
          </ul>
        </div>
      )}
    </ScreenFrame>
  );
}

function OrderCard({ order }: { readonly order: StaffOrder }) {
  const text = useText();
  const lines = order.lines.filter((line) => wayOf(line, order.fulfilmentKind) === 'silo');
  return (
    <button
      type="button"
      className="to-prepare-card"
      aria-label={text('staff.orders.open', { number: order.number })}
      onClick={() => goTo(`/staff/orders/${order.orderId}`)}
    >
      <span className="to-prepare-pictures">
        {lines.slice(0, 3).map((line) => (
          <span key={line.sku} className="to-prepare-picture">
            <GarmentPicture picture={line.picture} />
          </span>
        ))}
      </span>
      <span className="to-prepare-words">
        <span className="to-prepare-number">{order.number}</span>
        <span className="to-prepare-facts">
          <span>{text('staff.orders.count', { count: piecesOf(lines) })}</span>
          <span>{text('staff.orders.size', { size: order.size })}</span>
          <Ago at={order.placedAt} />
        </span>
      </span>
      <Icon name="forward" />
    </button>
  );
}
