import type { PayPage as PayFacts, PhonePayment } from '../../src/contract/hub/payments.ts';
import type { Locale } from '../../src/contract/schema.ts';
import { unbroken } from '../after/day.ts';
import { useText } from '../i18n/use-text.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Loading, Trouble } from './page-parts.tsx';
import { CheckingCard, GivingBack, isPayable, PayCard, TillCard } from './pay-card.tsx';
import './pay-page.css';
import { PhoneFrame } from './phone-frame.tsx';
import type { PayLink } from './order-link.ts';
import { type Shown, useFollowed } from './use-order.ts';
import { type Paying, usePayment } from './use-payment.ts';

/** The page behind the code that a kiosk shows for paying: the sum and the ways, and nothing else of the order, because it may be anybody's phone. */
export function PayPage({ link, browserLocale }: { readonly link: PayLink; readonly browserLocale: Locale }) {
  const { state, again } = useFollowed(link.load);
  const facts = state.kind === 'shown' ? state.value : null;
  const { payment, pay } = usePayment(link, facts?.payment.state === 'open', again);
  return (
    <PhoneFrame shop={facts?.storeName ?? ''} theme={facts?.theme} locale={facts?.locale ?? browserLocale}>
      <Content state={state} payment={payment} pay={pay} onAgain={again} />
    </PhoneFrame>
  );
}

interface ContentProps {
  readonly state: Shown<PayFacts>;
  readonly payment: PhonePayment | null;
  readonly pay: Paying['pay'];
  readonly onAgain: () => void;
}

function Content({ state, payment, pay, onAgain }: ContentProps) {
  const text = useText();
  switch (state.kind) {
    case 'loading':
      return <Loading />;
    case 'unknown':
      return <Trouble title={text('pay.link.unknown.title')} body={text('pay.link.unknown.body')} onAgain={null} />;
    case 'unreachable':
      return <Trouble title={text('phone.offline.title')} body={text('pay.link.offline')} onAgain={onAgain} />;
    case 'shown':
      return <PayState facts={state.value} payment={payment ?? state.value.payment} pay={pay} />;
  }
}

function PayState({ facts, payment, pay }: { readonly facts: PayFacts; readonly payment: PhonePayment; readonly pay: Paying['pay'] }) {
  const text = useText();
  const order = text('pay.link.order', { number: unbroken(facts.number) });
  return (
    <>
      <title>{order}</title>
      <p className="pay-order">{order}</p>
      <GivingBack payment={payment} />
      <State payment={payment} pay={pay} />
      {isPayable(payment) ? <TillCard number={facts.number} /> : null}
      {payment.state === 'open' ? <p className="pay-alone">{text('pay.link.note')}</p> : null}
    </>
  );
}

function State({ payment, pay }: { readonly payment: PhonePayment; readonly pay: Paying['pay'] }) {
  if (payment.state === 'paid') return <Said icon="check" status="collected" what="paid" />;
  if (payment.state === 'closed') return <Said icon="close" status="cancelled" what="closed" />;
  if (payment.last?.state === 'checking') return <CheckingCard />;
  if (payment.ways.length === 0) return <Said icon="till" status="placed" what="tillOnly" />;
  return <PayCard payment={payment} pay={pay} level={1} />;
}

interface SaidProps {
  readonly icon: IconName;
  readonly status: string;
  readonly what: 'paid' | 'closed' | 'tillOnly';
}

/** One picture, one line and one sentence. */
function Said({ icon, status, what }: SaidProps) {
  const text = useText();
  return (
    <section className="phone-status" data-status={status} aria-live="polite">
      <span className="phone-status-icon">
        <Icon name={icon} />
      </span>
      <h1>{text(`pay.link.${what}.title`)}</h1>
      <p>{text(`pay.link.${what}.body`)}</p>
    </section>
  );
}
