import { useState } from 'react';
import { formatDay } from '../phone/format-day.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Viewfinder } from '../reading/viewfinder.tsx';
import { Button } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import { Keypad } from '../ui/keypad.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { CodeBoxes } from './code-boxes.tsx';
import { PIN_LENGTH, withDigit } from './code-entry.ts';
import { CodeKeyboard } from './code-keyboard.tsx';
import { HoldDrawing } from './hold-drawing.tsx';
import { Notice, useSecondsLeft } from './notice.tsx';
import { PasteBox } from './paste-box.tsx';
import { ReturnHelp } from './return-help.tsx';
import { judgeNumber, NUMBER_LENGTH, withNumberCharacter } from './return-number.ts';
import type { ReturnStateOf } from './return-state.ts';
import { Say } from './say.tsx';
import { SideBySide } from './side-by-side.tsx';
import type { SiloChrome } from './silo-chrome.ts';
import { useTypedKeys } from './use-typed-keys.ts';
import './pin-screen.css';
import './ready-screen.css';

export interface IdentifyScreenProps {
  readonly chrome: SiloChrome;
  readonly demo: boolean;
  readonly busy: boolean;
  /** Says whether the code was taken: not while another is on its way, or too soon after it. */
  readonly onScan: (code: string, source: 'camera' | 'typed') => Promise<boolean>;
  readonly onPin: (number: string, pin: string) => void;
}

/** Whose is it? The code of the order or of the return, or the order's number and its PIN. What is typed is gone with the screen. */
export function IdentifyScreen({ chrome, demo, busy, onScan, onPin }: IdentifyScreenProps) {
  const text = useText();
  const [step, setStep] = useState<'code' | 'number' | 'pin'>('code');
  const [number, setNumber] = useState('');
  const [camera, setCamera] = useState(true);
  if (step === 'number')
    return <NumberStep chrome={chrome} number={number} onNumber={setNumber} onNext={() => setStep('pin')} onLeave={() => setStep('code')} />;
  if (step === 'pin') return <PinStep chrome={chrome} busy={busy} onEnter={(pin) => onPin(number, pin)} onLeave={() => setStep('number')} />;
  return (
    <ScreenFrame
      {...chrome}
      screen="return-identify"
      width="fill"
      help={<ReturnHelp />}
      action={
        <Button kind={camera ? 'secondary' : 'primary'} size="large" wide onPress={() => setStep('number')}>
          {text('return.identify.pin')}
        </Button>
      }
    >
      <div className="ready" data-demo={demo}>
        <div className="ready-words">
          <h1>{text('return.identify.title')}</h1>
          <p>{text('return.identify.body')}</p>
          <div className="ready-drawing">
            <HoldDrawing />
          </div>
          {demo ? <PasteBox onCode={(code) => void onScan(code, 'typed')} /> : null}
        </div>
        <div className="ready-camera">
          <Viewfinder onCode={(code) => onScan(code, 'camera')} onWorking={setCamera} />
        </div>
      </div>
      <Say>{text('return.say.identify')}</Say>
    </ScreenFrame>
  );
}

interface NumberStepProps {
  readonly chrome: SiloChrome;
  readonly number: string;
  readonly onNumber: (number: string) => void;
  readonly onNext: () => void;
  readonly onLeave: () => void;
}

function NumberStep({ chrome, number, onNumber, onNext, onLeave }: NumberStepProps) {
  const text = useText();
  const verdict = judgeNumber(number);
  const add = (character: string) => onNumber(withNumberCharacter(number, character));
  const erase = () => onNumber(number.slice(0, -1));
  useTypedKeys({ onCharacter: add, onErase: erase });
  return (
    <ScreenFrame
      {...chrome}
      screen="return-number"
      width="fill"
      help={<ReturnHelp />}
      onBack={onLeave}
      action={
        <Button kind="primary" size="large" wide disabled={verdict !== 'complete'} onPress={onNext}>
          {text('return.next')}
        </Button>
      }
    >
      <div className="entry">
        <div className="entry-words">
          <h1>{text('return.number.title')}</h1>
          <CodeBoxes
            value={number}
            length={Math.max(NUMBER_LENGTH, number.length)}
            groups={[2, 7]}
            secret={false}
            problem={verdict === 'typo'}
            label={text('return.number.field', { number: number === '' ? 'none' : [...number].join(' ') })}
          />
          <p className="entry-note" data-problem={verdict === 'typo'} role="status">
            {text(verdict === 'typo' ? 'return.number.typo' : 'return.number.body')}
          </p>
        </div>
        <CodeKeyboard onCharacter={add} onErase={erase} onClear={() => onNumber('')} />
      </div>
    </ScreenFrame>
  );
}

interface PinStepProps {
  readonly chrome: SiloChrome;
  readonly busy: boolean;
  readonly onEnter: (pin: string) => void;
  readonly onLeave: () => void;
}

function PinStep({ chrome, busy, onEnter, onLeave }: PinStepProps) {
  const text = useText();
  const [pin, setPin] = useState('');
  const add = (digit: string) => setPin((typed) => withDigit(typed, digit));
  const erase = () => setPin((typed) => typed.slice(0, -1));
  useTypedKeys({ onCharacter: add, onErase: erase });
  return (
    <ScreenFrame
      {...chrome}
      screen="return-pin"
      width="fill"
      help={<ReturnHelp />}
      onBack={onLeave}
      action={
        <Button kind="primary" size="large" wide disabled={pin.length < PIN_LENGTH} busy={busy} onPress={() => onEnter(pin)}>
          {text('return.pin.open')}
        </Button>
      }
    >
      <div className="entry">
        <div className="entry-words">
          <h1>{text('return.pin.title')}</h1>
          <CodeBoxes value={pin} length={PIN_LENGTH} groups={[]} secret problem={false} label={text('silo.pin.field', { count: pin.length })} />
          <p className="entry-note">{text('return.pin.body')}</p>
        </div>
        <Keypad onDigit={add} onErase={erase} />
      </div>
    </ScreenFrame>
  );
}

/** A PIN is being judged. */
export function LookingScreen({ chrome }: { readonly chrome: SiloChrome }) {
  const text = useText();
  return (
    <ScreenFrame {...chrome} screen="return-checking" width="fill">
      <Notice icon="code" tone="calm" title={text('return.checking.title')} body={text('return.checking.body')} />
    </ScreenFrame>
  );
}

const icons: Readonly<Record<ReturnStateOf<'return-refused'>['reason'], IconName>> = {
  unreadable: 'code',
  'product-code': 'bag',
  'not-valid': 'warning',
  delegate: 'staff',
  'needs-pin': 'code',
  'not-collected': 'locker',
  'too-late': 'warning',
  'all-returned': 'check',
  'not-taking': 'shop',
};

export interface ReturnRefusedScreenProps {
  readonly chrome: SiloChrome;
  readonly state: ReturnStateOf<'return-refused'>;
  readonly onAgain: (() => void) | undefined;
  readonly onEnd: () => void;
}

/** Nothing can be returned with that: why, as far as who showed it may know, and what to do next. */
export function ReturnRefusedScreen({ chrome, state, onAgain, onEnd }: ReturnRefusedScreenProps) {
  const text = useText();
  const locale = useLocale();
  const { reason, until, days } = state;
  const body =
    reason === 'too-late'
      ? text('return.refused.too-late.body', { days: days ?? 0, date: formatDay(locale, until ?? 0) })
      : text(`return.refused.${reason}.body`);
  return (
    <ScreenFrame
      {...chrome}
      screen="return-refused"
      width="fill"
      help={<ReturnHelp />}
      action={
        reason === 'not-taking' ? (
          <Button kind="primary" size="large" wide onPress={onEnd}>
            {text('return.refused.start')}
          </Button>
        ) : (
          <SideBySide>
            <Button size="large" wide onPress={onEnd}>
              {text('return.refused.start')}
            </Button>
            <Button kind="primary" size="large" wide onPress={() => onAgain?.()}>
              {text('return.refused.again')}
            </Button>
          </SideBySide>
        )
      }
    >
      <Notice icon={icons[reason]} tone="attention" title={text(`return.refused.${reason}.title`)} body={body} />
    </ScreenFrame>
  );
}

/** Too many wrong PINs: how long to wait, and that a code goes on to work. */
export function ReturnWaitScreen({
  chrome,
  state,
  onAgain,
}: {
  readonly chrome: SiloChrome;
  readonly state: ReturnStateOf<'return-wait'>;
  readonly onAgain: (() => void) | undefined;
}) {
  const text = useText();
  const seconds = useSecondsLeft(state.until);
  return (
    <ScreenFrame
      {...chrome}
      screen="return-wait"
      width="fill"
      help={<ReturnHelp />}
      action={
        <Button kind="primary" size="large" wide onPress={() => onAgain?.()}>
          {text('return.wait.code')}
        </Button>
      }
    >
      <Notice icon="warning" tone="attention" title={text('return.wait.title')} body={text('return.wait.body')}>
        <p className="notice-wait" aria-live="off">
          <span className="notice-count">{seconds}</span> {text('silo.wait.left', { seconds })}
        </p>
      </Notice>
    </ScreenFrame>
  );
}
