import type { Door } from '../../src/contract/station/place-views.ts';
import type { SiloState } from '../../src/contract/station/silo-views.ts';
import type { TextKey } from '../i18n/text-key.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { AtDoor } from './at-door.tsx';
import { SideBySide } from './side-by-side.tsx';
import type { SiloChrome } from './silo-chrome.ts';

type StateOf<K extends SiloState['kind']> = Extract<SiloState, { readonly kind: K }>;

/** The door was told to open: which one, and where. */
export function OpeningScreen({ chrome, bank, state }: { readonly chrome: SiloChrome; readonly bank: readonly Door[]; readonly state: StateOf<'opening'> }) {
  const text = useText();
  const { door, parcels, again } = state;
  return (
    <AtDoor chrome={chrome} screen="opening" bank={bank} door={door} parcels={parcels} title={text(again ? 'collect.opening.again' : 'silo.opening.title')}>
      <p className="at-door-note">{text('silo.opening.body')}</p>
    </AtDoor>
  );
}

export interface OpenScreenProps {
  readonly chrome: SiloChrome;
  readonly bank: readonly Door[];
  readonly state: StateOf<'open'>;
  /** The person says that the door is closed although nothing was seen. */
  readonly onClosed: () => void;
  readonly onProblem: () => void;
}

/** The door is open: its number, the drawing, and the two things to do. It waits as long as the person needs. */
export function OpenScreen({ chrome, bank, state, onClosed, onProblem }: OpenScreenProps) {
  const text = useText();
  const { door, parcels, again, reported } = state;
  const reminded = state.reminders > 0;
  return (
    <AtDoor
      chrome={chrome}
      screen="open"
      bank={bank}
      door={door}
      parcels={parcels}
      title={text(again ? 'collect.open.again' : 'silo.open.title')}
      action={
        reported === null || reminded || !state.seen ? (
          <SideBySide>
            {reported === null ? (
              <Button size="large" wide onPress={onProblem}>
                {text('collect.problem')}
              </Button>
            ) : null}
            {reminded || !state.seen ? (
              <Button kind="primary" size="large" wide onPress={onClosed}>
                {text('silo.open.closed')}
              </Button>
            ) : null}
          </SideBySide>
        ) : null
      }
    >
      <ol className="at-door-steps">
        {isFoundEmpty(state) ? null : <li>{text(firstStep(state))}</li>}
        <li>{text('silo.open.close')}</li>
      </ol>
      {reported === null || reported.keep === 'put-back' ? null : (
        <Banner tone="info">{text(reported.keep === 'take' ? 'collect.open.taken' : 'collect.open.empty')}</Banner>
      )}
      {state.seen ? null : <Banner tone="warning">{text('collect.open.unseen')}</Banner>}
      {reminded && state.seen ? <Banner tone="warning">{text('silo.open.reminder', { number: door.number })}</Banner> : null}
      {state.called ? <Banner tone="info">{text('collect.open.called')}</Banner> : null}
    </AtDoor>
  );
}

/** Whoever said that nothing was inside is not told to take it. */
function isFoundEmpty({ reported }: StateOf<'open'>): boolean {
  return reported !== null && reported.keep === null && reported.problem !== 'did-not-open';
}

function firstStep({ again, reported }: StateOf<'open'>): TextKey {
  if (reported?.keep === 'put-back') return 'collect.open.put-back';
  return again ? 'collect.open.look' : 'silo.open.take';
}

export interface StuckScreenProps {
  readonly chrome: SiloChrome;
  readonly bank: readonly Door[];
  readonly state: StateOf<'did-not-open'>;
  readonly busy: boolean;
  readonly onRetry: () => void;
  readonly onGoOn: () => void;
  readonly onReport: () => void;
  readonly onDismiss: () => void;
}

/** The door was told to open and did not, or nobody can see whether it did: what helps, what else can be done, and that nothing is lost. */
export function StuckScreen({ chrome, bank, state, busy, onRetry, onGoOn, onReport, onDismiss }: StuckScreenProps) {
  const text = useText();
  const { door, why, canRetry, canGoOn, reported } = state;
  const { number } = door;
  const title = why === 'stuck' ? 'silo.stuck.title' : (`collect.stuck.${why}.title` as const);
  const body = why !== 'stuck' ? (`collect.stuck.${why}.body` as const) : canRetry ? 'silo.stuck.body' : 'silo.stuck.end.body';
  return (
    <AtDoor
      chrome={chrome}
      screen="did-not-open"
      bank={bank}
      door={door}
      parcels={state.parcels}
      title={text(title, { number })}
      plain
      action={
        <SideBySide>
          {reported || canRetry ? null : (
            <Button size="large" wide onPress={onReport}>
              {text('collect.stuck.report')}
            </Button>
          )}
          <Button kind={canRetry || canGoOn ? 'secondary' : 'primary'} size="large" wide onPress={onDismiss}>
            {text(canRetry || canGoOn ? 'silo.stuck.later' : 'silo.stuck.end.done')}
          </Button>
          {canGoOn ? (
            <Button kind={canRetry ? 'secondary' : 'primary'} size="large" wide busy={busy} onPress={onGoOn}>
              {text('collect.stuck.go-on')}
            </Button>
          ) : null}
          {canRetry ? (
            <Button kind="primary" size="large" wide busy={busy} onPress={onRetry}>
              {text('silo.stuck.retry')}
            </Button>
          ) : null}
        </SideBySide>
      }
    >
      <p className="at-door-body">{text(body)}</p>
      <p className="at-door-safe">{text(reported ? 'collect.stuck.reported' : 'silo.stuck.safe')}</p>
    </AtDoor>
  );
}
