import type { ReactNode } from 'react';
import type { LookRound } from '../../src/contract/station/look-views.ts';
import type { CheckState, StaffView } from '../../src/contract/station/views.ts';
import { assertNever } from '../../src/kernel/assert-never.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Notice } from '../silo/notice.tsx';
import { Button } from '../ui/button.tsx';
import { goTo, useRoute } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { AskScreen } from './ask-screen.tsx';
import { AtDoor, StuckDoor } from './at-door.tsx';
import { type DoorProblem, DoorProblemLine } from './door-problem.tsx';
import './load-screens.css';
import { type RoundProblem, RoundProblemLine } from './look-desk.tsx';

export interface CheckScreensProps {
  readonly view: StaffView;
  readonly check: CheckState;
  readonly corner: ReactNode;
}

/** A look into a compartment that nobody knows the inside of, from the door that opens to what was found. */
export function CheckScreens({ view, check, corner }: CheckScreensProps) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<DoorProblem>();
  const { busy, problem } = action;
  const route = useRoute();
  // In a round the doors come one after the other; it goes on where the round's own screen is.
  const round = route === '/staff/look' ? (view.look?.round ?? null) : null;
  const task = round === null ? text('staff.check.task') : text('staff.look.task', placeIn(round));
  const { number } = check.door;
  const leave = () =>
    action.run(
      () => intents.closeCheck(),
      // Whoever came from a technician's screen goes back to it.
      () => (route.startsWith('/staff/service') || round !== null ? undefined : goTo('/staff/status')),
    );
  switch (check.kind) {
    case 'opening':
    case 'open':
      return (
        <AtDoor
          screen="staff-check"
          bank={view.bank}
          door={check.door}
          open={check.kind === 'open'}
          task={task}
          title={text('staff.check.open.title')}
          body={text('staff.check.open.body')}
          corner={corner}
        />
      );
    case 'ask':
      return (
        <AskScreen
          screen="staff-check-ask"
          task={task}
          title={text('staff.check.ask.title')}
          body={text('staff.check.ask.body', { number })}
          answers={[
            { answer: 'empty', words: text('staff.check.empty') },
            { answer: 'not-empty', words: text('staff.check.not-empty'), note: text('staff.check.not-empty.note') },
          ]}
          onAnswer={(answer) => action.run(() => intents.answerCheck({ answer }))}
          busy={busy}
          problem={problem}
          corner={corner}
        />
      );
    case 'did-not-open':
      return (
        <StuckDoor
          screen="staff-check-stuck"
          door={check.door}
          canRetry={check.canRetry}
          body={text('staff.check.stuck.body')}
          leave={text(round === null ? 'staff.check.leave' : 'staff.look.rest')}
          onLeave={leave}
          onRetry={() => action.run(() => intents.retryCheck())}
          busy={busy}
          problem={problem}
          corner={corner}
        />
      );
    case 'checked':
      return <Checked check={check} round={round} onLeave={leave} busy={busy} problem={problem} corner={corner} />;
    default:
      return assertNever(check);
  }
}

/** Which door of the round is in hand, counted from 1. */
function placeIn({ done, total }: LookRound): { readonly at: number; readonly total: number } {
  return { at: Math.min(total, done + 1), total };
}

interface CheckedProps {
  readonly check: Extract<CheckState, { readonly kind: 'checked' }>;
  readonly round: LookRound | null;
  readonly onLeave: () => void;
  readonly busy: boolean;
  readonly problem: DoorProblem | null;
  readonly corner: ReactNode;
}

function Checked({ check, round, onLeave, busy, problem, corner }: CheckedProps) {
  const text = useText();
  const { intents } = useStaff();
  const next = useAction<RoundProblem>();
  const found = check.isEmpty ? 'empty' : 'kept';
  return (
    <ScreenFrame
      screen="staff-checked"
      width="fill"
      corner={corner}
      action={
        round === null ? (
          <Button kind="primary" size="large" wide busy={busy} onPress={onLeave}>
            {text('staff.check.leave')}
          </Button>
        ) : (
          <RoundWays
            round={round}
            onNext={({ compartmentId }) => next.run(() => intents.openNextInRound({ compartmentId }))}
            onLeave={onLeave}
            busy={busy || next.busy}
          />
        )
      }
    >
      <Notice
        icon={check.isEmpty ? 'check' : 'locker'}
        tone={check.isEmpty ? 'good' : 'calm'}
        title={text(`staff.check.${found}.title`, { number: check.door.number })}
        body={text(`staff.check.${found}.body`)}
      />
      <DoorProblemLine problem={problem} />
      <RoundProblemLine problem={next.problem} />
    </ScreenFrame>
  );
}

interface RoundWaysProps extends Pick<CheckedProps, 'onLeave' | 'busy'> {
  readonly round: LookRound;
  readonly onNext: (door: NonNullable<LookRound['next']>) => void;
}

/** After a look in a round: straight on to the next door, or a pause. */
function RoundWays({ round: { next }, onNext, onLeave, busy }: RoundWaysProps) {
  const text = useText();
  if (next === null)
    return (
      <Button kind="primary" size="large" wide busy={busy} onPress={onLeave}>
        {text('staff.look.to-end')}
      </Button>
    );
  return (
    <>
      <Button size="large" disabled={busy} onPress={onLeave}>
        {text('staff.look.pause')}
      </Button>
      <Button kind="primary" size="large" busy={busy} onPress={() => onNext(next)}>
        {text('staff.look.go-on', { number: next.number })}
      </Button>
    </>
  );
}
