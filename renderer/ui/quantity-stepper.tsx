import { useText } from '../i18n/use-text.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import './quantity-stepper.css';

export interface QuantityStepperProps {
  /** What is counted, for the spoken names of the buttons. */
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** Fewer, the count, more. */
export function QuantityStepper({ name, value, min, max, onChange }: QuantityStepperProps) {
  const text = useText();
  return (
    <fieldset className="quantity" aria-label={text('ui.quantity', { name })}>
      <Button kind="quiet" label={text('ui.quantity.less', { name })} disabled={value <= min} onPress={() => onChange(value - 1)}>
        <Icon name="minus" />
      </Button>
      <output className="quantity-value" aria-live="polite" aria-label={text('speech.pieces', { count: value })}>
        {value}
      </output>
      <Button kind="quiet" label={text('ui.quantity.more', { name })} disabled={value >= max} onPress={() => onChange(value + 1)}>
        <Icon name="plus" />
      </Button>
    </fieldset>
  );
}
