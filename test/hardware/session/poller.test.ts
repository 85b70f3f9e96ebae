import { expect, test } from 'vitest';
import { Poller } from '../../../hardware/session/poller.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

function createPoller(clock: VirtualClock, watched: Set<number>): { poller: Poller; asked: string[] } {
  const asked: string[] = [];
  const poller = new Poller({
    clock,
    boards: [0, 1],
    pace: { restMs: 100, watchedRestMs: 20, reportingRestMs: 100 },
    moodOf: (board) => (watched.has(board) ? 'watched' : 'usual'),
    notBefore: () => 0,
    ask: (board) => {
      asked.push(`${clock.monotonic()} ${board}`);
      return new Promise((resolve) => clock.after(10, resolve));
    },
  });
  return { poller, asked };
}

test('asks the boards in turn, each again after its rest', async () => {
  const clock = new VirtualClock();
  const { poller, asked } = createPoller(clock, new Set());
  poller.start();
  await clock.advance(235);
  expect(asked).toEqual(['0 0', '10 1', '110 0', '120 1', '220 0', '230 1']);
});

test('asks a watched board more often', async () => {
  const clock = new VirtualClock();
  const { poller, asked } = createPoller(clock, new Set([1]));
  poller.start();
  await clock.advance(105);
  expect(asked).toEqual(['0 0', '10 1', '40 1', '70 1', '100 1']);
});

test('a hurried board is asked at once, and once more when its question was already under way', async () => {
  const clock = new VirtualClock();
  const { poller, asked } = createPoller(clock, new Set());
  poller.start();
  await clock.advance(50);
  poller.hurry(1);
  await clock.advance(5);
  poller.hurry(1);
  poller.hurry(7);
  await clock.advance(20);
  expect(asked).toEqual(['0 0', '10 1', '50 1', '60 1']);
});

test('a stopped poller asks no more, and a started one begins anew', async () => {
  const clock = new VirtualClock();
  const { poller, asked } = createPoller(clock, new Set());
  poller.start();
  await clock.advance(5);
  poller.stop();
  await clock.advance(500);
  poller.start();
  await clock.advance(15);
  expect(asked).toEqual(['0 0', '505 0', '515 1']);
});
