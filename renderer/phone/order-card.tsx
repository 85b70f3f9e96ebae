import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Card } from '../ui/card.tsx';
import { GarmentDrawing } from '../ui/garment/garment-drawing.tsx';
import { formatDay } from './format-day.ts';
import './order-card.css';

/** What was bought. */
export function OrderCard({ order }: { readonly order: PhoneOrder }) {
  const text = useText();
  const locale = useLocale();
  return (
    <Card>
      <section className="bought">
        <header>
          <h2>{text('phone.lines')}</h2>
          <p className="bought-number">{text('phone.heading', { number: order.number })}</p>
        </header>
        <ul>
          {order.lines.map((line) => (
            <li key={line.sku} className="bought-line">
              <div className="bought-picture">
                <GarmentDrawing picture={line.picture} />
              </div>
              <div className="bought-words">
                <p className="bought-title">{line.title}</p>
                <p className="bought-variant">
                  {[line.size, line.colour, line.quantity > 1 ? `× ${line.quantity}` : null].filter((part) => part !== null).join(' · ')}
                </p>
              </div>
              <p className="bought-price">{formatMoney(locale, { minor: line.unitPrice.minor * line.quantity, currency: line.unitPrice.currency })}</p>
            </li>
          ))}
        </ul>
        <p className="bought-total">
          <span>{text('phone.total')}</span>
          <span>{formatMoney(locale, order.total)}</span>
        </p>
        <p className="bought-placed">{text('phone.placed', { date: formatDay(locale, order.placedAt) })}</p>
      </section>
    </Card>
  );
}
