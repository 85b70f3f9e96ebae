import { useEffect, useState } from 'react';
import type { StaffView } from '../../src/contract/station/views.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import type { BadgeAtScanner } from '../reading/use-badge-at-scanner.ts';
import { Viewfinder } from '../reading/viewfinder.tsx';
import { PasteBox } from '../silo/paste-box.tsx';
import { Button } from '../ui/button.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { badgeIn, NumberEntry, PinEntry, useBadge } from './person-entry.tsx';
import { ProblemLine } from './problem-line.tsx';
import './sign-in.css';

type Step = { readonly kind: 'badge' } | { readonly kind: 'number' } | { readonly kind: 'pin'; readonly badge: string; readonly typed: boolean };
type Problem = 'refused' | 'wait' | 'unreachable';

/** Signing in: a badge or a staff number, then the PIN. With a `badge` that was read before, the PIN comes first. */
export function SignIn({ view, badge, onTaken }: BadgeAtScanner & { readonly view: StaffView }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<Problem>();
  const [step, setStep] = useState<Step>(badge === null ? { kind: 'badge' } : { kind: 'pin', badge, typed: false });
  const [otherCode, setOtherCode] = useState(false);
  const onBadge = (code: string) => {
    const read = badgeIn(code);
    setOtherCode(read === null);
    if (read !== null) setStep({ kind: 'pin', badge: read, typed: false });
  };
  useBadge(step.kind === 'pin' ? 'off' : step.kind === 'number' ? 'port' : view.place.demo === true ? 'typing' : 'reading', onBadge);
  useEffect(() => onTaken(), [onTaken]);
  const again = () => {
    action.clear();
    setStep({ kind: 'badge' });
  };
  switch (step.kind) {
    case 'badge':
      return <BadgeStep demo={view.place.demo === true} otherCode={otherCode} onBadge={onBadge} onNumber={() => setStep({ kind: 'number' })} />;
    case 'number':
      return (
        <NumberEntry
          screen="staff-number"
          title={text('staff.number.title')}
          note={text('staff.number.body')}
          fieldLabel={(count) => text('staff.number.field', { count })}
          action={text('staff.number.next')}
          onDone={(number) => setStep({ kind: 'pin', badge: number, typed: true })}
          onBack={again}
        />
      );
    case 'pin':
      return (
        <PinEntry
          screen="staff-pin"
          title={text('staff.pin.title')}
          note={step.typed ? text('staff.pin.number', { number: step.badge }) : text('staff.pin.badge')}
          problem={action.problem === null ? null : text(problemText[action.problem])}
          fieldLabel={(count) => text('staff.pin.field', { count })}
          action={text('staff.pin.enter')}
          busy={action.busy}
          onDone={(pin) => action.run(() => intents.signIn({ badge: step.badge, pin }))}
          onBack={again}
        />
      );
  }
}

const problemText = { refused: 'staff.signIn.refused', wait: 'staff.signIn.wait', unreachable: 'staff.till.unreachable' } as const;

interface BadgeStepProps {
  readonly demo: boolean;
  /** Something else than a badge was read last. */
  readonly otherCode: boolean;
  readonly onBadge: (code: string) => void;
  readonly onNumber: () => void;
}

function BadgeStep({ demo, otherCode, onBadge, onNumber }: BadgeStepProps) {
  const text = useText();
  return (
    <ScreenFrame
      screen="staff-badge"
      width="fill"
      onBack={() => goTo('/')}
      action={
        <Button size="large" wide onPress={onNumber}>
          {text('staff.badge.number')}
        </Button>
      }
    >
      <div className="badge-step">
        <div className="badge-step-words">
          <h1>{text('staff.badge.title')}</h1>
          <p>{text('staff.badge.body')}</p>
          <ProblemLine>{otherCode ? text('staff.badge.other') : null}</ProblemLine>
          {demo ? <PasteBox onCode={onBadge} /> : null}
        </div>
        <div className="badge-step-camera">
          <Viewfinder
            remedy={text('staff.badge.remedy')}
            onCode={(code) => {
              onBadge(code);
              return true;
            }}
          />
        </div>
      </div>
    </ScreenFrame>
  );
}
