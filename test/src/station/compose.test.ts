import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/kernel/clock.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { expectOk } from '../../../src/kernel/result.ts';
import { composeStation, type Station } from '../../../src/station/compose.ts';
import { parseStationConfig, type StationFile, type StationFileInput } from '../../../src/station/config.ts';
import { demoBankLayout } from '../../../src/station/demo-layout.ts';
import { ShopClock } from '../../flows/support/test-station.ts';
import { countingRandom, temporaryDirectory } from '../../support/store.ts';

const directories: ReturnType<typeof temporaryDirectory>[] = [];
const stations: Station[] = [];
afterEach(async () => {
  for (const station of stations.splice(0)) await station.close();
  for (const directory of directories.splice(0)) directory.remove();
});

const bus = { name: 'bank', family: 'cu48' as const, boards: [...demoBankLayout.boards] };

function file(dataDir: string, change: Partial<StationFileInput> = {}): StationFile {
  return expectOk(
    parseStationConfig({
      stationKind: 'both',
      dataDir,
      hub: { url: 'http://127.0.0.1:9' },
      bank: { buses: [{ ...bus, link: { kind: 'serial', path: '/dev/nothing-is-here' } }], doors: demoBankLayout.doors },
      ...change,
    }),
    'the configuration',
  );
}

async function compose(config: StationFile, clock: Clock): ReturnType<typeof composeStation> {
  const started = await composeStation(config, { clock, random: countingRandom(), logger: silentLogger });
  if (started.ok) stations.push(started.value);
  return started;
}

function dataDir(): string {
  const directory = temporaryDirectory();
  directories.push(directory);
  return `${directory.path}/new/data`;
}

describe('a station', () => {
  it('starts with the hub away and the bus down, and its screens say so', async () => {
    const clock = new ShopClock();
    const station = expectOk(await compose(file(dataDir()), clock), 'the station');
    expect(station.screens.silo.current()).toMatchObject({ hub: { state: 'offline', pending: 1 }, state: { kind: 'unavailable', reason: 'starting' } });
    await clock.advance(6000);
    expect(station.screens.silo.current().state).toEqual({ kind: 'unavailable', reason: 'doors-unreachable' });
    expect(station.screens.silo.current().bank).toHaveLength(24);
    expect(station.screens.kiosk.current()).toMatchObject({ session: null, place: { stationKind: 'both', currency: 'EUR', demo: false } });
    expect(station.screens.staff.current()).toMatchObject({ member: null, load: null });
    expect(await station.intents.silo.scan({ code: 'LK1:', source: 'typed' })).toEqual({ ok: false, error: { kind: 'refused' } });
    expect(await station.intents.staff.status({})).toEqual({ ok: false, error: { kind: 'not-signed-in' } });
    expect(await station.intents.catalogue.categories({})).toEqual([]);
  });

  it('is a kiosk without doors where the configuration has no bank', async () => {
    const clock = new ShopClock();
    const station = expectOk(await compose(file(dataDir(), { stationKind: 'kiosk', bank: null, demo: true }), clock), 'the station');
    expect(station.screens.kiosk.current().place.demo).toBe(true);
    await clock.advance(1000);
    expect(station.screens.silo.current()).toMatchObject({ bank: [], state: { kind: 'unavailable' } });
    expect(await station.intents.kiosk.start({ locale: 'es' })).toEqual({ ok: true, value: undefined });
  });

  it('refuses to start a second time on the same data', async () => {
    const clock = new ShopClock();
    const dir = dataDir();
    expectOk(await compose(file(dir), clock), 'the station');
    expect(await compose(file(dir), clock)).toMatchObject({ ok: false, error: { kind: 'in-use' } });
  });

  it('names a link that its host does not have', async () => {
    const bank = { buses: [{ ...bus, link: { kind: 'given' as const, name: 'bank' } }], doors: [...demoBankLayout.doors] };
    expect(await compose(file(dataDir(), { bank }), new ShopClock())).toMatchObject({
      ok: false,
      error: { kind: 'bad-config', path: 'bank.buses[0].link.name' },
    });
  });
});
