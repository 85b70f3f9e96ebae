import { type ReactNode, useState } from 'react';
import type { RecallItem } from '../../src/contract/station/load-views.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Notice } from '../silo/notice.tsx';
import { Ago } from '../ui/ago.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import './load-desk.css';
import { ProblemLine } from './problem-line.tsx';
import { recallName } from './recall-words.ts';
import { useRecallList } from './use-recall-list.ts';

type Problem = 'not-signed-in' | 'busy' | 'nothing-to-do' | 'doors-unreachable' | 'storage' | 'unreachable';
const printProblems = ['nothing-to-print', 'no-printer', 'paper-out', 'cover-open', 'offline'] as const;

export interface RecallDeskProps {
  readonly corner: ReactNode;
  readonly backLabel: string;
  readonly onBack: () => void;
  /** The other thing that a courier may do. */
  readonly other?: ReactNode;
}

/** What is to be taken out, door by door, and the button that opens the first of them. */
export function RecallDesk({ corner, backLabel, onBack, other }: RecallDeskProps) {
  const text = useText();
  const locale = useLocale();
  const { intents } = useStaff();
  const start = useAction<Problem>();
  const paper = useAction<string>();
  const [printed, setPrinted] = useState(false);
  const { items, failed, ask } = useRecallList();
  const frame = { corner, backLabel, onBack };
  if (items === null || items.length === 0) return <NothingToTake {...frame} isKnown={items !== null} failed={failed} onAsk={ask} other={other} />;
  const noPaper = printProblems.find((kind) => kind === paper.problem);
  return (
    <ScreenFrame
      {...frame}
      screen="staff-recall-list"
      action={
        <Button
          kind="primary"
          size="huge"
          wide
          busy={start.busy}
          onPress={() => start.run(() => intents.startRecall({ parcelIds: items.map(({ parcelId }) => parcelId) }))}
        >
          {text('staff.recall.start', { count: items.length })}
        </Button>
      }
    >
      <div className="load-desk">
        <section className="load-desk-ask">
          <h1>{text('staff.recall.title')}</h1>
          <p className="load-desk-body">{text('staff.recall.body')}</p>
          <ProblemLine>{start.problem === null ? null : text(`staff.recall.problem.${start.problem}`)}</ProblemLine>
          <ProblemLine>{paper.problem === null ? null : text(noPaper === undefined ? 'staff.print.failed' : `staff.print.${noPaper}`)}</ProblemLine>
          <Button
            size="large"
            busy={paper.busy}
            onPress={() => {
              setPrinted(false);
              paper.run(
                () => intents.printRecall({ locale }),
                () => setPrinted(true),
              );
            }}
          >
            {text(printed ? 'staff.recall.printed' : 'staff.recall.print')}
          </Button>
          {other}
        </section>
        <Card>
          <ul className="load-round-list">
            {items.map((item) => (
              <Item key={item.parcelId} item={item} />
            ))}
          </ul>
        </Card>
      </div>
    </ScreenFrame>
  );
}

interface NothingProps extends RecallDeskProps {
  /** Did the station answer that there is nothing? */
  readonly isKnown: boolean;
  readonly failed: boolean;
  readonly onAsk: () => void;
}

function NothingToTake({ isKnown, failed, onAsk, other, ...frame }: NothingProps) {
  const text = useText();
  const again = failed ? (
    <Button kind="primary" size="large" onPress={onAsk}>
      {text('staff.recall.again')}
    </Button>
  ) : null;
  return (
    <ScreenFrame {...frame} screen="staff-recall-empty" width="fill" action={again ?? other ?? null}>
      {failed ? <ProblemLine>{text('staff.recall.failed')}</ProblemLine> : null}
      {isKnown ? <Notice icon="check" tone="good" title={text('staff.recall.empty.title')} body={text('staff.recall.empty.body')} /> : null}
    </ScreenFrame>
  );
}

function Item({ item }: { readonly item: RecallItem }) {
  const text = useText();
  return (
    <li className="load-round-entry">
      <p className="load-round-words">
        <span className="load-round-door">{text('staff.desk.door', { number: item.door.number })}</span>
        <span className="load-round-number">{recallName(item, text)}</span>
        <span className="load-round-state">{text(`staff.recall.reason.${item.reason}`)}</span>
        <Ago at={item.since} />
      </p>
    </li>
  );
}
