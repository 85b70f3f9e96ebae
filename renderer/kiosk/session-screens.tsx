import { useState } from 'react';
import { usePlace } from '../ui/route.ts';
import { AddressScreen } from './address-screen.tsx';
import { BagScreen } from './bag-screen.tsx';
import { BrowseScreen } from './browse-screen.tsx';
import { ContactScreen } from './contact-screen.tsx';
import { DeliveryScreen } from './delivery-screen.tsx';
import { PlacedScreen } from './placed-screen.tsx';
import { ProductScreen } from './product-screen.tsx';
import { ReviewScreen } from './review-screen.tsx';
import type { SessionScreenProps } from './session-screen.ts';
import { type BrowseQuery, browseRoute, useBrowse } from './use-browse.ts';

/** The screen that the address names. Once the order is placed there is only one. */
export function SessionScreens({ view, session }: SessionScreenProps) {
  const { path, query } = usePlace();
  const [, , screen = '', id = ''] = path.split('/');
  const [browsed, setBrowsed] = useState<BrowseQuery>({ text: '', category: null });
  const asked = screen === '' ? { text: query.get('q') ?? '', category: query.get('c') } : browsed;
  if (asked.text !== browsed.text || asked.category !== browsed.category) setBrowsed(asked);
  const browse = useBrowse(asked, view.hub.catalogueAsOf);
  const props = { view, session };

  if (session.placed !== null) return <PlacedScreen {...props} placed={session.placed} />;
  if (screen === 'p') return <ProductScreen {...props} productId={decodeURIComponent(id)} back={browseRoute(browsed)} />;
  if (screen === 'bag' || (CHECKOUT.has(screen) && session.bag.length === 0)) return <BagScreen {...props} browse={browseRoute(browsed)} />;
  if (screen === 'delivery') return <DeliveryScreen {...props} />;
  if (screen === 'address') return <AddressScreen {...props} />;
  if (screen === 'contact') return <ContactScreen {...props} />;
  if (screen === 'review') return <ReviewScreen {...props} />;
  return <BrowseScreen {...props} query={asked} browse={browse} />;
}

const CHECKOUT: ReadonlySet<string> = new Set(['delivery', 'address', 'contact', 'review']);
