import type { Door } from '../../src/contract/station/place-views.ts';
import type { SiloState } from '../../src/contract/station/silo-views.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { DoorMap, DoorNumber } from '../ui/door-map.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import './door-screens.css';
import { Notice, Returning } from './notice.tsx';
import { SideBySide } from './side-by-side.tsx';
import { Say } from './say.tsx';
import type { SiloChrome } from './silo-chrome.ts';
import { useDoorWords } from './use-door-words.ts';

type StateOf<K extends SiloState['kind']> = Extract<SiloState, { readonly kind: K }>;

/** The door was told to open: which one, and where. */
export function OpeningScreen({ chrome, bank, state }: { readonly chrome: SiloChrome; readonly bank: readonly Door[]; readonly state: StateOf<'opening'> }) {
  const text = useText();
  return (
    <ScreenFrame {...chrome} screen="opening" width="fill">
      <div className="at-door">
        <div className="at-door-words">
          <h1>{text('silo.opening.title')}</h1>
          <DoorNumber bank={bank} door={state.door} />
          <p className="at-door-note">{text('silo.opening.body')}</p>
        </div>
        <div className="at-door-map">
          <DoorMap bank={bank} lit={state.door} />
        </div>
      </div>
      <Say>{text('silo.say.opening', { number: state.door.number })}</Say>
    </ScreenFrame>
  );
}

export interface OpenScreenProps {
  readonly chrome: SiloChrome;
  readonly bank: readonly Door[];
  readonly state: StateOf<'open'>;
  /** The person says that the door is closed although nothing was seen. */
  readonly onClosed: () => void;
}

/** The door is open: its number, the drawing, and the two things to do. It waits as long as the person needs. */
export function OpenScreen({ chrome, bank, state, onClosed }: OpenScreenProps) {
  const text = useText();
  const where = useDoorWords(bank, state.door);
  const reminded = state.reminders > 0;
  return (
    <ScreenFrame
      {...chrome}
      screen="open"
      width="fill"
      action={
        reminded ? (
          <Button size="large" wide onPress={onClosed}>
            {text('silo.open.closed')}
          </Button>
        ) : null
      }
    >
      <div className="at-door">
        <div className="at-door-words">
          <h1>{text('silo.open.title')}</h1>
          <DoorNumber bank={bank} door={state.door} />
          <ol className="at-door-steps">
            <li>{text('silo.open.take')}</li>
            <li>{text('silo.open.close')}</li>
          </ol>
          {reminded ? <Banner tone="warning">{text('silo.open.reminder', { number: state.door.number })}</Banner> : null}
        </div>
        <div className="at-door-map">
          <DoorMap bank={bank} lit={state.door} />
        </div>
      </div>
      <Say>{text('silo.say.open', { number: state.door.number, where })}</Say>
    </ScreenFrame>
  );
}

export interface StuckScreenProps {
  readonly chrome: SiloChrome;
  readonly bank: readonly Door[];
  readonly state: StateOf<'did-not-open'>;
  readonly busy: boolean;
  readonly onRetry: () => void;
  readonly onDismiss: () => void;
}

/** The door was told to open and did not: what helps, one more try, and that nothing is lost. */
export function StuckScreen({ chrome, bank, state, busy, onRetry, onDismiss }: StuckScreenProps) {
  const text = useText();
  const actions = state.canRetry ? (
    <SideBySide>
      <Button size="large" wide onPress={onDismiss}>
        {text('silo.stuck.later')}
      </Button>
      <Button kind="primary" size="large" wide busy={busy} onPress={onRetry}>
        {text('silo.stuck.retry')}
      </Button>
    </SideBySide>
  ) : (
    <Button kind="primary" size="large" wide onPress={onDismiss}>
      {text('silo.stuck.end.done')}
    </Button>
  );
  return (
    <ScreenFrame {...chrome} screen="did-not-open" width="fill" action={actions}>
      <div className="at-door">
        <div className="at-door-words" role="alert">
          <h1>{text('silo.stuck.title', { number: state.door.number })}</h1>
          <p className="at-door-body">{text(state.canRetry ? 'silo.stuck.body' : 'silo.stuck.end.body')}</p>
          <p className="at-door-safe">{text('silo.stuck.safe')}</p>
        </div>
        <div className="at-door-map">
          <DoorMap bank={bank} lit={state.door} />
        </div>
      </div>
    </ScreenFrame>
  );
}

/** The door is closed and the parcel is gone with its owner. */
export function ThanksScreen({ chrome, state, onDone }: { readonly chrome: SiloChrome; readonly state: StateOf<'thanks'>; readonly onDone: () => void }) {
  const text = useText();
  return (
    <ScreenFrame
      {...chrome}
      screen="thanks"
      width="fill"
      action={
        <Button size="large" wide onPress={onDone}>
          {text('silo.thanks.done')}
        </Button>
      }
    >
      <Notice icon="check" tone="good" title={text('silo.thanks.title')} body={text('silo.thanks.body', { number: state.door.number })}>
        <Returning until={state.until} />
      </Notice>
      <Say>{text('silo.say.thanks')}</Say>
    </ScreenFrame>
  );
}
