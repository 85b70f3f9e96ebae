import type { ReactNode } from 'react';
import type { Fulfilment } from '../../src/contract/orders.ts';
import { times } from '../../src/kernel/money.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Price } from '../ui/price.tsx';
import { goTo } from '../ui/route.ts';
import { CheckoutFrame } from './checkout-frame.tsx';
import { LineWords, Thumb } from './line-parts.tsx';
import type { KioskProblem } from './problem.tsx';
import './review-screen.css';
import type { SessionScreenProps } from './session-screen.ts';

/** Everything once more, before it becomes an order. Each part leads back to where it can be changed. */
export function ReviewScreen({ view, session }: SessionScreenProps) {
  const text = useText();
  const { intents } = useKiosk();
  const action = useAction<KioskProblem>();
  const { contact, fulfilment } = session;
  return (
    <CheckoutFrame
      session={session}
      step="review"
      screen="review"
      title={text('kiosk.review.title')}
      problem={action.problem}
      onBack={() => goTo('/kiosk/contact')}
      action={
        <>
          <p className="review-total">
            <span>{text('kiosk.bag.total')}</span>
            <strong>
              <Price amount={session.total} />
            </strong>
          </p>
          <Button kind="primary" size="large" busy={action.busy} onPress={() => action.run(() => intents.place())}>
            {text('kiosk.review.place')}
          </Button>
        </>
      }
    >
      {view.hub.state === 'offline' ? (
        <Banner tone="warning" icon="cloud-off">
          {text('kiosk.review.offline')}
        </Banner>
      ) : null}
      <ReviewLines session={session} />
      <dl className="review-facts">
        <Fact
          icon={fulfilment?.kind === 'ship' ? 'truck' : 'locker'}
          name={text('kiosk.review.delivery')}
          change={text('kiosk.review.change.delivery')}
          onChange={() => goTo('/kiosk/delivery')}
        >
          <FulfilmentWords fulfilment={fulfilment} />
        </Fact>
        <Fact
          icon={contact?.kind === 'phone' ? 'phone' : 'mail'}
          name={text('kiosk.review.contact')}
          change={text('kiosk.review.change.contact')}
          onChange={() => goTo('/kiosk/contact')}
        >
          {contact === null ? '–' : contact.kind === 'email' ? contact.email : contact.phone}
        </Fact>
      </dl>
      <p className="checkout-note">{text('kiosk.review.pay')}</p>
    </CheckoutFrame>
  );
}

function ReviewLines({ session }: Pick<SessionScreenProps, 'session'>) {
  return (
    <ul className="review-lines">
      {session.bag.map((line) => (
        <li key={line.lineId} className="review-line">
          <Thumb picture={line.picture} />
          <LineWords title={line.title} size={line.size} colour={line.colour} />
          <span className="review-price">
            {line.quantity > 1 ? <span className="review-count">{line.quantity} ×</span> : null}
            <Price amount={times(line.unitPrice, line.quantity)} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function FulfilmentWords({ fulfilment }: { readonly fulfilment: Fulfilment | null }) {
  const text = useText();
  if (fulfilment === null) return '–';
  if (fulfilment.kind === 'silo') return text(fulfilment.needsLowDoor === true ? 'kiosk.review.silo.low' : 'kiosk.delivery.silo');
  if (fulfilment.kind !== 'ship') return '–';
  const { name, street, postcode, city } = fulfilment.address;
  return [name, street, `${postcode} ${city}`].join(', ');
}

interface FactProps {
  readonly icon: IconName;
  readonly name: string;
  readonly change: string;
  readonly onChange: () => void;
  readonly children: ReactNode;
}

function Fact({ icon, name, change, onChange, children }: FactProps) {
  const text = useText();
  return (
    <div className="review-fact">
      <dt>
        <Icon name={icon} />
        {name}
      </dt>
      <dd>{children}</dd>
      <dd className="review-change">
        <Button kind="quiet" label={change} onPress={onChange}>
          {text('kiosk.review.change')}
        </Button>
      </dd>
    </div>
  );
}
