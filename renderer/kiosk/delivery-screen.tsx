import { useState } from 'react';
import type { BagWays } from '../../src/contract/delivery.ts';
import type { Way } from '../../src/contract/orders.ts';
import { done } from '../../src/kernel/result.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { usePreferences } from '../ui/preferences.ts';
import { goTo } from '../ui/route.ts';
import { Tick } from '../ui/tick.tsx';
import { CheckoutFrame } from './checkout-frame.tsx';
import type { KioskProblem } from './problem.tsx';
import type { SessionScreenProps } from './session-screen.ts';
import { WayRows } from './way-rows.tsx';
import { isMixed, isOffered, proposedWay, unchosen } from './ways.ts';

/**
 * How the goods reach the customer: one way for all of them, the cheapest first, each with its days and its cost; or item by item. Who has
 * the controls of this screen low is taken to need a low door as well, until they say otherwise.
 */
export function DeliveryScreen({ session }: SessionScreenProps) {
  const text = useText();
  const { intents } = useKiosk();
  const action = useAction<KioskProblem>();
  const ways = session.ways ?? NO_WAYS;
  const [wanted, setWanted] = useState<Way | null>(null);
  const [needsLowDoor, setNeedsLowDoor] = useLowDoor(session);
  const each = useEachItsWay(ways, needsLowDoor);
  const possible = ways.all.filter(isOffered);
  const severalLines = session.bag.length > 1;
  // Who chose item by item and comes back begins with that choice, not with another.
  const proposed = isMixed(ways) ? null : proposedWay(ways);
  const way = possible.find((offer) => offer.way === wanted)?.way ?? proposed;
  const next = () => {
    if (way === null) return;
    action.run(
      () => intents.setWay({ lineId: null, way, ...(way === 'silo' ? { needsLowDoor } : {}) }),
      () => goTo(way === 'ship' ? '/kiosk/address' : '/kiosk/contact'),
    );
  };
  return (
    <CheckoutFrame
      session={session}
      step="delivery"
      screen="delivery"
      roomy
      title={text('kiosk.delivery.title')}
      lead={text('kiosk.ways.lead')}
      problem={action.problem ?? each.problem}
      onBack={() => goTo('/kiosk/bag')}
      action={
        <>
          {severalLines ? (
            <Button kind={way === null ? 'primary' : 'secondary'} size="large" icon={<Icon name="split" />} busy={each.busy} onPress={each.begin}>
              {text('kiosk.ways.each')}
            </Button>
          ) : null}
          {severalLines && way === null ? null : (
            <Button kind="primary" size="large" busy={action.busy} disabled={way === null} onPress={next}>
              {text('kiosk.next')}
            </Button>
          )}
        </>
      }
    >
      {possible.length > 0 ? null : <Banner tone="warning">{text(severalLines ? 'kiosk.ways.none' : 'kiosk.ways.gone')}</Banner>}
      <WayRows label={text('kiosk.delivery.title')} offers={ways.all} today={ways.today} lines={session.bag.length} value={way} onChange={setWanted} />
      {way === 'silo' ? (
        <Tick label={text('kiosk.delivery.low')} note={text('kiosk.delivery.low.note')} value={needsLowDoor} onChange={setNeedsLowDoor} />
      ) : null}
    </CheckoutFrame>
  );
}

/** What a bag has whose ways nobody knows. */
export const NO_WAYS: BagWays = { today: '1970-01-01', all: [], lines: [], countries: [], delivery: [] };

/** Who has the controls of the screen low is taken to need a low door too, until they say otherwise. */
export function useLowDoor(session: SessionScreenProps['session']) {
  const { value: preferences } = usePreferences();
  return useState(session.fulfilment?.kind === 'silo' ? session.fulfilment.needsLowDoor === true : preferences.reach === 'low');
}

/** Goes over to choosing item by item: what has no way yet begins with its first offer, one line after the other. */
function useEachItsWay(ways: BagWays, needsLowDoor: boolean) {
  const { intents } = useKiosk();
  const action = useAction<KioskProblem>();
  const choose = async () => {
    for (const { lineId, way } of unchosen(ways)) {
      const chosen = await intents.setWay({ lineId, way, ...(way === 'silo' ? { needsLowDoor } : {}) });
      if (!chosen.ok) return chosen;
    }
    return done;
  };
  return { problem: action.problem, busy: action.busy, begin: () => action.run(choose, () => goTo('/kiosk/each')) };
}
