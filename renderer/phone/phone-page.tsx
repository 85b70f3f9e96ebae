import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import type { Locale } from '../../src/contract/schema.ts';
import { useText } from '../i18n/use-text.ts';
import { OrderPage } from './order-page.tsx';
import type { OrderLink } from './order-link.ts';
import { Loading, Stale, Trouble } from './page-parts.tsx';
import { PhoneFrame } from './phone-frame.tsx';
import { type Ask, type Shown, useOrder } from './use-order.ts';
import { useWakeLock } from './use-wake-lock.ts';

/** The page behind an order's link. Its language is the order's, until the person switches it. */
export function PhonePage({ link, browserLocale }: { readonly link: OrderLink; readonly browserLocale: Locale }) {
  const { state, again, ask } = useOrder(link);
  const order = state.kind === 'shown' ? state.value : null;
  useWakeLock(order?.collect != null);
  return (
    <PhoneFrame shop={order?.storeName ?? ''} theme={order?.theme} locale={order?.locale ?? browserLocale}>
      <Content state={state} onAgain={again} ask={ask} link={link} />
    </PhoneFrame>
  );
}

interface ContentProps {
  readonly state: Shown<PhoneOrder>;
  readonly onAgain: () => void;
  readonly ask: Ask;
  readonly link: OrderLink;
}

function Content({ state, onAgain, ask, link }: ContentProps) {
  const text = useText();
  switch (state.kind) {
    case 'loading':
      return <Loading />;
    case 'shown':
      return (
        <>
          {state.stale ? <Stale asOf={state.asOf} /> : null}
          <OrderPage order={state.value} ask={ask} link={link} onPaid={onAgain} />
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
