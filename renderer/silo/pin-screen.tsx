import { useState } from 'react';
import type { SiloState } from '../../src/contract/station/silo-views.ts';
import { useText } from '../i18n/use-text.ts';
import { CODE_LENGTH, judgeCode, withCharacter } from './code-entry.ts';
import { CharacterEntry, PinEntry } from './entry-screens.tsx';
import { MoreTime } from './more-time.tsx';
import type { SiloChrome } from './silo-chrome.ts';

export interface PinScreenProps {
  readonly chrome: SiloChrome;
  readonly busy: boolean;
  /** Why nothing came of what was entered: what is wrong with it is on the station's own screen. */
  readonly problem: 'busy' | 'unreachable' | null;
  readonly onEnter: (shortCode: string, pin: string) => void;
  readonly onLeave: () => void;
}

/** The way in without a QR code: first the short code, then the PIN. Nothing typed is kept when the screen goes. */
export function PinScreen({ chrome, busy, problem, onEnter, onLeave }: PinScreenProps) {
  const text = useText();
  const [code, setCode] = useState('');
  const [step, setStep] = useState<'code' | 'pin'>('code');
  if (step === 'pin')
    return (
      <PinEntry
        chrome={chrome}
        screen="pin"
        title={text('silo.pin.title')}
        body={text('silo.pin.body')}
        go={text('silo.pin.open')}
        busy={busy}
        wrong={null}
        trouble={problem === null ? null : text(`silo.pin.${problem}`)}
        onEnter={(pin) => onEnter(code, pin)}
        onLeave={() => setStep('code')}
      />
    );
  return (
    <CharacterEntry
      chrome={chrome}
      screen="code"
      title={text('silo.code.title')}
      body={text('silo.code.body')}
      typo={text('silo.code.typo')}
      go={text('silo.code.next')}
      value={code}
      length={CODE_LENGTH}
      groups={[4, 8]}
      label={text('silo.code.field', { code: code === '' ? 'none' : [...code].join(' ') })}
      verdict={judgeCode(code)}
      add={withCharacter}
      onValue={setCode}
      onNext={() => setStep('pin')}
      onLeave={onLeave}
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
  return (
    <PinEntry
      chrome={{ ...chrome, backLabel: text('collect.pin.leave') }}
      screen="pin"
      title={text('collect.pin.title')}
      body={text('collect.pin.body')}
      go={text('silo.pin.open')}
      busy={busy}
      wrong={state.wrong ? text('collect.pin.wrong') : null}
      onEnter={onEnter}
      onLeave={onLeave}
    >
      <MoreTime until={state.until} onExtend={onExtend} />
    </PinEntry>
  );
}
