import type { ProductDetail, VariantDetail } from '../../src/contract/station/views.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { goTo } from '../ui/route.ts';
import { Sheet } from '../ui/sheet.tsx';
import './added-sheet.css';
import { LineWords, Thumb } from './line-parts.tsx';
import { pictureIn } from './variants.ts';

export interface AddedSheetProps {
  readonly open: boolean;
  readonly product: ProductDetail;
  readonly variant: VariantDetail;
  /** Back to the list. */
  readonly onMore: () => void;
  readonly onClose: () => void;
}

/** Says that it is in the bag, and offers the two ways on. */
export function AddedSheet({ open, product, variant, onMore, onClose }: AddedSheetProps) {
  const text = useText();
  return (
    <Sheet
      open={open}
      title={text('kiosk.added.title')}
      closeLabel={text('ui.close')}
      onClose={onClose}
      actions={
        <>
          <Button size="large" onPress={onMore}>
            {text('kiosk.added.more')}
          </Button>
          <Button kind="primary" size="large" onPress={() => goTo('/kiosk/bag')}>
            {text('kiosk.added.bag')}
          </Button>
        </>
      }
    >
      <div className="added">
        <Thumb picture={pictureIn(product, variant.colourHex)} />
        <LineWords title={product.title} size={variant.size} colour={variant.colour} />
      </div>
    </Sheet>
  );
}
