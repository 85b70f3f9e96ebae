import { expect, test } from 'vitest';
import { AnswerLength } from '../../../hardware/lockers/answer-length.ts';
import { startFamilyBus } from '../support/simulated-bus.ts';

function answer(lengths: AnswerLength, count: number, length: number): number | null {
  for (let turn = 0; turn < count; turn += 1) lengths.answered(1, length);
  return lengths.of(1);
}

test('is known after eight answers in a row, of each board for itself', () => {
  const lengths = new AnswerLength();
  expect([answer(lengths, 7, 7), answer(lengths, 1, 7), lengths.of(2)]).toEqual([null, 7, null]);
});

test('is learnt anew after another length, an unanswered question, or with the port', () => {
  const lengths = new AnswerLength();
  answer(lengths, 8, 7);
  expect([answer(lengths, 1, 11), answer(lengths, 6, 11), answer(lengths, 1, 11)]).toEqual([null, null, 11]);
  lengths.missed(1);
  expect([lengths.of(1), answer(lengths, 8, 11)]).toEqual([null, 11]);
  lengths.clear();
  expect(lengths.of(1)).toBe(null);
});

test('a bus whose frames only silence ends does not wait for it once it knows its boards', async () => {
  const bus = await startFamilyBus({ family: '8a80', pace: { restMs: 0, watchedRestMs: 0 } });
  await bus.clock.advance(1000);
  bus.events.length = 0;
  bus.facts.length = 0;
  await bus.clock.advance(1000);
  // 12 bytes at 9600 baud, 2 ms of thinking and 5 ms of rest are 19.5 ms; with a silence of 20 ms it would be half as many.
  expect(bus.events.filter((event) => event.kind === 'frame' && event.direction === 'out').length).toBeGreaterThanOrEqual(49);
  expect(bus.facts).toEqual([]);
});
