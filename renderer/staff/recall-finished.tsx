import { type ReactNode, useState } from 'react';
import type { RecallRound } from '../../src/contract/station/load-views.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import './load-desk.css';
import { ProblemLine } from './problem-line.tsx';
import { recallName } from './recall-words.ts';

const printProblems = ['nothing-to-print', 'no-printer', 'paper-out', 'cover-open', 'offline'] as const;

export interface RecallFinishedProps {
  readonly round: RecallRound;
  readonly busy: boolean;
  readonly onDone: () => void;
  readonly corner: ReactNode;
}

/** The end of a round: how many were taken out, and what was found behind each door. */
export function RecallFinished({ round, busy, onDone, corner }: RecallFinishedProps) {
  const text = useText();
  const locale = useLocale();
  const { intents } = useStaff();
  const paper = useAction<string>();
  const [printed, setPrinted] = useState(false);
  const taken = round.items.filter(({ found }) => found === 'taken').length;
  const noPaper = printProblems.find((kind) => kind === paper.problem);
  const print = () => {
    setPrinted(false);
    paper.run(
      () => intents.printRecall({ locale }),
      () => setPrinted(true),
    );
  };
  return (
    <ScreenFrame
      screen="staff-recall-finished"
      corner={corner}
      action={
        <>
          <Button size="large" busy={paper.busy} onPress={print}>
            {text(printed ? 'staff.recall.printed' : 'staff.recall.print')}
          </Button>
          <Button kind="primary" size="large" busy={busy} onPress={onDone}>
            {text('staff.recall.done')}
          </Button>
        </>
      }
    >
      <div className="load-desk">
        <section className="load-desk-ask" role="status">
          <h1>{text('staff.recall.finished.title', { taken, of: round.items.length })}</h1>
          <p className="load-desk-body">{text(round.task === 'undo' && taken > 0 ? 'staff.recall.finished.undo' : 'staff.recall.finished.body')}</p>
          <ProblemLine>{paper.problem === null ? null : text(noPaper === undefined ? 'staff.print.failed' : `staff.print.${noPaper}`)}</ProblemLine>
        </section>
        <Card>
          <ul className="load-round-list">
            {round.items.map(({ item, found }) => (
              <li key={item.parcelId} className="load-round-entry" data-state={found === 'taken' || found === 'left' ? 'inside' : 'unsure'}>
                <p className="load-round-words">
                  <span className="load-round-door">{text('staff.desk.door', { number: item.door.number })}</span>
                  <span className="load-round-number">{recallName(item, text)}</span>
                  <span className="load-round-state">{text(`staff.recall.found.${found ?? 'none'}`)}</span>
                </p>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </ScreenFrame>
  );
}
