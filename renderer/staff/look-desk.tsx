import type { ReactNode } from 'react';
import type { LookRound, LookView } from '../../src/contract/station/look-views.ts';
import type { StaffView } from '../../src/contract/station/views.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import '../silo/door-screens.css';
import { Notice } from '../silo/notice.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { DoorMap, DoorNumber } from '../ui/door-map.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import './load-desk.css';
import './look-desk.css';
import { ProblemLine } from './problem-line.tsx';

/** Why the round does not go on. */
export type RoundProblem =
  | 'not-signed-in'
  | 'not-now'
  | 'nothing-to-do'
  | 'unknown-compartment'
  | 'holds-parcel'
  | 'busy'
  | 'doors-unreachable'
  | 'storage'
  | 'unreachable';

interface FrameProps {
  readonly corner: ReactNode;
  readonly backLabel: string;
  readonly onBack: () => void;
}

/** The round of looks between two doors: where it begins, which door comes next, and what came of it. The doors themselves are `CheckScreens`. */
export function LookDesk({ view, ...frame }: FrameProps & { readonly view: StaffView }) {
  const look = view.look ?? { waiting: 0, round: null };
  const { round } = look;
  if (round === null) return look.waiting === 0 ? <NothingToSee {...frame} /> : <Start {...frame} waiting={look.waiting} />;
  if (round.next !== null) return <Next {...frame} view={view} round={round} door={round.next} />;
  return <Finished {...frame} look={look} round={round} />;
}

/** How far a round is, as a bar with its numbers. */
export function RoundProgress({ round: { done, total } }: { readonly round: LookRound }) {
  const text = useText();
  return (
    <div className="look-progress">
      <progress value={done} max={total} aria-label={text('staff.look')} />
      <p>{text('staff.look.progress', { done, total })}</p>
    </div>
  );
}

function NothingToSee(frame: FrameProps) {
  const text = useText();
  return (
    <ScreenFrame {...frame} screen="staff-look-none" width="fill">
      <Notice icon="check" tone="good" title={text('staff.look.none.title')} body={text('staff.look.none.body')} />
    </ScreenFrame>
  );
}

function Start({ waiting, ...frame }: FrameProps & { readonly waiting: number }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<RoundProblem>();
  return (
    <ScreenFrame
      {...frame}
      screen="staff-look-start"
      action={
        <Button kind="primary" size="huge" wide busy={action.busy} onPress={() => action.run(() => intents.beginRound())}>
          {text('staff.look.start', { count: waiting })}
        </Button>
      }
    >
      <section className="load-desk">
        <div className="load-desk-ask">
          <h1>{text('staff.look.title')}</h1>
          <p className="load-desk-body">{text('staff.look.body', { count: waiting })}</p>
          <p className="load-desk-body">{text('staff.look.interrupt')}</p>
          <RoundProblemLine problem={action.problem} />
        </div>
      </section>
    </ScreenFrame>
  );
}

interface NextProps extends FrameProps {
  readonly view: StaffView;
  readonly round: LookRound;
  readonly door: NonNullable<LookRound['next']>;
}

function Next({ view, round, door, ...frame }: NextProps) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<RoundProblem>();
  return (
    <ScreenFrame
      {...frame}
      screen="staff-look-next"
      width="fill"
      action={
        <>
          <Button size="large" disabled={action.busy} onPress={() => action.run(() => intents.skipInRound({ compartmentId: door.compartmentId }))}>
            {text('staff.look.skip')}
          </Button>
          <Button
            kind="primary"
            size="large"
            busy={action.busy}
            onPress={() => action.run(() => intents.openNextInRound({ compartmentId: door.compartmentId }))}
          >
            {text('staff.look.open', { number: door.number })}
          </Button>
        </>
      }
    >
      <div className="at-door">
        <div className="at-door-words">
          <RoundProgress round={round} />
          <h1>{text('staff.look.next', { number: door.number })}</h1>
          <DoorNumber bank={view.bank} door={door} />
          <RoundProblemLine problem={action.problem} />
        </div>
        <div className="at-door-map">
          <DoorMap bank={view.bank} lit={door} />
        </div>
      </div>
    </ScreenFrame>
  );
}

function Finished({ look, round, ...frame }: FrameProps & { readonly look: LookView; readonly round: LookRound }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<RoundProblem>();
  const isOver = round.done === round.total;
  const counts = [
    ['empty', round.empty],
    ['not-empty', round.notEmpty],
    ['did-not-open', round.didNotOpen],
    ['skipped', round.skipped],
  ] as const;
  return (
    <ScreenFrame
      {...frame}
      screen={isOver ? 'staff-look-finished' : 'staff-look-in-hand'}
      action={
        <>
          {isOver && look.waiting > 0 ? (
            <Button size="large" disabled={action.busy} onPress={() => action.run(() => intents.beginRound())}>
              {text('staff.look.again', { count: look.waiting })}
            </Button>
          ) : null}
          <Button kind="primary" size="large" busy={action.busy} onPress={() => action.run(() => intents.endRound(), frame.onBack)}>
            {text('staff.look.end')}
          </Button>
        </>
      }
    >
      <section className="load-desk">
        <div className="load-desk-ask" role="status">
          <h1>{text(isOver ? 'staff.look.finished' : 'staff.look.in-hand.title')}</h1>
          {isOver ? null : <p className="load-desk-body">{text('staff.look.in-hand.body')}</p>}
          <RoundProgress round={round} />
          <RoundProblemLine problem={action.problem} />
        </div>
        <Card>
          <ul className="look-counts">{counts.map(([name, count]) => (count === 0 ? null : <li key={name}>{text(`staff.look.${name}`, { count })}</li>))}</ul>
        </Card>
      </section>
    </ScreenFrame>
  );
}

/** What went wrong with the round, in words. */
export function RoundProblemLine({ problem }: { readonly problem: RoundProblem | null }) {
  const text = useText();
  return <ProblemLine>{problem === null ? null : text(`staff.look.problem.${problem}`)}</ProblemLine>;
}
