import type { PhoneSecondCode } from '../../src/contract/hub/phone.ts';
import type { Locale } from '../../src/contract/schema.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { QrImage } from '../ui/qr-image.tsx';
import './collect-card.css';
import { formatDay } from './format-day.ts';
import type { LoadSecondCode } from './order-link.ts';
import { Loading, Stale, Trouble } from './page-parts.tsx';
import { PhoneFrame } from './phone-frame.tsx';
import { type Shown, useFollowed } from './use-order.ts';
import { useWakeLock } from './use-wake-lock.ts';

/** The page behind a second code's link: the code and the place, and nothing about what it is or whose. */
export function SecondCodePage({ load, browserLocale }: { readonly load: LoadSecondCode; readonly browserLocale: Locale }) {
  const { state, again } = useFollowed(load);
  const second = state.kind === 'shown' ? state.value : null;
  useWakeLock(second?.code != null);
  return (
    <PhoneFrame shop={second?.storeName ?? ''} theme={second?.theme} locale={second?.locale ?? browserLocale}>
      <Content state={state} onAgain={again} />
    </PhoneFrame>
  );
}

function Content({ state, onAgain }: { readonly state: Shown<PhoneSecondCode>; readonly onAgain: () => void }) {
  const text = useText();
  switch (state.kind) {
    case 'loading':
      return <Loading />;
    case 'unknown':
      return <Trouble title={text('phone.second.unknown')} body={text('phone.second.unknown.body')} onAgain={null} />;
    case 'unreachable':
      return <Trouble title={text('phone.offline.title')} body={text('phone.second.offline')} onAgain={onAgain} />;
    case 'shown':
      return (
        <>
          {state.stale ? <Stale asOf={state.asOf} /> : null}
          <SecondCode second={state.value} />
        </>
      );
  }
}

function SecondCode({ second }: { readonly second: PhoneSecondCode }) {
  const text = useText();
  const locale = useLocale();
  if (second.code === null) return <Trouble title={text('phone.second.over')} body={text('phone.second.over.body')} onAgain={null} />;
  return (
    <section className="collect">
      <title>{text('phone.second.title')}</title>
      <h1>{text('phone.show')}</h1>
      <p className="collect-place">{text('phone.second.place', { store: second.storeName })}</p>
      <div className="collect-qr">
        <QrImage data={second.code} caption={text('phone.qr')} />
      </div>
      <p className="collect-hint">{text('phone.bright')}</p>
      <p>{text('phone.second.how')}</p>
      {second.until === null ? null : <p className="collect-until">{text('phone.second.until', { date: formatDay(locale, second.until) })}</p>}
      <p className="collect-note">{text('phone.second.note')}</p>
    </section>
  );
}
