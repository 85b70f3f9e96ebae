import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { badgeIn, NumberEntry, PinEntry, useBadge } from './person-entry.tsx';
import type { ServiceProblem } from './service-frame.tsx';

export interface SecondPersonProps {
  readonly corner: ReactNode;
  /** What their PIN sets off, on the last button. */
  readonly action: string;
  readonly busy: boolean;
  readonly problem: ServiceProblem | null;
  readonly onDone: (second: { readonly badge: string; readonly pin: string }) => void;
  readonly onBack: () => void;
}

/** The second of two people: their badge at a reader or their number, then their PIN. */
export function SecondPerson({ corner, action, busy, problem, onDone, onBack }: SecondPersonProps) {
  const text = useText();
  const [badge, setBadge] = useState<string | null>(null);
  const onBadge = (code: string) => {
    const read = badgeIn(code);
    if (read !== null) setBadge(read);
  };
  useBadge(badge === null ? 'reading' : 'off', onBadge);
  const trouble = problem === null ? null : text(`service.problem.${problem}`);
  if (badge === null) {
    return (
      <NumberEntry
        screen="service-second"
        title={text('service.second.number.title')}
        note={text('service.second.number.body')}
        problem={trouble}
        fieldLabel={(count) => text('service.second.number.field', { count })}
        action={text('service.second.next')}
        corner={corner}
        onDone={setBadge}
        onBack={onBack}
      />
    );
  }
  return (
    <PinEntry
      screen="service-second-pin"
      title={text('service.second.pin.title')}
      note={text('service.second.pin.body')}
      problem={trouble}
      fieldLabel={(count) => text('service.second.pin.field', { count })}
      action={action}
      busy={busy}
      corner={corner}
      onDone={(pin) => onDone({ badge, pin })}
      onBack={() => setBadge(null)}
    />
  );
}
