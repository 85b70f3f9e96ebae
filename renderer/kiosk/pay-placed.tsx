import type { PhonePay } from '../../src/contract/station/pay-views.ts';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Icon } from '../ui/icon.tsx';
import { QrImage } from '../ui/qr-image.tsx';
import './pay-placed.css';

type Placed = NonNullable<KioskSession['placed']>;
type PhoneLink = Extract<PhonePay, { readonly kind: 'link' }>;

/** Is the order paid, as far as anybody here knows? The hub may know of the phone's money a moment before the order's own state follows. */
export function isPaid({ status, phone }: Pick<Placed, 'status' | 'phone'>): boolean {
  return (status !== 'placed' && status !== 'cancelled') || (status === 'placed' && phone?.kind === 'paid');
}

export interface PayPlacedProps {
  readonly placed: Placed;
  /** Does the shopper get a message, with the link to pay by? */
  readonly hasMessage: boolean;
  readonly demo: boolean;
}

/**
 * How an unpaid order is paid: on the shopper's phone, where that can be, and at the till, always. While a payment is being checked there is no code at
 * all: nobody is to pay twice.
 */
export function PayPlaced({ placed, hasMessage, demo }: PayPlacedProps) {
  const text = useText();
  const { phone } = placed;
  if (phone?.kind === 'link' && phone.state === 'checking') return <Checking live={phone.live} />;
  if (phone === undefined || phone.kind === 'till-only' || phone.kind === 'paid') return <Till placed={placed} alone />;
  if (phone.kind === 'away') {
    return (
      <>
        <Till placed={placed} alone />
        <Banner tone="info" icon="cloud-off">
          {text('pay.phone.away')}
        </Banner>
      </>
    );
  }
  const isPaying = phone.kind === 'link' && phone.state === 'paying';
  return (
    <section className="pay-ways" aria-labelledby="pay-ways-title">
      <h2 id="pay-ways-title">{text(isUndecided(placed) ? 'pay.choose.later' : 'pay.choose')}</h2>
      {phone.kind === 'asking' ? <Asking /> : <Phone placed={placed} phone={phone} hasMessage={hasMessage} demo={demo} />}
      <Till placed={placed} alone={false} paying={isPaying} />
    </section>
  );
}

/** While a piece is missing and nobody has said what becomes of it, the screen asks not to pay yet: no heading may ask for it now. */
function isUndecided({ stock }: Placed): boolean {
  return stock?.state === 'short';
}

interface PhoneProps {
  readonly placed: Placed;
  readonly phone: PhoneLink;
  readonly hasMessage: boolean;
  readonly demo: boolean;
}

function Phone({ placed, phone, hasMessage, demo }: PhoneProps) {
  const text = useText();
  const locale = useLocale();
  return (
    <section className="pay-way" data-way="phone">
      <div className="pay-way-code">
        <QrImage data={phone.link} caption={text('pay.phone.code')} />
      </div>
      <div className="pay-way-words">
        <h3>
          <Icon name="phone" />
          {text('pay.phone.title')}
        </h3>
        <p>{text('pay.phone.body', { total: formatMoney(locale, placed.total) })}</p>
        {/* Nobody aims a camera at what they do not see. */}
        <p className="visually-hidden">{text(hasMessage ? 'pay.phone.ear.message' : 'pay.phone.ear')}</p>
        <div aria-live="polite">
          <PhoneState phone={phone} />
        </div>
        {demo ? (
          <p className="pay-demo" aria-hidden="true">
            {text('pay.phone.demo')} <span>{phone.link}</span>
          </p>
        ) : null}
      </div>
    </section>
  );
}

function PhoneState({ phone }: { readonly phone: PhoneLink }) {
  const text = useText();
  if (!phone.live && phone.state !== 'waiting') {
    return (
      <Banner tone="warning" icon="cloud-off">
        {text('pay.phone.notLive')}
      </Banner>
    );
  }
  switch (phone.state) {
    case 'waiting':
    case 'checking':
      return null;
    case 'looked':
    case 'paying':
      return (
        <Banner tone="info" icon="phone">
          {text(`pay.phone.${phone.state}`)}
        </Banner>
      );
    case 'failed':
    case 'expired':
    case 'stopped':
      return <Banner tone="warning">{text(`pay.phone.${phone.state}`)}</Banner>;
  }
}

function Asking() {
  const text = useText();
  return (
    <section className="pay-way" data-way="phone">
      <div className="pay-way-code" data-empty="true">
        <Icon name="phone" />
      </div>
      <div className="pay-way-words">
        <h3>
          <Icon name="phone" />
          {text('pay.phone.title')}
        </h3>
        <p role="status">{text('pay.phone.asking')}</p>
      </div>
    </section>
  );
}

function Till({ placed, alone, paying = false }: { readonly placed: Placed; readonly alone: boolean; readonly paying?: boolean }) {
  const text = useText();
  const locale = useLocale();
  const total = formatMoney(locale, placed.total);
  return (
    <section className="pay-way" data-way="till">
      <div className="pay-way-code" data-small={!alone}>
        <QrImage data={placed.tillCode} caption={text('kiosk.placed.code')} />
      </div>
      <div className="pay-way-words">
        {alone ? (
          <h2>{text(isUndecided(placed) ? 'kiosk.placed.pay.later' : 'kiosk.placed.pay')}</h2>
        ) : (
          <h3>
            <Icon name="till" />
            {text('pay.till.title')}
          </h3>
        )}
        <p>{alone ? text('kiosk.placed.pay.body', { total }) : text(paying ? 'pay.till.paying' : 'pay.till.body')}</p>
      </div>
    </section>
  );
}

function Checking({ live }: { readonly live: boolean }) {
  const text = useText();
  return (
    <section className="pay-checking" aria-live="polite">
      <span className="pay-checking-icon">
        <Icon name="refresh" />
      </span>
      <h2>{text('pay.checking.title')}</h2>
      <p>{text('pay.checking.body')}</p>
      {live ? null : (
        <Banner tone="warning" icon="cloud-off">
          {text('pay.phone.notLive')}
        </Banner>
      )}
    </section>
  );
}
