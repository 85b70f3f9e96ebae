import { useState } from 'react';
import { goTo, usePlace } from '../ui/route.ts';
import { AddressScreen } from './address-screen.tsx';
import { BagScreen } from './bag-screen.tsx';
import { BrowseScreen } from './browse-screen.tsx';
import { ContactScreen } from './contact-screen.tsx';
import { DeliveryScreen } from './delivery-screen.tsx';
import { EachScreen } from './each-screen.tsx';
import { LabelNotice } from './label-scan.tsx';
import { PlacedScreen } from './placed-screen.tsx';
import { ProductScreen } from './product-screen.tsx';
import { ReviewScreen } from './review-screen.tsx';
import type { SessionScreenProps } from './session-screen.ts';
import { type BrowseQuery, browseRoute, EVERYTHING, queryOf, useBrowse } from './use-browse.ts';
import { useLabelScan } from './use-label-scan.ts';

/** The screen that the address names. Once the order is placed there is only one. */
export function SessionScreens({ view, session }: SessionScreenProps) {
  const { path, query } = usePlace();
  const [, , screen = '', id = ''] = path.split('/');
  const [browsed, setBrowsed] = useState<BrowseQuery>(EVERYTHING);
  const asked = screen === '' ? queryOf(query) : browsed;
  if (browseRoute(asked) !== browseRoute(browsed)) setBrowsed(asked);
  const browse = useBrowse(asked, view.hub.catalogueAsOf);
  const props = { view, session };
  const unscanned = (keys: string) => {
    if (screen === '' && asked.text.endsWith(keys)) goTo(browseRoute({ ...asked, text: asked.text.slice(0, -keys.length) }), 'replace');
  };
  const scan = useLabelScan(session.placed === null && session.idle === null && LABELLED.has(screen), unscanned);

  if (session.placed !== null) return <PlacedScreen {...props} placed={session.placed} />;
  if (screen === 'p')
    return (
      <>
        <ProductScreen {...props} productId={decodeURIComponent(id)} back={browseRoute(browsed)} />
        <LabelNotice scan={scan} />
      </>
    );
  if (screen === 'bag' || (CHECKOUT.has(screen) && session.bag.length === 0)) return <BagScreen {...props} browse={browseRoute(browsed)} />;
  if (screen === 'delivery') return <DeliveryScreen {...props} />;
  if (screen === 'each') return <EachScreen {...props} />;
  if (screen === 'address') return <AddressScreen {...props} />;
  if (screen === 'contact') return <ContactScreen {...props} />;
  if (screen === 'review') return <ReviewScreen {...props} />;
  return (
    <>
      <BrowseScreen {...props} query={asked} browse={browse} scan={scan} />
      <LabelNotice scan={scan} />
    </>
  );
}

/** Where a label held to the scanner leads to its goods: the list and the product. */
const LABELLED: ReadonlySet<string> = new Set(['', 'p']);

const CHECKOUT: ReadonlySet<string> = new Set(['delivery', 'each', 'address', 'contact', 'review']);
