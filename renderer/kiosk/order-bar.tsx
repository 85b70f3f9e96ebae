import type { ProductDetail, VariantDetail } from '../../src/contract/station/views.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Price } from '../ui/price.tsx';
import './order-bar.css';
import { type KioskProblem, Problem } from './problem.tsx';
import { nearestOf } from './variants.ts';

export interface OrderBarProps {
  readonly product: ProductDetail;
  /** Null while no size is chosen. */
  readonly variant: VariantDetail | null;
  readonly onAdded: () => void;
}

/** What is about to be ordered, what it costs, and the button. While it cannot be pressed it says what is missing. */
export function OrderBar({ product, variant, onAdded }: OrderBarProps) {
  const text = useText();
  const { intents } = useKiosk();
  const action = useAction<KioskProblem>();
  const nearest = variant === null ? null : nearestOf(variant);
  const gone = nearest === 'nowhere' || nearest === 'ended';
  const words = text(
    nearest === null ? 'kiosk.product.choose' : nearest === 'ended' ? 'product.ended.bar' : gone ? 'kiosk.product.gone' : 'kiosk.product.order',
  );
  const order = (sku: string) => action.run(() => intents.add({ sku }), onAdded);
  return (
    <div className="order-bar">
      <Problem kind={action.problem} />
      <div className="order-bar-row">
        {/* A label that is scanned here changes it without any other word. */}
        <p className="order-bar-what" role="status">
          <span className="order-bar-title">{product.title}</span>
          {variant === null ? null : (
            <span className="order-bar-choice">
              {[variant.colour, variant.size].filter((word) => word !== null).join(' · ')} <Price amount={variant.price} />
            </span>
          )}
        </p>
        <Button
          kind="primary"
          size="large"
          icon={<Icon name="bag" />}
          busy={action.busy}
          disabled={variant === null || gone}
          onPress={() => {
            if (variant !== null) order(variant.sku);
          }}
        >
          {words}
        </Button>
      </div>
    </div>
  );
}
