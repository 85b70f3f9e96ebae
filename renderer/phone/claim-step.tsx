import { useState } from 'react';
import { type AfterSale, MAX_CLAIM_WORDS } from '../../src/contract/hub/after.ts';
import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import { type ClaimDraft, ClaimForm, claimOf, emptyClaim } from '../after/claim-form.tsx';
import { longDay } from '../after/day.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { useAsked } from './simple-steps.tsx';
import { StepPage } from './step-page.tsx';
import type { Ask } from './use-order.ts';

interface ClaimStepProps {
  readonly order: PhoneOrder;
  readonly after: AfterSale;
  readonly ask: Ask;
  readonly onBack: () => void;
  readonly onDone: (words: string) => void;
}

/** A claim under the guarantee: which article, what is wrong, what would help. */
export function ClaimStep({ order, after, ask, onBack, onDone }: ClaimStepProps) {
  const text = useText();
  const locale = useLocale();
  const { guarantee } = after;
  const [draft, setDraft] = useState<ClaimDraft>(emptyClaim(guarantee));
  const claim = claimOf(draft);
  const { trouble, run } = useAsked(
    () => ask('claims', { made: guarantee.made, claim }),
    () => onDone(text('after.claim.done')),
  );
  return (
    <StepPage title={text('after.claim.title')} onBack={onBack} trouble={trouble} action={{ words: text('after.claim.do'), run, disabled: claim === null }}>
      <p>{text('after.claim.lead', { date: longDay(locale, guarantee.until ?? 0) })}</p>
      <ClaimForm
        lines={order.lines}
        guarantee={guarantee}
        draft={draft}
        onChange={setDraft}
        words={
          <label className="claim-words">
            <span className="claim-words-label">{text('after.claim.words')}</span>
            <textarea value={draft.words} maxLength={MAX_CLAIM_WORDS} onChange={(event) => setDraft({ ...draft, words: event.target.value })} />
            <span className="claim-words-hint">{text('after.claim.words.hint')}</span>
          </label>
        }
      />
    </StepPage>
  );
}
