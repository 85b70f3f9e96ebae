import type { ReactNode } from 'react';
import type { ShipAddress } from '../../src/contract/orders.ts';
import type { Locale } from '../../src/contract/schema.ts';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Price } from '../ui/price.tsx';
import { goTo } from '../ui/route.ts';
import { BenefitsPanel } from './benefits-panel.tsx';
import { CheckoutFrame } from './checkout-frame.tsx';
import { countryName, isOnlyCountry } from './country-name.ts';
import { NO_WAYS } from './delivery-screen.tsx';
import type { KioskProblem } from './problem.tsx';
import { ReviewPart, Sums } from './review-parts.tsx';
import './review-screen.css';
import type { SessionScreenProps } from './session-screen.ts';
import { bagParts, deliveryPlace, goesBy } from './ways.ts';

/** Everything once more, before it becomes an order. Each part leads back to where it can be changed. */
export function ReviewScreen({ view, session }: SessionScreenProps) {
  const text = useText();
  const { intents } = useKiosk();
  const action = useAction<KioskProblem>();
  const { today, delivery } = session.ways ?? NO_WAYS;
  // What was read here is what is ordered: the station refuses when days or costs moved meanwhile, and shows them first.
  const place = () => action.run(() => intents.place({ seen: { total: session.total, delivery: [...delivery] } }));
  return (
    <CheckoutFrame
      session={session}
      step="review"
      screen="review"
      roomy
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
          <Button kind="primary" size="large" busy={action.busy} onPress={place}>
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
      <div className="review">
        <div className="review-parts">
          {bagParts(session).map((part) => (
            <ReviewPart key={part.way} part={part} today={today} change={deliveryPlace(session)} />
          ))}
        </div>
        <div className="review-side">
          <ReviewFacts session={session} />
          <BenefitsPanel session={session} from="review" />
          <Sums goods={session.goods ?? session.total} delivery={delivery} discounts={session.benefits?.discounts ?? []} />
          <p className="checkout-note">{text('kiosk.review.pay')}</p>
        </div>
      </div>
    </CheckoutFrame>
  );
}

/** Who and where: the address, the low door, the contact. */
function ReviewFacts({ session }: { readonly session: KioskSession }) {
  const text = useText();
  const locale = useLocale();
  const { contact, fulfilment } = session;
  const address = fulfilment?.kind === 'ship' ? fulfilment.address : (session.shipTo ?? null);
  const needsLowDoor = fulfilment?.kind === 'silo' && fulfilment.needsLowDoor === true;
  return (
    <dl className="review-facts">
      {goesBy(session, 'ship') ? (
        <Fact personal icon="truck" name={text('kiosk.review.address')} change={text('kiosk.review.change.address')} onChange={() => goTo('/kiosk/address')}>
          {address === null ? '–' : addressWords(address, session, locale)}
        </Fact>
      ) : null}
      {needsLowDoor ? (
        <Fact icon="reach" name={text('way.silo.short')} change={text('kiosk.review.change.delivery')} onChange={() => goTo(deliveryPlace(session))}>
          {text('kiosk.review.low')}
        </Fact>
      ) : null}
      <Fact
        personal={contact !== null}
        icon={contact?.kind === 'phone' ? 'phone' : 'mail'}
        name={text('kiosk.review.contact')}
        change={text('kiosk.review.change.contact')}
        onChange={() => goTo('/kiosk/contact')}
      >
        {contactWords(session, text('benefit.review.member'))}
      </Fact>
    </dl>
  );
}

/** A member's own contact stays where it is: the order says only whose it is. */
function contactWords({ contact, benefits }: KioskSession, ofMember: string): string {
  if (contact !== null) return contact.kind === 'email' ? contact.email : contact.phone;
  return (benefits?.member?.reachedBy ?? null) === null ? '–' : ofMember;
}

function addressWords({ name, street, postcode, city, country }: ShipAddress, session: KioskSession, locale: Locale): string {
  return [name, street, `${postcode} ${city}`, ...(isOnlyCountry(session, country) ? [] : [countryName(locale, country)])].join(', ');
}

interface FactProps {
  readonly icon: IconName;
  readonly name: string;
  readonly change: string;
  readonly onChange: () => void;
  /** Is it somebody's own, and not for other ears? */
  readonly personal?: boolean;
  readonly children: ReactNode;
}

function Fact({ icon, name, change, onChange, personal = false, children }: FactProps) {
  const text = useText();
  return (
    <div className="review-fact">
      <dt>
        <Icon name={icon} />
        {name}
      </dt>
      <dd data-private={personal ? 'personal' : undefined}>{children}</dd>
      <dd className="review-change">
        <Button kind="quiet" label={change} onPress={onChange}>
          {text('kiosk.review.change')}
        </Button>
      </dd>
    </div>
  );
}
