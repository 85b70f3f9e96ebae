import { expect, test } from 'vitest';
import { Slowness } from '../../../hardware/lockers/slowness.ts';

function after(...thoughts: readonly (readonly [count: number, ms: number])[]): boolean[] {
  const slowness = new Slowness();
  return thoughts.map(([count, ms]) => {
    for (let answer = 0; answer < count; answer += 1) slowness.answered(ms);
    return slowness.isSlow;
  });
}

test('a board that always needs most of its time is slow, once a few answers show it', () => {
  expect(after([7, 95], [1, 95])).toEqual([false, true]);
});

test('adapters and converters make no board slow', () => {
  expect([...after([100, 20]), ...after([100, 45])]).toEqual([false, false]);
});

test('one very late answer makes none slow, and between the bounds it stays what it was', () => {
  expect(after([20, 10], [1, 400], [5, 10])).toEqual([false, false, false]);
  expect(after([20, 65], [20, 90], [20, 65], [40, 10])).toEqual([false, true, true, false]);
});
