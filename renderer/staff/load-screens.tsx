import { type ReactNode, useState } from 'react';
import type { StaffView } from '../../src/contract/station/views.ts';
import { assertNever } from '../../src/kernel/assert-never.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Notice } from '../silo/notice.tsx';
import { Say } from '../silo/say.tsx';
import { useDoorWords } from '../silo/use-door-words.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { DoorMap, DoorNumber } from '../ui/door-map.tsx';
import { ReceiptPreview } from '../ui/receipt-preview.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { AskScreen } from './ask-screen.tsx';
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
  const { state } = load;
  switch (state.kind) {
    case 'opening':
    case 'open':
      return <AtDoor view={view} load={load} state={state} corner={corner} />;
    case 'ask':
      return <AskScreen number={load.number} door={state.door} corner={corner} />;
    case 'did-not-open':
      return <Stuck load={load} state={state} corner={corner} />;
    case 'loaded':
      return <Loaded state={state} corner={corner} />;
    case 'abandoned':
      return <Abandoned load={load} state={state} corner={corner} />;
    default:
      return assertNever(state);
  }
}

function AtDoor({ view, load, state, corner }: LoadScreensProps & { readonly state: LoadOf<'opening' | 'open'> }) {
  const text = useText();
  const where = useDoorWords(view.bank, state.door);
  const open = state.kind === 'open';
  return (
    <ScreenFrame screen={`staff-load-${state.kind}`} width="fill" corner={corner}>
      <div className="at-door">
        <div className="at-door-words">
          <p className="load-order">{text('staff.load.order', { number: load.number })}</p>
          <h1>{text(open ? 'staff.load.open.title' : 'staff.load.opening')}</h1>
          <DoorNumber bank={view.bank} door={state.door} />
          {open ? <p className="at-door-body">{text('staff.load.open.body')}</p> : null}
        </div>
        <div className="at-door-map">
          <DoorMap bank={view.bank} lit={state.door} />
        </div>
      </div>
      <Say>{open ? text('silo.say.open', { number: state.door.number, where }) : text('silo.say.opening', { number: state.door.number })}</Say>
    </ScreenFrame>
  );
}

function Stuck({ load, state, corner }: { readonly load: Load; readonly state: LoadOf<'did-not-open'>; readonly corner: ReactNode }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<string>();
  const leave = () =>
    action.run(
      () => intents.closeLoad(),
      () => goTo(`/staff/orders/${load.orderId}`),
    );
  return (
    <ScreenFrame
      screen="staff-load-stuck"
      width="fill"
      corner={corner}
      action={
        <>
          <Button kind={state.canRetry ? 'secondary' : 'primary'} size="large" onPress={leave}>
            {text('staff.load.other')}
          </Button>
          {state.canRetry ? (
            <Button kind="primary" size="large" busy={action.busy} onPress={() => action.run(() => intents.retryLoad())}>
              {text('staff.load.retry')}
            </Button>
          ) : null}
        </>
      }
    >
      <Notice
        icon="door"
        tone="attention"
        title={text('staff.load.stuck.title', { number: state.door.number })}
        body={text(state.canRetry ? 'staff.load.stuck.retry.body' : 'staff.load.stuck.body')}
      />
    </ScreenFrame>
  );
}

const printProblems = ['nothing-to-print', 'no-printer', 'paper-out', 'cover-open', 'offline'] as const;

function Loaded({ state, corner }: { readonly state: LoadOf<'loaded'>; readonly corner: ReactNode }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<string>();
  const [printed, setPrinted] = useState(false);
  const known = printProblems.find((kind) => kind === action.problem);
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
            {text('staff.load.print')}
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
          <ProblemLine>{action.problem === null ? null : text(known === undefined ? 'staff.print.failed' : `staff.print.${known}`)}</ProblemLine>
        </div>
        <ReceiptPreview receipt={state.slip} />
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
