import { spanInShort } from '../../src/kernel/day-words.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
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
  /** The size that the member usually wears of this; null: not known. */
  readonly usual?: string | null;
  readonly onChoose: (sku: string) => void;
  /** The shop's own day; null: the station does not say when things arrive. */
  readonly today: string | null;
}

/** The sizes, each with the nearest place that has it and until when it would come from there, in words. A size that is nowhere can still be looked at. */
export function SizeChoice({ sizes, chosen, usual = null, onChoose, today }: SizeChoiceProps) {
  const text = useText();
  const locale = useLocale();
  const noteOf = ({ variant, nearest }: SizeOption): string => {
    if (nearest === 'ended') return text('product.ended');
    const place = text(`kiosk.product.${nearest}`);
    return variant.arrives === undefined || today === null ? place : text('product.arrives', { place, when: spanInShort(locale, variant.arrives, today) });
  };
  const choices = sizes.map((size) => ({
    value: size.variant.sku,
    name: size.variant.size ?? '–',
    note: usual !== null && size.variant.size === usual ? `${text('kiosk.product.usual')} · ${noteOf(size)}` : noteOf(size),
    tone: TONE[size.nearest],
  }));
  return <Choices look="chips" label={text('kiosk.product.size')} choices={choices} value={chosen} onChange={onChoose} />;
}
