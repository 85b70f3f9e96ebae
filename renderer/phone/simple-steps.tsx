import { useState } from 'react';
import type { PhoneCollect } from '../../src/contract/hub/phone.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { formatDay } from './format-day.ts';
import { StepPage, type Trouble } from './step-page.tsx';
import type { Ask } from './use-order.ts';

interface StepProps {
  readonly collect: PhoneCollect;
  readonly ask: Ask;
  readonly onBack: () => void;
  /** It was done; what to say on the order's page. */
  readonly onDone: (words: string) => void;
}

/** More time before the parcel is taken out. */
export function MoreDaysStep({ collect, ask, onBack, onDone }: StepProps) {
  const text = useText();
  const locale = useLocale();
  const { used, left, days } = collect.extension;
  const { trouble, run } = useAsked(
    () => ask('extend', { used }),
    () => onDone(text('phone.more-days.done')),
  );
  return (
    <StepPage title={text('phone.more-days.title')} onBack={onBack} trouble={trouble} action={{ words: text('phone.more-days.do', { days }), run }}>
      <p>{text('phone.more-days.now', { date: formatDay(locale, collect.until) })}</p>
      <p>{text('phone.more-days.body', { days, left })}</p>
    </StepPage>
  );
}

/** Another PIN, because somebody saw it or it was tried wrongly too often. */
export function NewPinStep({ collect, ask, onBack, onDone }: StepProps) {
  const text = useText();
  const { trouble, run } = useAsked(
    () => ask('pin', { resets: collect.pinResets }),
    () => onDone(text('phone.new-pin.done')),
  );
  return (
    <StepPage title={text('phone.new-pin.title')} onBack={onBack} trouble={trouble} action={{ words: text('phone.new-pin.do'), run }}>
      <p>{text('phone.new-pin.body')}</p>
      <p>{text('phone.new-pin.when')}</p>
    </StepPage>
  );
}

/** The message with the code once more. */
export function SendAgainStep({ ask, onBack, onDone }: Omit<StepProps, 'collect'>) {
  const text = useText();
  const { trouble, run } = useAsked(
    () => ask('resend', {}),
    () => onDone(text('phone.send-again.done')),
  );
  return (
    <StepPage title={text('phone.send-again.title')} onBack={onBack} trouble={trouble} action={{ words: text('phone.send-again.do'), run }}>
      <p>{text('phone.send-again.body')}</p>
    </StepPage>
  );
}

/** Runs what was asked for, keeps why it failed, and tells when it did not. */
export function useAsked(work: () => Promise<Trouble>, onDone: () => void): { readonly trouble: Trouble; readonly run: () => Promise<void> } {
  const [trouble, setTrouble] = useState<Trouble>(null);
  const run = async () => {
    setTrouble(null);
    const found = await work();
    setTrouble(found);
    if (found === null) onDone();
  };
  return { trouble, run };
}
