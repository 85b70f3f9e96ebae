import { type ReactNode, useState } from 'react';
import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import type { Locale } from '../../src/contract/schema.ts';
import { formatAge } from '../i18n/format.ts';
import { Language } from '../i18n/language.tsx';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNow } from '../ui/now.ts';
import { CollectCard } from './collect-card.tsx';
import type { LoadOrder } from './load-order.ts';
import { OrderCard } from './order-card.tsx';
import './phone-page.css';
import { type OrderState, useOrder } from './use-order.ts';
import { useWakeLock } from './use-wake-lock.ts';

/** The page behind an order's link. Its language is the order's, until the person switches it. */
export function PhonePage({ load, browserLocale }: { readonly load: LoadOrder; readonly browserLocale: Locale }) {
  const { state, ask } = useOrder(load);
  const [chosen, setChosen] = useState<Locale | null>(null);
  const order = state.kind === 'shown' ? state.order : null;
  const locale = chosen ?? order?.locale ?? browserLocale;
  useWakeLock(order?.collect != null);
  return (
    <Language locale={locale}>
      <div className="phone">
        <header className="phone-head">
          <p className="phone-shop">{order?.storeName ?? ''}</p>
          <LanguageSwitch onLocale={setChosen} />
        </header>
        <main className="phone-main">
          <Content state={state} onAgain={ask} />
        </main>
      </div>
    </Language>
  );
}

function Content({ state, onAgain }: { readonly state: OrderState; readonly onAgain: () => void }) {
  const text = useText();
  switch (state.kind) {
    case 'loading':
      return (
        <>
          <h1 className="visually-hidden">{text('phone.loading')}</h1>
          <p className="phone-loading" role="status">
            {text('phone.loading')}
          </p>
        </>
      );
    case 'shown':
      return (
        <>
          {state.stale ? <Stale asOf={state.asOf} /> : null}
          <Order order={state.order} />
        </>
      );
    case 'unknown':
      return <Trouble title={text('phone.unknown.title')} body={text('phone.unknown.body')} onAgain={null} />;
    case 'unreachable':
      return (
        <Trouble title={text('phone.offline.title')} body={text('phone.offline.body')} onAgain={onAgain}>
          <p>{text('phone.offline.code')}</p>
        </Trouble>
      );
  }
}

function Order({ order }: { readonly order: PhoneOrder }) {
  const text = useText();
  return (
    <>
      <title>{text('phone.title', { number: order.number })}</title>
      {order.collect === null ? <Status order={order} /> : <CollectCard collect={order.collect} />}
      <OrderCard order={order} />
    </>
  );
}

function Status({ order }: { readonly order: PhoneOrder }) {
  const text = useText();
  const key = order.status === 'paid' && order.fulfilmentKind === 'ship' ? ('paid-ship' as const) : order.status;
  return (
    <section className="phone-status" data-status={order.status}>
      <span className="phone-status-icon">
        <Icon
          name={
            order.status === 'cancelled'
              ? 'close'
              : order.status === 'placed'
                ? 'till'
                : order.status === 'collected'
                  ? 'check'
                  : key === 'paid-ship'
                    ? 'truck'
                    : 'bag'
          }
        />
      </span>
      <h1>{text(`phone.status.${key}.title`)}</h1>
      <p>{text(`phone.status.${key}.body`)}</p>
    </section>
  );
}

function Stale({ asOf }: { readonly asOf: number }) {
  const text = useText();
  const locale = useLocale();
  const now = useNow(30_000);
  return (
    <Banner tone="warning" icon="cloud-off">
      {text('phone.stale', { age: formatAge(locale, asOf, now) })}
    </Banner>
  );
}

interface TroubleProps {
  readonly title: string;
  readonly body: string;
  readonly onAgain: (() => void) | null;
  readonly children?: ReactNode;
}

function Trouble({ title, body, onAgain, children }: TroubleProps) {
  const text = useText();
  return (
    <section className="phone-status" role="alert">
      <span className="phone-status-icon" data-tone="attention">
        <Icon name={onAgain === null ? 'help' : 'cloud-off'} />
      </span>
      <h1>{title}</h1>
      <p>{body}</p>
      {children}
      {onAgain === null ? null : (
        <Button kind="primary" size="large" onPress={onAgain}>
          {text('phone.again')}
        </Button>
      )}
    </section>
  );
}

function LanguageSwitch({ onLocale }: { readonly onLocale: (locale: Locale) => void }) {
  const other: Locale = useLocale() === 'es' ? 'en' : 'es';
  return (
    <Button kind="quiet" icon={<Icon name="globe" />} onPress={() => onLocale(other)}>
      <span lang={other}>{other === 'es' ? 'Español' : 'English'}</span>
    </Button>
  );
}
