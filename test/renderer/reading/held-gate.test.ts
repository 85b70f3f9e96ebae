import { describe, expect, it } from 'vitest';
import { createHeldGate, FIRST_AGAIN_MS, GONE_MS, LAST_AGAIN_MS } from '../../../renderer/reading/held-gate.ts';
import { MIN_BETWEEN_MS, SAME_CODE_MS } from '../../../renderer/reading/scan-gate.ts';

/** How long a refusal takes the picture away, and how long a camera needs to start. */
const OFF_MS = 3_500;
const LOOK_MS = 100;
const POSTER = 'https://shop.example/sale';

/** A camera that looks ten times a second; each code that is passed on takes its picture away, as the silo's refusal does. */
function camera() {
  let now = 10_000;
  const gate = createHeldGate(() => now);
  gate.looksAgain();
  const passed: { readonly at: number; readonly code: string }[] = [];
  const look = (codes: readonly string[]) => {
    now += LOOK_MS;
    const code = codes.find((one) => gate.offer(one));
    if (code === undefined) return;
    passed.push({ at: now - 10_000, code });
    now += OFF_MS;
    gate.looksAgain();
  };
  return {
    gate,
    passed,
    pass: (ms: number) => {
      now += ms;
    },
    look: (ms: number, ...codes: readonly string[]) => {
      const end = now + ms;
      while (now < end) look(codes);
    },
  };
}

describe('a code in the camera’s sight while its refusals come and go', () => {
  it('is passed on more and more seldom: a day of a poster opposite is not a day of refusals', () => {
    const { look, passed } = camera();
    look(60_000, POSTER);
    expect(passed).toHaveLength(3);
    look(23 * 3_600_000, POSTER);
    expect(passed.length).toBeLessThan((24 * 3_600_000) / LAST_AGAIN_MS + 8);
  });

  it('keeps nobody from showing their own code beside it', () => {
    const { look, passed } = camera();
    look(30_000, POSTER);
    const before = passed.length;
    look(400, 'LK1:MINE', POSTER);
    expect(passed.slice(before).map(({ code }) => code)).toEqual(['LK1:MINE']);
  });

  it('is passed on again within seconds for a person who holds it up once more', () => {
    const { look, passed } = camera();
    look(FIRST_AGAIN_MS + 200, 'LK1:MINE');
    expect(passed.map(({ code }) => code)).toEqual(['LK1:MINE', 'LK1:MINE']);
  });

  it('is new again once the camera looked and did not see it, or was off for long', () => {
    const { look, pass, passed, gate } = camera();
    look(300, POSTER);
    look(SAME_CODE_MS + 200);
    look(200, POSTER);
    expect(passed).toHaveLength(2);
    pass(GONE_MS);
    gate.looksAgain();
    look(200, POSTER);
    expect(passed).toHaveLength(3);
  });

  it('is passed on once while the camera goes on looking', () => {
    const { gate, pass } = camera();
    const offered = Array.from({ length: 400 }, () => {
      pass(LOOK_MS);
      return gate.offer(POSTER);
    });
    expect(offered.filter(Boolean)).toHaveLength(1);
  });

  it('that nobody could take comes again at once, and no two within half a second', () => {
    const { gate, pass } = camera();
    const offered = [gate.offer(POSTER)];
    gate.notTaken(POSTER);
    offered.push(gate.offer(POSTER));
    pass(MIN_BETWEEN_MS);
    offered.push(gate.offer(POSTER));
    expect(offered).toEqual([true, false, true]);
  });
});
