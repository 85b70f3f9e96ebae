import { describe, expect, test } from 'vitest';
import { type Bridge, CALL_TIMEOUT_MS, createBridge, DIAL_TIMEOUT_MS, RETRY_BASE_MS, RETRY_CAP_MS, SETTLED_MS } from '../../../renderer/bridge/bridge.ts';
import type { Dial } from '../../../renderer/bridge/link.ts';
import { createMockStation, type MockScript } from '../../../renderer/bridge/mock/mock-station.ts';
import { done, err } from '../../../src/kernel/result.ts';
import { createVirtualClock, settle } from '../support/virtual-clock.ts';
import { siloView } from '../support/views.ts';

function setUp(script: MockScript, random = 0) {
  const clock = createVirtualClock();
  const station = createMockStation(script);
  const dialledAt: number[] = [];
  const faults: unknown[] = [];
  const dial: Dial = (signal) => {
    dialledAt.push(clock.monotonic());
    return station.dial(signal);
  };
  const bridge = createBridge({ dial, clock, random: () => random, onFault: (error) => faults.push(error) });
  return { clock, station, bridge, dialledAt, faults };
}

/** Every connection state that was published, the present one first. */
function record(bridge: Bridge): string[] {
  const seen = [bridge.connection.current().kind];
  bridge.connection.onChange(() => seen.push(bridge.connection.current().kind));
  return seen;
}

describe('the connection', () => {
  test('goes connecting, connected, lost, connected over a station that goes away and comes back', async () => {
    const { clock, station, bridge } = setUp({});
    const seen = record(bridge);
    await clock.advance(10);
    station.cut();
    await clock.advance(20_000);
    station.restore();
    await clock.advance(RETRY_CAP_MS);
    expect(seen).toEqual(['connecting', 'connected', 'lost', 'connected']);
  });

  test('is tried again after delays that double up to the cap', async () => {
    const { clock, dialledAt } = setUp({ unreachable: true });
    await clock.advance(16_000);
    const gaps = dialledAt.slice(1).map((at, i) => at - (dialledAt[i] ?? 0));
    expect(gaps).toEqual([RETRY_BASE_MS, 500, 1_000, 2_000, RETRY_CAP_MS, RETRY_CAP_MS, RETRY_CAP_MS]);
  });

  test('is tried again sooner by chance, and never at once', async () => {
    const { clock, dialledAt } = setUp({ unreachable: true }, 0.999);
    await clock.advance(20);
    const gaps = dialledAt.slice(1).map((at, i) => at - (dialledAt[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1);
  });

  test('that held starts the delays anew, and one that broke at once does not', async () => {
    const { clock, station, dialledAt } = setUp({});
    await clock.advance(SETTLED_MS);
    station.cut();
    await clock.advance(RETRY_BASE_MS);
    station.restore();
    await clock.advance(500);
    station.cut();
    await clock.advance(1_000);
    const gaps = dialledAt.slice(1).map((at, i) => at - (dialledAt[i] ?? 0));
    expect(gaps).toEqual([SETTLED_MS + RETRY_BASE_MS, RETRY_BASE_MS, 250 + 2 * RETRY_BASE_MS]);
  });

  test('gives up on a station that neither answers nor refuses', async () => {
    const clock = createVirtualClock();
    const dial: Dial = (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(err({ kind: 'no-answer' }))));
    const bridge = createBridge({ dial, clock, random: () => 0, onFault: () => undefined });
    await clock.advance(DIAL_TIMEOUT_MS - 1);
    expect(bridge.connection.current()).toEqual({ kind: 'connecting' });
    await clock.advance(1);
    expect(bridge.connection.current()).toEqual({ kind: 'lost', since: DIAL_TIMEOUT_MS });
  });

  test('is not made again after the bridge was closed', async () => {
    const { clock, bridge, dialledAt } = setUp({});
    await clock.advance(10);
    bridge.close();
    await clock.advance(60_000);
    expect(dialledAt).toHaveLength(1);
  });
});

describe('a view', () => {
  test('follows the station, and again after the connection was lost', async () => {
    const { clock, station, bridge } = setUp({ silo: siloView({ kind: 'ready' }) });
    const seen: (string | undefined)[] = [];
    bridge.silo.onChange(() => seen.push(bridge.silo.current()?.state.kind));
    await clock.advance(10);
    station.show({ silo: siloView({ kind: 'checking' }) });
    await clock.advance(10);
    station.cut();
    await clock.advance(1_000);
    station.show({ silo: siloView({ kind: 'wait', until: 9 }) });
    await clock.advance(1_000);
    station.restore();
    await clock.advance(RETRY_CAP_MS);
    expect(seen).toEqual(['ready', 'checking', 'wait']);
  });

  test('stays while the connection is lost', async () => {
    const { clock, station, bridge } = setUp({ silo: siloView({ kind: 'ready' }) });
    bridge.silo.onChange(() => undefined);
    await clock.advance(10);
    station.cut();
    await clock.advance(10_000);
    expect(bridge.silo.current()?.state).toEqual({ kind: 'ready' });
  });

  test('is forgotten when the last screen that showed it goes, so that the next person does not meet it', async () => {
    const { clock, bridge } = setUp({ silo: siloView({ kind: 'checking' }) });
    const leave = bridge.silo.onChange(() => undefined);
    await clock.advance(10);
    expect(bridge.silo.current()).not.toBeNull();
    leave();
    expect(bridge.silo.current()).toBeNull();
  });

  test('is not asked for while no screen shows it', async () => {
    const { clock, bridge } = setUp({ silo: siloView({ kind: 'ready' }) });
    await clock.advance(1_000);
    expect(bridge.silo.current()).toBeNull();
  });
});

describe('an intent', () => {
  test("answers with the station's own result", async () => {
    const { clock, bridge } = setUp({ answers: { silo: { scan: () => err({ kind: 'busy' }), retry: () => done } } });
    await clock.advance(10);
    expect(await bridge.intents.silo.scan({ code: 'LK1:X', source: 'camera' })).toEqual({ ok: false, error: { kind: 'busy' } });
    expect(await bridge.intents.silo.retry()).toEqual({ ok: true, value: undefined });
  });

  test('says unreachable at once while there is no connection', async () => {
    const { clock, bridge } = setUp({ unreachable: true });
    await clock.advance(10);
    expect(await bridge.intents.silo.retry()).toEqual({ ok: false, error: { kind: 'unreachable' } });
  });

  test('says unreachable when no answer comes in time', async () => {
    const { clock, bridge } = setUp({ answers: { silo: { retry: () => new Promise(() => undefined) } } });
    await clock.advance(10);
    const answer = bridge.intents.silo.retry();
    await clock.advance(CALL_TIMEOUT_MS);
    expect(await answer).toEqual({ ok: false, error: { kind: 'unreachable' } });
  });

  test('that the script does not know fails, is recorded and is reported as a fault', async () => {
    const { clock, station, bridge, faults } = setUp({});
    await clock.advance(10);
    expect(await bridge.intents.staff.findOrder({ code: 'K1-00042-7' })).toEqual({ ok: false, error: { kind: 'unreachable' } });
    await settle();
    expect(station.unexpected).toEqual([{ procedure: 'staff.findOrder', input: { code: 'K1-00042-7' } }]);
    expect(faults).toHaveLength(1);
  });
});
