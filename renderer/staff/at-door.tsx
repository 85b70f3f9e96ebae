import type { ReactNode } from 'react';
import type { Door } from '../../src/contract/station/place-views.ts';
import { useText } from '../i18n/use-text.ts';
import '../silo/door-screens.css';
import { Notice } from '../silo/notice.tsx';
import { Say } from '../silo/say.tsx';
import { useDoorWords } from '../silo/use-door-words.ts';
import { Button } from '../ui/button.tsx';
import { DoorMap, DoorNumber } from '../ui/door-map.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { type DoorProblem, DoorProblemLine } from './door-problem.tsx';

export interface AtDoorProps {
  readonly screen: string;
  readonly bank: readonly Door[];
  readonly door: Door;
  readonly open: boolean;
  /** What the door is opened for, above the title. */
  readonly task: string;
  /** What to do at the open door: in two words, and in a sentence. */
  readonly title: string;
  readonly body: string;
  /** A second sentence: what comes after this door, or what the label said. */
  readonly aside?: string | null;
  /** The second sentence warns: a label that is not the right one, a door that is not what was asked for. */
  readonly warns?: boolean;
  readonly corner: ReactNode;
}

/** A door that opens, or stands open, for staff: its number, its place in the bank, and what to do there. */
export function AtDoor({ screen, bank, door, open, task, title, body, aside = null, warns = false, corner }: AtDoorProps) {
  const text = useText();
  const where = useDoorWords(bank, door);
  return (
    <ScreenFrame screen={`${screen}-${open ? 'open' : 'opening'}`} width="fill" corner={corner}>
      <div className="at-door">
        <div className="at-door-words">
          <p className="load-order">{task}</p>
          <h1>{open ? title : text('staff.door.opening')}</h1>
          <DoorNumber bank={bank} door={door} />
          {open ? <p className="at-door-body">{body}</p> : null}
          {open && aside !== null ? (
            <p className="at-door-aside" data-warns={warns} role="status">
              {aside}
            </p>
          ) : null}
        </div>
        <div className="at-door-map">
          <DoorMap bank={bank} lit={door} />
        </div>
      </div>
      <Say>
        {open ? `${text('staff.door.say.open', { number: door.number, where })} ${body} ${aside ?? ''}` : text('silo.say.opening', { number: door.number })}
      </Say>
    </ScreenFrame>
  );
}

export interface StuckDoorProps {
  readonly screen: string;
  readonly door: Door;
  readonly canRetry: boolean;
  /** What becomes of the door when there is no further try. */
  readonly body: string;
  readonly leave: string;
  readonly onLeave: () => void;
  readonly onRetry: () => void;
  /** Gives up altogether, where that is something else than `onLeave`. */
  readonly onBack?: () => void;
  readonly backLabel?: string;
  readonly busy: boolean;
  readonly problem: DoorProblem | null;
  readonly corner: ReactNode;
}

/** A door that did not open for staff: once more, or away from it. */
export function StuckDoor({ screen, door, canRetry, body, leave, onLeave, onRetry, onBack, backLabel, busy, problem, corner }: StuckDoorProps) {
  const text = useText();
  const back = onBack === undefined ? {} : { onBack, ...(backLabel === undefined ? {} : { backLabel }) };
  return (
    <ScreenFrame
      {...back}
      screen={screen}
      width="fill"
      corner={corner}
      action={
        <>
          <Button kind={canRetry ? 'secondary' : 'primary'} size="large" disabled={busy} onPress={onLeave}>
            {leave}
          </Button>
          {canRetry ? (
            <Button kind="primary" size="large" busy={busy} onPress={onRetry}>
              {text('staff.door.retry')}
            </Button>
          ) : null}
        </>
      }
    >
      <Notice
        icon="door"
        tone="attention"
        title={text('staff.door.stuck.title', { number: door.number })}
        body={canRetry ? text('staff.door.stuck.retry.body') : body}
      />
      <DoorProblemLine problem={problem} />
    </ScreenFrame>
  );
}
