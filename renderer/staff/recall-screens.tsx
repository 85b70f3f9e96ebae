import type { ReactNode } from 'react';
import type { RecallItem, RecallRound, RecallState } from '../../src/contract/station/load-views.ts';
import type { StaffView } from '../../src/contract/station/views.ts';
import { assertNever } from '../../src/kernel/assert-never.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { type Action, useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Notice } from '../silo/notice.tsx';
import { Button } from '../ui/button.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { AskScreen } from './ask-screen.tsx';
import { AtDoor, StuckDoor } from './at-door.tsx';
import { type DoorProblem, DoorProblemLine } from './door-problem.tsx';
import './load-screens.css';
import { RecallFinished } from './recall-finished.tsx';
import { recallName } from './recall-words.ts';
import { LabelCamera } from './label-camera.tsx';
import { useLabels, wasHeard } from './use-labels.ts';

export interface RecallScreensProps {
  readonly view: StaffView;
  readonly round: RecallRound;
  readonly corner: ReactNode;
  /** Leads away from the round. */
  readonly onDone: () => void;
}

/** A round of taking out: door after door, and at each what was found. */
export function RecallScreens({ view, round, corner, onDone }: RecallScreensProps) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<DoorProblem>();
  const scanned = useAction<string>();
  useLabels(false, (code) => scanned.run(() => intents.scanRecall({ code })));
  const { state } = round;
  const item = round.at === null ? null : (round.items[round.at]?.item ?? null);
  const task = item === null ? '' : taskOf(round, item, text);
  const stop = () => action.run(() => intents.closeRecall(), onDone);
  const next = () => action.run(() => intents.nextRecall({ at: round.at ?? 0 }));
  switch (state.kind) {
    case 'opening':
    case 'open':
      return (
        <AtDoor
          screen="staff-recall"
          bank={view.bank}
          door={state.door}
          open={state.kind === 'open'}
          task={task}
          title={text('staff.recall.open.title')}
          body={text('staff.recall.open.body')}
          aside={labelWords(round, text)}
          warns={round.label !== 'matches'}
          corner={corner}
        />
      );
    case 'ask':
      return <Ask round={round} number={state.door.number} task={task} action={action} corner={corner} />;
    case 'did-not-open':
      return (
        <StuckDoor
          screen="staff-recall-stuck"
          door={state.door}
          canRetry={state.canRetry}
          body={text('staff.recall.stuck.body')}
          leave={text('staff.recall.next')}
          onLeave={next}
          onRetry={() => action.run(() => intents.retryRecall())}
          onBack={stop}
          backLabel={text('staff.recall.stop')}
          busy={action.busy}
          problem={action.problem}
          corner={corner}
        />
      );
    case 'result':
    case 'paused':
      return <Halt state={state} task={task} action={action} onNext={next} onStop={stop} corner={corner} />;
    case 'finished':
      return <RecallFinished round={round} busy={action.busy} onDone={stop} corner={corner} />;
    default:
      return assertNever(state);
  }
}

interface AskProps {
  readonly round: RecallRound;
  readonly number: number;
  readonly task: string;
  readonly action: Action<DoorProblem>;
  readonly corner: ReactNode;
}

function Ask({ round, number, task, action, corner }: AskProps) {
  const text = useText();
  const { intents } = useStaff();
  return (
    <AskScreen
      screen="staff-recall-ask"
      task={task}
      title={text('staff.recall.ask.title')}
      body={text('staff.recall.ask.body', { number: number })}
      aside={labelWords(round, text)}
      warns={round.label !== 'matches'}
      answers={[
        { answer: 'taken' as const, words: text('staff.recall.taken') },
        { answer: 'empty' as const, words: text('staff.recall.missing'), note: text('staff.recall.missing.note') },
        { answer: 'other' as const, words: text('staff.recall.other'), note: text('staff.recall.other.note') },
        { answer: 'left' as const, words: text('staff.recall.left'), note: text('staff.recall.left.note') },
      ]}
      onAnswer={(answer) => action.run(() => intents.answerRecall({ answer }))}
      busy={action.busy}
      problem={action.problem}
      corner={corner}
    >
      <LabelCamera onLabel={async (code) => wasHeard(await intents.scanRecall({ code }))} />
    </AskScreen>
  );
}

interface HaltProps {
  readonly state: Extract<RecallState, { readonly kind: 'result' | 'paused' }>;
  readonly task: string;
  readonly action: Action<DoorProblem>;
  readonly onNext: () => void;
  readonly onStop: () => void;
  readonly corner: ReactNode;
}

/** Something to read before the next door: what was found was not what was expected, or the door cannot be opened now. */
function Halt({ state, task, action, onNext, onStop, corner }: HaltProps) {
  const text = useText();
  const { number } = state.door;
  const words =
    state.kind === 'result'
      ? { title: text(`staff.recall.found.${state.found}.title`, { number }), body: text(`staff.recall.found.${state.found}.body`, { number }) }
      : { title: text(`staff.recall.paused.${state.reason}.title`, { number }), body: text(`staff.recall.paused.${state.reason}.body`, { number }) };
  return (
    <ScreenFrame
      screen={`staff-recall-${state.kind}`}
      width="fill"
      corner={corner}
      backLabel={text('staff.recall.stop')}
      onBack={onStop}
      action={
        <Button kind="primary" size="large" wide busy={action.busy} onPress={onNext}>
          {text('staff.recall.next')}
        </Button>
      }
    >
      <Notice icon={state.kind === 'result' ? 'warning' : 'door'} tone="attention" title={words.title} body={words.body} aside={task} />
      <DoorProblemLine problem={action.problem} />
    </ScreenFrame>
  );
}

function taskOf(round: RecallRound, item: RecallItem, text: ReturnType<typeof useText>): string {
  const what = `${recallName(item, text)}: ${text(`staff.recall.reason.${item.reason}`)}`;
  return round.items.length === 1 ? what : text('staff.recall.task', { what, at: (round.at ?? 0) + 1, of: round.items.length });
}

function labelWords({ label }: RecallRound, text: ReturnType<typeof useText>): string | null {
  return label === 'not-read' ? null : text(`staff.recall.label.${label}`);
}
