import { useState } from 'react';
import type { Pieces } from '../../src/contract/hub/after.ts';
import type { FoundOrder } from '../../src/contract/hub/found.ts';
import { unbroken } from '../after/day.ts';
import { allOf, PieceList } from '../after/piece-list.tsx';
import { WithdrawConsequences, WithdrawUntil } from '../after/withdraw-words.tsx';
import { useOrders } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { type OrderProblem, OrderTrouble } from './order-problem.tsx';
import './order-screens.css';
import { SessionCorner } from './session-corner.tsx';
import type { SessionScreenProps } from './session-screen.ts';

/** Withdrawing in two steps: from what, then "confirm withdrawal" with everything that follows from it. */
export function WithdrawScreen({ session, order }: SessionScreenProps & { readonly order: FoundOrder }) {
  const text = useText();
  const right = order.after.withdrawal;
  const [chosen, setChosen] = useState<readonly Pieces[]>(allOf(right.lines));
  const [confirming, setConfirming] = useState(false);
  if (confirming) return <ConfirmScreen session={session} order={order} chosen={chosen} onBack={() => setConfirming(false)} />;
  return (
    <ScreenFrame
      screen="withdraw"
      width="narrow"
      corner={<SessionCorner session={session} />}
      onBack={() => goTo('/kiosk/order')}
      action={
        <Button kind="primary" size="large" disabled={chosen.length === 0} onPress={() => setConfirming(true)}>
          {text('after.withdraw.next')}
        </Button>
      }
    >
      <div className="order-screen">
        <header className="order-head">
          <h1>{text('after.withdraw.title', { law: right.law })}</h1>
          <p>{text('after.withdraw.lead', { number: unbroken(order.number) })}</p>
          <WithdrawUntil right={right} />
        </header>
        <p>{text(right.whole ? 'after.withdraw.whole' : 'after.withdraw.which')}</p>
        <PieceList lines={order.lines} left={right.lines} chosen={chosen} {...(right.whole ? {} : { onChange: setChosen })} />
      </div>
    </ScreenFrame>
  );
}

interface ConfirmProps {
  readonly session: SessionScreenProps['session'];
  readonly order: FoundOrder;
  readonly chosen: readonly Pieces[];
  readonly onBack: () => void;
}

function ConfirmScreen({ session, order, chosen, onBack }: ConfirmProps) {
  const text = useText();
  const orders = useOrders();
  const action = useAction<OrderProblem>();
  const right = order.after.withdrawal;
  const confirm = () =>
    action.run(
      () => orders.withdraw({ lines: right.whole ? [] : [...chosen] }),
      () => goTo('/kiosk/order'),
    );
  return (
    <ScreenFrame
      screen="withdraw-confirm"
      width="narrow"
      corner={<SessionCorner session={session} />}
      onBack={onBack}
      action={
        <Button kind="primary" size="large" busy={action.busy} onPress={confirm}>
          {text('after.withdraw.confirm')}
        </Button>
      }
    >
      <div className="order-screen">
        <header className="order-head">
          <h1>{text('after.withdraw.confirm.title')}</h1>
          <p>{text('after.withdraw.confirm.of', { number: unbroken(order.number) })}</p>
        </header>
        <OrderTrouble kind={action.problem} />
        <PieceList lines={order.lines} left={right.lines} chosen={chosen} />
        <WithdrawConsequences right={right} status={order.status} />
      </div>
    </ScreenFrame>
  );
}
