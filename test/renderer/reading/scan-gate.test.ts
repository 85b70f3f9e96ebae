import { expect, test } from 'vitest';
import { createScanGate, MIN_BETWEEN_MS, SAME_CODE_MS } from '../../../renderer/reading/scan-gate.ts';

function gateAt() {
  let now = 10_000;
  const gate = createScanGate(() => now);
  return (text: string, after: number) => {
    now += after;
    return gate.offer(text);
  };
}

test('a code held in front of the camera is passed on once, however long it stays', () => {
  const offer = gateAt();
  const passed = Array.from({ length: 200 }, () => offer('LK1:A', 66));
  expect(passed.filter(Boolean)).toHaveLength(1);
});

test('the same code is passed on again after it was out of sight', () => {
  const offer = gateAt();
  expect([offer('LK1:A', 0), offer('LK1:A', SAME_CODE_MS - 1), offer('LK1:A', SAME_CODE_MS)]).toEqual([true, false, true]);
});

test('a code that nobody could take is passed on again, although it stays in sight', () => {
  let now = 10_000;
  const gate = createScanGate(() => now);
  const passed = [gate.offer('LK1:A')];
  gate.notTaken('LK1:A');
  for (let look = 0; look < 10; look++) {
    now += 100;
    passed.push(gate.offer('LK1:A'));
  }
  expect(passed.filter(Boolean)).toHaveLength(2);
  expect(passed.lastIndexOf(true) * 100).toBe(MIN_BETWEEN_MS);
});

test('an answer that comes late does not let an older code through again', () => {
  let now = 10_000;
  const gate = createScanGate(() => now);
  gate.offer('LK1:A');
  now += MIN_BETWEEN_MS;
  gate.offer('LK1:B');
  gate.notTaken('LK1:A');
  now += MIN_BETWEEN_MS;
  expect(gate.offer('LK1:B')).toBe(false);
});

test('a flashing screen of changing codes gets at most two a second through', () => {
  const offer = gateAt();
  const passed = Array.from({ length: 100 }, (_, i) => offer(`LK1:${i}`, 100));
  expect(passed.filter(Boolean).length).toBeLessThanOrEqual(10_000 / MIN_BETWEEN_MS);
});

test('another code passes once half a second is over', () => {
  const offer = gateAt();
  expect([offer('LK1:A', 0), offer('LK1:B', MIN_BETWEEN_MS - 1), offer('LK1:B', 1)]).toEqual([true, false, true]);
});
