import type { ReactNode } from 'react';
import { partsOf, piecesOf } from '../../src/contract/order-ways.ts';
import type { ReceiptDocument } from '../../src/contract/receipt.ts';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Notice } from '../silo/notice.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ReceiptPreview } from '../ui/receipt-preview.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { BackToShopper } from './beside-shopper.tsx';
import { OrderLines } from './order-lines.tsx';
import './pay-screens.css';
import { ProblemLine } from './problem-line.tsx';

/** How a customer pays at the till. */
export type Tender = 'cash' | 'card';

type Problem =
  | 'not-signed-in'
  | 'not-allowed'
  | 'unknown-order'
  | 'already-paid'
  | 'cancelled'
  | 'wrong-amount'
  | 'discount-refused'
  | 'storage'
  | 'unreachable';

export interface TenderScreenProps {
  readonly order: StaffOrder;
  readonly tender: Tender;
  readonly corner: ReactNode;
  readonly onPaid: (receipt: ReceiptDocument) => void;
  readonly onBack: () => void;
  /** Looks the order up again, where its state is in doubt. */
  readonly onFind: () => void;
}

/** The money is being taken: how much, and one button when it is there. Nothing is recorded before it. */
export function TenderScreen({ order, tender, corner, onPaid, onBack, onFind }: TenderScreenProps) {
  const text = useText();
  const locale = useLocale();
  const { intents } = useStaff();
  const action = useAction<Problem>();
  const price = formatMoney(locale, order.total);
  const pay = () =>
    action.run(
      () => intents.takePayment({ orderId: order.orderId, tender, amount: order.total }),
      (answer) => onPaid(answer.value.receipt),
    );
  // After a failure that leaves the order's state in doubt, the only safe step is to look at it again.
  const again = action.problem !== null && action.problem !== 'storage';
  return (
    <ScreenFrame
      screen="staff-tender"
      width="fill"
      corner={corner}
      onBack={onBack}
      action={
        again ? (
          <Button kind="primary" size="huge" wide onPress={onFind}>
            {text('staff.pay.look-again')}
          </Button>
        ) : (
          <Button kind="primary" size="huge" wide busy={action.busy} onPress={pay}>
            {text('staff.pay.confirm', { price })}
          </Button>
        )
      }
    >
      {again && action.problem !== null ? (
        <Notice icon="warning" tone="attention" title={text('staff.pay.stop.title')} body={text(problemKey(action.problem))} />
      ) : (
        <div className="tender">
          <span className="tender-icon">
            <Icon name="till" />
          </span>
          <h1>{text(`staff.pay.${tender}.title`)}</h1>
          <p className="tender-amount">{price}</p>
          <p className="tender-note">{text(`staff.pay.${tender}.body`)}</p>
          <ProblemLine>{action.problem === null ? null : text(problemKey(action.problem))}</ProblemLine>
        </div>
      )}
    </ScreenFrame>
  );
}

export interface PaidScreenProps {
  readonly order: StaffOrder;
  readonly receipt: ReceiptDocument;
  readonly corner: ReactNode;
  readonly onNext: () => void;
}

/** Paid and saved: the receipt, and the next customer. */
export function PaidScreen({ order, receipt, corner, onNext }: PaidScreenProps) {
  const text = useText();
  return (
    <ScreenFrame
      screen="staff-paid"
      corner={corner}
      action={
        <>
          <PrepareNow order={order} />
          <BackToShopper />
          <Button kind="primary" size="large" onPress={onNext}>
            {text('staff.pay.next')}
          </Button>
        </>
      }
    >
      <div className="paid">
        <div className="paid-words" role="status">
          <span className="paid-icon">
            <Icon name="check" />
          </span>
          <h1>{text('staff.pay.done.title')}</h1>
          <p>{text('staff.pay.done.body', { number: order.number })}</p>
          <TakeAlong order={order} />
        </div>
        <ReceiptPreview receipt={receipt} />
      </div>
    </ScreenFrame>
  );
}

/** What the customer takes along this moment, so that nobody leaves without it, or with what is still to come. */
function TakeAlong({ order }: { readonly order: StaffOrder }) {
  const text = useText();
  const parts = partsOf(order);
  const taken = parts.find(({ way }) => way === 'carry-out');
  if (taken === undefined) return null;
  return (
    <section className="take-along">
      <h2>{text('staff.pay.take', { count: piecesOf(taken.lines) })}</h2>
      <OrderLines lines={taken.lines} look="gather" />
      {parts.length > 1 ? <p>{text('staff.pay.later')}</p> : null}
      {order.gift === true ? <p>{text('staff.order.gift')}</p> : null}
    </section>
  );
}

/** The way on with what has to be gathered in this shop: for the desk, which somebody waits at, or for the lockers. */
function PrepareNow({ order }: { readonly order: StaffOrder }) {
  const text = useText();
  const ways = new Set(partsOf(order).map(({ way }) => way));
  if (ways.has('desk'))
    return (
      <Button size="large" onPress={() => goTo(`/staff/desk/${order.orderId}/desk`)}>
        {text('staff.pay.desk')}
      </Button>
    );
  if (!ways.has('silo')) return null;
  return (
    <Button size="large" onPress={() => goTo(`/staff/orders/${order.orderId}`)}>
      {text('staff.pay.prepare')}
    </Button>
  );
}

function problemKey(problem: Problem) {
  return problem === 'not-allowed' ? 'staff.hand.problem.not-allowed' : (`staff.pay.${problem}` as const);
}
