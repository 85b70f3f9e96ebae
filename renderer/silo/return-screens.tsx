import type { Door } from '../../src/contract/station/place-views.ts';
import { assertNever } from '../../src/kernel/assert-never.ts';
import { useReturns } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useLocale } from '../i18n/use-text.ts';
import { IdleDialog } from '../ui/idle-dialog.tsx';
import { GoodsScreen, PiecesScreen, ReasonScreen, WhichScreen } from './return-choose.tsx';
import { AskScreen, ReturnOpeningScreen, ReturnOpenScreen, ReturnStuckScreen } from './return-door.tsx';
import { DoneScreen, NothingScreen, UnsureScreen } from './return-end.tsx';
import { IdentifyScreen, LookingScreen, ReturnRefusedScreen, ReturnWaitScreen } from './return-identify.tsx';
import { SizeScreen } from './return-size.tsx';
import type { ReturnProblem, ReturnState } from './return-state.ts';
import type { SiloChrome } from './silo-chrome.ts';

export interface ReturnScreensProps {
  readonly state: ReturnState;
  readonly bank: readonly Door[];
  readonly chrome: SiloChrome;
  /** Shows a box to paste codes into: a demonstration's station. */
  readonly demo: boolean;
  /** Says whether the code was taken: not while another is on its way, or too soon after it. */
  readonly onScan: (code: string, source: 'camera' | 'typed') => Promise<boolean>;
}

/** The screen for what the station says of a return, and the warning before it forgets what was chosen. */
export function ReturnScreens(props: ReturnScreensProps) {
  const { state } = props;
  const returns = useReturns();
  const action = useAction<ReturnProblem>();
  const idle = 'idle' in state ? state.idle : null;
  return (
    <>
      <StateScreen {...props} action={action} />
      <IdleDialog idle={idle} onStay={() => action.run(() => returns.extend())} onEnd={() => action.run(() => returns.end())} />
    </>
  );
}

function StateScreen({ state, bank, chrome, demo, onScan, action }: ReturnScreensProps & { readonly action: ReturnType<typeof useAction<ReturnProblem>> }) {
  const returns = useReturns();
  const locale = useLocale();
  const { busy, problem, run } = action;
  const end = () => run(() => returns.end());
  const next = () => run(() => returns.next());
  const change = () => run(() => returns.change());
  const back: SiloChrome = { ...chrome, onBack: () => run(() => returns.back()) };
  switch (state.kind) {
    case 'return-identify':
      return <IdentifyScreen chrome={back} demo={demo} busy={busy} onScan={onScan} onPin={(number, pin) => run(() => returns.enterPin({ number, pin }))} />;
    case 'return-checking':
      return <LookingScreen chrome={chrome} />;
    case 'return-refused':
      return <ReturnRefusedScreen chrome={chrome} state={state} onAgain={back.onBack} onEnd={end} />;
    case 'return-wait':
      return <ReturnWaitScreen chrome={back} state={state} onAgain={back.onBack} />;
    case 'return-which':
      return <WhichScreen chrome={back} state={state} onChoose={(orderId) => run(() => returns.chooseOrder({ orderId }))} />;
    case 'return-goods':
      return <GoodsScreen chrome={back} state={state} onQuantity={(sku, quantity) => run(() => returns.setQuantity({ sku, quantity }))} onNext={next} />;
    case 'return-reason':
      return <ReasonScreen chrome={back} state={state} onReason={(reason) => run(() => returns.setReason({ sku: state.goods.sku, reason }))} />;
    case 'return-pieces':
      return <PiecesScreen chrome={back} state={state} onPieces={(pieces) => run(() => returns.setPieces({ pieces }))} onNext={next} />;
    case 'return-size':
      return (
        <SizeScreen
          chrome={back}
          state={state}
          busy={busy}
          problem={problem}
          onSize={(size) => run(() => returns.setSize({ size }))}
          onEmail={(email) => run(() => returns.setEmail({ email }))}
          onOpen={() => run(() => returns.open({ locale }))}
          onEnd={end}
        />
      );
    case 'return-opening':
      return <ReturnOpeningScreen chrome={chrome} bank={bank} state={state} />;
    case 'return-open':
      return <ReturnOpenScreen chrome={chrome} bank={bank} state={state} onClosed={end} />;
    case 'return-ask':
      return <AskScreen chrome={chrome} bank={bank} state={state} busy={busy} onAnswer={(answer) => run(() => returns.answer({ answer }))} />;
    case 'return-stuck':
      return (
        <ReturnStuckScreen chrome={chrome} bank={bank} state={state} busy={busy} onRetry={() => run(() => returns.retry())} onChange={change} onEnd={end} />
      );
    case 'return-done':
      return <DoneScreen chrome={chrome} state={state} busy={busy} onPrint={() => run(() => returns.print())} onEnd={end} />;
    case 'return-nothing':
      return <NothingScreen chrome={chrome} state={state} onEnd={end} />;
    case 'return-unsure':
      return <UnsureScreen chrome={chrome} state={state} onEnd={end} />;
    default:
      return assertNever(state);
  }
}
