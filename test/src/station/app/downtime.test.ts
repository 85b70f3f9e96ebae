import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubLink } from '../../../../src/contract/station/place-views.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { startDowntime } from '../../../../src/station/app/downtime/downtime.ts';
import type { Doors } from '../../../../src/station/ports/doors.ts';
import type { StationDatabase } from '../../../../src/station/store/database.ts';
import { ShopClock } from '../../../flows/support/test-station.ts';
import { openMemoryStore } from '../../../support/store.ts';

const MINUTE = 60_000;
let store: StationDatabase;
let clock: ShopClock;
let link: Pick<HubLink, 'state' | 'lastContactAt'>;
let keeper: ReturnType<typeof startDowntime>;
const bus = { name: 'bank', family: 'cu48', health: 'ok', detail: '', troubles: [], boards: [] } as const;
const doors: Doors = {
  buses: [bus],
  health: () => 'ok',
  generation: () => 1,
  latestPulseMs: () => 1500,
  pulse: async () => ({ kind: 'sent' }),
  withdraw: () => {},
  flash: () => {},
  sensor: () => 'closed',
  watch: () => {},
  onFact: () => () => {},
};

beforeEach(() => {
  clock = new ShopClock();
  store = openMemoryStore({ clock });
  link = { state: 'online', lastContactAt: clock.now() };
  const hub = { current: () => ({ ...link, catalogueAsOf: null, pending: 0 }) };
  keeper = startDowntime({ store, doors, hub, trusted: { read: () => ({ now: clock.now(), suspect: false }) }, clock, logger: silentLogger });
});
afterEach(() => {
  keeper.close();
  store.close();
});

describe('a station that is cut off from its hub', () => {
  it('counts from the last word of the hub, once it is missed for half an hour', async () => {
    await clock.advance(5 * MINUTE);
    const lastContactAt = clock.now();
    link = { state: 'offline', lastContactAt };
    await clock.advance(29 * MINUTE);
    expect(store.read.downtimes(0)).toEqual([]);
    await clock.advance(6 * MINUTE);
    expect(store.read.downtimes(0)).toEqual([{ beganAt: lastContactAt, endedAt: null, cause: 'hub' }]);
    link = { state: 'online', lastContactAt: clock.now() };
    await clock.advance(MINUTE);
    expect(store.read.downtimes(0)).toMatchObject([{ beganAt: lastContactAt, endedAt: lastContactAt + 36 * MINUTE }]);
  });

  it('and never had one misses none', async () => {
    link = { state: 'offline', lastContactAt: null };
    await clock.advance(120 * MINUTE);
    expect(store.read.downtimes(0)).toEqual([]);
  });
});
