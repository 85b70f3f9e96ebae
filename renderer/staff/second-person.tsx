import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { usePortReader } from '../reading/use-port-reader.ts';
import { useWedge } from '../reading/use-wedge.ts';
import { DigitsScreen } from './digits-screen.tsx';
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

/** How the text of a badge begins. */
const BADGE = 'PB1:';

/** The second of two people: their badge at a reader or their number, then their PIN. */
export function SecondPerson({ corner, action, busy, problem, onDone, onBack }: SecondPersonProps) {
  const text = useText();
  const [badge, setBadge] = useState<string | null>(null);
  const onBadge = (code: string) => {
    if (badge === null && code.startsWith(BADGE)) setBadge(code.slice(0, 128));
  };
  useWedge(badge === null ? 'reading' : 'off', (reading) => onBadge(reading.kind === 'code' ? reading.text : ''));
  usePortReader('screen', ({ code }) => {
    onBadge(code);
    return true;
  });
  const trouble = problem === null ? null : text(`service.problem.${problem}`);
  if (badge === null) {
    return (
      <DigitsScreen
        key="number"
        screen="service-second"
        title={text('service.second.number.title')}
        note={text('service.second.number.body')}
        problem={trouble}
        least={4}
        most={8}
        secret={false}
        fieldLabel={(count) => text('service.second.number.field', { count })}
        action={text('service.second.next')}
        busy={false}
        corner={corner}
        onDone={setBadge}
        onBack={onBack}
      />
    );
  }
  return (
    <DigitsScreen
      key="pin"
      screen="service-second-pin"
      title={text('service.second.pin.title')}
      note={text('service.second.pin.body')}
      problem={trouble}
      least={4}
      most={12}
      secret
      fieldLabel={(count) => text('service.second.pin.field', { count })}
      action={action}
      busy={busy}
      corner={corner}
      onDone={(pin) => onDone({ badge, pin })}
      onBack={() => setBadge(null)}
    />
  );
}
