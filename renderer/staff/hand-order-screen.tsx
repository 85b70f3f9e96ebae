import type { ReactNode } from 'react';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import type { HandOver } from './hand-overs.ts';
import './hand-screens.css';
import { OrderLines } from './order-lines.tsx';
import { NotHere } from './short-screen.tsx';
import { ProblemLine } from './problem-line.tsx';

type Problem =
  | 'not-signed-in'
  | 'not-allowed'
  | 'unknown-order'
  | 'not-paid'
  | 'on-hold'
  | 'nothing-to-hand-over'
  | 'already'
  | 'cancelled'
  | 'storage'
  | 'unreachable';

/** After these nothing of the order is handed over here, however often somebody presses: no screen asks for it any more. */
const OVER: ReadonlySet<Problem> = new Set(['unknown-order', 'not-paid', 'on-hold', 'nothing-to-hand-over', 'already', 'cancelled']);

export interface HandOrderScreenProps {
  readonly one: HandOver;
  readonly corner: ReactNode;
  readonly onBack: () => void;
  /** Leaves with a sentence of what was done. */
  readonly onDone: (words: string) => void;
}

/** One part of an order: gather it for the desk, or hand it over to whoever has its number. */
export function HandOrderScreen({ one, corner, onBack, onDone }: HandOrderScreenProps) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<Problem>();
  const { order, way, part, isReady } = one;
  const { orderId, number } = order;
  const give = () =>
    action.run(
      () => intents.handOver({ orderId, way }),
      () => onDone(text('staff.hand.said.given', { number })),
    );
  const ready = () =>
    action.run(
      () => intents.deskReady({ orderId }),
      () => onDone(text('staff.hand.said.ready', { number })),
    );
  const step = isReady ? 'give' : 'prepare';
  const isOver = action.problem !== null && OVER.has(action.problem);
  return (
    <ScreenFrame
      screen={`staff-hand-${step}`}
      corner={corner}
      onBack={onBack}
      action={
        isOver ? (
          <Button kind="primary" size="large" onPress={onBack}>
            {text('staff.hand.back')}
          </Button>
        ) : isReady ? (
          <Button kind="primary" size="huge" wide busy={action.busy} onPress={give}>
            {text('staff.hand.give.done')}
          </Button>
        ) : (
          <>
            <Button size="large" busy={action.busy} onPress={give}>
              {text('staff.hand.prepare.now')}
            </Button>
            <Button kind="primary" size="large" busy={action.busy} onPress={ready}>
              {text('staff.hand.prepare.ready')}
            </Button>
          </>
        )
      }
    >
      <div className="hand-order">
        <ProblemLine>{action.problem === null ? null : text(`staff.hand.problem.${action.problem}`)}</ProblemLine>
        <header className="hand-order-head">
          <h1>{text(isOver ? 'staff.hand.over.title' : `staff.hand.${step}.title`)}</h1>
          {isOver ? null : <p>{text(`staff.hand.${step}.body`)}</p>}
        </header>
        <p className="hand-order-number">{number}</p>
        {order.gift === true ? <Banner tone="info">{text('staff.order.gift')}</Banner> : null}
        {isReady || isOver ? null : <NotHere order={order} />}
        <Card>
          <OrderLines lines={part.lines} look="gather" />
        </Card>
        <Button kind="quiet" icon={<Icon name="warning" />} onPress={() => goTo(`/staff/change/${number}`)}>
          {text('staff.change.open')}
        </Button>
      </div>
    </ScreenFrame>
  );
}
