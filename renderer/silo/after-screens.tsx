import { useEffect, useState } from 'react';
import type { Door } from '../../src/contract/station/place-views.ts';
import type { SiloState } from '../../src/contract/station/silo-views.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import './after-screens.css';
import { AtDoor } from './at-door.tsx';
import { doorNumbers } from './door-numbers.ts';
import { MoreTime } from './more-time.tsx';
import { Notice, type NoticeProps, Returning } from './notice.tsx';
import { SideBySide } from './side-by-side.tsx';
import { createSecondPress, SECOND_PRESS_MS } from './second-press.ts';
import type { SiloChrome } from './silo-chrome.ts';
import { thanksKey } from './thanks-key.ts';

type StateOf<K extends SiloState['kind']> = Extract<SiloState, { readonly kind: K }>;

/** Where "later" was, the thanks that it leads to have a way to open the emptied door again, or to be done with them. */
const later = createSecondPress(() => performance.now());

export interface NextScreenProps {
  readonly chrome: SiloChrome;
  readonly bank: readonly Door[];
  readonly state: StateOf<'next'>;
  readonly busy: boolean;
  readonly onOpen: () => void;
  readonly onLater: () => void;
  readonly onExtend: () => void;
}

/** One door is closed and another waits: it opens for a press and never by itself. */
export function NextScreen({ chrome, bank, state, busy, onOpen, onLater, onExtend }: NextScreenProps) {
  const text = useText();
  const { door, left, parcels, until } = state;
  return (
    <AtDoor
      chrome={chrome}
      screen="next"
      bank={bank}
      door={door}
      parcels={parcels}
      title={text('collect.next.title')}
      action={
        <SideBySide>
          <Button
            size="large"
            wide
            onPress={() => {
              later.pressed();
              onLater();
            }}
          >
            {text('collect.next.later')}
          </Button>
          <Button kind="primary" size="large" wide busy={busy} onPress={onOpen}>
            {text('collect.next.open', { number: door.number })}
          </Button>
        </SideBySide>
      }
    >
      <MoreTime until={until} canExtend={state.canExtend} before={<p className="at-door-note">{text('collect.next.body', { left })}</p>} onExtend={onExtend}>
        {text('collect.next.ending')}
      </MoreTime>
    </AtDoor>
  );
}

export interface ThanksScreenProps {
  readonly chrome: SiloChrome;
  readonly state: StateOf<'thanks'>;
  readonly busy: boolean;
  readonly onDone: () => void;
  readonly onForgot: () => void;
  readonly onProblem: () => void;
}

/** The door is closed: what stays for later, what was reported, and the way back to what was forgotten. */
export function ThanksScreen({ chrome, state, busy, onDone, onForgot, onProblem }: ThanksScreenProps) {
  const text = useText();
  const { emptied, canReport } = state;
  const words = useThanks(state);
  const isHeld = useHeld();
  return (
    <ScreenFrame
      {...chrome}
      screen="thanks"
      width="fill"
      action={
        <SideBySide>
          {canReport ? (
            <Button size="large" wide disabled={isHeld} onPress={onProblem}>
              {text('collect.problem')}
            </Button>
          ) : null}
          {emptied === null ? null : (
            <Button size="large" wide busy={busy} disabled={isHeld} onPress={onForgot}>
              {text('collect.thanks.forgot')}
            </Button>
          )}
          <Button kind="primary" size="large" wide disabled={isHeld} onPress={onDone}>
            {text('silo.thanks.done')}
          </Button>
        </SideBySide>
      }
    >
      <Notice {...lookOf(state)} title={text('silo.thanks.title')} body={words[0]} aside={words.slice(1).join(' ') || null}>
        <Returning until={state.until} />
      </Notice>
    </ScreenFrame>
  );
}

/** For a moment, at a screen that a press brought to the place of another: nothing on it takes a press until then, neither what opens a door nor what takes these words away unread. */
function useHeld(): boolean {
  const [isHeld, setHeld] = useState(later.isSecond);
  useEffect(() => {
    const timer = setTimeout(() => setHeld(false), SECOND_PRESS_MS);
    return () => clearTimeout(timer);
  }, []);
  return isHeld;
}

/** A check mark only where all went well: not over a parcel that stays behind, or one that nobody found. */
function lookOf({ reported, shut = [] }: StateOf<'thanks'>): Pick<NoticeProps, 'icon' | 'tone'> {
  if (shut.length > 0) return { icon: 'locker', tone: 'attention' };
  return reported === null ? { icon: 'check', tone: 'good' } : { icon: 'shop', tone: 'calm' };
}

/** What became of this opening and of the other parcels, the most important sentence first: who has a parcel left is not done. */
function useThanks(state: StateOf<'thanks'>): readonly [string, ...string[]] {
  const text = useText();
  const { left, reported, door, shut = [] } = state;
  const later = left === 0 ? [] : [text('collect.thanks.left', { left })];
  const own = text(thanksKey(state), { number: door.number });
  if (shut.length === 0) return [own, ...later];
  const kept = text('collect.thanks.shut', { count: shut.length, numbers: doorNumbers(text, shut) });
  return reported === null ? [kept, ...later] : [own, kept, ...later];
}

export interface AgainScreenProps {
  readonly chrome: SiloChrome;
  readonly state: StateOf<'again'>;
  readonly busy: boolean;
  readonly onOpen: (compartmentId: string) => void;
  readonly onExtend: () => void;
}

/** Something was forgotten, and several compartments were emptied: which one shall be opened again? */
export function AgainScreen({ chrome, state, busy, onOpen, onExtend }: AgainScreenProps) {
  const text = useText();
  return (
    <ScreenFrame {...chrome} screen="again" width="narrow">
      <div className="again">
        <h1>{text('collect.again.title')}</h1>
        <p>{text('collect.again.body')}</p>
        <div className="again-doors">
          {state.emptied.doors.map((door) => (
            <Button key={door.compartmentId} size="huge" wide busy={busy} onPress={() => onOpen(door.compartmentId)}>
              {text('collect.again.door', { number: door.number })}
            </Button>
          ))}
        </div>
        <MoreTime until={state.until} onExtend={onExtend} />
      </div>
    </ScreenFrame>
  );
}
