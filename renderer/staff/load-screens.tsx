import type { ReactNode } from 'react';
import type { LoadStopReason, LoadTask } from '../../src/contract/station/load-views.ts';
import type { StaffView } from '../../src/contract/station/views.ts';
import { assertNever } from '../../src/kernel/assert-never.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Notice } from '../silo/notice.tsx';
import { Button } from '../ui/button.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { AskScreen } from './ask-screen.tsx';
import { AtDoor, StuckDoor } from './at-door.tsx';
import type { DoorProblem } from './door-problem.tsx';
import './load-screens.css';
import { Loaded } from './loaded-screen.tsx';
import { ProblemLine } from './problem-line.tsx';
import { useLabels } from './use-labels.ts';

type LoadOf<K extends LoadTask['state']['kind']> = Extract<LoadTask['state'], { readonly kind: K }>;
/** Whatever may come of asking for a door. What has a screen of its own is in the view as well. */
export type LoadProblem = LoadStopReason | DoorProblem | 'busy';

export interface LoadScreensProps {
  readonly view: StaffView;
  readonly load: LoadTask;
  readonly corner: ReactNode;
  /** Leads back to where parcels are asked for. */
  readonly onDesk: () => void;
}

/** One parcel on its way into a compartment, from the door that opens to what became of it. */
export function LoadScreens({ view, load, corner, onDesk }: LoadScreensProps) {
  const text = useText();
  const { intents } = useStaff();
  const scanned = useAction<LoadProblem>();
  const task = useTask(load);
  // The next label may come at any time: the station knows what it says about the parcel before.
  useLabels(false, (code) => scanned.run(() => intents.scanParcel({ code })));
  const { state } = load;
  switch (state.kind) {
    case 'opening':
    case 'open':
      return (
        <AtDoor
          screen="staff-load"
          bank={view.bank}
          door={state.door}
          open={state.kind === 'open'}
          task={task}
          title={text('staff.load.open.title')}
          body={text('staff.load.open.body')}
          aside={asideOf(load, text)}
          warns={load.lowDoor === 'none-free'}
          corner={corner}
        />
      );
    case 'ask':
      return <Ask load={load} task={task} state={state} corner={corner} />;
    case 'did-not-open':
      return <Stuck state={state} corner={corner} onDesk={onDesk} />;
    case 'loaded':
      return <Loaded load={load} state={state} printer={view.place.printer} corner={corner} onDesk={onDesk} />;
    case 'abandoned':
      return <Abandoned state={state} corner={corner} onDesk={onDesk} />;
    default:
      return assertNever(state);
  }
}

/** Which parcel it is, and whether its customer has the code already. */
function useTask(load: LoadTask): string {
  const text = useText();
  const { number, parcel } = load;
  const which = parcel === 1 ? text('staff.load.order', { number }) : text('staff.load.parcel', { number, parcel });
  return load.sharesCode ? `${which}. ${text('staff.load.shares')}` : which;
}

function asideOf(load: LoadTask, text: ReturnType<typeof useText>): string {
  const low = load.lowDoor === 'none-free' ? `${text('staff.load.low.none')} ` : '';
  return low + (load.next === null ? text('staff.load.scan-next') : text('staff.load.next', { number: load.next }));
}

interface AskProps {
  readonly load: LoadTask;
  readonly task: string;
  readonly state: LoadOf<'ask'>;
  readonly corner: ReactNode;
}

function Ask({ load, task, state, corner }: AskProps) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<LoadProblem>();
  const larger = load.canGrow ? [{ answer: 'larger' as const, words: text('staff.load.larger') }] : [];
  return (
    <AskScreen
      screen="staff-load-ask"
      task={task}
      title={text('staff.load.ask.title')}
      body={text('staff.load.ask.body', { number: state.door.number })}
      aside={load.next === null ? text('staff.load.ask.scan') : null}
      answers={[
        { answer: 'placed' as const, words: text(load.next === null ? 'staff.load.placed' : 'staff.load.placed.next') },
        ...larger,
        { answer: 'not-empty' as const, words: text('staff.load.not-empty'), note: text('staff.load.not-empty.note') },
        { answer: 'changed-mind' as const, words: text('staff.load.changed-mind'), note: text('staff.load.changed-mind.note') },
      ]}
      onAnswer={(answer) => action.run(() => (answer === 'larger' ? intents.loadElsewhere({ larger: true }) : intents.answerLoad({ answer })))}
      busy={action.busy}
      problem={doorProblem(action.problem)}
      corner={corner}
    />
  );
}

function Stuck({ state, corner, onDesk }: { readonly state: LoadOf<'did-not-open'>; readonly corner: ReactNode; readonly onDesk: () => void }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<LoadProblem>();
  return (
    <StuckDoor
      screen="staff-load-stuck"
      door={state.door}
      canRetry={state.canRetry}
      body={text('staff.load.stuck.elsewhere')}
      leave={text('staff.load.elsewhere')}
      onLeave={() => action.run(() => intents.loadElsewhere({ larger: false }))}
      onRetry={() => action.run(() => intents.retryLoad())}
      onBack={() => action.run(() => intents.closeLoad(), onDesk)}
      backLabel={text('staff.load.back')}
      busy={action.busy}
      problem={doorProblem(action.problem)}
      corner={corner}
    />
  );
}

function Abandoned({ state, corner, onDesk }: { readonly state: LoadOf<'abandoned'>; readonly corner: ReactNode; readonly onDesk: () => void }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<LoadProblem>();
  const problem = doorProblem(action.problem);
  return (
    <ScreenFrame
      screen="staff-load-abandoned"
      width="fill"
      corner={corner}
      action={
        <>
          <Button size="large" disabled={action.busy} onPress={() => action.run(() => intents.closeLoad(), onDesk)}>
            {text('staff.load.back')}
          </Button>
          <Button kind="primary" size="large" busy={action.busy} onPress={() => action.run(() => intents.loadElsewhere({ larger: false }))}>
            {text('staff.load.elsewhere')}
          </Button>
        </>
      }
    >
      <Notice icon="locker" tone="calm" title={text('staff.load.abandoned.title')} body={text('staff.load.abandoned.body', { number: state.door.number })} />
      <ProblemLine>{problem === null ? null : text(`staff.door.${problem}`)}</ProblemLine>
    </ScreenFrame>
  );
}

/** What is said at the door itself; the rest has a screen of its own, which the station shows. */
function doorProblem(problem: LoadProblem | null): DoorProblem | null {
  switch (problem) {
    case 'not-signed-in':
    case 'not-now':
    case 'door-open':
    case 'storage':
    case 'unreachable':
      return problem;
    default:
      return null;
  }
}
