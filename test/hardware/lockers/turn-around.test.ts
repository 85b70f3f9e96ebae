import { expect, test } from 'vitest';
import { TurnAround } from '../../../hardware/lockers/turn-around.ts';

test('a late answer doubles the time of its board only, up to a bound', () => {
  const learnt = new TurnAround();
  const seen: number[] = [learnt.allowedMs(0)];
  for (let turn = 0; turn < 5; turn += 1) {
    learnt.gaveUp(0);
    learnt.straggled(0);
    seen.push(learnt.allowedMs(0));
  }
  expect(seen).toEqual([100, 200, 400, 500, 500, 500]);
  expect(learnt.allowedMs(1)).toBe(100);
});

test('an answer that came twice teaches nothing', () => {
  const learnt = new TurnAround();
  learnt.answered(0);
  learnt.straggled(0);
  learnt.gaveUp(0);
  learnt.answered(0);
  learnt.answered(0);
  learnt.straggled(0);
  expect(learnt.allowedMs(0)).toBe(100);
});

test('where the late answer was taken for the answer to the next question, the one after it still teaches', () => {
  const learnt = new TurnAround();
  learnt.gaveUp(0);
  learnt.answered(0);
  learnt.straggled(0);
  expect(learnt.allowedMs(0)).toBe(200);
});
