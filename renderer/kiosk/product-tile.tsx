import { memo, type MouseEvent } from 'react';
import type { ProductCard } from '../../src/contract/station/views.ts';
import { useText } from '../i18n/use-text.ts';
import { afterPress } from '../ui/after-press.ts';
import { goTo } from '../ui/route.ts';
import { Price } from '../ui/price.tsx';
import { ProductPhoto } from '../ui/product-photo.tsx';
import './product-tile.css';

const DOTS = 5;

/** A product in the grid: its picture, its name, its price, and whether it is in this shop. */
export const ProductTile = memo(function ProductTile({ card }: { readonly card: ProductCard }) {
  const text = useText();
  const route = `/kiosk/p/${encodeURIComponent(card.productId)}`;
  const onOpen = (event: MouseEvent) => {
    event.preventDefault();
    afterPress(event, () => goTo(route));
  };
  return (
    <a className="tile" href={`#${route}`} draggable={false} onClick={onOpen}>
      <span className="tile-picture">
        <ProductPhoto photo={card.photo} picture={card.picture} />
      </span>
      <span className="tile-title">{card.title}</span>
      <span className="tile-price">
        <Price amount={card.priceFrom} upTo={card.priceTo} />
      </span>
      <span className="tile-foot">
        <span className="tile-here" data-here={card.here}>
          {text(card.here ? 'kiosk.card.here' : 'kiosk.card.order')}
        </span>
        {card.colours.length < 2 ? null : (
          <span className="tile-dots" role="img" aria-label={text('kiosk.card.colours', { count: card.colours.length })}>
            {card.colours.slice(0, DOTS).map((colour) => (
              <span key={colour} className="tile-dot" style={{ backgroundColor: colour }} />
            ))}
            {card.colours.length > DOTS ? <span className="tile-more">+{card.colours.length - DOTS}</span> : null}
          </span>
        )}
      </span>
    </a>
  );
});
