import type { VariantDetail } from '../../src/contract/station/views.ts';
import { formatAge } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Icon } from '../ui/icon.tsx';
import { useNow } from '../ui/now.ts';
import './stock-list.css';
import { nearestOf } from './variants.ts';

const ORDER = { here: 0, shop: 1, warehouse: 2 } as const;

/** Where the chosen size is, how many, and how old each figure is. */
export function StockList({ variant }: { readonly variant: VariantDetail }) {
  const text = useText();
  const locale = useLocale();
  const now = useNow(30_000);
  const nearest = nearestOf(variant);
  const places = [...variant.stock].sort((a, b) => ORDER[a.kind] - ORDER[b.kind] || b.quantity - a.quantity);
  const summary = nearest === 'here' ? 'kiosk.product.inShop' : nearest === 'nowhere' ? 'kiosk.product.none' : 'kiosk.product.missing.here';
  return (
    <section className="stock">
      <h2>{text('kiosk.product.where')}</h2>
      <p className="stock-summary" data-nearest={nearest}>
        {text(summary)}
      </p>
      <ul>
        {places.map((place) => (
          <li key={place.locationId} className="stock-row" data-some={place.quantity > 0}>
            <span className="stock-icon">
              <Icon name={place.kind === 'warehouse' ? 'warehouse' : 'shop'} />
            </span>
            <span className="stock-place">
              <span className="stock-name">{place.kind === 'here' ? text('kiosk.product.where.here') : place.name}</span>
              <span className="stock-age">{text('kiosk.product.asOf', { age: formatAge(locale, place.asOf, now) })}</span>
            </span>
            <span className="stock-count">{text('kiosk.product.units', { count: Math.max(0, place.quantity) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
