import { useEffect, useEffectEvent, useState } from 'react';
import type { AssistView } from '../../src/contract/station/assist-views.ts';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { goTo, usePlace } from '../ui/route.ts';
import { AddressScreen } from './address-screen.tsx';
import { useBenefitReader } from './benefit-reader.tsx';
import { BagScreen } from './bag-screen.tsx';
import { BrowseScreen } from './browse-screen.tsx';
import { ClubScreen, JoinScreen } from './club-screen.tsx';
import { CodeScreen } from './code-screen.tsx';
import { CustomerScreen } from './customer-screen.tsx';
import { ContactScreen } from './contact-screen.tsx';
import { DeliveryScreen } from './delivery-screen.tsx';
import { DiscountScreen } from './discount-screen.tsx';
import { EachScreen } from './each-screen.tsx';
import { OrderScreens } from './order-screens.tsx';
import { PlacedScreen } from './placed-screen.tsx';
import { ProductScreen } from './product-screen.tsx';
import { ReadNotice } from './read-notice.tsx';
import { ReviewScreen } from './review-screen.tsx';
import type { SessionScreenProps } from './session-screen.ts';
import { type Browse, type BrowseQuery, browseRoute, EVERYTHING, queryOf, useBrowse } from './use-browse.ts';
import { useOrderReader } from './use-order-reader.ts';
import { type LabelMode, type LabelScan, useLabelScan } from './use-label-scan.ts';

export interface SessionScreensProps extends SessionScreenProps {
  /** A code that was read before the session began, because it was to begin it; null: none. */
  readonly firstCode: string | null;
}

/** The screen that the address names, and what came of a code that was read on it. Once the order is placed there is only one. */
export function SessionScreens({ view, session, firstCode }: SessionScreensProps) {
  const { path, query } = usePlace();
  const [, , screen = '', id = '', more = ''] = path.split('/');
  const [browsed, setBrowsed] = useState<BrowseQuery>(EVERYTHING);
  const asked = screen === '' ? queryOf(query) : browsed;
  if (browseRoute(asked) !== browseRoute(browsed)) setBrowsed(asked);
  const browse = useBrowse(asked, view.hub.catalogueAsOf);
  const unscanned = (keys: string) => {
    if (screen === '' && asked.text.endsWith(keys)) goTo(browseRoute({ ...asked, text: asked.text.slice(0, -keys.length) }));
  };
  const benefits = useBenefitReader();
  const orderReader = useOrderReader();
  const scan = useLabelScan(labelMode(session, screen), [benefits.reader, orderReader], unscanned);
  const readFirst = useEffectEvent(() => {
    if (firstCode !== null) void scan.read(firstCode);
  });
  useEffect(() => readFirst(), []);
  return (
    <>
      <NamedScreen view={view} session={session} screen={screen} id={id} more={more} asked={asked} browsed={browsed} browse={browse} scan={scan} />
      <ReadNotice scan={scan} />
      {benefits.notice}
    </>
  );
}

interface NamedScreenProps extends SessionScreenProps {
  readonly screen: string;
  readonly id: string;
  readonly more: string;
  readonly asked: BrowseQuery;
  readonly browsed: BrowseQuery;
  readonly browse: Browse;
  readonly scan: LabelScan;
}

function NamedScreen({ view, session, screen, id, more, asked, browsed, browse, scan }: NamedScreenProps) {
  const props = { view, session };
  // Once whoever helped has gone, the shopper is back at their bag.
  if (screen === 'assist' && view.assist !== undefined) return <AssistScreen assist={view.assist} session={session} id={id} more={more} />;
  if (session.placed !== null) return <PlacedScreen {...props} placed={session.placed} />;
  if (screen === 'p') return <ProductScreen {...props} productId={decodeURIComponent(id)} back={browseRoute(browsed)} />;
  if (screen === 'order') return <OrderScreens {...props} step={id} scan={scan} />;
  if (screen === 'bag' || screen === 'assist' || (CHECKOUT.has(screen) && session.bag.length === 0))
    return <BagScreen {...props} browse={browseRoute(browsed)} scan={scan} />;
  if (screen === 'code') return <CodeScreen {...props} scan={scan} />;
  if (screen === 'club') return id === '' ? <ClubScreen {...props} back={browseRoute(browsed)} /> : <JoinScreen {...props} name={decodeURIComponent(id)} />;
  if (screen === 'delivery') return <DeliveryScreen {...props} />;
  if (screen === 'each') return <EachScreen {...props} />;
  // What was typed belongs to its session: another one begins with fields of its own.
  if (screen === 'address') return <AddressScreen key={props.session.sessionId} {...props} />;
  if (screen === 'contact') return <ContactScreen key={props.session.sessionId} {...props} />;
  if (screen === 'review') return <ReviewScreen {...props} />;
  return <BrowseScreen {...props} query={asked} browse={browse} scan={scan} />;
}

/** What staff see beside a shopper: the customer, or the price of a line. */
function AssistScreen({
  assist,
  session,
  id,
  more,
}: {
  readonly assist: AssistView;
  readonly session: KioskSession;
  readonly id: string;
  readonly more: string;
}) {
  if (id === 'discount' && session.placed === null) return <DiscountScreen key={more} assist={assist} session={session} of={more} />;
  return <CustomerScreen session={session} />;
}

/** A label leads straight to its goods from the list and from other goods; whoever is in the middle of their bag or order is asked. */
function labelMode(session: SessionScreenProps['session'], screen: string): LabelMode {
  if (session.placed !== null) return 'after-order';
  return screen === '' || screen === 'p' ? 'go' : 'ask';
}

const CHECKOUT: ReadonlySet<string> = new Set(['delivery', 'each', 'address', 'contact', 'review']);
