import { useLayoutEffect, useState } from 'react';
import type { KioskView, StaffView } from '../../src/contract/station/views.ts';
import { useBridge, useConnection, usePublished } from '../bridge/hooks.tsx';
import { type Published, publisher } from '../bridge/published.ts';
import { browserPage } from './browser-page.ts';
import { heldAfter, holdsNobody, isOver, type Shown } from './fresh-rule.ts';
import { renewPage } from './renew-page.ts';

/**
 * Loads the page anew when the person has gone who used it, so that a browser remembers as little of them as the desktop shell does, which throws the page away
 * by itself. `route` is where the page is. Draws nothing.
 */
export function FreshPage({ route }: { readonly route: string }) {
  const [held, setHeld] = useState(holdsNobody);
  const shown = useShown(route, held.staff);
  const next = heldAfter(held, shown);
  if (next !== held) setHeld(next);
  const over = isOver(next, shown);
  // Before anybody can touch the first screen of the page that goes.
  useLayoutEffect(() => (over ? renewPage(browserPage()) : undefined), [over]);
  return null;
}

const noKiosk: Published<KioskView | null> = publisher<KioskView | null>(null);
const noStaff: Published<StaffView | null> = publisher<StaffView | null>(null);

function useShown(route: string, asksStaff: boolean): Shown {
  const bridge = useBridge();
  const inKiosk = !route.startsWith('/silo') && !route.startsWith('/staff');
  // Only what its screen is sent anyway: a page at the lockers learns nothing of a shopper.
  const kiosk = usePublished(inKiosk ? bridge.kiosk : noKiosk);
  const staff = usePublished(asksStaff ? bridge.staff : noStaff);
  const connected = useConnection().kind === 'connected';
  const area = route.startsWith('/staff') ? 'staff' : !inKiosk || kiosk?.place.stationKind === 'silo' ? 'silo' : 'kiosk';
  return { area, session: kiosk === null ? null : kiosk.session !== null, member: staff === null ? null : staff.member !== null, connected };
}
