import type { ParcelEvent, PhoneParcel } from '../../src/contract/hub/phone.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Card } from '../ui/card.tsx';
import { formatMoment } from './format-day.ts';
import './history-card.css';

/** What is known to have happened at the door of each parcel, with its time: facts, for whoever doubts. */
export function HistoryCard({ parcels }: { readonly parcels: readonly PhoneParcel[] }) {
  const text = useText();
  const told = parcels.filter((parcel) => parcel.events.length > 0);
  if (told.length === 0) return null;
  return (
    <Card>
      <section className="history">
        <h2>{text('phone.history')}</h2>
        {told.map((parcel) => (
          <div key={`${parcel.doorNumber} ${parcel.events[0]?.at}`}>
            {parcel.doorNumber === null ? null : <h3>{text('phone.history.door', { door: parcel.doorNumber })}</h3>}
            <ol>
              {parcel.events.map((event) => (
                <Event key={`${event.kind} ${event.at}`} event={event} />
              ))}
            </ol>
          </div>
        ))}
      </section>
    </Card>
  );
}

function Event({ event }: { readonly event: ParcelEvent }) {
  const text = useText();
  const locale = useLocale();
  const opened = event.kind === 'opened' ? (`phone.event.opened.${event.by === 'delegate' || event.by === 'remote' ? event.by : 'code'}` as const) : null;
  return (
    <li>
      <time dateTime={new Date(event.at).toISOString()}>{formatMoment(locale, event.at)}</time>
      <span>{text(opened ?? `phone.event.${event.kind === 'opened' ? 'closed' : event.kind}`)}</span>
    </li>
  );
}
