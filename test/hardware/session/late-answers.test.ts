import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryWire } from '../../../hardware/link/memory.ts';
import { BusSession } from '../../../hardware/session/bus-session.ts';
import type { BusCommand } from '../../../hardware/session/command.ts';
import { cu48BusShape } from '../../../hardware/wire/cu48.ts';
import { encodeCu48StatusAnswer } from '../../../hardware/wire/cu48-board.ts';
import { decodeCu48BusFrame, encodeStatusOne, toCu48Board } from '../../../hardware/wire/cu48-driver.ts';
import { FarEnd } from '../support/far-end.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** Milliseconds that a board has before its question is given up. */
const allowedMs = 100;
const answerWireMs = 12;

interface Line {
  readonly clock: VirtualClock;
  /** Asks a board; gives the number that its answer carried, or what became of the question. */
  ask(board: number): Promise<number | string>;
  /** The next answers of the board come so much after their questions, in order; when these are used up, at once. */
  readonly delaysMs: number[];
  /** Each answer comes twice. */
  setDoubled(isDoubled: boolean): void;
  readonly told: string[];
}

/** Boards that count their questions and put the number into the answer, so that a test sees which question an answer is to. */
async function startLine(): Promise<Line> {
  const clock = new VirtualClock();
  const wire = createMemoryWire({ clock, baud: 10_000, latestFrameMs: 0 });
  const far = new FarEnd(clock);
  const told: string[] = [];
  const delaysMs: number[] = [];
  let isDoubled = false;
  const asked = new Map<number, number>();
  await far.open(wire.right);
  far.onChunk = (bytes) => {
    const board = bytes[1] ?? 0;
    const number = (asked.get(board) ?? 0) + 1;
    asked.set(board, number);
    const answer = encodeCu48StatusAnswer(
      board,
      Array.from({ length: 8 }, (_, bit) => (number >> bit) & 1),
    );
    clock.after(delaysMs.shift() ?? 0, () => {
      far.send(answer);
      if (isDoubled) far.send(answer);
    });
  };
  const session = new BusSession({
    link: wire.left,
    clock,
    shape: cu48BusShape,
    quietMs: { answered: 2, unanswered: 10 },
    doesEcho: false,
    events: {
      onUp: () => undefined,
      onDown: () => undefined,
      onStray: (frame, isLate) => told.push(`${isLate ? 'late' : 'stray'} ${numberIn(frame)}`),
      onNoise: () => undefined,
      onEcho: () => undefined,
    },
  });
  session.start();
  await clock.advance(0);
  const ask = async (board: number): Promise<number | string> => {
    const outcome = await session.submit(question(board)).outcome;
    return outcome.kind === 'answered' ? numberIn(outcome.frame) : outcome.kind;
  };
  return {
    clock,
    ask,
    delaysMs,
    told,
    setDoubled(now) {
      isDoubled = now;
    },
  };
}

function question(address: number): BusCommand {
  const board = toCu48Board(address);
  if (board === undefined) throw new Error('no such board');
  return {
    priority: 'status',
    frame: encodeStatusOne(board),
    answer: { length: 12, knownLength: null, withinMs: allowedMs, matches: (frame) => frame[1] === address && frame[3] === 0x65 },
    attempts: 1,
    validForMs: null,
    generation: null,
    mark: `status ${address}`,
    pulseMs: 0,
  };
}

function numberIn(frame: Uint8Array): number {
  const seen = decodeCu48BusFrame(frame);
  return seen.kind === 'status' ? seen.bits.subarray(0, 8).reduce((sum, bit, index) => sum + (bit << index), 0) : -1;
}

test('an answer less than twice as late as its board is allowed never counts for the next question to that board', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: allowedMs + 1, max: 2 * allowedMs - 1 }), async (lateMs) => {
      const line = await startLine();
      line.delaysMs.push(lateMs);
      const answers = [line.ask(0), line.ask(0), line.ask(0)];
      expect(await line.clock.runUntil(Promise.all(answers))).toEqual(['no-answer', 2, 3]);
      expect(line.told).toEqual(['late 1']);
    }),
  );
});

test('the next question waits for the late answer no longer than that, and for none that is in', async () => {
  const line = await startLine();
  line.delaysMs.push(130);
  void line.ask(0);
  await line.clock.runUntil(line.ask(0));
  // Asked in 6 ms, answered 130 ms later in 12: the second question begins then, not at 218.
  expect(line.clock.monotonic()).toBe(6 + 130 + answerWireMs + 6 + answerWireMs);
  const deaf = await startLine();
  deaf.delaysMs.push(100_000);
  void deaf.ask(0);
  await deaf.clock.runUntil(deaf.ask(0));
  expect(deaf.clock.monotonic()).toBe(6 + allowedMs + answerWireMs + allowedMs + 6 + answerWireMs);
});

test('other boards are asked meanwhile', async () => {
  const line = await startLine();
  line.delaysMs.push(100_000);
  void line.ask(0);
  const order: string[] = [];
  void line.ask(0).then(() => order.push('the same board'));
  void line.ask(1).then(() => order.push('another board'));
  await line.clock.advance(1000);
  expect(order).toEqual(['another board', 'the same board']);
});

test('one that is later still may be taken for the next answer; the true one is then told as late, and the row is in step again', async () => {
  const line = await startLine();
  line.delaysMs.push(230, 60);
  const first = [line.ask(0), line.ask(0)];
  expect(await line.clock.runUntil(Promise.all(first))).toEqual(['no-answer', 1]);
  await line.clock.advance(50);
  expect(line.told).toEqual(['late 2']);
  expect(await line.clock.runUntil(line.ask(0))).toBe(3);
});

test('an answer that came twice counts once where there is a rest, and is told as a stray', async () => {
  const line = await startLine();
  line.setDoubled(true);
  const seen: (number | string)[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    seen.push(await line.clock.runUntil(line.ask(0)));
    await line.clock.advance(20);
  }
  expect([seen, line.told]).toEqual([
    [1, 2, 3, 4, 5],
    ['stray 1', 'stray 2', 'stray 3', 'stray 4', 'stray 5'],
  ]);
});

test('without any rest a doubled answer may count for the question behind it, and from then on for none', async () => {
  const line = await startLine();
  line.setDoubled(true);
  const seen = await line.clock.runUntil(Promise.all(Array.from({ length: 12 }, () => line.ask(0))));
  expect(seen).toEqual([1, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});
