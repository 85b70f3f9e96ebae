import type { Door } from '../../src/contract/station/place-views.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { DoorMap, DoorNumber } from '../ui/door-map.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import './door-screens.css';
import { ReturnHelp } from './return-help.tsx';
import './return-door.css';
import type { ReturnStateOf } from './return-state.ts';
import { SideBySide } from './side-by-side.tsx';
import type { SiloChrome } from './silo-chrome.ts';

interface AtDoor<K extends 'return-opening' | 'return-open' | 'return-ask' | 'return-stuck'> {
  readonly chrome: SiloChrome;
  readonly bank: readonly Door[];
  readonly state: ReturnStateOf<K>;
}

/** The door was told to open: which one, and where. */
export function ReturnOpeningScreen({ chrome, bank, state }: AtDoor<'return-opening'>) {
  const text = useText();
  return (
    <ScreenFrame {...chrome} screen="return-opening" width="fill" help={<ReturnHelp />}>
      <div className="at-door">
        <div className="at-door-words">
          <h1>{text('return.opening.title')}</h1>
          <DoorNumber bank={bank} door={state.door} />
          <p className="at-door-note">{text('return.opening.body')}</p>
        </div>
        <div className="at-door-map">
          <DoorMap bank={bank} lit={state.door} />
        </div>
      </div>
    </ScreenFrame>
  );
}

/** The door is open: put it in and close. It waits as long as the person needs. */
export function ReturnOpenScreen({ chrome, bank, state, onClosed }: AtDoor<'return-open'> & { readonly onClosed: () => void }) {
  const text = useText();
  const { door, reminders, seen, confirmed } = state;
  const isReminded = reminders > 0;
  return (
    <ScreenFrame
      {...chrome}
      screen="return-open"
      width="fill"
      help={<ReturnHelp />}
      action={
        isReminded || !seen ? (
          <Button kind="primary" size="large" wide onPress={onClosed}>
            {text('return.open.closed')}
          </Button>
        ) : null
      }
    >
      <div className="at-door">
        <div className="at-door-words">
          <h1>{text('return.open.title')}</h1>
          <DoorNumber bank={bank} door={door} />
          {confirmed ? (
            <p className="at-door-safe">{text('return.open.confirmed')}</p>
          ) : (
            <ol className="at-door-steps">
              <li>{text('return.open.put')}</li>
              <li>{text('return.open.close')}</li>
            </ol>
          )}
          {isReminded ? <Banner tone="warning">{text('return.open.reminder', { number: door.number })}</Banner> : null}
          {seen ? null : <Banner tone="warning">{text('return.open.unseen')}</Banner>}
        </div>
        <div className="at-door-map">
          <DoorMap bank={bank} lit={door} />
        </div>
      </div>
    </ScreenFrame>
  );
}

export interface AskScreenProps extends AtDoor<'return-ask'> {
  readonly busy: boolean;
  readonly onAnswer: (answer: 'placed' | 'not-empty' | 'changed-mind') => void;
}

/** The door is closed: what did the person do? Nothing is booked before they say so. */
export function AskScreen({ chrome, bank, state, busy, onAnswer }: AskScreenProps) {
  const text = useText();
  return (
    <ScreenFrame {...chrome} screen="return-ask" width="fill" help={<ReturnHelp />}>
      <div className="at-door">
        <div className="at-door-words">
          <h1>{text('return.ask.title')}</h1>
          <p className="at-door-body">{text('return.ask.body', { number: state.door.number })}</p>
          <div className="return-answers">
            <Button kind="primary" size="large" wide busy={busy} onPress={() => onAnswer('placed')}>
              {text('return.ask.placed')}
            </Button>
            <Button size="large" wide onPress={() => onAnswer('not-empty')}>
              {text('return.ask.not-empty')}
            </Button>
            <Button size="large" wide onPress={() => onAnswer('changed-mind')}>
              {text('return.ask.changed-mind')}
            </Button>
          </div>
        </div>
        <div className="at-door-map">
          <DoorMap bank={bank} lit={state.door} />
        </div>
      </div>
    </ScreenFrame>
  );
}

export interface ReturnStuckScreenProps extends AtDoor<'return-stuck'> {
  readonly busy: boolean;
  readonly onRetry: () => void;
  readonly onChange: () => void;
  readonly onEnd: () => void;
}

/** The door did not open: what helps, another one, and that nothing was booked. */
export function ReturnStuckScreen({ chrome, bank, state, busy, onRetry, onChange, onEnd }: ReturnStuckScreenProps) {
  const text = useText();
  const change = (
    <Button kind={state.canRetry ? 'secondary' : 'primary'} size="large" wide onPress={onChange}>
      {text('return.stuck.change')}
    </Button>
  );
  return (
    <ScreenFrame
      {...chrome}
      screen="return-stuck"
      width="fill"
      help={<ReturnHelp />}
      backLabel={text('return.give-up')}
      onBack={onEnd}
      action={
        state.canRetry ? (
          <SideBySide>
            {change}
            <Button kind="primary" size="large" wide busy={busy} onPress={onRetry}>
              {text('return.stuck.retry')}
            </Button>
          </SideBySide>
        ) : (
          change
        )
      }
    >
      <div className="at-door">
        <div className="at-door-words">
          <h1>{text('return.stuck.title', { number: state.door.number })}</h1>
          <p className="at-door-body">{text(`return.stuck.${state.why}`)}</p>
          <p className="at-door-safe">{text('return.stuck.safe')}</p>
        </div>
        <div className="at-door-map">
          <DoorMap bank={bank} lit={state.door} />
        </div>
      </div>
    </ScreenFrame>
  );
}
