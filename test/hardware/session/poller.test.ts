import { describe, expect, test } from 'vitest';
import { Poller, type PollerPace } from '../../../hardware/session/poller.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

interface Mood {
  readonly watched?: readonly number[];
  readonly silent?: readonly number[];
  readonly reporting?: readonly number[];
}

interface Asked {
  readonly poller: Poller;
  readonly asked: string[];
  mood: Mood;
}

const usualPace: PollerPace = { restMs: 100, watchedRestMs: 20, reportingRestMs: 100 };

/** Boards that answer after 10 ms, and silent ones that cost 100. */
function createPoller(clock: VirtualClock, mood: Mood = {}, boards: readonly number[] = [0, 1], pace = usualPace): Asked {
  const asked: string[] = [];
  const made: Asked = {
    asked,
    mood,
    poller: new Poller({
      clock,
      boards,
      pace,
      moodOf(board) {
        if (made.mood.silent?.includes(board) === true) return 'silent';
        if (made.mood.watched?.includes(board) === true) return 'watched';
        return made.mood.reporting?.includes(board) === true ? 'reporting' : 'usual';
      },
      notBefore: () => 0,
      ask(board) {
        asked.push(`${clock.monotonic()} ${board}`);
        return new Promise((resolve) => clock.after(made.mood.silent?.includes(board) === true ? 100 : 10, resolve));
      },
    }),
  };
  return made;
}

function timesOf(asked: readonly string[], board: number): number[] {
  return asked.map((line) => line.split(' ').map(Number)).flatMap(([at = 0, who]) => (who === board ? [at] : []));
}

function longestGap(times: readonly number[]): number {
  return Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? 0)));
}

test('asks the boards in turn, each again after its rest', async () => {
  const clock = new VirtualClock();
  const { poller, asked } = createPoller(clock);
  poller.start();
  await clock.advance(235);
  expect(asked).toEqual(['0 0', '10 1', '110 0', '120 1', '220 0', '230 1']);
});

test('asks a watched board more often', async () => {
  const clock = new VirtualClock();
  const { poller, asked } = createPoller(clock, { watched: [1] });
  poller.start();
  await clock.advance(105);
  expect(asked).toEqual(['0 0', '10 1', '40 1', '70 1', '100 1']);
});

test('a hurried board is asked at once, and once more when its question was already under way', async () => {
  const clock = new VirtualClock();
  const { poller, asked } = createPoller(clock);
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
  const { poller, asked } = createPoller(clock);
  poller.start();
  await clock.advance(5);
  poller.stop();
  await clock.advance(500);
  poller.start();
  await clock.advance(15);
  expect(asked).toEqual(['0 0', '505 0', '515 1']);
});

describe('rests of 0', () => {
  const noRest: PollerPace = { restMs: 0, watchedRestMs: 0, reportingRestMs: 0 };

  test('leave no pause on the line, and every board has its turn in every round', async () => {
    const clock = new VirtualClock();
    const { poller, asked } = createPoller(clock, {}, [0, 1, 2, 3], noRest);
    poller.start();
    await clock.advance(85);
    expect(asked).toEqual(['0 0', '10 1', '20 2', '30 3', '40 0', '50 1', '60 2', '70 3', '80 0']);
  });

  test('give a watched board every other question, and the others their turns between', async () => {
    const clock = new VirtualClock();
    const { poller, asked } = createPoller(clock, { watched: [2] }, [0, 1, 2, 3], noRest);
    poller.start();
    await clock.advance(75);
    expect(asked.map((line) => line.split(' ')[1]).join(' ')).toBe('0 2 1 2 3 2 0 2');
  });

  test('do not keep the program from everything else where asking takes no time', async () => {
    const clock = new VirtualClock();
    let count = 0;
    const ask = (): Promise<void> => {
      count += 1;
      return Promise.resolve();
    };
    const poller = new Poller({ clock, boards: [0], pace: noRest, moodOf: () => 'usual', notBefore: () => 0, ask });
    poller.start();
    await clock.advance(10);
    expect(count).toBe(11);
  });
});

describe('silent boards', () => {
  test('take turns at one question in 400 ms, so that the others lose a fifth of the line at most', async () => {
    const clock = new VirtualClock();
    const { poller, asked } = createPoller(clock, { silent: [1, 2, 3] }, [0, 1, 2, 3], { restMs: 0, watchedRestMs: 0, reportingRestMs: 0 });
    poller.start();
    await clock.advance(10_000);
    expect([1, 2, 3].map((board) => longestGap(timesOf(asked, board)) <= 1550)).toEqual([true, true, true]);
    expect(longestGap(timesOf(asked, 0))).toBeLessThanOrEqual(110);
    expect(timesOf(asked, 0).length).toBeGreaterThan(790);
  });

  test('are asked as often as others where all are silent: there nobody loses anything', async () => {
    const clock = new VirtualClock();
    const { poller, asked } = createPoller(clock, { silent: [0, 1] });
    poller.start();
    await clock.advance(1000);
    expect(asked).toEqual(['0 0', '100 1', '200 0', '300 1', '400 0', '500 1', '600 0', '700 1', '800 0', '900 1', '1000 0']);
  });

  test('are asked like the others as soon as they answer', async () => {
    const clock = new VirtualClock();
    const made = createPoller(clock, { silent: [1] });
    made.poller.start();
    await clock.advance(1000);
    made.mood = {};
    await clock.advance(1000);
    expect(timesOf(made.asked, 1).length).toBeGreaterThan(9);
  });
});

test('boards that report by themselves are asked with a rest of their own', async () => {
  const clock = new VirtualClock();
  const { poller, asked } = createPoller(clock, { reporting: [1] }, [0, 1], { restMs: 100, watchedRestMs: 20, reportingRestMs: 500 });
  poller.start();
  await clock.advance(1100);
  expect(timesOf(asked, 1)).toEqual([10, 520, 1030]);
  expect(longestGap(timesOf(asked, 0))).toBe(110);
});

test('however long the rests, something is written in every second: a pulled adapter may not show otherwise', async () => {
  const clock = new VirtualClock();
  const { poller, asked } = createPoller(clock, {}, [0, 1], { restMs: 10_000, watchedRestMs: 10_000, reportingRestMs: 10_000 });
  poller.start();
  await clock.advance(4000);
  expect(asked).toEqual(['0 0', '10 1', '1020 0', '2030 1', '3040 0']);
});

test('a board that the bus would hold back is left until then, and the others go on', async () => {
  const clock = new VirtualClock();
  const asked: string[] = [];
  const poller = new Poller({
    clock,
    boards: [0, 1],
    pace: { restMs: 0, watchedRestMs: 0, reportingRestMs: 0 },
    moodOf: () => 'usual',
    notBefore: (board) => (board === 0 ? 35 : 0),
    ask(board) {
      asked.push(`${clock.monotonic()} ${board}`);
      return new Promise((resolve) => clock.after(10, resolve));
    },
  });
  poller.start();
  await clock.advance(55);
  expect(asked).toEqual(['0 1', '10 1', '20 1', '30 1', '40 0', '50 1']);
});
