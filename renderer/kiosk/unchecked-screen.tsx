import { useState } from 'react';
import { unbroken } from '../after/day.ts';
import { useOrders } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { type OrderProblem, OrderTrouble } from './order-problem.tsx';
import './order-screens.css';
import { SessionCorner } from './session-corner.tsx';
import type { SessionScreenProps } from './session-screen.ts';

/** The hub is away and nobody here knows whose this order is: nothing of it is shown, and a withdrawal is taken all the same, in two steps. */
export function UncheckedScreen({ session, number }: Pick<SessionScreenProps, 'session'> & { readonly number: string }) {
  const text = useText();
  const orders = useOrders();
  const action = useAction<OrderProblem>();
  const [confirming, setConfirming] = useState(false);
  return (
    <ScreenFrame
      screen={confirming ? 'unchecked-confirm' : 'unchecked'}
      width="narrow"
      corner={<SessionCorner session={session} />}
      onBack={() => (confirming ? setConfirming(false) : action.run(() => orders.close()))}
      action={
        confirming ? (
          <Button kind="primary" size="large" busy={action.busy} onPress={() => action.run(() => orders.withdraw({ lines: [] }))}>
            {text('after.withdraw.confirm')}
          </Button>
        ) : (
          <>
            <Button size="large" busy={action.busy} onPress={() => action.run(() => orders.close())}>
              {text('after.find.again')}
            </Button>
            <Button kind="primary" size="large" onPress={() => setConfirming(true)}>
              {text('after.withdraw.button', { law: 'shop' })}
            </Button>
          </>
        )
      }
    >
      <div className="order-screen">
        <header className="order-head">
          <h1>{text(confirming ? 'after.withdraw.confirm.title' : 'after.find.unchecked.title')}</h1>
          <p>{confirming ? text('after.withdraw.lead', { number: unbroken(number) }) : text('after.find.unchecked.body')}</p>
        </header>
        <OrderTrouble kind={action.problem} />
        {confirming ? <p>{text('after.withdraw.whole.unseen')}</p> : <p className="order-note">{text('after.order.title', { number: unbroken(number) })}</p>}
      </div>
    </ScreenFrame>
  );
}
