import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Keypad } from '../ui/keypad.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { CodeBoxes } from './code-boxes.tsx';
import { PIN_LENGTH, withDigit } from './code-entry.ts';
import { CodeKeyboard } from './code-keyboard.tsx';
import './entry-screens.css';
import { Say } from './say.tsx';
import type { SiloChrome } from './silo-chrome.ts';
import { useTypedKeys } from './use-typed-keys.ts';

/** What every entry screen says, and where it leads. */
export interface EntryProps {
  readonly chrome: SiloChrome;
  /** The screen's name. */
  readonly screen: string;
  readonly title: string;
  readonly body: string;
  /** What the button says that goes on with what was typed. */
  readonly go: string;
  /** Help for this screen; left out: the silo's. */
  readonly help?: ReactNode;
  readonly onLeave: () => void;
}

export interface CharacterEntryProps extends EntryProps {
  readonly value: string;
  /** Boxes that stand there before anything is typed, and after which of them a space comes. */
  readonly length: number;
  readonly groups: readonly number[];
  /** What was typed, for the ear. */
  readonly label: string;
  readonly verdict: 'incomplete' | 'typo' | 'complete';
  /** Said in place of the body while `verdict` is `typo`. */
  readonly typo: string;
  /** What was typed with one more character. */
  readonly add: (value: string, character: string) => string;
  readonly onValue: (value: string) => void;
  readonly onNext: () => void;
}

/** Letters and digits with a check character: a short code, an order's number. Goes on only when they fit. */
export function CharacterEntry(props: CharacterEntryProps) {
  const { body, go, value, length, groups, label, verdict, typo, add, onValue, onNext } = props;
  const type = (character: string) => onValue(add(value, character));
  const erase = () => onValue(value.slice(0, -1));
  const isTypo = verdict === 'typo';
  useTypedKeys({ onCharacter: type, onErase: erase });
  return (
    <EntryFrame
      {...props}
      action={
        <Button kind="primary" size="large" wide disabled={verdict !== 'complete'} onPress={onNext}>
          {go}
        </Button>
      }
      boxes={<CodeBoxes value={value} length={Math.max(length, value.length)} groups={groups} secret={false} problem={isTypo} label={label} />}
      note={isTypo ? typo : body}
      problem={isTypo}
      keys={<CodeKeyboard onCharacter={type} onErase={erase} onClear={() => onValue('')} />}
    />
  );
}

export interface PinEntryProps extends EntryProps {
  readonly busy: boolean;
  /** What was typed before was not right, and says so until the first digit; null: nothing was, or it was. */
  readonly wrong: string | null;
  /** Nothing came of it, and it may be entered again as it stands; null: nothing is the matter. */
  readonly trouble?: string | null;
  readonly children?: ReactNode;
  readonly onEnter: (pin: string) => void;
}

/** The six digits of a PIN, shown as dots. What was typed is gone with the screen. */
export function PinEntry(props: PinEntryProps) {
  const { body, go, busy, wrong, trouble = null, children, onEnter } = props;
  const text = useText();
  const [pin, setPin] = useState('');
  const isWrong = wrong !== null && pin === '';
  const add = (digit: string) => setPin((typed) => withDigit(typed, digit));
  const erase = () => setPin((typed) => typed.slice(0, -1));
  useTypedKeys({ onCharacter: add, onErase: erase });
  return (
    <EntryFrame
      {...props}
      action={
        <Button kind="primary" size="large" wide disabled={pin.length < PIN_LENGTH} busy={busy} onPress={() => onEnter(pin)}>
          {go}
        </Button>
      }
      boxes={<CodeBoxes value={pin} length={PIN_LENGTH} groups={[]} secret problem={isWrong} label={text('silo.pin.field', { count: pin.length })} />}
      note={trouble ?? (isWrong ? wrong : body)}
      problem={isWrong || trouble !== null}
      keys={<Keypad secret onDigit={add} onErase={erase} />}
    >
      {children}
    </EntryFrame>
  );
}

interface EntryFrameProps extends Pick<EntryProps, 'chrome' | 'screen' | 'help' | 'title' | 'onLeave'> {
  readonly action: ReactNode;
  readonly boxes: ReactNode;
  /** What stands below the boxes; `problem`: it says what is wrong with what was typed. */
  readonly note: ReactNode;
  readonly problem: boolean;
  readonly children?: ReactNode;
  readonly keys: ReactNode;
}

/** Boxes for what is typed beside the keys to type it with. */
function EntryFrame({ chrome, screen, help, title, onLeave, action, boxes, note, problem, children, keys }: EntryFrameProps) {
  return (
    <ScreenFrame {...chrome} screen={screen} width="fill" {...(help === undefined ? {} : { help })} onBack={onLeave} action={action}>
      <div className="entry">
        <div className="entry-words">
          <h1>{title}</h1>
          {boxes}
          <p className="entry-note" data-problem={problem} role="status">
            {note}
          </p>
          {children}
        </div>
        {keys}
      </div>
      <Say>{title}</Say>
    </ScreenFrame>
  );
}
