import { expect, test } from 'vitest';
import { TurnAround } from '../../../hardware/lockers/turn-around.ts';

test('a late answer doubles the time of its board only, up to a bound', () => {
  const learnt = new TurnAround();
  const seen: number[] = [learnt.allowedMs(0)];
  for (let turn = 0; turn < 4; turn += 1) {
    learnt.straggled(0);
    seen.push(learnt.allowedMs(0));
  }
  expect(seen).toEqual([100, 200, 400, 500, 500]);
  expect(learnt.allowedMs(1)).toBe(100);
});

test('a long row of quick answers halves the time again, never below the usual one', () => {
  const learnt = new TurnAround();
  learnt.straggled(0);
  learnt.straggled(0);
  const seen: number[] = [];
  for (let answer = 1; answer <= 600; answer += 1) {
    learnt.answered(0, 20);
    if (answer % 200 === 0) seen.push(learnt.allowedMs(0));
  }
  expect(seen).toEqual([200, 100, 100]);
});

test('answers that need much of the time keep it', () => {
  const learnt = new TurnAround();
  learnt.straggled(0);
  for (let answer = 1; answer <= 1000; answer += 1) learnt.answered(0, answer % 150 === 0 ? 60 : 10);
  expect(learnt.allowedMs(0)).toBe(200);
});
