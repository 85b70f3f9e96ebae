import { useText } from '../i18n/use-text.ts';
import { Choices } from '../ui/choices.tsx';
import type { ColourOption, Nearest, SizeOption } from './variants.ts';

const TONE: Readonly<Record<Nearest, 'here' | 'near' | 'away'>> = { here: 'here', shop: 'near', warehouse: 'near', nowhere: 'away', ended: 'away' };

export interface ColourChoiceProps {
  readonly colours: readonly ColourOption[];
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
}

/** The product's colours as dots, with their names. */
export function ColourChoice({ colours, chosen, onChoose }: ColourChoiceProps) {
  const text = useText();
  const named = colours.flatMap(({ name, hex }) => (name === null ? [] : [{ value: name, name, swatch: hex }]));
  return <Choices look="swatches" label={text('kiosk.product.colour')} choices={named} value={chosen} onChange={onChoose} />;
}

export interface SizeChoiceProps {
  readonly sizes: readonly SizeOption[];
  /** SKU of the chosen size. */
  readonly chosen: string | null;
  readonly onChoose: (sku: string) => void;
}

/** The sizes, each with the nearest place that has it, in words. A size that is nowhere can still be looked at. */
export function SizeChoice({ sizes, chosen, onChoose }: SizeChoiceProps) {
  const text = useText();
  const choices = sizes.map(({ variant, nearest }) => ({
    value: variant.sku,
    name: variant.size ?? '–',
    note: nearest === 'ended' ? text('product.ended') : text(`kiosk.product.${nearest}`),
    tone: TONE[nearest],
  }));
  return <Choices look="chips" label={text('kiosk.product.size')} choices={choices} value={chosen} onChange={onChoose} />;
}
