import type { ReactNode } from 'react';
import { type ClaimFault, claimFault, type ClaimWish, claimWish, type ClaimWords, type Guarantee } from '../../src/contract/hub/after.ts';
import type { OrderLine } from '../../src/contract/orders.ts';
import { useText } from '../i18n/use-text.ts';
import { Choices } from '../ui/choices.tsx';
import { QuantityStepper } from '../ui/quantity-stepper.tsx';
import './claim-form.css';

/** A claim while it is put into words. */
export interface ClaimDraft {
  readonly sku: string | null;
  readonly quantity: number;
  readonly fault: ClaimFault | null;
  readonly wish: ClaimWish | null;
  readonly words: string;
}

/** The beginning of a claim: an order of one single article has it chosen. */
export function emptyClaim({ lines }: Guarantee): ClaimDraft {
  const [only] = lines;
  return { sku: lines.length === 1 && only !== undefined ? only.sku : null, quantity: 1, fault: null, wish: null, words: '' };
}

/** The claim that the draft makes, or null while something is missing. */
export function claimOf({ sku, quantity, fault, wish, words }: ClaimDraft): ClaimWords | null {
  return sku === null || fault === null || wish === null ? null : { sku, quantity, fault, wish, words: words.trim() };
}

interface ClaimFormProps {
  readonly lines: readonly OrderLine[];
  readonly guarantee: Guarantee;
  readonly draft: ClaimDraft;
  readonly onChange: (draft: ClaimDraft) => void;
  /** The field for the customer's own words, as the place types them. */
  readonly words: ReactNode;
}

/** Which article, what is wrong with it, what would help: one question after the other on one page. */
export function ClaimForm({ lines, guarantee, draft, onChange, words }: ClaimFormProps) {
  const text = useText();
  const nameOf = (sku: string) => {
    const line = lines.find((one) => one.sku === sku);
    return line === undefined ? sku : [line.title, line.size, line.colour].filter((part) => part !== null).join(' · ');
  };
  const max = Math.min(20, guarantee.lines.find(({ sku }) => sku === draft.sku)?.left ?? 1);
  return (
    <div className="claim-form">
      <Choices
        look="rows"
        label={text('after.claim.which')}
        value={draft.sku}
        choices={guarantee.lines.map(({ sku }) => ({ value: sku, name: nameOf(sku) }))}
        onChange={(sku) => onChange({ ...draft, sku, quantity: 1 })}
      />
      {draft.sku === null || max <= 1 ? null : (
        <div className="claim-many">
          <p>{text('after.claim.many')}</p>
          <QuantityStepper name={nameOf(draft.sku)} value={draft.quantity} min={1} max={max} onChange={(quantity) => onChange({ ...draft, quantity })} />
        </div>
      )}
      <Choices
        look="chips"
        label={text('after.claim.fault')}
        value={draft.fault}
        choices={claimFault.options.map((value) => ({ value, name: text(`after.claim.fault.${value}`) }))}
        onChange={(fault) => onChange({ ...draft, fault })}
      />
      <Choices
        look="chips"
        label={text('after.claim.wish')}
        value={draft.wish}
        choices={claimWish.options.map((value) => ({ value, name: text(`after.claim.wish.${value}`) }))}
        onChange={(wish) => onChange({ ...draft, wish })}
      />
      {words}
    </div>
  );
}
