import { useState } from 'react';
import type { Door } from '../../src/contract/station/place-views.ts';
import { assertNever } from '../../src/kernel/assert-never.ts';
import { useSilo } from '../bridge/hooks.tsx';
import { type Action, useAction } from '../bridge/use-action.ts';
import { AgainScreen, NextScreen, ThanksScreen } from './after-screens.tsx';
import { CloseDoorScreen, UnsureScreen } from './attention-screens.tsx';
import { type CollectState, mayReport } from './collect-state.ts';
import { OpeningScreen, OpenScreen, StuckScreen } from './door-screens.tsx';
import { LockedScreen } from './notice-screens.tsx';
import { ConfirmPinScreen } from './pin-screen.tsx';
import { ReportScreen } from './report-screen.tsx';
import { ShutScreen } from './shut-screen.tsx';
import type { SiloChrome } from './silo-chrome.ts';

export interface CollectScreensProps {
  readonly state: CollectState;
  readonly bank: readonly Door[];
  readonly chrome: SiloChrome;
}

type Problem = 'not-now' | 'refused' | 'busy' | 'wait' | 'storage' | 'unreachable';

/** The screens of whoever collects, from the PIN of their code to the thanks. */
export function CollectScreens({ state, bank, chrome }: CollectScreensProps) {
  const { intents } = useSilo();
  const action = useAction<Problem>();
  const [reporting, setReporting] = useState(false);
  const { busy, run } = action;
  const problem = () => {
    action.clear();
    setReporting(true);
  };
  if (reporting && mayReport(state)) {
    return (
      <ReportScreen
        chrome={chrome}
        canPutBack={state.kind === 'open' && !state.again}
        busy={busy}
        failed={action.problem !== null}
        onReport={(kind, keep) =>
          run(
            () => intents.report({ problem: kind, keep }),
            () => setReporting(false),
          )
        }
        onLeave={() => setReporting(false)}
      />
    );
  }
  return <StateScreen state={state} bank={bank} chrome={chrome} action={action} intents={intents} onProblem={problem} />;
}

interface StateScreenProps extends CollectScreensProps {
  readonly action: Action<Problem>;
  readonly intents: ReturnType<typeof useSilo>['intents'];
  readonly onProblem: () => void;
}

function StateScreen({ state, bank, chrome, action, intents, onProblem }: StateScreenProps) {
  const { busy, run } = action;
  const dismiss = () => run(() => intents.dismiss({ seen: state.kind }));
  const extend = () => run(() => intents.extend());
  switch (state.kind) {
    case 'pin':
      return (
        <ConfirmPinScreen
          chrome={chrome}
          state={state}
          busy={busy}
          onEnter={(pin) => run(() => intents.confirmPin({ pin }))}
          onExtend={extend}
          onLeave={dismiss}
        />
      );
    case 'shut':
      return <ShutScreen chrome={chrome} bank={bank} state={state} onDone={dismiss} />;
    case 'locked':
      return <LockedScreen chrome={chrome} state={state} onDone={dismiss} />;
    case 'opening':
      return <OpeningScreen chrome={chrome} bank={bank} state={state} />;
    case 'open':
      return <OpenScreen chrome={chrome} bank={bank} state={state} onClosed={dismiss} onProblem={onProblem} />;
    case 'did-not-open':
      return (
        <StuckScreen
          chrome={chrome}
          bank={bank}
          state={state}
          busy={busy}
          onRetry={() => run(() => intents.retry())}
          onGoOn={() => run(() => intents.openNext())}
          onReport={() => run(() => intents.report({ problem: 'did-not-open', keep: null }))}
          onDismiss={dismiss}
        />
      );
    case 'next':
      return (
        <NextScreen chrome={chrome} bank={bank} state={state} busy={busy} onOpen={() => run(() => intents.openNext())} onLater={dismiss} onExtend={extend} />
      );
    case 'thanks':
      return (
        <ThanksScreen
          chrome={chrome}
          state={state}
          busy={busy}
          onDone={dismiss}
          onForgot={() => run(() => intents.reopen({ compartmentId: null }))}
          onProblem={onProblem}
        />
      );
    case 'again':
      return (
        <AgainScreen
          chrome={{ ...chrome, onBack: dismiss }}
          state={state}
          busy={busy}
          onOpen={(compartmentId) => run(() => intents.reopen({ compartmentId }))}
          onExtend={extend}
        />
      );
    case 'unsure':
      return <UnsureScreen chrome={chrome} bank={bank} state={state} onDone={dismiss} />;
    case 'close-door':
      return <CloseDoorScreen chrome={chrome} bank={bank} state={state} onDone={dismiss} />;
    default:
      return assertNever(state);
  }
}
