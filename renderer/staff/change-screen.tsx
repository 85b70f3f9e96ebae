import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Icon } from '../ui/icon.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { ChangePieces } from './change-pieces.tsx';
import './change-screen.css';
import { ChangeWay } from './change-way.tsx';
import { useAction } from '../bridge/use-action.ts';
import type { ChangeProblem, Step } from './change-steps.ts';
import { changeableParts } from './change-steps.ts';
import { useKept } from './kept.ts';
import { ProblemLine } from './problem-line.tsx';

export interface ChangeScreenProps {
  readonly number: string;
  /** Which part was being prepared or handed over: back leads there. */
  readonly from: 'desk' | 'silo';
  readonly offline: boolean;
  readonly corner: ReactNode;
}

/** What may be done with an order that does not go as it should: tell its customer again, bring pieces from elsewhere, give it another way, or give it up. */
export function ChangeScreen({ number, from, offline, corner }: ChangeScreenProps) {
  const { order, ask } = useOrder(number);
  const [step, setStep] = useKept<Step>(`change ${number}`, 'menu');
  const [said, setSaid] = useState<Step | null>(null);
  const leave = (done: Step | null) => {
    setSaid(done);
    setStep('menu');
    ask();
  };
  if (order === null || order === 'gone')
    return <Frame corner={corner} number={number} onBack={() => goTo(placeOf(null, from))} problem={order === 'gone' ? 'unknown-order' : null} />;
  const shared = { order, corner, offline, onBack: () => leave(null), onDone: () => leave(step) };
  if (step === 'elsewhere' || step === 'reject') return <ChangePieces key={order.total.minor} what={step} {...shared} onStale={ask} />;
  if (step === 'reroute') return <ChangeWay key={order.total.minor} {...shared} onStale={ask} />;
  return <Menu order={order} from={from} corner={corner} offline={offline} said={said} onStep={setStep} onSaid={setSaid} />;
}

/** Where the part is worked at, or its list where the part is gone from there. */
function placeOf(order: StaffOrder | null, from: 'desk' | 'silo'): string {
  const list = from === 'silo' ? '/staff/orders' : '/staff/desk';
  if (order === null || !changeableParts(order).includes(from)) return list;
  return from === 'silo' ? `${list}/${order.orderId}` : `${list}/${order.orderId}/desk`;
}

interface MenuProps {
  readonly order: StaffOrder;
  readonly from: 'desk' | 'silo';
  readonly corner: ReactNode;
  readonly offline: boolean;
  readonly said: Step | null;
  readonly onStep: (step: Step) => void;
  readonly onSaid: (step: Step | null) => void;
}

function Menu({ order, from, corner, offline, said, onStep, onSaid }: MenuProps) {
  const text = useText();
  const { desk } = useBridge().intents;
  const action = useAction<ChangeProblem>();
  const { orderId, number } = order;
  const hasParts = changeableParts(order).length > 0;
  const resend = () => {
    onSaid(null);
    action.run(
      () => desk.resend({ orderId }),
      () => onSaid('resend'),
    );
  };
  return (
    <Frame corner={corner} number={number} onBack={() => goTo(placeOf(order, from))} problem={action.problem}>
      {offline ? <Banner tone="warning">{text('staff.change.offline')}</Banner> : null}
      {said === null || said === 'menu' ? null : <Banner tone="info">{text(`staff.change.said.${said}`)}</Banner>}
      {hasParts ? null : <Banner tone="info">{text('staff.change.nothing')}</Banner>}
      <div className="change-ways">
        <Choice what="resend" busy={offline || action.busy} onPress={resend} />
        {hasParts
          ? (['elsewhere', 'reroute', 'reject'] as const).map((what) => <Choice key={what} what={what} busy={offline} onPress={() => onStep(what)} />)
          : null}
      </div>
    </Frame>
  );
}

function Choice({ what, busy, onPress }: { readonly what: Exclude<Step, 'menu'>; readonly busy: boolean; readonly onPress: () => void }) {
  const text = useText();
  return (
    <button type="button" className="task" disabled={busy} onClick={onPress}>
      <span className="task-icon">
        <Icon name={ICONS[what]} />
      </span>
      <span className="task-words">
        <span className="task-name">{text(`staff.change.${what}`)}</span>
        <span className="task-note">{text(`staff.change.${what}.note`)}</span>
      </span>
      <Icon name="forward" />
    </button>
  );
}

const ICONS = { resend: 'mail', elsewhere: 'warehouse', reroute: 'split', reject: 'close' } as const;

interface FrameProps {
  readonly corner: ReactNode;
  readonly number: string;
  readonly problem: ChangeProblem | null;
  readonly onBack: () => void;
  readonly children?: ReactNode;
}

function Frame({ corner, number, problem, onBack, children }: FrameProps) {
  const text = useText();
  return (
    <ScreenFrame screen="staff-change" corner={corner} onBack={onBack}>
      <div className="change">
        <h1>{text('staff.change.title', { number })}</h1>
        <ProblemLine>{problem === null ? null : text(`staff.change.problem.${problem}`)}</ProblemLine>
        {children}
      </div>
    </ScreenFrame>
  );
}

/** The order as the station knows it now; null while it is asked. */
function useOrder(number: string) {
  const { staff } = useBridge().intents;
  const [order, setOrder] = useState<StaffOrder | 'gone' | null>(null);
  const ask = useCallback(() => {
    void staff.findOrder({ code: number }).then((answer) => setOrder(answer.ok ? answer.value : 'gone'));
  }, [staff, number]);
  useEffect(ask, [ask]);
  return { order, ask };
}
