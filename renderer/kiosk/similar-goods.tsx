import { useEffect, useState } from 'react';
import type { ProductCard } from '../../src/contract/station/views.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { useText } from '../i18n/use-text.ts';
import { ProductTile } from './product-tile.tsx';
import './similar-goods.css';

/** What a shopper of this product may like as well; nothing where nothing resembles it, or while it is not known. */
export function SimilarGoods({ productId, asOf }: { readonly productId: string; readonly asOf: number | null }) {
  const text = useText();
  const { catalogue } = useKiosk();
  const [cards, setCards] = useState<readonly ProductCard[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer catalogue is the reason to ask again
  useEffect(() => {
    let gone = false;
    // What cannot be asked is left out: the page is whole without it.
    void catalogue.similar({ productId }).then((answer) => {
      if (!gone) setCards(answer.ok ? answer.value : []);
    });
    return () => {
      gone = true;
    };
  }, [catalogue, productId, asOf]);
  return <GoodsStrip title={text('product.similar')} cards={cards} />;
}

/** A row of products under a heading; nothing without products. */
export function GoodsStrip({ title, cards }: { readonly title: string; readonly cards: readonly ProductCard[] }) {
  if (cards.length === 0) return null;
  return (
    <section className="goods-strip" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {cards.map((card) => (
          <li key={card.productId}>
            <ProductTile card={card} />
          </li>
        ))}
      </ul>
    </section>
  );
}
