import { useEffect } from 'react';
import type { SiloView } from '../../src/contract/station/silo-views.ts';
import { assertNever } from '../../src/kernel/assert-never.ts';
import { useReturns, useSilo } from '../bridge/hooks.tsx';
import { type Action, useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { CourierApp, CourierPin } from '../staff/courier-app.tsx';
import { usePortReader } from '../reading/use-port-reader.ts';
import { useWedge } from '../reading/use-wedge.ts';
import type { WedgeMode } from '../reading/wedge.ts';
import { Icon } from '../ui/icon.tsx';
import { CollectScreens } from './collect-screens.tsx';
import { isCollect, isTaken } from './collect-state.ts';
import { CheckingScreen, RefusedScreen, UnavailableScreen, WaitingScreen, WaitScreen } from './notice-screens.tsx';
import { PinScreen } from './pin-screen.tsx';
import { ReadyScreen } from './ready-screen.tsx';
import { RemoteScreen } from './remote-screen.tsx';
import { ReturnScreens } from './return-screens.tsx';
import { awaitsReturnCode, isReturn } from './return-state.ts';
import type { SiloChrome } from './silo-chrome.ts';
import { Speech } from './speech.tsx';
import { useScan } from './use-scan.ts';
import './silo-screens.css';

type Problem = 'refused' | 'busy' | 'wait' | 'not-now' | 'unavailable' | 'unreachable';

export interface SiloScreensProps {
  /** Is somebody typing a code while the station waits for one? */
  readonly entering: boolean;
  readonly onEntering: (entering: boolean) => void;
  readonly onLeave: (() => void) | null;
}

/** The screen for what the station says, and for what the person chose while it waits for a code. */
export function SiloScreens({ entering, onEntering: setEntering, onLeave }: SiloScreensProps) {
  const { view, intents } = useSilo();
  const action = useAction<Problem>();
  // By itself: a code is read while the answer to the press before is still under way.
  const scan = useScan(intents);
  const kind = view?.state.kind ?? null;
  // Whatever the station does next is the answer to what was typed; the entry is over, and what was typed is gone.
  useEffect(() => {
    if (kind !== null && kind !== 'ready' && kind !== 'refused') setEntering(false);
  }, [kind, setEntering]);
  useWedge(wedgeMode(kind, entering || view?.place.demo === true), (reading) => {
    // The station keeps the record of every refusal, so it hears of this one too, without what was typed.
    void scan(reading.kind === 'code' ? reading.text : '', 'wedge');
  });
  usePortReader('screen', (reading) => {
    // A courier's labels are for the courier's own screens.
    if (kind === 'courier') return false;
    // While a door moves, the screen belongs to whoever stands before it.
    if (kind !== null && isTaken(kind)) return true;
    if (reading.kind === 'badge') return false;
    // Not one of ours: the station says so, and keeps the record.
    if (kind === 'ready' || kind === 'refused' || kind === 'close-door' || (kind !== null && awaitsReturnCode(kind))) void scan(reading.code, 'port');
    return true;
  });
  const text = useText();
  const chrome = useChrome(view);
  if (view === null) return <WaitingScreen chrome={chrome} />;
  const start: SiloChrome = onLeave === null ? chrome : { ...chrome, onBack: onLeave, backLabel: text('silo.toStart') };
  if (entering && kind === 'ready') {
    return (
      <PinScreen
        chrome={chrome}
        busy={action.busy}
        problem={action.problem === 'busy' || action.problem === 'unreachable' ? action.problem : null}
        onEnter={(shortCode, pin) => action.run(() => intents.enterPin({ shortCode, pin }))}
        onLeave={() => setEntering(false)}
      />
    );
  }
  return (
    <Speech view={view}>
      <StateScreen view={view} chrome={chrome} start={start} action={action} intents={intents} onScan={scan} onEntering={setEntering} />
    </Speech>
  );
}

/** Where a person may type, a scanner's first keys pass; the code entry and the paste box are such places. */
function wedgeMode(kind: SiloView['state']['kind'] | null, typing: boolean): WedgeMode | 'off' {
  if (kind === 'ready') return typing ? 'typing' : 'reading';
  // A person may type an order's number there.
  if (kind !== null && awaitsReturnCode(kind)) return 'typing';
  // Whoever comes next need not first read what was meant for the one before.
  return kind === 'refused' || kind === 'close-door' || kind === 'unsure' || kind === 'thanks' ? 'reading' : 'off';
}

interface StateScreenProps {
  readonly view: SiloView;
  readonly chrome: SiloChrome;
  readonly start: SiloChrome;
  readonly action: Action<Problem>;
  readonly intents: ReturnType<typeof useSilo>['intents'];
  /** Says whether the code was taken: not while another is on its way, or too soon after it. */
  readonly onScan: (code: string, source: 'camera' | 'typed') => Promise<boolean>;
  readonly onEntering: (entering: boolean) => void;
}

function StateScreen({ view, chrome, start, action, intents, onScan, onEntering }: StateScreenProps) {
  const { state, bank } = view;
  const returns = useReturns();
  const dismiss = () => action.run(() => intents.dismiss({ seen: state.kind }));
  if (isReturn(state)) return <ReturnScreens state={state} bank={bank} chrome={chrome} demo={view.place.demo === true} onScan={onScan} />;
  if (isCollect(state)) return <CollectScreens state={state} bank={bank} chrome={chrome} />;
  switch (state.kind) {
    case 'ready':
      return (
        <ReadyScreen
          chrome={start}
          onScan={onScan}
          onPin={() => onEntering(true)}
          onReturn={() => action.run(() => returns.begin())}
          demo={view.place.demo === true}
          openDoor={state.openDoor ?? null}
          collectOnly={state.collectOnly === true}
        />
      );
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
    case 'unavailable':
      return <UnavailableScreen chrome={start} state={state} />;
    case 'remote':
      return <RemoteScreen chrome={chrome} bank={bank} state={state} onDone={dismiss} />;
    case 'courier':
      return <CourierApp />;
    case 'courier-pin':
      return <CourierPin wrong={state.wrong} onLeave={dismiss} />;
    default:
      return assertNever(state);
  }
}

function useChrome(view: SiloView | null): SiloChrome {
  const text = useText();
  const offline =
    view?.hub.state === 'offline' ? (
      <span className="silo-offline" role="status">
        <Icon name="cloud-off" />
        {text('silo.offline')}
      </span>
    ) : null;
  const { remote, state } = view ?? {};
  // Whoever is being served sees the other door move as well.
  const elsewhere =
    remote === undefined || state?.kind === 'remote' ? null : (
      <span className="silo-offline" role="status">
        {text('remote.note', { number: remote.door.number, reason: remote.reason })}
      </span>
    );
  if (offline === null && elsewhere === null) return { corner: null };
  return {
    corner: (
      <>
        {elsewhere}
        {offline}
      </>
    ),
  };
}
