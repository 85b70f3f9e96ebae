import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import { formatDay } from './format-day.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { QrImage } from '../ui/qr-image.tsx';
import './collect-card.css';

/** What opens the locker. */
export type Collect = NonNullable<PhoneOrder['collect']>;

/** The code, as large as the phone is wide and always on white, the door, and the way in without a reader. */
export function CollectCard({ collect }: { readonly collect: Collect }) {
  const text = useText();
  const locale = useLocale();
  return (
    <section className="collect">
      <h1>{text('phone.show')}</h1>
      <div className="collect-qr">
        <QrImage data={collect.code} caption={text('phone.qr')} />
      </div>
      <p className="collect-hint">{text('phone.bright')}</p>
      <p className="collect-door">
        <span className="collect-door-label">{text('phone.door')}</span>
        <span className="collect-door-number">{collect.doors.join(' · ')}</span>
      </p>
      <div className="collect-codes">
        <h2>{text('phone.noQr')}</h2>
        <p>{text('phone.noQr.body')}</p>
        <dl>
          <div>
            <dt>{text('phone.shortCode')}</dt>
            <dd>{grouped(collect.shortCode)}</dd>
          </div>
          <div>
            <dt>{text('phone.pin')}</dt>
            <dd>{collect.pin}</dd>
          </div>
        </dl>
      </div>
      <p className="collect-note">{text('phone.expires', { date: formatDay(locale, collect.until) })}</p>
      <p className="collect-note">{text('phone.share')}</p>
    </section>
  );
}

/** `7K3M9QRTX` as people read it: `7K3M-9QRT-X`. */
function grouped(code: string): string {
  return code.length === 9 ? `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}` : code;
}
