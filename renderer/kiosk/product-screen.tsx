import { useEffect, useState } from 'react';
import type { ProductDetail } from '../../src/contract/station/views.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Price } from '../ui/price.tsx';
import { goTo, usePlace } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { AddedSheet } from './added-sheet.tsx';
import { OrderBar } from './order-bar.tsx';
import { type KioskProblem, Problem } from './problem.tsx';
import './product-screen.css';
import { ColourChoice, SizeChoice } from './product-choices.tsx';
import { ProductGallery } from './product-gallery.tsx';
import { SessionCorner } from './session-corner.tsx';
import type { SessionScreenProps } from './session-screen.ts';
import { SimilarGoods } from './similar-goods.tsx';
import { SizeGuideButton } from './size-guide.tsx';
import { StockList } from './stock-list.tsx';
import { chosenOf, coloursOf, pictureIn, sizesOf, usualSizeOf } from './variants.ts';

export interface ProductScreenProps extends SessionScreenProps {
  readonly productId: string;
  /** The list that the person came from. */
  readonly back: string;
}

/** One product: its picture, its colours and sizes, where the chosen one is, and the button that orders it. */
export function ProductScreen({ view, session, productId, back }: ProductScreenProps) {
  const detail = useProduct(productId, view.hub.catalogueAsOf);
  const { query } = usePlace();
  const [added, setAdded] = useState(false);
  const product = detail?.product ?? null;
  const usual = product === null ? null : usualSizeOf(product, session.benefits?.member?.sizes ?? []);
  const chosen = product === null ? null : chosenOf(product, query.get('sku'), query.get('colour'), usual);
  return (
    <ScreenFrame
      screen={`product ${productId}`}
      corner={<SessionCorner session={session} />}
      onBack={() => goTo(back)}
      action={product === null || chosen === null ? null : <OrderBar product={product} variant={chosen.variant} onAdded={() => setAdded(true)} />}
    >
      {detail?.problem == null ? null : <Lost problem={detail.problem} onBack={() => goTo(back)} />}
      {product === null || chosen === null ? null : (
        <>
          <ProductPage product={product} chosen={chosen} usual={usual} />
          <SimilarGoods productId={product.productId} asOf={view.hub.catalogueAsOf} />
        </>
      )}
      {product === null || chosen?.variant == null ? null : (
        <AddedSheet open={added} product={product} variant={chosen.variant} onMore={() => goTo(back)} onClose={() => setAdded(false)} />
      )}
    </ScreenFrame>
  );
}

function Lost({ problem, onBack }: { readonly problem: KioskProblem; readonly onBack: () => void }) {
  const text = useText();
  return (
    <div className="kiosk-notice">
      <h1>{text('kiosk.product.lost')}</h1>
      <Problem kind={problem} />
      <Button kind="primary" size="large" onPress={onBack}>
        {text('kiosk.bag.browse')}
      </Button>
    </div>
  );
}

interface ProductPageProps {
  readonly product: ProductDetail;
  readonly chosen: ReturnType<typeof chosenOf>;
  /** The size that the member usually wears of this. */
  readonly usual: string | null;
}

function ProductPage({ product, chosen, usual }: ProductPageProps) {
  const text = useText();
  const colours = coloursOf(product);
  const colour = colours.find((option) => option.name === chosen.colour);
  const sizes = sizesOf(product, chosen.colour);
  const variant = chosen.variant ?? sizes[0]?.variant;
  const choose = (choice: Record<string, string>) => goTo(`/kiosk/p/${encodeURIComponent(product.productId)}?${new URLSearchParams(choice).toString()}`);
  return (
    <article className="product">
      <ProductGallery key={chosen.colour ?? ''} product={product} colour={chosen.colour} picture={pictureIn(product, colour?.hex ?? null)} />
      <div className="product-words">
        <header className="product-head">
          {product.brand === '' ? null : <p className="product-brand">{product.brand}</p>}
          <h1>{product.title}</h1>
          {variant === undefined ? null : (
            <p className="product-price">
              <Price amount={variant.price} before={variant.compareAt} />
            </p>
          )}
        </header>
        {colours.length < 2 ? null : <ColourChoice colours={colours} chosen={chosen.colour} onChoose={(name) => choose({ colour: name })} />}
        {sizes.some((size) => size.variant.size !== null) ? (
          <>
            <SizeChoice sizes={sizes} chosen={chosen.variant?.sku ?? null} usual={usual} onChoose={(sku) => choose({ sku })} today={product.today ?? null} />
            <SizeGuideButton product={product} chosen={chosen.variant?.size ?? null} />
          </>
        ) : null}
        {chosen.variant === null ? null : <StockList variant={chosen.variant} today={product.today ?? null} />}
        {product.description === '' ? null : (
          <section className="product-about">
            <h2>{text('kiosk.product.about')}</h2>
            <p>{product.description}</p>
          </section>
        )}
      </div>
    </article>
  );
}

interface Detail {
  readonly product: ProductDetail | null;
  readonly problem: KioskProblem | null;
}

/** The product, asked again when the catalogue is newer. The old one stays on screen until then. */
function useProduct(productId: string, asOf: number | null): Detail | null {
  const { catalogue } = useKiosk();
  const [detail, setDetail] = useState<(Detail & { readonly productId: string }) | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer catalogue is the reason to ask again
  useEffect(() => {
    let gone = false;
    void catalogue.product({ productId }).then((answer) => {
      if (!gone) setDetail({ productId, product: answer.ok ? answer.value : null, problem: answer.ok ? null : answer.error.kind });
    });
    return () => {
      gone = true;
    };
  }, [catalogue, productId, asOf]);
  return detail?.productId === productId ? detail : null;
}
