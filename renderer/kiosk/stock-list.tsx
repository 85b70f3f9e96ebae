import type { VariantDetail } from '../../src/contract/station/views.ts';
import { spanInWords } from '../../src/kernel/day-words.ts';
import { formatAge } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Icon } from '../ui/icon.tsx';
import { useNow } from '../ui/now.ts';
import './stock-list.css';
import { type Nearest, nearestOf } from './variants.ts';

const ORDER = { here: 0, shop: 1, warehouse: 2 } as const;

const SUMMARY = {
  here: 'kiosk.product.inShop',
  shop: 'kiosk.product.missing.here',
  warehouse: 'kiosk.product.missing.here',
  nowhere: 'kiosk.product.none',
  ended: 'product.ended.body',
} as const satisfies Record<Nearest, string>;

/** Where the chosen size is, how many, and how old each figure is. */
export function StockList({ variant, today }: { readonly variant: VariantDetail; readonly today: string | null }) {
  const text = useText();
  const locale = useLocale();
  const now = useNow(30_000);
  const nearest = nearestOf(variant);
  const places = [...variant.stock].sort((a, b) => ORDER[a.kind] - ORDER[b.kind] || b.quantity - a.quantity);
  return (
    <section className="stock">
      <h2>{text('kiosk.product.where')}</h2>
      <p className="stock-summary" data-nearest={nearest === 'ended' ? 'nowhere' : nearest}>
        {variant.arrives === undefined || today === null
          ? text(SUMMARY[nearest])
          : text('product.brought', { when: spanInWords(locale, variant.arrives, today) })}{' '}
        {variant.discontinued === true && nearest !== 'ended' ? text('product.last.body') : null}
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
