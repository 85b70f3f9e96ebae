import type { Pieces } from '../../src/contract/hub/after.ts';
import type { OrderLine } from '../../src/contract/orders.ts';
import { GarmentPicture } from '../ui/garment/garment-picture.tsx';
import { QuantityStepper } from '../ui/quantity-stepper.tsx';
import './piece-list.css';

interface PieceListProps {
  /** What was ordered, for names and pictures. */
  readonly lines: readonly OrderLine[];
  /** What there is to choose from, and how many of each. */
  readonly left: readonly { readonly sku: string; readonly left: number }[];
  readonly chosen: readonly Pieces[];
  /** Left out: the list only shows what is chosen. */
  readonly onChange?: (chosen: readonly Pieces[]) => void;
}

/** Articles of an order with how many of each are meant. */
export function PieceList({ lines, left, chosen, onChange }: PieceListProps) {
  const count = (sku: string) => chosen.find((one) => one.sku === sku)?.quantity ?? 0;
  const change = (sku: string, quantity: number) => {
    const others = chosen.filter((one) => one.sku !== sku);
    onChange?.(quantity === 0 ? others : [...others, { sku, quantity }]);
  };
  return (
    <ul className="pieces">
      {left.flatMap((one) => {
        const line = lines.find(({ sku }) => sku === one.sku);
        if (line === undefined || (onChange === undefined && count(one.sku) === 0)) return [];
        return [
          <li key={one.sku} className="pieces-line">
            <div className="pieces-picture">
              <GarmentPicture picture={line.picture} />
            </div>
            <div className="pieces-words">
              <p className="pieces-title">{line.title}</p>
              <p className="pieces-variant">{variantOf(line, onChange === undefined ? count(one.sku) : null)}</p>
            </div>
            {onChange === undefined ? null : (
              <QuantityStepper
                name={line.title}
                value={count(one.sku)}
                min={0}
                max={Math.min(20, one.left)}
                onChange={(quantity) => change(one.sku, quantity)}
              />
            )}
          </li>,
        ];
      })}
    </ul>
  );
}

/** Size and colour, and how many where that is not counted beside it. */
function variantOf({ size, colour }: OrderLine, quantity: number | null): string {
  const many = quantity === null ? null : `× ${quantity}`;
  return [size, colour, many].filter((part) => part !== null).join(' · ');
}

/** Everything that is left. */
export function allOf(left: readonly { readonly sku: string; readonly left: number }[]): readonly Pieces[] {
  return left.flatMap(({ sku, left: quantity }) => (quantity > 0 ? [{ sku, quantity: Math.min(20, quantity) }] : []));
}
