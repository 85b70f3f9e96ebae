import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { startStationHost } from '../../../../src/shells/electron/station-host.ts';
import type { FromStation } from '../../../../src/shells/electron/station-messages.ts';
import type { TestPort } from './stand-in.ts';
import { TestStation } from './stand-in.ts';
import { createTestClock } from './virtual-clock.ts';

describe('the host of the station', () => {
  it('E-37 starts a station that ended again, each time a little later', () => {
    const { stations, clock } = start();
    const startedAt: number[] = [];
    for (let i = 0; i < 9; i++) {
      const before = stations.length;
      stations.at(-1)?.emit('exit', 1);
      const endedAt = clock.monotonic();
      while (stations.length === before) clock.advance(100);
      startedAt.push(clock.monotonic() - endedAt);
    }
    expect(startedAt).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('E-37 starts a station that was well for a minute again at once', () => {
    const { stations, clock } = start();
    stations.at(-1)?.emit('exit', 1);
    clock.advance(500);
    clock.advance(60_000);
    stations.at(-1)?.emit('exit', 1);
    clock.advance(500);
    expect(stations).toHaveLength(3);
  });

  it('gives no port to a station that is not there', () => {
    const { host, stations, clock } = start();
    stations.at(-1)?.emit('exit', 1);
    expect(host.connect({ id: 'a' })).toBe(false);
    clock.advance(500);
    expect(host.connect({ id: 'b' })).toBe(true);
    expect(stations.map((station) => station.told)).toEqual([[], [{ message: { kind: 'page' }, ports: [{ id: 'b' }] }]]);
  });

  it('passes on what the station says, and nothing that it could not have said', () => {
    const { stations, heard } = start();
    for (const message of [{ kind: 'ready' }, { kind: 'wipe', more: 1 }, { kind: 'open-door' }, null, 'wipe', { kind: 'wipe' }])
      stations.at(-1)?.emit('message', message);
    expect(heard).toEqual([{ kind: 'ready' }, { kind: 'wipe' }]);
  });

  it('asks the station to stop, and does not start it again', async () => {
    const { host, stations, clock } = start();
    const stopped = host.stop();
    stations.at(-1)?.emit('exit', 0);
    await stopped;
    clock.advance(60_000);
    expect([stations.length, stations[0]?.told, stations[0]?.killed]).toEqual([1, [{ message: { kind: 'stop' }, ports: [] }], false]);
  });

  it('ends a station that does not stop by itself', async () => {
    const { host, stations, clock } = start();
    const stopped = host.stop();
    clock.advance(5_000);
    expect(stations[0]?.killed).toBe(true);
    stations[0]?.emit('exit', 143);
    await stopped;
  });

  it('stops at once when the station is just gone', async () => {
    const { host, stations, clock } = start();
    stations[0]?.emit('exit', 1);
    await host.stop();
    clock.advance(60_000);
    expect(stations).toHaveLength(1);
  });
});

function start() {
  const stations: TestStation[] = [];
  const heard: FromStation[] = [];
  const clock = createTestClock();
  const fork = (): TestStation => {
    const station = new TestStation();
    stations.push(station);
    return station;
  };
  const host = startStationHost<TestPort>({ fork, clock, logger: silentLogger, onMessage: (message) => heard.push(message) });
  return { host, stations, heard, clock };
}
