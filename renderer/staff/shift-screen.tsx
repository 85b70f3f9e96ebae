import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { ReceiptDocument } from '../../src/contract/receipt.ts';
import type { CashReason } from '../../src/contract/shift.ts';
import type { ShiftView } from '../../src/contract/station/desk-views.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { formatMoney, formatTime } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/choices.tsx';
import { useNow } from '../ui/now.ts';
import { Icon } from '../ui/icon.tsx';
import { ReceiptPreview } from '../ui/receipt-preview.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useKept } from './kept.ts';
import { ProblemLine } from './problem-line.tsx';
import { readAmount } from './read-amount.ts';
import { ShiftFacts } from './shift-facts.tsx';
import './shift-screen.css';

type Problem = 'not-signed-in' | 'not-allowed' | 'changed' | 'reason-missing' | 'left-too-much' | 'storage' | 'unreachable';
type PrintProblem = 'not-signed-in' | 'nothing-to-print' | 'no-printer' | 'paper-out' | 'cover-open' | 'offline' | 'unreachable';
const REASONS: readonly CashReason[] = ['wrong-change', 'wrong-tender', 'paid-out', 'unknown'];
/** Longest note, as the contract has it. */
const NOTE = 200;

/** The end of a shift: what was done, the cash that is counted against what should be there, what is left to do, and who signs. */
export function ShiftScreen({ corner, onLock }: { readonly corner: ReactNode; readonly onLock: () => void }) {
  const { shift, ask } = useShift();
  const [closed, setClosed] = useState<ReceiptDocument | null>(null);
  if (closed !== null) return <ClosedScreen receipt={closed} corner={corner} onLock={onLock} />;
  if (shift === null)
    return (
      <ScreenFrame screen="staff-shift" corner={corner} onBack={() => goTo('/staff')}>
        {null}
      </ScreenFrame>
    );
  return <OpenShift shift={shift} corner={corner} onStale={ask} onClosed={setClosed} />;
}

interface OpenShiftProps {
  readonly shift: ShiftView;
  readonly corner: ReactNode;
  readonly onStale: () => void;
  readonly onClosed: (receipt: ReceiptDocument) => void;
}

function OpenShift({ shift, corner, onStale, onClosed }: OpenShiftProps) {
  const text = useText();
  const { desk } = useBridge().intents;
  const action = useAction<Problem>();
  const [typed, setTyped] = useKept<Typed>('shift', { drawer: 'yes', counted: '', stays: '', reason: null });
  const [note, setNote] = useKept('shift note', '');
  const cash = cashOf(typed, shift);
  const close = () =>
    action.run(
      async () => {
        const answer = await desk.closeShift({ seen: shift.expected, cash: cash === 'none' ? null : cash, note: note.trim() === '' ? null : note.trim() });
        if (!answer.ok && answer.error.kind === 'changed') onStale();
        return answer;
      },
      (answer) => onClosed(answer.value.receipt),
    );
  return (
    <ScreenFrame
      screen="staff-shift"
      corner={corner}
      backLabel={text('staff.home')}
      onBack={() => goTo('/staff')}
      action={
        <Button kind="primary" size="large" wide busy={action.busy} disabled={cash === null} onPress={close}>
          {text('staff.shift.do')}
        </Button>
      }
    >
      <div className="shift">
        <Since since={shift.since} />
        {shift.paper === true ? <PaperBefore /> : null}
        <ProblemLine>{action.problem === null ? null : text(`staff.shift.problem.${action.problem}`)}</ProblemLine>
        {shift.note === null ? null : (
          <Banner tone="info">
            <strong>{text('staff.shift.note.before')}: </strong>
            {shift.note}
          </Banner>
        )}
        {shift.unsure === 0 ? null : <Banner tone="warning">{text('staff.shift.unsure', { count: shift.unsure })}</Banner>}
        <ShiftFacts shift={shift} />
        <CashPart shift={shift} typed={typed} onChange={setTyped} />
        <TextField label={text('staff.shift.note')} hint={text('staff.shift.note.hint')} keys="text" limit={NOTE} value={note} onChange={setNote} />
      </div>
    </ScreenFrame>
  );
}

function Since({ since }: { readonly since: number | null }) {
  const text = useText();
  const locale = useLocale();
  const now = useNow(60_000);
  return (
    <header>
      <h1>{text('staff.shift.title')}</h1>
      <p className="shift-soft">{since === null ? text('staff.shift.first') : text('staff.shift.since', { when: formatTime(locale, since, now) })}</p>
    </header>
  );
}

/** The paper of the shift before, once more: it may have been torn, or the printer was empty. */
function PaperBefore() {
  const text = useText();
  const { desk } = useBridge().intents;
  const action = useAction<PrintProblem>();
  const [isOut, setIsOut] = useState(false);
  return (
    <div className="shift-before">
      <Button
        icon={<Icon name="print" />}
        busy={action.busy}
        onPress={() =>
          action.run(
            () => desk.printShift(),
            () => setIsOut(true),
          )
        }
      >
        {text('staff.shift.print.before')}
      </Button>
      <p role="status">{isOut && action.problem === null ? text('staff.shift.print.done') : null}</p>
      <ProblemLine>{action.problem === null ? null : text(`staff.print.${printProblem(action.problem)}`)}</ProblemLine>
    </div>
  );
}

function printProblem(problem: PrintProblem) {
  return problem === 'unreachable' || problem === 'not-signed-in' ? 'failed' : problem;
}

interface Typed {
  readonly drawer: 'yes' | 'no';
  readonly counted: string;
  readonly stays: string;
  readonly reason: CashReason | null;
}

/** The cash as it is told; `none`: there is no drawer; null: something is still to be said. */
function cashOf({ drawer, counted, stays, reason }: Typed, { currency, expected }: ShiftView) {
  if (drawer === 'no') return 'none' as const;
  const sum = readAmount(counted, currency);
  const left = readAmount(stays, currency);
  if (sum === null || left === null || (sum !== expected && reason === null)) return null;
  return { counted: sum, left, reason: sum === expected ? null : reason };
}

interface CashPartProps {
  readonly shift: ShiftView;
  readonly typed: Typed;
  readonly onChange: (typed: Typed) => void;
}

function CashPart({ shift, typed, onChange }: CashPartProps) {
  const text = useText();
  const sum = readAmount(typed.counted, shift.currency);
  return (
    <section className="shift-cash" aria-label={text('staff.shift.cash')}>
      <h2>{text('staff.shift.cash')}</h2>
      <Choices
        look="chips"
        label={text('staff.shift.drawer')}
        value={typed.drawer}
        choices={(['yes', 'no'] as const).map((value) => ({ value, name: text(`staff.shift.drawer.${value}`) }))}
        onChange={(drawer) => onChange({ ...typed, drawer })}
      />
      {typed.drawer === 'no' ? null : (
        <>
          <Amount name="staff.shift.counted" value={typed.counted} sum={sum} onChange={(counted) => onChange({ ...typed, counted })} />
          {sum === null ? null : <Difference minor={sum - shift.expected} currency={shift.currency} />}
          {sum === null || sum === shift.expected ? null : (
            <Choices
              look="chips"
              label={text('staff.shift.reason')}
              value={typed.reason}
              choices={REASONS.map((value) => ({ value, name: text(`staff.shift.reason.${value}`) }))}
              onChange={(reason) => onChange({ ...typed, reason })}
            />
          )}
          <Amount
            name="staff.shift.stays"
            value={typed.stays}
            sum={readAmount(typed.stays, shift.currency)}
            onChange={(stays) => onChange({ ...typed, stays })}
          />
        </>
      )}
    </section>
  );
}

interface AmountProps {
  readonly name: 'staff.shift.counted' | 'staff.shift.stays';
  readonly value: string;
  /** What was typed, in minor units; null: it is no amount. */
  readonly sum: number | null;
  readonly onChange: (value: string) => void;
}

function Amount({ name, value, sum, onChange }: AmountProps) {
  const text = useText();
  return (
    <TextField
      label={text(name)}
      keys="amount"
      limit={14}
      value={value}
      onChange={onChange}
      problem={value.trim() !== '' && sum === null ? text('staff.shift.amount') : null}
      hint={text('staff.shift.amount')}
    />
  );
}

function Difference({ minor, currency }: { readonly minor: number; readonly currency: string }) {
  const text = useText();
  const locale = useLocale();
  const money = formatMoney(locale, { minor: Math.abs(minor), currency });
  return (
    <p className="shift-difference" data-good={minor === 0} role="status">
      {minor === 0 ? text('staff.shift.equal') : text(minor > 0 ? 'staff.shift.more' : 'staff.shift.less', { money })}
    </p>
  );
}

function ClosedScreen({ receipt, corner, onLock }: { readonly receipt: ReceiptDocument; readonly corner: ReactNode; readonly onLock: () => void }) {
  const text = useText();
  const { desk } = useBridge().intents;
  const action = useAction<PrintProblem>();
  const problem = action.problem === null ? null : printProblem(action.problem);
  return (
    <ScreenFrame
      screen="staff-shift-closed"
      corner={corner}
      backLabel={text('staff.home')}
      onBack={() => goTo('/staff')}
      action={
        <>
          <Button size="large" busy={action.busy} onPress={() => action.run(() => desk.printShift())}>
            {text('staff.shift.print')}
          </Button>
          <Button kind="primary" size="large" onPress={onLock}>
            {text('staff.shift.lock')}
          </Button>
        </>
      }
    >
      <div className="shift">
        <header>
          <h1>{text('staff.shift.done.title')}</h1>
          <p className="shift-soft">{text('staff.shift.done.body')}</p>
        </header>
        <ProblemLine>{problem === null ? null : text(`staff.print.${problem}`)}</ProblemLine>
        <ReceiptPreview receipt={receipt} />
      </div>
    </ScreenFrame>
  );
}

function useShift() {
  const { desk } = useBridge().intents;
  const [shift, setShift] = useState<ShiftView | null>(null);
  const ask = useCallback(() => {
    void desk.shift().then((answer) => {
      if (answer.ok) setShift(answer.value);
    });
  }, [desk]);
  useEffect(ask, [ask]);
  return { shift, ask };
}
