import type { HelpRinging } from '../../src/contract/station/help-views.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { useSince } from '../silo/help-time.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { goTo, useRoute } from '../ui/route.ts';
import './help-ringing.css';
import { useRinging } from './use-ringing.ts';

/** So many calls are shown above a screen; the rest are in the queue, so that there is room to work. */
const MOST_SHOWN = 2;

/** The calls for help that are open in this shop, above every staff screen but their own: seen and heard until somebody answers. */
export function HelpCalls({ calls, signedIn }: { readonly calls: readonly HelpRinging[]; readonly signedIn: boolean }) {
  const text = useText();
  useRinging(calls.some((call) => call.answeredAt === null));
  const isQueue = useRoute() === '/staff/help';
  if (calls.length === 0 || (isQueue && signedIn)) return null;
  const shown = [...calls].sort((a, b) => Number(a.answeredAt !== null) - Number(b.answeredAt !== null)).slice(0, MOST_SHOWN);
  return (
    <ul className="help-ringing">
      {shown.map((call) => (
        <li key={call.callId}>
          <Call call={call} signedIn={signedIn} />
        </li>
      ))}
      {signedIn && calls.length > shown.length ? (
        <li>
          <Button onPress={() => goTo('/staff/help')}>{text('help.queue.more', { count: calls.length })}</Button>
        </li>
      ) : null}
    </ul>
  );
}

function Call({ call, signedIn }: { readonly call: HelpRinging; readonly signedIn: boolean }) {
  const text = useText();
  const { help } = useBridge().intents;
  const action = useAction<string>();
  const { callId, answeredAt } = call;
  const answer = (
    <Button kind="primary" busy={action.busy} onPress={() => action.run(() => help.answer({ callId }))}>
      {text('help.staff.answer')}
    </Button>
  );
  const end = (
    <Button busy={action.busy} onPress={() => action.run(() => help.end({ callId }))}>
      {text('help.staff.done')}
    </Button>
  );
  return (
    <Banner tone={answeredAt === null ? 'warning' : 'info'} icon="staff" action={signedIn ? (answeredAt === null ? answer : end) : null}>
      <span aria-live="off">
        <CallWords call={call} />
        {signedIn || answeredAt !== null ? null : <span className="help-ringing-next">{text('help.staff.signIn')}</span>}
      </span>
    </Banner>
  );
}

function CallWords({ call }: { readonly call: HelpRinging }) {
  const text = useText();
  const { screen, why, doorNumber, where, answeredAt, answeredBy } = call;
  const time = useSince(call.calledAt);
  if (answeredAt !== null)
    return <>{answeredBy === null ? text('help.staff.coming.unnamed', { screen, time }) : text('help.staff.coming', { name: answeredBy, screen, time })}</>;
  if (why !== 'person' && doorNumber !== null) return <>{text('help.staff.door', { why: why.replaceAll('-', '_'), number: doorNumber, time })}</>;
  if (where === 'elsewhere') return <>{text(`help.staff.${screen}.elsewhere`, { station: call.station ?? 'none', time })}</>;
  return <>{text(`help.staff.${screen}`, { time })}</>;
}
