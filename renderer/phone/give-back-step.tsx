import { useState } from 'react';
import type { PhoneOrder, PhoneReturns } from '../../src/contract/hub/phone.ts';
import { type ReturnLine, type ReturnReason, returnReason } from '../../src/contract/hub/silo.ts';
import { useText } from '../i18n/use-text.ts';
import { Choices } from '../ui/choices.tsx';
import { GarmentDrawing } from '../ui/garment/garment-drawing.tsx';
import { QuantityStepper } from '../ui/quantity-stepper.tsx';
import './give-back-step.css';
import { useAsked } from './simple-steps.tsx';
import { StepPage } from './step-page.tsx';
import type { Ask } from './use-order.ts';

interface GiveBackStepProps {
  readonly order: PhoneOrder;
  readonly returns: PhoneReturns;
  readonly ask: Ask;
  readonly onBack: () => void;
  readonly onDone: (words: string) => void;
}

/** What comes back of one article. */
interface Wish {
  readonly quantity: number;
  readonly reason: ReturnReason | null;
}

/** How many of each come back, and why; then there is a code for the silo. */
export function GiveBackStep({ order, returns, ask, onBack, onDone }: GiveBackStepProps) {
  const text = useText();
  const [wishes, setWishes] = useState<Readonly<Record<string, Wish>>>({});
  const lines = linesOf(wishes);
  const complete = lines !== null && lines.length > 0;
  const { trouble, run } = useAsked(
    () => ask('returns', { made: returns.made, lines }),
    () => onDone(text('phone.give-back.done')),
  );
  return (
    <StepPage title={text('phone.give-back.title')} onBack={onBack} trouble={trouble} action={{ words: text('phone.give-back.do'), run, disabled: !complete }}>
      <p>{text('phone.give-back.body')}</p>
      <ul className="give-back">
        {returns.lines.flatMap(({ sku, left }) => {
          const line = order.lines.find((one) => one.sku === sku);
          if (line === undefined || left === 0) return [];
          const wish = wishes[sku] ?? { quantity: 0, reason: null };
          const change = (next: Wish) => setWishes({ ...wishes, [sku]: next });
          return [
            <li key={sku} className="give-back-line">
              <div className="give-back-what">
                <div className="give-back-picture">
                  <GarmentDrawing picture={line.picture} />
                </div>
                <div>
                  <p className="give-back-title">{line.title}</p>
                  <p className="give-back-variant">{[line.size, line.colour].filter((part) => part !== null).join(' · ')}</p>
                </div>
              </div>
              <QuantityStepper name={line.title} value={wish.quantity} min={0} max={left} onChange={(quantity) => change({ ...wish, quantity })} />
              {wish.quantity === 0 ? null : (
                <Choices
                  label={text('phone.give-back.why')}
                  look="chips"
                  value={wish.reason}
                  choices={returnReason.options.map((reason) => ({ value: reason, name: text(`return.reason.${reason}`) }))}
                  onChange={(reason) => change({ ...wish, reason })}
                />
              )}
            </li>,
          ];
        })}
      </ul>
    </StepPage>
  );
}

/** The lines that were chosen, or null while one of them lacks its reason. */
function linesOf(wishes: Readonly<Record<string, Wish>>): ReturnLine[] | null {
  const chosen = Object.entries(wishes).filter(([, wish]) => wish.quantity > 0);
  const lines: ReturnLine[] = [];
  for (const [sku, { quantity, reason }] of chosen) {
    if (reason === null) return null;
    lines.push({ sku, quantity, reason });
  }
  return lines;
}
