import type { ReactNode } from 'react';
import type { Door } from '../../src/contract/station/views.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { ProblemLine } from './problem-line.tsx';

type Answer = 'placed' | 'not-empty' | 'changed-mind';
type Problem = 'not-signed-in' | 'not-now' | 'door-open' | 'storage' | 'unreachable';

/** The door is closed again: what did the person do? The software cannot see into a compartment. */
export function AskScreen({ number, door, corner }: { readonly number: string; readonly door: Door; readonly corner: ReactNode }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<Problem>();
  const say = (answer: Answer) => action.run(() => intents.answerLoad({ answer }));
  return (
    <ScreenFrame screen="staff-load-ask" width="fill" corner={corner}>
      <div className="ask">
        <div className="ask-words">
          <p>{text('staff.load.order', { number })}</p>
          <h1>{text('staff.load.ask.title')}</h1>
          <p>{text('staff.load.ask.body', { number: door.number })}</p>
        </div>
        <ProblemLine>{action.problem === null ? null : text(action.problem === 'door-open' ? 'staff.load.door-open' : 'staff.load.problem')}</ProblemLine>
        <div className="ask-answers">
          <Button kind="primary" size="huge" wide busy={action.busy} onPress={() => say('placed')}>
            {text('staff.load.placed')}
          </Button>
          <div className="ask-answer">
            <Button size="large" wide disabled={action.busy} onPress={() => say('not-empty')}>
              {text('staff.load.not-empty')}
            </Button>
            <p className="ask-note">{text('staff.load.not-empty.note')}</p>
          </div>
          <div className="ask-answer">
            <Button size="large" wide disabled={action.busy} onPress={() => say('changed-mind')}>
              {text('staff.load.changed-mind')}
            </Button>
            <p className="ask-note">{text('staff.load.changed-mind.note')}</p>
          </div>
        </div>
      </div>
    </ScreenFrame>
  );
}
