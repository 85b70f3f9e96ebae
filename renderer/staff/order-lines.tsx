import type { OrderLine } from '../../src/contract/orders.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { GarmentPicture } from '../ui/garment/garment-picture.tsx';
import './order-lines.css';

/** The lines of an order. `gather` is for who fetches the goods: large pictures, sizes and colours first, no prices. */
export function OrderLines({ lines, look }: { readonly lines: readonly OrderLine[]; readonly look: 'till' | 'gather' }) {
  const text = useText();
  const locale = useLocale();
  return (
    <ul className="order-lines" data-look={look}>
      {lines.map((line) => (
        <li key={line.sku} className="order-line">
          <div className="order-line-picture">
            <GarmentPicture picture={line.picture} />
          </div>
          <div className="order-line-words">
            <p className="order-line-title">{line.title}</p>
            <p className="order-line-variant">
              {line.size === null ? null : <strong>{line.size}</strong>}
              {line.colour === null ? null : <span>{line.colour}</span>}
              <span className="order-line-sku">{line.sku}</span>
            </p>
          </div>
          {look === 'till' ? (
            <p className="order-line-price">
              {text('staff.order.line', { quantity: line.quantity, price: formatMoney(locale, line.unitPrice) })}
              {line.listPrice !== undefined && line.listPrice.minor > line.unitPrice.minor ? (
                <s className="price-before">{text('ui.price.before', { price: formatMoney(locale, line.listPrice) })}</s>
              ) : null}
            </p>
          ) : (
            <p className="order-line-count">×{line.quantity}</p>
          )}
        </li>
      ))}
    </ul>
  );
}
