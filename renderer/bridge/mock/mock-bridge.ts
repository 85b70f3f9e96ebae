import { locale, theme } from '../../../src/contract/schema.ts';
import type { Place } from '../../../src/contract/station/place-views.ts';
import { type Bridge, createBridge } from '../bridge.ts';
import { browserClock } from '../browser-clock.ts';
import { createMockStation, type MockScript, type MockScripts, type MockStation } from './mock-station.ts';

declare global {
  interface Window {
    /** The playing mock station, for browser tests, which name the scene that is played next; never in a production build. */
    pasilloMock?: Omit<MockStation, 'play'> & { play(name: string): void };
  }
}

/** The name of the script in the page's address, `?mock=silo-open`; null when there is none. */
export function mockName(location: Pick<Location, 'search'>): string | null {
  return new URLSearchParams(location.search).get('mock');
}

/** A bridge over a mock station that plays the named script. An unknown name throws: a screenshot of nothing helps nobody. */
export function mockBridge(name: string, scripts: MockScripts): Bridge {
  const shop = shopAsked(window.location);
  const named = (wanted: string): MockScript => {
    const script = scripts[wanted];
    if (script === undefined) throw new Error(`no mock script is called ${wanted}; there are: ${Object.keys(scripts).join(', ')}`);
    return inShop(script(), shop);
  };
  const station = createMockStation(named(name));
  // Views that a test shows later are of the same shop.
  window.pasilloMock = { ...station, show: (views) => station.show(inShop(views, shop)), play: (next) => station.play(named(next)) };
  return createBridge({ dial: station.dial, clock: browserClock, random: Math.random, onFault: (error) => reportError(error) });
}

/** What a page's address may ask of the scene's shop. */
type Shop = Partial<Pick<Place, 'theme' | 'language'>>;

/** The shop's look and language that the page's address asks for, `?mock=silo-open&theme=gallery&language=ca`. */
function shopAsked({ search }: Pick<Location, 'search'>): Shop {
  const asked = new URLSearchParams(search);
  const [look, spoken] = [theme.safeParse(asked.get('theme')).data, locale.safeParse(asked.get('language')).data];
  return { ...(look === undefined ? {} : { theme: look }), ...(spoken === undefined ? {} : { language: spoken }) };
}

function inShop(script: MockScript, shop: Shop): MockScript {
  const there = <V extends { readonly place: Place }>(view: V): V => ({ ...view, place: { ...view.place, ...shop } });
  return {
    ...script,
    ...(script.kiosk === undefined ? {} : { kiosk: there(script.kiosk) }),
    ...(script.silo === undefined ? {} : { silo: there(script.silo) }),
    ...(script.staff === undefined ? {} : { staff: there(script.staff) }),
  };
}
