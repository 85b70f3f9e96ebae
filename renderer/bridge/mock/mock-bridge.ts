import { type Theme, theme } from '../../../src/contract/schema.ts';
import type { Place } from '../../../src/contract/station/place-views.ts';
import { type Bridge, createBridge } from '../bridge.ts';
import { browserClock } from '../browser-clock.ts';
import { createMockStation, type MockScript, type MockScripts, type MockStation } from './mock-station.ts';

declare global {
  interface Window {
    /** The playing mock station, for browser tests; never in a production build. */
    pasilloMock?: MockStation;
  }
}

/** The name of the script in the page's address, `?mock=silo-open`; null when there is none. */
export function mockName(location: Pick<Location, 'search'>): string | null {
  return new URLSearchParams(location.search).get('mock');
}

/** A bridge over a mock station that plays the named script. An unknown name throws: a screenshot of nothing helps nobody. */
export function mockBridge(name: string, scripts: MockScripts): Bridge {
  const script = scripts[name];
  if (script === undefined) throw new Error(`no mock script is called ${name}; there are: ${Object.keys(scripts).join(', ')}`);
  const look = themeAsked(window.location);
  const station = createMockStation(inLook(script(), look));
  // Views that a test shows later are of the same shop.
  window.pasilloMock = look === undefined ? station : { ...station, show: (views) => station.show(inLook(views, look)) };
  return createBridge({ dial: station.dial, clock: browserClock, random: Math.random, onFault: (error) => reportError(error) });
}

/** The shop's look that the page's address asks for, `?mock=silo-open&theme=gallery`. */
function themeAsked(location: Pick<Location, 'search'>): Theme | undefined {
  return theme.safeParse(new URLSearchParams(location.search).get('theme')).data;
}

function inLook(script: MockScript, look: Theme | undefined): MockScript {
  if (look === undefined) return script;
  const dressed = <V extends { readonly place: Place }>(view: V): V => ({ ...view, place: { ...view.place, theme: look } });
  return {
    ...script,
    ...(script.kiosk === undefined ? {} : { kiosk: dressed(script.kiosk) }),
    ...(script.silo === undefined ? {} : { silo: dressed(script.silo) }),
    ...(script.staff === undefined ? {} : { staff: dressed(script.staff) }),
  };
}
