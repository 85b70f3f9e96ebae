import { type Bridge, createBridge } from '../bridge.ts';
import { browserClock } from '../browser-clock.ts';
import { createMockStation, type MockScripts, type MockStation } from './mock-station.ts';

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
  const station = createMockStation(script());
  window.pasilloMock = station;
  return createBridge({ dial: station.dial, clock: browserClock, random: Math.random, onFault: (error) => reportError(error) });
}
