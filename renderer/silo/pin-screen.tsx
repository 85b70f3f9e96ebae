import { type ReactNode, useState } from 'react';
import type { SiloState } from '../../src/contract/station/silo-views.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Keypad } from '../ui/keypad.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { CodeBoxes } from './code-boxes.tsx';
import { CODE_LENGTH, judgeCode, PIN_LENGTH, withCharacter, withDigit } from './code-entry.ts';
import { CodeKeyboard } from './code-keyboard.tsx';
import { MoreTime } from './more-time.tsx';
import './pin-screen.css';
import type { SiloChrome } from './silo-chrome.ts';
import { useTypedKeys } from './use-typed-keys.ts';

export interface PinScreenProps {
  readonly chrome: SiloChrome;
  readonly busy: boolean;
  readonly onEnter: (shortCode: string, pin: string) => void;
  readonly onLeave: () => void;
}

/** The way in without a QR code: first the short code, then the PIN. Nothing typed is kept when the screen goes. */
export function PinScreen({ chrome, busy, onEnter, onLeave }: PinScreenProps) {
  const [code, setCode] = useState('');
  const text = useText();
  const [step, setStep] = useState<'code' | 'pin'>('code');
  if (step === 'code') return <CodeStep chrome={chrome} code={code} onCode={setCode} onNext={() => setStep('pin')} onLeave={onLeave} />;
  return (
    <PinStep
      chrome={chrome}
      busy={busy}
      title={text('silo.pin.title')}
      body={text('silo.pin.body')}
      wrong={null}
      onEnter={(pin) => onEnter(code, pin)}
      onLeave={() => setStep('code')}
    />
  );
}

export interface ConfirmPinScreenProps {
  readonly chrome: SiloChrome;
  readonly state: Extract<SiloState, { readonly kind: 'pin' }>;
  readonly busy: boolean;
  readonly onEnter: (pin: string) => void;
  readonly onExtend: () => void;
  readonly onLeave: () => void;
}

/** The code was shown and is good; its PIN is needed as well. */
export function ConfirmPinScreen({ chrome, state, busy, onEnter, onExtend, onLeave }: ConfirmPinScreenProps) {
  const text = useText();
  const wrong = state.wrong ? text('collect.pin.wrong') : null;
  const words = { title: text('collect.pin.title'), body: text('collect.pin.body'), wrong };
  return (
    <PinStep chrome={{ ...chrome, backLabel: text('collect.pin.leave') }} busy={busy} {...words} onEnter={onEnter} onLeave={onLeave}>
      <MoreTime until={state.until} onExtend={onExtend} />
    </PinStep>
  );
}

interface CodeStepProps {
  readonly chrome: SiloChrome;
  readonly code: string;
  readonly onCode: (code: string) => void;
  readonly onNext: () => void;
  readonly onLeave: () => void;
}

function CodeStep({ chrome, code, onCode, onNext, onLeave }: CodeStepProps) {
  const text = useText();
  const verdict = judgeCode(code);
  const add = (character: string) => onCode(withCharacter(code, character));
  const erase = () => onCode(code.slice(0, -1));
  useTypedKeys({ onCharacter: add, onErase: erase });
  return (
    <ScreenFrame
      {...chrome}
      screen="code"
      width="fill"
      onBack={onLeave}
      action={
        <Button kind="primary" size="large" wide disabled={verdict !== 'complete'} onPress={onNext}>
          {text('silo.code.next')}
        </Button>
      }
    >
      <div className="entry">
        <div className="entry-words">
          <h1>{text('silo.code.title')}</h1>
          <CodeBoxes
            value={code}
            length={CODE_LENGTH}
            groups={[4, 8]}
            secret={false}
            problem={verdict === 'typo'}
            label={text('silo.code.field', { code: code === '' ? 'none' : [...code].join(' ') })}
          />
          <p className="entry-note" data-problem={verdict === 'typo'} role="status">
            {text(verdict === 'typo' ? 'silo.code.typo' : 'silo.code.body')}
          </p>
        </div>
        <CodeKeyboard onCharacter={add} onErase={erase} onClear={() => onCode('')} />
      </div>
    </ScreenFrame>
  );
}

interface PinStepProps {
  readonly chrome: SiloChrome;
  readonly busy: boolean;
  readonly title: string;
  readonly body: string;
  /** What was typed before was not right, and says so until the first digit. */
  readonly wrong: string | null;
  readonly children?: ReactNode;
  readonly onEnter: (pin: string) => void;
  readonly onLeave: () => void;
}

function PinStep({ chrome, busy, title, body, wrong, children, onEnter, onLeave }: PinStepProps) {
  const text = useText();
  const [pin, setPin] = useState('');
  const note = wrong !== null && pin === '' ? wrong : body;
  const add = (digit: string) => setPin((typed) => withDigit(typed, digit));
  const erase = () => setPin((typed) => typed.slice(0, -1));
  useTypedKeys({ onCharacter: add, onErase: erase });
  return (
    <ScreenFrame
      {...chrome}
      screen="pin"
      width="fill"
      onBack={onLeave}
      action={
        <Button kind="primary" size="large" wide disabled={pin.length < PIN_LENGTH} busy={busy} onPress={() => onEnter(pin)}>
          {text('silo.pin.open')}
        </Button>
      }
    >
      <div className="entry">
        <div className="entry-words">
          <h1>{title}</h1>
          <CodeBoxes value={pin} length={PIN_LENGTH} groups={[]} secret problem={note === wrong} label={text('silo.pin.field', { count: pin.length })} />
          <p className="entry-note" data-problem={note === wrong} role="status">
            {note}
          </p>
          {children}
        </div>
        <Keypad onDigit={add} onErase={erase} />
      </div>
    </ScreenFrame>
  );
}
