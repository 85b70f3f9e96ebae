import { useState } from 'react';
import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Icon } from '../ui/icon.tsx';
import { AfterCard } from '../after/after-card.tsx';
import { ClaimStep } from './claim-step.tsx';
import { CollectCard, FurtherCard } from './collect-card.tsx';
import { GiveBackStep } from './give-back-step.tsx';
import { HistoryCard } from './history-card.tsx';
import { OrderCard } from './order-card.tsx';
import { MissingCard, MoneyBack } from './missing-card.tsx';
import type { OrderLink } from './order-link.ts';
import { OtherPersonStep } from './other-person-step.tsx';
import { PartsCard } from './parts-card.tsx';
import { CheckingCard, GivingBack, isPayable, PayCard, TillCard } from './pay-card.tsx';
import { ReturnsCard } from './returns-card.tsx';
import { MoreDaysStep, NewPinStep, SendAgainStep } from './simple-steps.tsx';
import { StatusCard } from './status-card.tsx';
import { StepList } from './step-list.tsx';
import { type Step, stepsOf } from './steps.ts';
import type { Ask } from './use-order.ts';
import { usePayment } from './use-payment.ts';
import { WithdrawStep } from './withdraw-step.tsx';

interface OrderPageProps {
  readonly order: PhoneOrder;
  readonly ask: Ask;
  readonly link: OrderLink;
  /** Its payment has come: the order is not as it was. */
  readonly onPaid: () => void;
}

/** An order: its code above all, then what can be done, what it is, and what happened. Or one of the steps, as a page of its own. */
export function OrderPage({ order, ask, link, onPaid }: OrderPageProps) {
  const text = useText();
  const isPlaced = order.status === 'placed';
  const { payment, pay } = usePayment(link, isPlaced, onPaid);
  const isChecking = isPlaced && payment?.last?.state === 'checking';
  // While the customer has to say what becomes of a missing piece, nobody knows what there is to pay; a payment that was begun is shown all the same.
  const isUndecided = isPlaced && order.stock?.missing.some(({ waits }) => !waits) === true;
  const isPayHere = isPlaced && isPayable(payment) && (!isUndecided || payment.last !== null);
  const [step, setStep] = useState<Step | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const go = (next: Step | null) => {
    setSaid(null);
    setStep(next);
    window.scrollTo(0, 0);
  };
  const done = (words: string) => {
    go(null);
    setSaid(words);
  };
  // A step that is not possible any more (the parcel was collected meanwhile) gives way to the order.
  const open = step !== null && stepsOf(order).includes(step) ? step : null;
  if (open !== null) return <OpenStep step={open} order={order} ask={ask} onBack={() => go(null)} onDone={done} />;
  return (
    <>
      <title>{text('phone.title', { number: order.number })}</title>
      {said === null ? null : <Banner tone="info">{said}</Banner>}
      {payment === null ? null : <GivingBack payment={payment} />}
      <MoneyBack order={order} />
      <MissingCard order={order} ask={ask} />
      {order.collect === null ? (
        isChecking ? (
          <CheckingCard />
        ) : (
          <StatusCard order={order} paying={isUndecided ? 'choose' : isPayHere ? 'both' : 'till'} />
        )
      ) : (
        <CollectCard collect={order.collect} />
      )}
      {payment === null || !isPayHere ? null : (
        <>
          <PayCard payment={payment} pay={pay} />
          <TillCard number={order.number} />
        </>
      )}
      {order.further.map((further) => (
        <FurtherCard key={further.code} further={further} />
      ))}
      <StepList order={order} onStep={go} />
      {order.returns === null || (order.returns.codes.length === 0 && order.returns.deposits.length === 0 && !order.returns.open) ? null : (
        <ReturnsCard order={order} returns={order.returns} ask={ask} />
      )}
      {order.after === undefined ? null : <AfterCard after={order.after} lines={order.lines} />}
      <PartsCard order={order} />
      <OrderCard order={order} />
      <HistoryCard parcels={order.parcels} />
      {order.helpPhone === null ? null : <HelpPhone phone={order.helpPhone} />}
    </>
  );
}

interface OpenStepProps {
  readonly step: Step;
  readonly order: PhoneOrder;
  readonly ask: Ask;
  readonly onBack: () => void;
  readonly onDone: (words: string) => void;
}

function OpenStep({ step, order, ask, onBack, onDone }: OpenStepProps) {
  const { collect, returns } = order;
  if (step === 'give-back') return returns === null ? null : <GiveBackStep order={order} returns={returns} ask={ask} onBack={onBack} onDone={onDone} />;
  if (step === 'withdraw' || step === 'claim') {
    const Page = step === 'withdraw' ? WithdrawStep : ClaimStep;
    return order.after === undefined ? null : <Page order={order} after={order.after} ask={ask} onBack={onBack} onDone={onDone} />;
  }
  if (collect === null) return null;
  switch (step) {
    case 'more-days':
      return <MoreDaysStep collect={collect} ask={ask} onBack={onBack} onDone={onDone} />;
    case 'new-pin':
      return <NewPinStep collect={collect} ask={ask} onBack={onBack} onDone={onDone} />;
    case 'send-again':
      return <SendAgainStep ask={ask} onBack={onBack} onDone={onDone} />;
    case 'other-person':
      return <OtherPersonStep collect={collect} ask={ask} onBack={onBack} />;
  }
}

function HelpPhone({ phone }: { readonly phone: string }) {
  const text = useText();
  return (
    <a className="phone-help" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
      <Icon name="phone" />
      <span>{text('phone.help', { phone })}</span>
    </a>
  );
}
