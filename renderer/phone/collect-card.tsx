import type { PhoneCollect, PhoneFurtherCode } from '../../src/contract/hub/phone.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { QrImage } from '../ui/qr-image.tsx';
import './collect-card.css';
import { formatDay } from './format-day.ts';

/** The code, as large as the phone is wide and always on white, the doors, until when, and the way in without a reader. */
export function CollectCard({ collect }: { readonly collect: PhoneCollect }) {
  const text = useText();
  return (
    <section className="collect">
      <h1>{text('phone.show')}</h1>
      <div className="collect-qr">
        <QrImage data={collect.code} caption={text('phone.qr')} />
      </div>
      <p className="collect-hint">{text('phone.bright')}</p>
      <Doors doors={collect.doors} />
      {collect.alsoOpens === 0 ? null : <p className="collect-note">{text('phone.alsoOpens', { count: collect.alsoOpens })}</p>}
      <Until collect={collect} />
      <div className="collect-codes">
        <h2>{text('phone.noQr')}</h2>
        <p>{text('phone.noQr.body')}</p>
        <dl>
          <div>
            <dt>{text('phone.shortCode')}</dt>
            <dd>{grouped(collect.shortCode)}</dd>
          </div>
          <div>
            <dt>{text(collect.pinResets === 0 ? 'phone.pin' : 'phone.pin.new')}</dt>
            <dd>{collect.pin}</dd>
          </div>
        </dl>
        {collect.pinKnown ? null : <p className="collect-wait">{text('phone.pin.onItsWay')}</p>}
      </div>
    </section>
  );
}

/** The code of another silo that holds parcels of the same order. */
export function FurtherCard({ further }: { readonly further: PhoneFurtherCode }) {
  const text = useText();
  const locale = useLocale();
  return (
    <section className="collect">
      <h2>{text('phone.further')}</h2>
      <div className="collect-qr">
        <QrImage data={further.code} caption={text('phone.qr')} />
      </div>
      <Doors doors={further.doors} />
      <p className="collect-until">{text('phone.expires', { date: formatDay(locale, further.until) })}</p>
      <div className="collect-codes">
        <dl>
          <div>
            <dt>{text('phone.shortCode')}</dt>
            <dd>{grouped(further.shortCode)}</dd>
          </div>
          <div>
            <dt>{text('phone.pin')}</dt>
            <dd>{further.pin}</dd>
          </div>
        </dl>
      </div>
    </section>
  );
}

function Doors({ doors }: { readonly doors: readonly number[] }) {
  const text = useText();
  return (
    <div className="collect-doors">
      <p className="collect-door">
        <span className="collect-door-label">{text('phone.doors', { count: doors.length })}</span>
        {doors.map((door) => (
          <span key={door} className="collect-door-number">
            {door}
          </span>
        ))}
      </p>
      {doors.length === 1 ? null : <p className="collect-note">{text('phone.doors.each')}</p>}
    </div>
  );
}

function Until({ collect }: { readonly collect: PhoneCollect }) {
  const text = useText();
  const locale = useLocale();
  const date = formatDay(locale, collect.until);
  return (
    <div className="collect-until" data-over={collect.overdue}>
      <p>{text(collect.overdue ? 'phone.overdue' : 'phone.expires', { date })}</p>
      {collect.extension.used === 0 || collect.overdue ? null : (
        <p className="collect-wait">{text(collect.extension.known ? 'phone.extended.known' : 'phone.extended.onItsWay')}</p>
      )}
    </div>
  );
}

/** `7K3M9QRTX` as people read it: `7K3M-9QRT-X`. */
function grouped(code: string): string {
  return code.length === 9 ? `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}` : code;
}
