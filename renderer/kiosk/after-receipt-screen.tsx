import { useState } from 'react';
import type { AfterReceipt } from '../../src/contract/station/order-views.ts';
import { longMoment } from '../after/day.ts';
import { useKiosk, useOrders } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ReceiptPreview } from '../ui/receipt-preview.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { type OrderProblem, OrderTrouble } from './order-problem.tsx';
import './order-screens.css';
import { SessionCorner } from './session-corner.tsx';
import type { SessionScreenProps } from './session-screen.ts';

interface ReceiptScreenProps {
  readonly session: SessionScreenProps['session'];
  readonly receipt: AfterReceipt;
  /** Back to the order; where there is none to show, it is forgotten. */
  readonly hasOrder: boolean;
}

/** What was declared, with date and time: on the screen, on paper, and on its way to the customer's messages. */
export function AfterReceiptScreen({ session, receipt, hasOrder }: ReceiptScreenProps) {
  const text = useText();
  const locale = useLocale();
  const orders = useOrders();
  const { view } = useKiosk();
  const action = useAction<OrderProblem>();
  const [printed, setPrinted] = useState(false);
  const { what } = receipt;
  const goOn = () => {
    // The step that led here may still be the address.
    goTo('/kiosk/order');
    action.run(() => (hasOrder ? orders.goOn() : orders.close()));
  };
  return (
    <ScreenFrame
      screen="after-receipt"
      width="narrow"
      corner={<SessionCorner session={session} />}
      action={
        <>
          {view?.place.printer === 'none' ? null : (
            <Button
              size="large"
              icon={<Icon name="print" />}
              busy={action.busy}
              onPress={() =>
                action.run(
                  () => orders.print(),
                  () => setPrinted(true),
                )
              }
            >
              {text('after.receipt.print')}
            </Button>
          )}
          <Button kind="primary" size="large" onPress={goOn}>
            {text(hasOrder ? 'after.order.back' : 'after.order.close')}
          </Button>
        </>
      }
    >
      <div className="order-screen">
        <header className="order-head">
          <p className="order-done">
            <Icon name="check" />
          </p>
          <h1>{text(`after.receipt.${what}.title`)}</h1>
          <p>{text(`after.receipt.${what}.at`, { date: longMoment(locale, receipt.at), receipt: receipt.receipt.replace('-', '\u2011') })}</p>
        </header>
        <OrderTrouble kind={action.problem} />
        {printed && action.problem === null ? <Banner tone="info">{text('after.receipt.printed')}</Banner> : null}
        <Banner tone={receipt.told ? 'info' : 'warning'} icon={receipt.told ? 'mail' : 'cloud-off'}>
          {text(`after.receipt.${what}.${receipt.told ? 'online' : 'offline'}`)}
        </Banner>
        <div className="order-paper">
          <div data-private="personal">
            <ReceiptPreview receipt={receipt.document} />
          </div>
        </div>
      </div>
    </ScreenFrame>
  );
}
