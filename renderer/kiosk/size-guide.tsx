import { useState } from 'react';
import type { Locale } from '../../src/contract/schema.ts';
import type { ProductDetail } from '../../src/contract/station/views.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import './size-guide.css';
import { type Measure, usualGuide } from './usual-sizes.ts';

/** A product's measures by size, and which size the shopper has chosen. */
export interface SizeGuideProps {
  readonly product: ProductDetail;
  /** The chosen size; null while there is none. */
  readonly chosen: string | null;
}

/** The button that opens the maker's size guide, or the usual one for such a garment; nothing where there is neither. */
export function SizeGuideButton({ product, chosen }: SizeGuideProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const guide = guideOf(product, text);
  if (guide === null) return null;
  return (
    <>
      <div className="guide-button">
        <Button kind="quiet" onPress={() => setOpen(true)}>
          {text('product.guide')}
        </Button>
      </div>
      <Sheet open={open} title={text('product.guide.title')} closeLabel={text('ui.close')} onClose={() => setOpen(false)}>
        <div className="guide">
          <p>{text(guide.usual.length === 0 ? 'product.guide.maker' : 'product.guide.usual')}</p>
          <GuideTable guide={guide} chosen={chosen} />
          {guide.usual.length === 0 ? null : (
            <section className="guide-how">
              <h3>{text('product.guide.how')}</h3>
              <ul>
                {guide.usual.map((measure) => (
                  <li key={measure}>{text(`product.guide.${measure}.how`)}</li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </Sheet>
    </>
  );
}

interface ShownGuide {
  readonly measures: readonly string[];
  readonly rows: readonly { readonly size: string; readonly values: readonly string[] }[];
  /** The measures that have a sentence how; none in a maker's guide. */
  readonly usual: readonly Measure[];
}

function guideOf(product: ProductDetail, text: ReturnType<typeof useText>): ShownGuide | null {
  if (product.sizeGuide !== undefined) return { ...product.sizeGuide, usual: [] };
  const guide = usualGuide(
    product.picture.garment,
    product.variants.map((variant) => variant.size),
  );
  return guide === null ? null : { ...guide, measures: guide.measures.map((measure) => text(`product.guide.${measure}`)), usual: guide.measures };
}

function GuideTable({ guide, chosen }: { readonly guide: ShownGuide; readonly chosen: string | null }) {
  const text = useText();
  const locale = useLocale();
  return (
    // Wide tables scroll by themselves, also with keys.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    // biome-ignore lint/a11y/useSemanticElements: it is no set of fields
    <div className="guide-scroll" role="group" aria-label={text('product.guide.title')} tabIndex={0}>
      <table className="guide-table">
        <thead>
          <tr>
            <th scope="col">{text('product.guide.size')}</th>
            {guide.measures.map((measure) => (
              <th key={measure} scope="col">
                {measure}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {guide.rows.map(({ size, values }) => (
            <tr key={size} data-chosen={size === chosen}>
              <th scope="row">
                {size}
                {size === chosen ? <span className="visually-hidden">, {text('product.guide.chosen')}</span> : null}
              </th>
              {guide.measures.map((measure, place) => (
                <td key={measure}>{shownValue(values[place] ?? '', locale)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Ranges with a proper dash, and the decimal comma that every language but English has. */
function shownValue(value: string, locale: Locale): string {
  const dashed = value === '' ? '–' : value.replace('-', '–');
  return locale === 'en' ? dashed : dashed.replace(/(\d)\.(\d)/g, '$1,$2');
}
