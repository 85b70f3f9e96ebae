import { useState } from 'react';
import { formatDay } from '../phone/format-day.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Viewfinder } from '../reading/viewfinder.tsx';
import { Button } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { CharacterEntry, PinEntry } from './entry-screens.tsx';
import { cameraGates } from './camera-gates.ts';
import { HoldDrawing } from './hold-drawing.tsx';
import { Notice, useSecondsLeft } from './notice.tsx';
import { PasteBox } from './paste-box.tsx';
import { ReturnHelp } from './return-help.tsx';
import { judgeNumber, NUMBER_LENGTH, withNumberCharacter } from './return-number.ts';
import type { ReturnStateOf } from './return-state.ts';
import { SideBySide } from './side-by-side.tsx';
import type { SiloChrome } from './silo-chrome.ts';
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
  const [typing, setTyping] = useState(false);
  const [camera, setCamera] = useState(true);
  if (typing) return <TypedWay chrome={{ ...chrome, tellsItself: true }} busy={busy} onPin={onPin} onLeave={() => setTyping(false)} />;
  return (
    <ScreenFrame
      {...chrome}
      screen="return-identify"
      width="fill"
      help={<ReturnHelp />}
      action={
        <Button kind={camera ? 'secondary' : 'primary'} size="large" wide onPress={() => setTyping(true)}>
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
          <Viewfinder held={cameraGates.return} onCode={(code) => onScan(code, 'camera')} onWorking={setCamera} />
        </div>
      </div>
    </ScreenFrame>
  );
}

interface TypedWayProps {
  readonly chrome: SiloChrome;
  readonly busy: boolean;
  readonly onPin: (number: string, pin: string) => void;
  readonly onLeave: () => void;
}

/** First the order's number, or its short code, then the PIN. */
function TypedWay({ chrome, busy, onPin, onLeave }: TypedWayProps) {
  const text = useText();
  const [step, setStep] = useState<'number' | 'pin'>('number');
  const [number, setNumber] = useState('');
  if (step === 'pin')
    return (
      <PinEntry
        chrome={chrome}
        screen="return-pin"
        help={<ReturnHelp />}
        title={text('return.pin.title')}
        body={text('return.pin.body')}
        go={text('return.pin.open')}
        busy={busy}
        wrong={null}
        onEnter={(pin) => onPin(number, pin)}
        onLeave={() => setStep('number')}
      />
    );
  return (
    <CharacterEntry
      chrome={chrome}
      screen="return-number"
      help={<ReturnHelp />}
      title={text('return.number.title')}
      body={text('return.number.body')}
      typo={text('return.number.typo')}
      go={text('return.next')}
      value={number}
      length={NUMBER_LENGTH}
      groups={[2, 7]}
      label={text('return.number.field', { number: number === '' ? 'none' : [...number].join(' ') })}
      verdict={judgeNumber(number)}
      add={withNumberCharacter}
      onValue={setNumber}
      onNext={() => setStep('pin')}
      onLeave={onLeave}
    />
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
  'all-returned': 'bag',
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
