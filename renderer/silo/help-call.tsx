import { type ReactNode, useContext, useState } from 'react';
import type { HelpScreen, HelpView } from '../../src/contract/station/help-views.ts';
import { noHelp } from '../../src/contract/station/no-help.ts';
import { useBridge, usePublished } from '../bridge/hooks.tsx';
import type { Published } from '../bridge/published.ts';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ScreenNameContext } from '../ui/screen-frame.tsx';
import './help-call.css';
import { doingOn } from './help-doing.ts';
import { useHelpTime, useSince } from './help-time.ts';
import { Say } from './say.tsx';

type Problem = 'storage' | 'not-now' | 'unreachable';

/** In the help sheet of every screen of a customer: the button that calls somebody, or what has become of the call. */
export function HelpCall({ screen }: { readonly screen: HelpScreen }) {
  return (
    <>
      <CallOrItsState screen={screen} />
      <HelpOver screen={screen} />
    </>
  );
}

function CallOrItsState({ screen }: { readonly screen: HelpScreen }) {
  const text = useText();
  const help = useHelp(screen);
  const { intents } = useBridge();
  const action = useAction<Problem>();
  const doing = doingOn(useContext(ScreenNameContext));
  if (help.state !== 'none') return <HelpBanner screen={screen} />;
  return (
    <div className="help-call">
      <Button
        kind="primary"
        size="large"
        wide
        busy={action.busy}
        icon={<Icon name="staff" />}
        onPress={() => action.run(() => intents.help.call({ screen, doing }))}
      >
        {text('help.call')}
      </Button>
      <p>{text('help.call.note')}</p>
      <Trouble problem={action.problem} />
    </div>
  );
}

/** Above every screen of a customer while somebody is called: since when, who comes, and whom to phone. Nothing otherwise. */
export function HelpBanner({ screen }: { readonly screen: HelpScreen }): ReactNode {
  const help = useHelp(screen);
  return help.state === 'none' || help.since === null ? null : <OpenCall screen={screen} help={help} since={help.since} />;
}

/** For the ear: a call that a person made here has come to its end. The eye sees that its line has gone. */
export function HelpOver({ screen }: { readonly screen: HelpScreen }): ReactNode {
  const text = useText();
  const help = useHelp(screen);
  const [before, setBefore] = useState(help);
  const [isOver, setOver] = useState(false);
  if (before.state !== help.state) {
    setBefore(help);
    setOver(help.state === 'none' && before.why === 'person');
  }
  return isOver ? <Say>{text('help.over')}</Say> : null;
}

function OpenCall({ screen, help, since }: { readonly screen: HelpScreen; readonly help: HelpView; readonly since: number }) {
  const text = useText();
  const { intents } = useBridge();
  const action = useAction<Problem>();
  const isComing = help.state === 'coming';
  const isPersons = help.why === 'person';
  return (
    <div className="help-open">
      <Banner
        tone={isComing ? 'info' : help.late ? 'warning' : 'info'}
        icon={isComing ? 'check' : 'staff'}
        action={
          isPersons ? (
            <Button busy={action.busy} onPress={() => action.run(() => intents.help.takeBack({ screen }))}>
              {text(isComing ? 'help.solved' : 'help.takeBack')}
            </Button>
          ) : null
        }
      >
        <Words help={help} since={since} />
      </Banner>
      <Trouble problem={action.problem} />
    </div>
  );
}

/** The count is not announced: what is said aloud is what changes, not each second. */
function Words({ help, since }: { readonly help: HelpView; readonly since: number }) {
  const text = useText();
  const time = useSince(since);
  const took = useHelpTime();
  if (help.state === 'coming') return <>{text('help.coming', { time: took(help.answeredAfterMs ?? 0) })}</>;
  const late = help.phone === null ? text('help.late', { time }) : text('help.late.phone', { time, phone: help.phone });
  const now = help.why === 'person' ? text('help.calling', { time }) : text('help.why', { why: help.why.replaceAll('-', '_'), time });
  return (
    <span aria-live="off">
      {help.late ? late : now}
      {help.everywhere ? null : <span className="help-open-here">{text('help.calling.here')}</span>}
    </span>
  );
}

function Trouble({ problem }: { readonly problem: Problem | null }) {
  const text = useText();
  return problem === null ? null : <Banner tone="problem">{text(`help.problem.${problem}`)}</Banner>;
}

function useHelp(screen: HelpScreen): HelpView {
  const bridge = useBridge();
  const views: Published<{ readonly help?: HelpView | undefined } | null> = screen === 'silo' ? bridge.silo : bridge.kiosk;
  return usePublished(views)?.help ?? noHelp;
}
