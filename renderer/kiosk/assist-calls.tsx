import type { AssistCall } from '../../src/contract/station/assist-views.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { useSince } from '../silo/help-time.ts';
import { useRinging } from '../staff/use-ringing.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import './assist-calls.css';

/** So many are shown at a shopper's side; whoever waits longest comes first. */
const MOST_SHOWN = 2;

/**
 * The other calls for help of the shop, under the bar of whoever stands beside a shopper: heard until somebody answers, and one touch away. The shopper reads
 * them as well, so they say no more than where somebody waits.
 */
export function AssistCalls({ calls }: { readonly calls: readonly AssistCall[] }) {
  useRinging(calls.some(({ isMine }) => !isMine));
  if (calls.length === 0) return null;
  const shown = [...calls].sort((a, b) => Number(a.isMine) - Number(b.isMine)).slice(0, MOST_SHOWN);
  return (
    <ul className="assist-calls">
      {shown.map((call) => (
        <li key={call.callId}>
          <Call call={call} />
        </li>
      ))}
    </ul>
  );
}

function Call({ call: { callId, where, station, screen, calledAt, isMine } }: { readonly call: AssistCall }) {
  const text = useText();
  const { help } = useBridge().intents;
  const action = useAction<string>();
  const time = useSince(calledAt);
  const named = { station: station ?? 'none', time };
  return (
    <Banner
      tone={isMine ? 'info' : 'warning'}
      icon={isMine ? 'check' : 'staff'}
      action={
        <Button busy={action.busy} onPress={() => action.run(() => (isMine ? help.end({ callId }) : help.answer({ callId })))}>
          {text(isMine ? 'help.staff.done' : 'help.staff.answer')}
        </Button>
      }
    >
      <span aria-live="off">
        {isMine ? `${text('assist.call.mine')} ` : null}
        {where === 'here' ? text(`help.staff.${screen}`, { time }) : text(`help.staff.${screen}.elsewhere`, named)}
      </span>
      {action.problem === null ? null : <span className="assist-calls-problem">{text('help.queue.problem.not-now')}</span>}
    </Banner>
  );
}
