import { useState } from 'react';
import type { BagTaken } from '../../src/contract/station/bag-views.ts';
import type { ProductDetail, VariantDetail } from '../../src/contract/station/views.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Price } from '../ui/price.tsx';
import { goTo } from '../ui/route.ts';
import { Sheet } from '../ui/sheet.tsx';
import './added-sheet.css';
import './label-scan.css';
import { LineWords, Thumb } from './line-parts.tsx';
import { type KioskProblem, Problem } from './problem.tsx';
import { type LabelProblem, type LabelScan, routeOf } from './use-label-scan.ts';
import { pictureIn } from './variants.ts';

/** Says what came of a code that was read, and offers what can be done with it. */
export function ReadNotice({ scan }: { readonly scan: LabelScan }) {
  const { outcome, forget } = scan;
  switch (outcome?.kind) {
    case undefined:
      return null;
    case 'problem':
      return <LabelTrouble problem={outcome.problem} onClose={forget} />;
    case 'goods':
      return <GoodsRead key={outcome.variant.sku} product={outcome.product} variant={outcome.variant} onClose={forget} />;
    case 'after-order':
      return <AfterOrder onClose={forget} />;
    case 'bag':
      return <BagRead taken={outcome.taken} onClose={forget} />;
    case 'bag-problem':
      return <BagTrouble problem={outcome.problem} onClose={forget} />;
  }
}

interface Closing {
  readonly onClose: () => void;
}

/** Why a label led nowhere, in plain words; the name of the goods may still find them. */
function LabelTrouble({ problem, onClose }: Closing & { readonly problem: LabelProblem }) {
  const text = useText();
  const search = () => {
    onClose();
    goTo('/kiosk');
  };
  return (
    <Sheet
      open
      title={problem === 'unreachable' ? text('find.scan') : text(`find.scan.${problem}`)}
      closeLabel={text('ui.close')}
      onClose={onClose}
      actions={problem === 'unknown' ? <Button onPress={search}>{text('read.search')}</Button> : undefined}
    >
      <p>{problem === 'unreachable' ? text('find.scan.unreachable') : text(`find.scan.${problem}.body`)}</p>
    </Sheet>
  );
}

/** Goods that were read in the middle of something else: into the bag, to their page, or neither. */
function GoodsRead({ product, variant, onClose }: Closing & { readonly product: ProductDetail; readonly variant: VariantDetail }) {
  const text = useText();
  const { intents } = useKiosk();
  const action = useAction<KioskProblem>();
  const [added, setAdded] = useState(false);
  const see = () => {
    onClose();
    goTo(routeOf(product.productId, variant.sku));
  };
  const add = () =>
    action.run(
      () => intents.add({ sku: variant.sku }),
      () => setAdded(true),
    );
  return (
    <Sheet
      open
      title={text('read.add.title')}
      closeLabel={text('ui.close')}
      onClose={onClose}
      actions={
        <>
          <Button size="large" onPress={see}>
            {text('read.see')}
          </Button>
          {added ? null : (
            <Button kind="primary" size="large" busy={action.busy} disabled={!variant.orderable} onPress={add}>
              {text('read.add')}
            </Button>
          )}
        </>
      }
    >
      <Problem kind={action.problem} />
      <div className="added">
        <Thumb picture={pictureIn(product, variant.colourHex)} />
        <span>
          <LineWords title={product.title} size={variant.size} colour={variant.colour} />
          <Price amount={variant.price} before={variant.compareAt} />
        </span>
      </div>
      {variant.orderable ? null : <p>{text('read.gone')}</p>}
      {added ? <p role="status">{text('read.added', { name: product.title })}</p> : null}
    </Sheet>
  );
}

function AfterOrder({ onClose }: Closing) {
  const text = useText();
  return (
    <Sheet open title={text('read.after.title')} closeLabel={text('ui.close')} onClose={onClose}>
      <p>{text('read.after')}</p>
    </Sheet>
  );
}

/** A bag that came from a phone or another screen, with each line that is not as it was there. */
function BagRead({ taken, onClose }: Closing & { readonly taken: BagTaken }) {
  const text = useText();
  const see = () => {
    onClose();
    goTo('/kiosk/bag');
  };
  return (
    <Sheet
      open
      title={text('bag.taken.title')}
      closeLabel={text('ui.close')}
      onClose={onClose}
      actions={
        <Button kind="primary" size="large" onPress={see}>
          {text('bag.taken.ok')}
        </Button>
      }
    >
      <p>{taken.pieces === 0 ? text('bag.taken.none') : text('bag.taken.all', { count: taken.pieces })}</p>
      {taken.differences.length === 0 ? null : (
        <section className="read-differences">
          <h3>{text('bag.taken.differs')}</h3>
          <ul>
            {taken.differences.map((difference, place) => (
              // Lines of one answer, which never changes.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <li key={place}>{differenceWords(text, difference)}</li>
            ))}
          </ul>
        </section>
      )}
    </Sheet>
  );
}

function differenceWords(text: ReturnType<typeof useText>, { title, size, colour, wanted, got }: BagTaken['differences'][number]): string {
  if (title === null) return text('bag.taken.unknown', { count: wanted });
  const name = [title, colour, size].filter((word) => word !== null).join(', ');
  return got === 0 ? text('bag.taken.gone', { name }) : text('bag.taken.fewer', { name, got: String(got), wanted: String(wanted) });
}

function BagTrouble({ problem, onClose }: Closing & { readonly problem: 'unreadable' | 'unreachable' }) {
  const text = useText();
  return (
    <Sheet open title={text('bag.taken.unreadable')} closeLabel={text('ui.close')} onClose={onClose}>
      <p>{text(problem === 'unreadable' ? 'bag.taken.unreadable.body' : 'bag.taken.unreachable')}</p>
    </Sheet>
  );
}
