import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/kernel/clock.ts';
import { Backoff } from '../../../../src/station/sync/backoff.ts';
import { Nap } from '../../../../src/station/sync/nap.ts';
import { timingFor } from '../../../../src/station/sync/sync.ts';

describe('the wait after failures', () => {
  const limits = { firstMs: 1000, capMs: 10_000 };
  const always = (byte: number) => (size: number) => new Uint8Array(size).fill(byte);

  it('grows to the cap and begins again after a success', () => {
    const backoff = new Backoff(limits, always(255));
    const waits = Array.from({ length: 6 }, () => backoff.next(null));
    backoff.reset();
    expect([...waits, backoff.next(null)]).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000, 1000]);
  });

  it('is anything from nothing to its limit', () => {
    expect(new Backoff(limits, always(0)).next(null)).toBe(0);
    expect(new Backoff(limits, always(128)).next(null)).toBe(502);
  });

  it('is never shorter than the hub asked for', () => {
    expect(new Backoff(limits, always(0)).next(7000)).toBe(7000);
    expect(new Backoff(limits, always(255)).next(7000)).toBe(8000);
  });
});

it('a hub on the same machine is looked for every few seconds, one elsewhere every few minutes', () => {
  const caps = ['http://127.0.0.1:8080', 'http://[::1]:8080', 'https://hub.example', null].map((url) => timingFor(url).capMs);
  expect(caps).toEqual([5000, 5000, 300_000, 300_000]);
});

describe('the sleep of a loop', () => {
  function world() {
    const timers: { ms: number; run: () => void }[] = [];
    const clock: Clock = {
      now: () => 0,
      monotonic: () => 0,
      after: (ms, run) => {
        timers.push({ ms, run });
        return () => {};
      },
    };
    return { nap: new Nap(clock), timers };
  }

  it('does not begin when there is work already', async () => {
    const { nap } = world();
    nap.work();
    await nap.forWork();
    expect('awake').toBe('awake');
  });

  it('ends with work, or when it is roused', async () => {
    const { nap } = world();
    const first = nap.forWork();
    nap.work();
    await first;
    const second = nap.forWork();
    nap.rouse();
    await second;
  });

  it('of a rest is not cut short by work, which is kept for later', async () => {
    const { nap, timers } = world();
    let over = false;
    const rest = nap.rest(500).then(() => {
      over = true;
    });
    nap.work();
    await Promise.resolve();
    expect([over, timers.map((timer) => timer.ms)]).toEqual([false, [500]]);
    timers[0]?.run();
    await rest;
    await nap.forWork();
  });
});
