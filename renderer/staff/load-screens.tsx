import { type ReactNode, useState } from 'react';
import type { PrinterState } from '../../src/contract/station/place-views.ts';
import type { StaffView } from '../../src/contract/station/views.ts';
import { assertNever } from '../../src/kernel/assert-never.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Notice } from '../silo/notice.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { ReceiptPreview } from '../ui/receipt-preview.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { AskScreen } from './ask-screen.tsx';
import { AtDoor, StuckDoor } from './at-door.tsx';
import type { DoorProblem } from './door-problem.tsx';
import './load-screens.css';
import { ProblemLine } from './problem-line.tsx';

/** A parcel on its way into a compartment. */
export type Load = NonNullable<StaffView['load']>;
type LoadOf<K extends Load['state']['kind']> = Extract<Load['state'], { readonly kind: K }>;

export interface LoadScreensProps {
  readonly view: StaffView;
  readonly load: Load;
  readonly corner: ReactNode;
}

/** Loading one parcel, from the door that opens to the slip with the customer's code. */
export function LoadScreens({ view, load, corner }: LoadScreensProps) {
  const text = useText();
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
          task={text('staff.load.order', { number: load.number })}
          title={text('staff.load.open.title')}
          body={text('staff.load.open.body')}
          corner={corner}
        />
      );
    case 'ask':
      return <Ask load={load} state={state} corner={corner} />;
    case 'did-not-open':
      return <Stuck load={load} state={state} corner={corner} />;
    case 'loaded':
      return <Loaded state={state} printer={view.place.printer} corner={corner} />;
    case 'abandoned':
      return <Abandoned load={load} state={state} corner={corner} />;
    default:
      return assertNever(state);
  }
}

function Ask({ load, state, corner }: { readonly load: Load; readonly state: LoadOf<'ask'>; readonly corner: ReactNode }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<DoorProblem>();
  return (
    <AskScreen
      screen="staff-load-ask"
      task={text('staff.load.order', { number: load.number })}
      title={text('staff.load.ask.title')}
      body={text('staff.load.ask.body', { number: state.door.number })}
      answers={[
        { answer: 'placed', words: text('staff.load.placed') },
        { answer: 'not-empty', words: text('staff.load.not-empty'), note: text('staff.load.not-empty.note') },
        { answer: 'changed-mind', words: text('staff.load.changed-mind'), note: text('staff.load.changed-mind.note') },
      ]}
      onAnswer={(answer) => action.run(() => intents.answerLoad({ answer }))}
      busy={action.busy}
      problem={action.problem}
      corner={corner}
    />
  );
}

function Stuck({ load, state, corner }: { readonly load: Load; readonly state: LoadOf<'did-not-open'>; readonly corner: ReactNode }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<DoorProblem>();
  return (
    <StuckDoor
      screen="staff-load-stuck"
      door={state.door}
      canRetry={state.canRetry}
      body={text('staff.load.stuck.body')}
      leave={text('staff.load.other')}
      onLeave={() =>
        action.run(
          () => intents.closeLoad(),
          () => goTo(`/staff/orders/${load.orderId}`),
        )
      }
      onRetry={() => action.run(() => intents.retryLoad())}
      busy={action.busy}
      problem={action.problem}
      corner={corner}
    />
  );
}

const printProblems = ['nothing-to-print', 'no-printer', 'paper-out', 'cover-open', 'offline'] as const;

interface LoadedProps {
  readonly state: LoadOf<'loaded'>;
  readonly printer: PrinterState | undefined;
  readonly corner: ReactNode;
}

function Loaded({ state, printer, corner }: LoadedProps) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<string>();
  const [printed, setPrinted] = useState(false);
  // Before anything was printed the printer's own word counts, after it what came of printing.
  const trouble = action.problem ?? (printed ? null : (printProblems.find((kind) => kind === (printer === 'none' ? 'no-printer' : printer)) ?? null));
  const known = printProblems.find((kind) => kind === trouble);
  const print = () => {
    setPrinted(false);
    action.run(
      () => intents.printSlip(),
      () => setPrinted(true),
    );
  };
  return (
    <ScreenFrame
      screen="staff-loaded"
      corner={corner}
      action={
        <>
          <Button size="large" busy={action.busy} onPress={print}>
            {text(printed || action.problem !== null ? 'staff.load.print.again' : 'staff.load.print')}
          </Button>
          <Button
            kind="primary"
            size="large"
            onPress={() =>
              action.run(
                () => intents.closeLoad(),
                () => goTo('/staff/orders'),
              )
            }
          >
            {text('staff.load.finish')}
          </Button>
        </>
      }
    >
      <div className="loaded">
        <div className="loaded-words" role="status">
          <p className="loaded-number">{state.door.number}</p>
          <h1>{text('staff.load.done.title', { number: state.door.number })}</h1>
          <p>{text('staff.load.done.body')}</p>
          {printed ? <Banner tone="info">{text('staff.load.printed')}</Banner> : null}
          <ProblemLine>{trouble === null ? null : text(known === undefined ? 'staff.print.failed' : `staff.print.${known}`)}</ProblemLine>
        </div>
        {state.slip === null ? null : <ReceiptPreview receipt={state.slip} />}
      </div>
    </ScreenFrame>
  );
}

function Abandoned({ load, state, corner }: { readonly load: Load; readonly state: LoadOf<'abandoned'>; readonly corner: ReactNode }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<string>();
  return (
    <ScreenFrame
      screen="staff-load-abandoned"
      width="fill"
      corner={corner}
      action={
        <Button
          kind="primary"
          size="large"
          wide
          busy={action.busy}
          onPress={() =>
            action.run(
              () => intents.closeLoad(),
              () => goTo(`/staff/orders/${load.orderId}`),
            )
          }
        >
          {text('staff.load.other')}
        </Button>
      }
    >
      <Notice icon="locker" tone="calm" title={text('staff.load.abandoned.title')} body={text('staff.load.abandoned.body', { number: state.door.number })} />
    </ScreenFrame>
  );
}
