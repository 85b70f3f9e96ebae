import { useState } from 'react';
import type { PhonePayment, PhoneWay } from '../../src/contract/hub/payments.ts';
import type { Locale } from '../../src/contract/schema.ts';
import { givenText } from '../../src/kernel/language.ts';
import { formatMoney } from '../i18n/format.ts';
import { formatDate } from './format-day.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import './pay-card.css';
import type { Paying } from './use-payment.ts';

/**
 * The ways to pay on the phone, and what is known of the payment that was begun last. No card number is typed here: each way has a page of its own.
 * `level` is that of its heading.
 */
export function PayCard({ payment, pay, level = 2 }: { readonly payment: PhonePayment; readonly pay: Paying['pay']; readonly level?: 1 | 2 }) {
  const text = useText();
  const locale = useLocale();
  const [busy, setBusy] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Awaited<ReturnType<Paying['pay']>>>(null);
  const { last, ways } = payment;
  if (payment.state !== 'open' || ways.length === 0) return null;
  const press = async (way: string) => {
    setBusy(way);
    setTrouble(null);
    setTrouble(await pay(way));
    setBusy(null);
  };
  const Heading = level === 1 ? 'h1' : 'h2';
  const begun = last?.state === 'open' ? last.way : null;
  const ordered = ways.toSorted((one, other) => Number(other.way === begun) - Number(one.way === begun));
  return (
    <Card>
      <section className="pay-card">
        <Heading>{text('phone.pay.title', { amount: formatMoney(locale, payment.amount) })}</Heading>
        <LastPayment payment={payment} />
        {trouble === null ? null : (
          <Banner tone="problem" icon="warning">
            {text(trouble === 'no-page' ? 'phone.pay.noPage' : `phone.trouble.${trouble}`)}
          </Banner>
        )}
        {ordered.map((way, index) => (
          <Button
            key={way.way}
            kind={index === 0 ? 'primary' : 'secondary'}
            size="large"
            wide
            busy={busy === way.way}
            disabled={busy !== null}
            onPress={() => void press(way.way)}
          >
            {text(way.way === begun ? 'phone.pay.goOn' : 'phone.pay.with', { way: nameOf(way, locale, text('phone.pay.card')) })}
          </Button>
        ))}
        <p className="pay-note">{text('phone.pay.note')}</p>
      </section>
    </Card>
  );
}

/** The other way to pay: at the till of the shop, with the order's number. It stands under the ways to pay on the phone. */
export function TillCard({ number }: { readonly number: string }) {
  const text = useText();
  return (
    <Card>
      <section className="pay-till">
        <h2>
          <Icon name="till" />
          {text('phone.till.title')}
        </h2>
        <p>{text('phone.till.body')}</p>
        <p className="pay-till-number">{number}</p>
      </section>
    </Card>
  );
}

/** Can the order be paid on this phone now? */
export function isPayable(payment: PhonePayment | null): payment is PhonePayment {
  return payment !== null && payment.state === 'open' && payment.ways.length > 0 && payment.last?.state !== 'checking';
}

/** The page while nobody knows yet whether the money came: nothing to press, above all not once more. */
export function CheckingCard() {
  const text = useText();
  return (
    <section className="phone-status" data-status="checking" aria-live="polite">
      <span className="phone-status-icon">
        <Icon name="refresh" />
      </span>
      <h1>{text('phone.pay.checking.title')}</h1>
      <p>{text('phone.pay.checking.body')}</p>
    </section>
  );
}

const GOING_BACK = { requested: 'phone.pay.goingBack', done: 'phone.pay.wentBack', 'by-shop': 'phone.pay.backByShop' } as const;

/** Money that came and was not needed, or that the shop owes: that it goes back, or has gone; and money that was taken back and is missing. */
export function GivingBack({ payment }: { readonly payment: PhonePayment }) {
  const text = useText();
  const locale = useLocale();
  const held = payment.held === true ? <Banner tone="problem">{text('phone.pay.held')}</Banner> : null;
  const back = payment.givingBack.map(({ way, amount, done }, index) => (
    // Two such sums may be alike in everything.
    // biome-ignore lint/suspicious/noArrayIndexKey: they have no names, and their order never changes
    <Banner key={`${index}-${way}`} tone="info" icon="refresh">
      {text(done ? 'phone.pay.gaveBack' : 'phone.pay.givingBack', { amount: formatMoney(locale, amount) })}
    </Banner>
  ));
  const owed = (payment.goingBack ?? []).map(({ way, amount, state, at }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they have no names, and their order never changes
    <Banner key={`owed-${index}-${way}`} tone={state === 'by-shop' ? 'warning' : 'info'} icon="refresh">
      {text(GOING_BACK[state], { amount: formatMoney(locale, amount), date: formatDate(locale, at) })}
    </Banner>
  ));
  return (
    <>
      {held}
      {back}
      {owed}
    </>
  );
}

function LastPayment({ payment }: { readonly payment: PhonePayment }) {
  const text = useText();
  switch (payment.last?.state) {
    case 'failed':
      return <Banner tone="warning">{text('phone.pay.failed')}</Banner>;
    case 'expired':
      return <Banner tone="warning">{text('phone.pay.expired')}</Banner>;
    case 'open':
      return <p>{text('phone.pay.open')}</p>;
    case 'checking':
    case 'paid':
    case 'stopped':
    case undefined:
      return <p>{text('phone.pay.body')}</p>;
  }
}

/** What the customer calls a way; `card` where it is any card. */
function nameOf({ kind, name }: PhoneWay, locale: Locale, card: string): string {
  if (name !== null) return givenText(name, locale);
  return kind === 'paypal' ? 'PayPal' : card;
}
