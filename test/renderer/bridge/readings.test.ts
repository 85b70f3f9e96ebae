import { describe, expect, test } from 'vitest';
import { createBridge, RETRY_CAP_MS } from '../../../renderer/bridge/bridge.ts';
import { createMockStation } from '../../../renderer/bridge/mock/mock-station.ts';
import { MIN_BETWEEN_MS, SAME_CODE_MS } from '../../../renderer/reading/scan-gate.ts';
import type { PortReading } from '../../../src/contract/station/reader-contract.ts';
import { createVirtualClock, settle } from '../support/virtual-clock.ts';

async function setUp() {
  const clock = createVirtualClock();
  const station = createMockStation({});
  const bridge = createBridge({ dial: station.dial, clock, random: () => 0, onFault: () => undefined });
  await clock.advance(10);
  const read = async (code: string): Promise<void> => {
    station.read({ kind: 'other', code, at: 1 });
    await settle();
  };
  const heard: string[] = [];
  const taker = (name: string, takes: boolean) => (reading: PortReading) => {
    heard.push(`${name} ${reading.code}`);
    return takes;
  };
  return { clock, station, bridge, read, heard, taker };
}

describe('readings of the station’s scanner', () => {
  test('are offered from the screen outwards until somebody takes them', async () => {
    const { bridge, clock, read, heard, taker } = await setUp();
    bridge.readings.subscribe('page', taker('page', true));
    const leave = bridge.readings.subscribe('screen', taker('screen', false));
    bridge.readings.subscribe('area', taker('area', true));
    await settle();
    await read('A');
    leave();
    await clock.advance(MIN_BETWEEN_MS);
    await read('B');
    expect(heard).toEqual(['screen A', 'area A', 'area B']);
  });

  test('are offered first to what came last on one level', async () => {
    const { bridge, clock, read, heard, taker } = await setUp();
    bridge.readings.subscribe('screen', taker('first', true));
    const leave = bridge.readings.subscribe('screen', taker('second', true));
    await settle();
    await read('A');
    leave();
    await clock.advance(MIN_BETWEEN_MS);
    await read('B');
    expect(heard).toEqual(['second A', 'first B']);
  });

  test('that a scanner repeats go nowhere: neither to the level that took them, nor past it to the page behind', async () => {
    const { bridge, clock, read, heard, taker } = await setUp();
    bridge.readings.subscribe('page', taker('page', true));
    const leave = bridge.readings.subscribe('screen', taker('screen', true));
    await settle();
    await read('A');
    await clock.advance(SAME_CODE_MS - 1);
    await read('A');
    // The answer to the code took away the screen that had it, while the code is still held before the scanner.
    leave();
    await clock.advance(SAME_CODE_MS - 1);
    await read('A');
    expect(heard).toEqual(['screen A']);
    await clock.advance(SAME_CODE_MS);
    await read('A');
    expect(heard).toEqual(['screen A', 'page A']);
  });

  test('that nobody had a use for are offered again', async () => {
    const { bridge, clock, read, heard, taker } = await setUp();
    const leave = bridge.readings.subscribe('page', taker('busy', false));
    await settle();
    await read('A');
    leave();
    bridge.readings.subscribe('page', taker('page', true));
    await clock.advance(MIN_BETWEEN_MS);
    await read('A');
    expect(heard).toEqual(['busy A', 'page A']);
  });

  test('go on over a connection that breaks and comes back', async () => {
    const { bridge, station, clock, read, heard, taker } = await setUp();
    bridge.readings.subscribe('page', taker('page', true));
    await settle();
    station.cut();
    await clock.advance(2000);
    station.restore();
    await clock.advance(RETRY_CAP_MS);
    await settle();
    await read('A');
    expect(heard).toEqual(['page A']);
  });
});
