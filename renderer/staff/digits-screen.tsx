import { type ReactNode, useState } from 'react';
import { useTypedKeys } from '../silo/use-typed-keys.ts';
import { Button } from '../ui/button.tsx';
import { Keypad } from '../ui/keypad.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import './digits-screen.css';

export interface DigitsScreenProps {
  readonly screen: string;
  readonly title: string;
  readonly note: string;
  /** What went wrong last time, and what to do. */
  readonly problem: string | null;
  readonly least: number;
  readonly most: number;
  readonly secret: boolean;
  /** The words for the ear: how many digits are there. */
  readonly fieldLabel: (count: number) => string;
  readonly action: string;
  readonly busy: boolean;
  readonly corner?: ReactNode;
  readonly onDone: (digits: string) => void;
  readonly onBack: () => void;
}

/** One number to type, on a large pad. */
export function DigitsScreen(props: DigitsScreenProps) {
  const [digits, setDigits] = useState('');
  const add = (digit: string) => setDigits((typed) => (/^[0-9]$/.test(digit) && typed.length < props.most ? typed + digit : typed));
  const erase = () => setDigits((typed) => typed.slice(0, -1));
  useTypedKeys({ onCharacter: add, onErase: erase });
  const blanks = Math.max(props.least - digits.length, 0);
  return (
    <ScreenFrame
      screen={props.screen}
      width="fill"
      corner={props.corner}
      onBack={props.onBack}
      action={
        <Button
          kind="primary"
          size="large"
          wide
          disabled={digits.length < props.least}
          busy={props.busy}
          onPress={() => {
            setDigits('');
            props.onDone(digits);
          }}
        >
          {props.action}
        </Button>
      }
    >
      <div className="digits">
        <div className="digits-words">
          <h1>{props.title}</h1>
          <output className="digits-typed" aria-label={props.fieldLabel(digits.length)}>
            <span aria-hidden="true">{props.secret ? '•'.repeat(digits.length) : digits}</span>
            <span aria-hidden="true" className="digits-blank">
              {'–'.repeat(blanks)}
            </span>
          </output>
          <p className="digits-note" role={props.problem === null ? undefined : 'alert'} data-problem={props.problem !== null}>
            {props.problem ?? props.note}
          </p>
        </div>
        <Keypad onDigit={add} onErase={erase} />
      </div>
    </ScreenFrame>
  );
}
