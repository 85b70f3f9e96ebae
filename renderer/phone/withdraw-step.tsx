import { useState } from 'react';
import type { AfterSale, Pieces } from '../../src/contract/hub/after.ts';
import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import { unbroken } from '../after/day.ts';
import { allOf, PieceList } from '../after/piece-list.tsx';
import { WithdrawConsequences, WithdrawUntil } from '../after/withdraw-words.tsx';
import { useText } from '../i18n/use-text.ts';
import { useAsked } from './simple-steps.tsx';
import { StepPage } from './step-page.tsx';
import type { Ask } from './use-order.ts';

interface WithdrawStepProps {
  readonly order: PhoneOrder;
  readonly after: AfterSale;
  readonly ask: Ask;
  readonly onBack: () => void;
  readonly onDone: (words: string) => void;
}

/** Withdrawing in two steps (directive 2011/83, article 11a): from what, then "confirm withdrawal" with everything that follows from it. */
export function WithdrawStep({ order, after, ask, onBack, onDone }: WithdrawStepProps) {
  const text = useText();
  const right = after.withdrawal;
  const { law } = right;
  const [chosen, setChosen] = useState<readonly Pieces[]>(allOf(right.lines));
  const [confirming, setConfirming] = useState(false);
  const { trouble, run } = useAsked(
    () => ask('withdraw', { made: right.made, lines: right.whole ? [] : chosen }),
    () => onDone(text('after.withdraw.done')),
  );
  const next = async () => {
    setConfirming(true);
    window.scrollTo(0, 0);
  };
  if (!confirming) {
    return (
      <StepPage
        title={text('after.withdraw.title', { law })}
        onBack={onBack}
        trouble={null}
        action={{ words: text('after.withdraw.next'), run: next, disabled: chosen.length === 0 }}
      >
        <p>{text('after.withdraw.lead', { number: unbroken(order.number) })}</p>
        <WithdrawUntil right={right} />
        <p>{text(right.whole ? 'after.withdraw.whole' : 'after.withdraw.which')}</p>
        <PieceList lines={order.lines} left={right.lines} chosen={chosen} {...(right.whole ? {} : { onChange: setChosen })} />
      </StepPage>
    );
  }
  return (
    <StepPage
      title={text('after.withdraw.confirm.title')}
      onBack={() => setConfirming(false)}
      trouble={trouble}
      action={{ words: text('after.withdraw.confirm'), run }}
    >
      <p>{text('after.withdraw.confirm.of', { number: unbroken(order.number) })}</p>
      <PieceList lines={order.lines} left={right.lines} chosen={chosen} />
      <WithdrawConsequences right={right} status={order.status} />
    </StepPage>
  );
}
