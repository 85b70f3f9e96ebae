import { type ReactNode, useState } from 'react';
import type { LoadRound, RoundEntry } from '../../src/contract/station/load-views.ts';
import type { StaffView } from '../../src/contract/station/views.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { TextField } from '../ui/text-field.tsx';
import { DoorChoice, type DoorWish } from './door-choice.tsx';
import './load-desk.css';
import { useKept } from './kept.ts';
import type { LoadProblem } from './load-screens.tsx';
import { ProblemLine } from './problem-line.tsx';
import { LabelCamera } from './label-camera.tsx';
import { useLabels, wasHeard } from './use-labels.ts';

/** What came of a label, or of leaving, and is told here. */
const troubles = ['not-signed-in', 'busy', 'storage', 'unreachable'] as const;
/** Longest text that is typed for an order. */
const MAX_NUMBER = 40;

export interface LoadDeskProps {
  readonly view: StaffView;
  readonly corner: ReactNode;
  /** Words and way of the button at the foot. */
  readonly backLabel: string;
  readonly onBack: () => void;
  /** Present where there is a list of orders to pick from: for staff. */
  readonly onOrders?: () => void;
  /** The other thing that a courier may do. */
  readonly other?: ReactNode;
}

/** Where parcels are asked for: by label, by number, or from the list; with what was loaded so far, each to be undone. */
export function LoadDesk({ view, corner, backLabel, onBack, onOrders, other }: LoadDeskProps) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<LoadProblem>();
  const [typed, setTyped] = useKept('load', '');
  const [door, setDoor] = useState<DoorWish>('any');
  const load = (code: string) => {
    setTyped('');
    action.run(
      () => intents.scanParcel({ code, lowDoor: door === 'low' }),
      () => setDoor('any'),
    );
  };
  useLabels(true, load);
  const seen = async (code: string) => {
    const answer = await intents.scanParcel({ code, lowDoor: door === 'low' });
    if (answer.ok) setDoor('any');
    return wasHeard(answer);
  };
  // Whatever else may come of a label has a screen of its own.
  const trouble = troubles.find((kind) => kind === action.problem);
  const leave = () => (view.round === null ? onBack() : action.run(() => intents.endLoadRound(), onBack));
  return (
    <ScreenFrame screen="staff-load-desk" corner={corner} backLabel={backLabel} onBack={leave}>
      <div className="load-desk">
        <section className="load-desk-ask">
          <h1>{text('staff.desk.title')}</h1>
          <p className="load-desk-body">{text('staff.desk.body')}</p>
          <div className="load-desk-field">
            <TextField
              label={text('staff.desk.field')}
              value={typed}
              onChange={setTyped}
              keys="search"
              limit={MAX_NUMBER}
              onSubmit={() => (typed === '' ? undefined : load(typed))}
            />
            <Button kind="primary" size="large" disabled={typed === ''} busy={action.busy} onPress={() => load(typed)}>
              {text('staff.desk.open')}
            </Button>
          </div>
          <ProblemLine>{trouble === undefined ? null : text(`staff.desk.problem.${trouble}`)}</ProblemLine>
          <LabelCamera onLabel={seen} />
          <DoorChoice value={door} onChange={setDoor} />
          {onOrders === undefined ? null : (
            <Button size="large" onPress={onOrders}>
              {text('staff.desk.orders')}
            </Button>
          )}
          {other}
        </section>
        {view.round === null ? null : <Round round={view.round} />}
      </div>
    </ScreenFrame>
  );
}

type RoundProblem = 'not-signed-in' | 'too-late' | 'busy' | 'doors-unreachable' | 'in-use' | 'storage' | 'unreachable';
const printProblems = ['nothing-to-print', 'no-printer', 'paper-out', 'cover-open', 'offline'] as const;

function Round({ round }: { readonly round: LoadRound }) {
  const text = useText();
  const locale = useLocale();
  const { intents } = useStaff();
  const undo = useAction<RoundProblem>();
  const paper = useAction<string>();
  const [printed, setPrinted] = useState(false);
  const noPaper = printProblems.find((kind) => kind === paper.problem);
  const print = () => {
    setPrinted(false);
    paper.run(
      () => intents.printRound({ locale }),
      () => setPrinted(true),
    );
  };
  return (
    <Card>
      <section className="load-round">
        <div role="status">
          <h2>{text('staff.desk.done', { count: round.total })}</h2>
        </div>
        <ProblemLine>{undo.problem === null ? null : text(`staff.desk.problem.${undo.problem}`)}</ProblemLine>
        <ProblemLine>{paper.problem === null ? null : text(noPaper === undefined ? 'staff.print.failed' : `staff.print.${noPaper}`)}</ProblemLine>
        <ul className="load-round-list">
          {round.entries.map((entry) => (
            <Entry key={entry.parcelId} entry={entry} busy={undo.busy} onUndo={() => undo.run(() => intents.undoLoad({ parcelId: entry.parcelId }))} />
          ))}
        </ul>
        {round.entries.length === 0 ? null : (
          <Button busy={paper.busy} onPress={print}>
            {text(printed ? 'staff.desk.printed' : 'staff.desk.print')}
          </Button>
        )}
      </section>
    </Card>
  );
}

function Entry({ entry, busy, onUndo }: { readonly entry: RoundEntry; readonly busy: boolean; readonly onUndo: () => void }) {
  const text = useText();
  const { number } = entry.door;
  return (
    <li className="load-round-entry" data-state={entry.state}>
      <p className="load-round-words">
        <span className="load-round-door">{text('staff.desk.door', { number })}</span>
        <span className="load-round-number">{entry.number}</span>
        <span className="load-round-state">{text(`staff.desk.${entry.state}`)}</span>
      </p>
      {entry.canUndo ? (
        <Button disabled={busy} label={text('staff.desk.undo.label', { number })} onPress={onUndo}>
          {text('staff.desk.undo')}
        </Button>
      ) : null}
    </li>
  );
}
