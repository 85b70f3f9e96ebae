import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import type { SiloView } from '../../src/contract/station/silo-views.ts';
import type { KioskView, StaffView } from '../../src/contract/station/views.ts';
import type { UnixMs } from '../../src/kernel/clock.ts';
import type { Bridge, Connection } from './bridge.ts';
import { browserClock } from './browser-clock.ts';
import type { StationIntents } from './intents.ts';
import type { Published } from './published.ts';

const BridgeContext = createContext<Bridge | null>(null);

/** Gives every screen below it the one bridge of the page. */
export function BridgeProvider(props: { readonly bridge: Bridge; readonly children: ReactNode }) {
  return <BridgeContext value={props.bridge}>{props.children}</BridgeContext>;
}

/** What a screen gets: the station's latest view (null until the first arrives) and the intents of its area. */
export interface Screen<V, I> {
  readonly view: V | null;
  readonly intents: I;
}

/** The bridge itself, for what has no hook of its own. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (bridge === null) throw new Error('a screen was drawn outside BridgeProvider');
  return bridge;
}

/** How the page stands with its station. */
export function useConnection(): Connection {
  return usePublished(useBridge().connection);
}

/** The kiosk's view and intents, with the catalogue's questions. */
export function useKiosk(): Screen<KioskView, StationIntents['kiosk']> & { readonly catalogue: StationIntents['catalogue'] } {
  const bridge = useBridge();
  return { view: usePublished(bridge.kiosk), intents: bridge.intents.kiosk, catalogue: bridge.intents.catalogue };
}

/** Coupons, the member, points and consents of the shopper's session; what came of them is in the kiosk's view. */
export function useBenefits(): StationIntents['benefits'] {
  return useBridge().intents.benefits;
}

/** What a shopper may ask about an order that they placed before; what was found is in the kiosk's view. */
export function useOrders(): StationIntents['orders'] {
  return useBridge().intents.orders;
}

/** What somebody of the staff beside the shopper may ask; who they are is in the kiosk's view. */
export function useAssist(): StationIntents['assist'] {
  return useBridge().intents.assist;
}

/** The silo's view and intents. */
export function useSilo(): Screen<SiloView, StationIntents['silo']> {
  const bridge = useBridge();
  return { view: usePublished(bridge.silo), intents: bridge.intents.silo };
}

/** What somebody who brings goods back may ask; what they see is the silo's view. */
export function useReturns(): StationIntents['returns'] {
  return useBridge().intents.returns;
}

/** The staff screens' view and intents. */
export function useStaff(): Screen<StaffView, StationIntents['staff']> {
  const bridge = useBridge();
  return { view: usePublished(bridge.staff), intents: bridge.intents.staff };
}

/** Draws again when a published value changes. */
export function usePublished<T>(published: Published<T>): T {
  return useSyncExternalStore(published.onChange, published.current);
}

/** Reads the station's time by its last view, and goes on from there with the clock that nobody sets: the page's own time of day may differ, and may be put right in the middle. */
export function useStationTime(view: { readonly at: UnixMs } | null): () => UnixMs {
  const at = view?.at ?? null;
  return useMemo(() => {
    const ahead = (at ?? browserClock.now()) - browserClock.monotonic();
    return () => browserClock.monotonic() + ahead;
  }, [at]);
}
