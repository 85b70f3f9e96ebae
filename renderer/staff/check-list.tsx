import type { StationStatus } from '../../src/contract/station/views.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import './check-list.css';
import { ProblemLine } from './problem-line.tsx';

type DoorStatus = StationStatus['doors'][number];
type Problem = 'not-signed-in' | 'unknown-compartment' | 'holds-parcel' | 'busy' | 'doors-unreachable' | 'storage' | 'unreachable';

/** The doors to look behind: nobody knows what is inside, and no parcel is there on the books. */
export function doorsToCheck(doors: readonly DoorStatus[]): readonly DoorStatus[] {
  return doors.filter(({ state, needsCheck }) => state === 'suspect' || (needsCheck && (state === 'free-verified' || state === 'free-unverified')));
}

/** The doors that need a look, each with the button that opens it. Nothing where there is none. */
export function CheckList({ doors }: { readonly doors: readonly DoorStatus[] }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<Problem>();
  const waiting = doorsToCheck(doors);
  if (waiting.length === 0) return null;
  return (
    <Card>
      <section className="check-list">
        <h2>{text('staff.check.list.title')}</h2>
        <p className="check-list-body">{text('staff.check.list.body')}</p>
        <ProblemLine>{action.problem === null ? null : text(`staff.check.problem.${action.problem}`)}</ProblemLine>
        <ul>
          {waiting.map(({ door, state, lock }) => (
            <li key={door.compartmentId}>
              <p className="check-list-door">
                <span className="check-list-number">{text('staff.check.list.door', { number: door.number })}</span>
                <span>{text('staff.check.list.state', { state: text(`staff.status.state.${state}`), lock })}</span>
              </p>
              <Button
                size="large"
                disabled={action.busy}
                label={text('staff.check.look.label', { number: door.number })}
                onPress={() => action.run(() => intents.beginCheck({ compartmentId: door.compartmentId }))}
              >
                {text('staff.check.look')}
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </Card>
  );
}
