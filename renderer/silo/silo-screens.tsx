import { useEffect, useState } from 'react';
import type { HubLink } from '../../src/contract/station/place-views.ts';
import type { SiloView } from '../../src/contract/station/silo-views.ts';
import { assertNever } from '../../src/kernel/assert-never.ts';
import { useReturns, useSilo } from '../bridge/hooks.tsx';
import { type Action, useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { usePortReader } from '../reading/use-port-reader.ts';
import { useWedge } from '../reading/use-wedge.ts';
import type { WedgeMode } from '../reading/wedge.ts';
import { Icon } from '../ui/icon.tsx';
import { OpeningScreen, OpenScreen, StuckScreen, ThanksScreen } from './door-screens.tsx';
import { CheckingScreen, RefusedScreen, UnavailableScreen, WaitingScreen, WaitScreen } from './notice-screens.tsx';
import { PinScreen } from './pin-screen.tsx';
import { ReadyScreen } from './ready-screen.tsx';
import { ReturnScreens } from './return-screens.tsx';
import { awaitsReturnCode, isReturn } from './return-state.ts';
import type { SiloChrome } from './silo-chrome.ts';
import './silo-screens.css';

type Problem = 'refused' | 'busy' | 'wait' | 'not-now' | 'unavailable' | 'unreachable';

/** The screen for what the station says, and for what the person chose while it waits for a code. */
export function SiloScreens({ onLeave }: { readonly onLeave: (() => void) | null }) {
  const { view, intents } = useSilo();
  const action = useAction<Problem>();
  const [entering, setEntering] = useState(false);
  const kind = view?.state.kind ?? null;
  // Whatever the station does next is the answer to what was typed; the entry is over, and what was typed is gone.
  useEffect(() => {
    if (kind !== null && kind !== 'ready' && kind !== 'refused') setEntering(false);
  }, [kind]);
  const scan = (code: string, source: 'camera' | 'wedge' | 'typed' | 'port') => action.run(() => intents.scan({ code: code.slice(0, MAX_SENT), source }));
  useWedge(wedgeMode(kind, entering || view?.place.demo === true), (reading) => {
    // The station keeps the record of every refusal, so it hears of this one too, without what was typed.
    scan(reading.kind === 'code' ? reading.text : '', 'wedge');
  });
  usePortReader('screen', (reading) => {
    // While a door moves, the screen belongs to whoever stands before it.
    if (kind === 'opening' || kind === 'open' || kind === 'checking') return true;
    if (reading.kind === 'badge') return false;
    // Not one of ours: the station says so, and keeps the record.
    if (kind === 'ready' || kind === 'refused' || (kind !== null && awaitsReturnCode(kind))) scan(reading.code, 'port');
    return true;
  });
  const text = useText();
  const chrome = useChrome(view?.hub ?? null);
  if (view === null) return <WaitingScreen chrome={chrome} />;
  const start: SiloChrome = onLeave === null ? chrome : { ...chrome, onBack: onLeave, backLabel: text('silo.toStart') };
  if (entering && kind === 'ready') {
    return (
      <PinScreen
        chrome={chrome}
        busy={action.busy}
        onEnter={(shortCode, pin) => action.run(() => intents.enterPin({ shortCode, pin }))}
        onLeave={() => setEntering(false)}
      />
    );
  }
  return <StateScreen view={view} chrome={chrome} start={start} action={action} intents={intents} onScan={scan} onEntering={setEntering} />;
}

/** A code that is longer than any of ours is cut: enough of it is sent for the station to refuse it. */
const MAX_SENT = 600;

/** Where a person may type, a scanner's first keys pass; the code entry and the paste box are such places. */
function wedgeMode(kind: SiloView['state']['kind'] | null, typing: boolean): WedgeMode | 'off' {
  if (kind === 'ready') return typing ? 'typing' : 'reading';
  // A person may type an order's number there.
  if (kind !== null && awaitsReturnCode(kind)) return 'typing';
  return kind === 'refused' ? 'reading' : 'off';
}

interface StateScreenProps {
  readonly view: SiloView;
  readonly chrome: SiloChrome;
  readonly start: SiloChrome;
  readonly action: Action<Problem>;
  readonly intents: ReturnType<typeof useSilo>['intents'];
  readonly onScan: (code: string, source: 'camera' | 'typed') => void;
  readonly onEntering: (entering: boolean) => void;
}

function StateScreen({ view, chrome, start, action, intents, onScan, onEntering }: StateScreenProps) {
  const { state, bank } = view;
  const returns = useReturns();
  const dismiss = () => action.run(() => intents.dismiss());
  if (isReturn(state)) return <ReturnScreens state={state} bank={bank} chrome={chrome} demo={view.place.demo === true} onScan={onScan} />;
  switch (state.kind) {
    case 'ready':
      return <ReadyScreen chrome={start} onScan={onScan} onPin={() => onEntering(true)} onReturn={() => action.run(() => returns.begin())} demo={view.place.demo === true} />;
    case 'checking':
      return <CheckingScreen chrome={chrome} />;
    case 'refused':
      return (
        <RefusedScreen
          chrome={chrome}
          state={state}
          onAgain={dismiss}
          onPin={() => {
            onEntering(true);
            dismiss();
          }}
        />
      );
    case 'wait':
      return <WaitScreen chrome={start} state={state} />;
    case 'opening':
      return <OpeningScreen chrome={chrome} bank={bank} state={state} />;
    case 'open':
      return <OpenScreen chrome={chrome} bank={bank} state={state} onClosed={dismiss} />;
    case 'did-not-open':
      return <StuckScreen chrome={chrome} bank={bank} state={state} busy={action.busy} onRetry={() => action.run(() => intents.retry())} onDismiss={dismiss} />;
    case 'thanks':
      return <ThanksScreen chrome={chrome} state={state} onDone={dismiss} />;
    case 'unavailable':
      return <UnavailableScreen chrome={start} state={state} />;
    case 'pin':
    case 'locked':
    case 'next':
    case 'again':
    case 'unsure':
    case 'close-door':
    case 'courier':
    case 'courier-pin':
      return <CheckingScreen chrome={chrome} />;
    default:
      return assertNever(state);
  }
}

function useChrome(hub: HubLink | null): SiloChrome {
  const text = useText();
  const corner =
    hub?.state === 'offline' ? (
      <span className="silo-offline" role="status">
        <Icon name="cloud-off" />
        {text('silo.offline')}
      </span>
    ) : null;
  return { corner };
}
