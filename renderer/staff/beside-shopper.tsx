import type { StaffView } from '../../src/contract/station/views.ts';
import { useAssist, useKiosk } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { placeOf } from '../kiosk/kiosk-place.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { goTo } from '../ui/route.ts';
import { ProblemLine } from './problem-line.tsx';
import { isSeller } from './seller.ts';
import type { Member } from './staff-chrome.tsx';

/** May this member stand beside a shopper at this station? A silo alone has no shoppers. */
function servesHere(member: Member, place: StaffView['place']): boolean {
  return place.stationKind !== 'silo' && isSeller(member);
}

/** First of what there is to do where a shopper stands at this kiosk, or may: help them with everything where it is. */
export function BesideShopper({ member, place }: { readonly member: Member; readonly place: StaffView['place'] }) {
  const text = useText();
  const locale = useLocale();
  const { view } = useKiosk();
  const intents = useAssist();
  const action = useAction<string>();
  if (view === null || !servesHere(member, place)) return null;
  const { session } = view;
  const count = session === null ? 0 : session.bag.reduce((sum, line) => sum + line.quantity, 0);
  const begin = () =>
    action.run(async () => {
      const begun = await intents.begin({ locale: session?.locale ?? locale });
      // The staff's area closes with it, and this button may be gone by now.
      if (begun.ok) goTo(placeOf(session?.sessionId ?? null));
      return begun;
    });
  const isBeside = view.assist !== undefined;
  const name = text(session === null ? 'assist.home.start' : isBeside ? 'assist.home.go' : 'assist.home.take');
  return (
    <>
      <button type="button" className="task" data-main={session !== null} onClick={begin}>
        <span className="task-icon">
          <Icon name="bag" />
        </span>
        <span className="task-words">
          <span className="task-name">{name}</span>
          <span className="task-note">{session === null ? text('assist.home.start.note') : text('assist.home.take.note', { count })}</span>
        </span>
        <Icon name="forward" />
      </button>
      <ProblemLine>{action.problem === null ? null : text('assist.problem')}</ProblemLine>
    </>
  );
}

/** From the till back to the shopper, while somebody stands beside one. */
export function BackToShopper() {
  const text = useText();
  const { view } = useKiosk();
  if (view?.assist === undefined || view.session === null) return null;
  const { sessionId } = view.session;
  return (
    <Button size="large" icon={<Icon name="back" />} onPress={() => goTo(placeOf(sessionId))}>
      {text('assist.home.go')}
    </Button>
  );
}
