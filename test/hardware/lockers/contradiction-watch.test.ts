import { expect, test } from 'vitest';
import { ContradictionWatch } from '../../../hardware/lockers/contradiction-watch.ts';

const lock = { board: 1, lock: 2 };

/** The same lock told open and closed by turns at these times. */
function flip(watch: ContradictionWatch, times: readonly number[]): void {
  times.forEach((at, index) => {
    watch.told(lock, index % 2 === 0 ? 'closed' : 'open', at);
  });
}

test('a door that opens and closes as doors do contradicts nothing', () => {
  const watch = new ContradictionWatch();
  flip(watch, [0, 1000, 1800, 4000, 4500, 9000, 9300, 12_000]);
  expect(watch.isContradicting(1, 12_000)).toBe(false);
});

test('a switch that bounces once when a door is slammed is no accident of the board, three times in a minute is', () => {
  const watch = new ContradictionWatch();
  flip(watch, [0, 10_000, 10_060]);
  expect(watch.isContradicting(1, 10_060)).toBe(false);
  flip(watch, [10_100, 20_000, 20_060, 30_000, 30_060]);
  expect([watch.isContradicting(1, 40_000), watch.isContradicting(2, 40_000)]).toEqual([true, false]);
});

test('six changes in five seconds are more than anybody does', () => {
  const watch = new ContradictionWatch();
  flip(watch, [0, 800, 1600, 2400, 3200, 4000]);
  expect(watch.isContradicting(1, 4000)).toBe(false);
  flip(watch, [4800]);
  expect(watch.isContradicting(1, 4800)).toBe(true);
});

test('what is told again unchanged, or anew after the board was gone, is no change', () => {
  const watch = new ContradictionWatch();
  for (let at = 0; at < 5000; at += 50) watch.told(lock, 'closed', at);
  expect(watch.isContradicting(1, 5000)).toBe(false);
});

test('is believed again after half a minute in which all was possible', () => {
  const watch = new ContradictionWatch();
  flip(watch, [0, 10, 20, 30, 40]);
  expect([watch.isContradicting(1, 30_039), watch.isContradicting(1, 30_040)]).toEqual([true, false]);
});
