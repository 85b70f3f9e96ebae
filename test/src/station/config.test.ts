import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MAX_CONFIG_BYTES, parseStationFile, readStationFile, type StationFileInput } from '../../../src/station/config.ts';
import { demoBankLayout } from '../../../src/station/demo-layout.ts';
import { STATION_VERSION } from '../../../src/station/version.ts';
import { temporaryDirectory } from '../../support/store.ts';

const good: StationFileInput = {
  stationKind: 'both',
  dataDir: 'data',
  hub: { url: 'http://127.0.0.1:4000' },
  bank: {
    buses: [{ name: 'bank', family: 'cu48', link: { kind: 'serial', path: '/dev/serial/by-id/usb-1' }, boards: [...demoBankLayout.boards] }],
    doors: [...demoBankLayout.doors],
  },
};
const directory = temporaryDirectory();
afterAll(() => directory.remove());

/** The good configuration with one value changed: `bank.doors[3].lock`. */
function changed(path: string, value: unknown): string {
  const copy: Record<string, unknown> = structuredClone({ ...good });
  const keys = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  const last = keys.pop() ?? '';
  let place: Record<string, unknown> = copy;
  for (const key of keys) {
    place[key] ??= {};
    place = place[key] as Record<string, unknown>;
  }
  place[last] = value;
  return JSON.stringify(copy);
}

describe('a station file', () => {
  it('is read with everything that may be left out', () => {
    expect(parseStationFile(JSON.stringify(good))).toMatchObject({
      ok: true,
      value: { timeZone: 'Europe/Madrid', scanner: null, printer: null, timings: {}, web: { port: 0 }, bank: { buses: [{ name: 'bank', closedBit: 1 }] } },
    });
  });

  const wrong: readonly [string, unknown][] = [
    ['stationKind', 'shop'],
    ['hubb', {}],
    ['hub.url', 'not a url'],
    ['hub.url', 'file:///etc/passwd'],
    ['hub.token', 'x'],
    ['timeZone', 'Madrid'],
    ['bank.buses', []],
    ['bank.buses[0].family', 'cu49'],
    ['bank.buses[0].closedBit', 2],
    ['bank.buses[0].link.kind', 'usb'],
    ['bank.buses[0].link.speed', 9600],
    ['bank.buses[0].boards[1].locks', 49],
    ['bank.buses[0].boards[1].address', 10],
    ['bank.doors[3].lock', 12],
    ['bank.doors[3].lock', 2],
    ['bank.doors[3].board', 5],
    ['bank.doors[3].bus', 'cellar'],
    ['bank.doors[4].number', 1],
    ['bank.doors[5].row', 0],
    ['bank.doors[6].size', 'XXL'],
    ['bank.doors[7].colour', 'red'],
    ['timings.quarantineMs', 10],
    ['timings.remindersMs', [60_000, 30_000]],
    ['timings.pulses', 9],
    ['web.port', 99_999],
    ['printer', { link: { kind: 'tcp', host: 'printer', port: 9100 }, paper: 80 }],
  ];
  for (const [path, value] of wrong) {
    it(`names ${path} when it is ${JSON.stringify(value)}`, () => {
      const named = path === 'printer' ? 'printer.paper' : path;
      expect(parseStationFile(changed(path, value))).toMatchObject({ ok: false, error: { kind: 'bad-config', path: named } });
    });
  }

  describe('with two buses', () => {
    const second = { name: 'big-doors', family: 'cu48', link: { kind: 'tcp', host: '10.0.0.7', port: 4001 }, boards: [{ address: 4, locks: 2 }] } as const;
    const twice = (doors: readonly object[], buses: readonly object[] = [...(good.bank?.buses ?? []), second]) =>
      parseStationFile(JSON.stringify({ ...good, bank: { buses, doors } }));
    const door = { size: 'XL', heightMm: 400, column: 9 } as const;
    const here = { ...door, number: 1, bus: 'bank', board: 1, lock: 0, row: 0 };

    it('says of each door which bus it hangs on; board and lock are counted on each bus by itself', () => {
      const there = { ...door, number: 2, bus: 'big-doors', board: 4, lock: 0, row: 1 };
      expect(twice([here, there])).toMatchObject({ ok: true, value: { bank: { doors: [{ bus: 'bank' }, { bus: 'big-doors' }] } } });
    });

    it.each([
      ['bank.doors[1].bus', 'there are several buses: which one?', { ...door, number: 2, board: 4, lock: 0, row: 1 }],
      ['bank.doors[1].bus', 'no bus cellar among the buses', { ...door, number: 2, bus: 'cellar', board: 4, lock: 0, row: 1 }],
      ['bank.doors[1].board', 'no board 1 among the boards of big-doors', { ...door, number: 2, bus: 'big-doors', board: 1, lock: 0, row: 1 }],
      ['bank.doors[1].lock', 'board 4 has 2 locks, counted from 0', { ...door, number: 2, bus: 'big-doors', board: 4, lock: 2, row: 1 }],
      ['bank.doors[1].lock', 'lock bank/1/0 is used twice', { ...here, number: 2, row: 1 }],
    ])('names %s: %s', (path, message, wrong) => {
      expect(twice([here, wrong])).toEqual({ ok: false, error: { kind: 'bad-config', path, message } });
    });

    it('refuses two of the same name', () => {
      expect(twice([here], [second, second])).toMatchObject({ ok: false, error: { path: 'bank.buses', message: 'two buses have the same name' } });
    });
  });

  it('needs a bank for a silo and has none for a kiosk', () => {
    expect(parseStationFile(changed('bank', null))).toMatchObject({ ok: false, error: { path: 'bank' } });
    expect(parseStationFile(changed('stationKind', 'kiosk'))).toMatchObject({ ok: false, error: { path: 'bank' } });
    expect(parseStationFile(JSON.stringify({ ...good, stationKind: 'kiosk', bank: null })).ok).toBe(true);
  });

  it('that is no JSON, too large or not there is refused by name', () => {
    expect(parseStationFile('{')).toMatchObject({ ok: false, error: { kind: 'not-json' } });
    expect(parseStationFile(' '.repeat(MAX_CONFIG_BYTES + 1))).toMatchObject({ ok: false, error: { kind: 'too-large' } });
    expect(readStationFile(join(directory.path, 'none.json'))).toMatchObject({ ok: false, error: { kind: 'cannot-read' } });
  });

  it('is read from disk with its data directory beside it', () => {
    const folder = join(directory.path, 'shop');
    mkdirSync(folder);
    const path = join(folder, 'station.json');
    writeFileSync(path, JSON.stringify(good));
    expect(readStationFile(path)).toMatchObject({ ok: true, value: { dataDir: join(folder, 'data'), bank: { buses: [{ transcript: null }] } } });
    writeFileSync(path, changed('bank.buses[0].transcript', { path: 'bus.jsonl' }));
    const recording = { path: join(folder, 'bus.jsonl'), maxMegabytes: 100 };
    expect(readStationFile(path)).toMatchObject({ ok: true, value: { bank: { buses: [{ name: 'bank', transcript: recording }] } } });
  });
});

describe('the demonstration bank', () => {
  it('is a valid bank of 24 doors, each with a place of its own', () => {
    expect(demoBankLayout.doors).toHaveLength(24);
    expect(demoBankLayout.doors.map((door) => door.number)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
  });
});

describe('the version', () => {
  it('is the package’s', () => {
    expect(JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))).toMatchObject({ version: STATION_VERSION });
  });
});
