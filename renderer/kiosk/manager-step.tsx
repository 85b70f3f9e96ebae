import { useEffect, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { badgeIn, NumberEntry, PinEntry, useBadge } from '../staff/person-entry.tsx';
import type { AssistProblem } from './assist-problems.ts';

export interface ManagerStepProps {
  readonly problem: AssistProblem | null;
  readonly busy: boolean;
  readonly onDone: (second: { readonly badge: string; readonly pin: string }) => void;
  readonly onBack: () => void;
}

/** The second person, for what is above the first one's limit: their badge at a reader or their number, then their PIN. */
export function ManagerStep({ problem, busy, onDone, onBack }: ManagerStepProps) {
  const text = useText();
  const [badge, setBadge] = useState<string | null>(null);
  // Somebody else is needed: it begins again with a badge or a number.
  const isWrongPerson = problem === 'same-person' || problem === 'above-limit';
  useEffect(() => {
    if (isWrongPerson) setBadge(null);
  }, [isWrongPerson]);
  useBadge(badge === null ? 'port' : 'off', (code) => {
    const read = badgeIn(code);
    if (read !== null) setBadge(read);
  });
  const words =
    problem === null || problem === 'needs-second' ? null : text(problem === 'above-limit' ? 'assist.second.above-limit' : `assist.problem.${problem}`);
  if (badge === null) {
    return (
      <NumberEntry
        screen="assist-second"
        title={text('assist.second.number.title')}
        note={text('assist.second.number.body')}
        problem={words}
        fieldLabel={(count) => text('service.second.number.field', { count })}
        action={text('assist.second.next')}
        onDone={setBadge}
        onBack={onBack}
      />
    );
  }
  return (
    <PinEntry
      screen="assist-second-pin"
      title={text('assist.second.pin.title')}
      note={text('assist.second.pin.body')}
      problem={words}
      fieldLabel={(count) => text('service.second.pin.field', { count })}
      action={text('assist.discount.apply')}
      busy={busy}
      onDone={(pin) => onDone({ badge, pin })}
      onBack={() => setBadge(null)}
    />
  );
}
