import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Link } from '../../../hardware/contract/link.ts';
import { createMemoryWire, type MemoryWire } from '../../../hardware/link/memory.ts';
import { BusSession } from '../../../hardware/session/bus-session.ts';
import type { BusCommand, CommandOutcome } from '../../../hardware/session/command.ts';
import { cu48BusShape } from '../../../hardware/wire/cu48.ts';
import { encodeCu48StatusAnswer } from '../../../hardware/wire/cu48-board.ts';
import { encodeStatusOne, encodeUnlockOne, toCu48Board, toCu48Lock } from '../../../hardware/wire/cu48-driver.ts';
import { FarEnd } from '../support/far-end.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** What became of each command, by its name: `lock 1`, `status`. */
type Ends = Map<string, CommandOutcome>;

let clock: VirtualClock;
let wire: MemoryWire;
let far: FarEnd;
let told: string[];
let session: BusSession;
let ends: Ends;

async function start(): Promise<void> {
  clock = new VirtualClock();
  // 10 000 baud makes one byte one millisecond.
  wire = createMemoryWire({ clock, baud: 10_000, latestFrameMs: 1500 });
  far = new FarEnd(clock);
  told = [];
  ends = new Map();
  await far.open(wire.right);
  // A board that thinks for 20 ms, and whose answer comes in two halves.
  far.onChunk = (bytes) => {
    if (bytes[3] !== 0x50) return;
    const answer = encodeCu48StatusAnswer(bytes[1] ?? 0, []);
    clock.after(20, () => {
      far.send(answer.subarray(0, 6));
      far.send(answer.subarray(6));
    });
  };
  session = new BusSession({
    link: slowFlush(wire.left),
    clock,
    shape: cu48BusShape,
    quietMs: { answered: 2, unanswered: 10 },
    doesEcho: null,
    events: {
      onUp: (generation) => told.push(`up ${generation}`),
      onDown: (problem) => told.push(`down ${problem.kind}`),
      onStray: () => undefined,
      onNoise: () => undefined,
      onEcho: () => undefined,
    },
  });
  session.start();
  await clock.advance(0);
}

beforeEach(start);

/** The same link with a port that takes 4 ms to throw away old input, so that there is a time in which it does. */
function slowFlush(link: Link): Link {
  return {
    name: link.name,
    latestFrameMs: link.latestFrameMs,
    wireTimeMs: (count) => link.wireTimeMs(count),
    async open(events) {
      const opened = await link.open(events);
      if (!opened.ok) return opened;
      const port = opened.value;
      const wait = (): Promise<void> => new Promise((resolve) => clock.after(4, resolve));
      return { ok: true, value: { write: (bytes) => port.write(bytes), flush: () => wait().then(() => port.flush()), close: () => port.close() } };
    },
  };
}

function unlockFrame(lock: number): Uint8Array {
  const [board, one] = [toCu48Board(0), toCu48Lock(lock)];
  if (board === undefined || one === undefined) throw new Error('no such lock');
  return encodeUnlockOne(board, one);
}

function statusFrame(): Uint8Array {
  const board = toCu48Board(0);
  if (board === undefined) throw new Error('no such board');
  return encodeStatusOne(board);
}

function submit(name: string, command: BusCommand): void {
  void session.submit(command).outcome.then((end) => ends.set(name, end));
}

function unlock(lock: number): void {
  submit(`lock ${lock}`, {
    priority: 'unlock',
    frame: unlockFrame(lock),
    answer: null,
    attempts: 1,
    validForMs: 2000,
    generation: session.generation,
    mark: `unlock 0/${lock}`,
    pulseMs: 300,
  });
}

function status(name: string): void {
  const matches = (frame: Uint8Array): boolean => frame[3] === 0x65;
  const answer = { length: 12, knownLength: null, withinMs: 100, matches };
  submit(name, { priority: 'status', frame: statusFrame(), answer, attempts: 1, validForMs: null, generation: null, mark: 'status 0', pulseMs: 0 });
}

/** How often the far end heard the unlock of this lock, whole. */
function pulses(lock: number): number {
  const bytes = far.heard.map((line) => line.slice(line.indexOf(' ') + 1)).join(' ');
  const wanted = Array.from(unlockFrame(lock), (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
  return bytes.split(wanted).length - 1;
}

/**
 * ```
 *  0    4     10         30        42 44    48    54       64   68   74 ...
 *  |flush|=ask=|..thinks..|=answer==|rest|flush|=lock 1=|rest|flush|=ask=|..           lock 2 waits for the pulse of lock 1 until 354
 * ```
 */
const moments: readonly (readonly [state: string, atMs: number])[] = [
  ['throwing away old input', 2],
  ['writing a question', 7],
  ['waiting for the answer', 20],
  ['half an answer in', 38],
  ['resting after an answer', 43],
  ['throwing away old input before an unlock', 46],
  ['writing an unlock', 51],
  ['resting after an unlock', 60],
  ['an unlock waiting for another pulse', 200],
];

async function pullAt(ms: number): Promise<void> {
  status('status');
  // Later than this the question has begun; the unlocks would otherwise overtake it.
  const laterMs = Math.min(5, ms);
  await clock.advance(laterMs);
  unlock(1);
  unlock(2);
  status('another status');
  await clock.advance(ms - laterMs);
  wire.cut();
  await clock.advance(50);
  wire.mend();
  await far.open(wire.right);
  await clock.advance(3000);
}

/** What must hold whenever the cable was pulled. */
async function judge(): Promise<void> {
  for (const lock of [1, 2]) {
    const end = ends.get(`lock ${lock}`);
    expect(pulses(lock)).toBe(end?.kind === 'written' ? 1 : 0);
    expect(end).toSatisfy((seen: CommandOutcome | undefined) => seen?.kind === 'written' || seen?.kind === 'link-down');
  }
  // The next generation works, and hears only of its own.
  unlock(3);
  status('status of now');
  await clock.advance(1000);
  expect([ends.get('lock 3')?.kind, ends.get('status of now')?.kind, pulses(3)]).toEqual(['written', 'answered', 1]);
  expect(pulses(1) + pulses(2)).toBe([...ends].filter(([name, end]) => /lock [12]/.test(name) && end.kind === 'written').length);
}

describe('a cable pulled while', () => {
  test.each(moments)('%s: what waited is dropped and never replayed', async (_, atMs) => {
    await pullAt(atMs);
    expect(told).toEqual(['up 1', 'down closed', 'up 2']);
    await judge();
  });

  test('nothing is under way', async () => {
    wire.cut();
    await clock.advance(50);
    wire.mend();
    await far.open(wire.right);
    await clock.advance(1000);
    unlock(1);
    unlock(2);
    await clock.advance(1000);
    await judge();
  });

  test('it is being opened again: it is tried on, and nothing from before is left', async () => {
    unlock(1);
    unlock(2);
    await clock.advance(5);
    wire.cut();
    await clock.advance(300);
    unlock(2);
    wire.mend();
    await far.open(wire.right);
    await clock.advance(600);
    wire.cut();
    await clock.advance(200);
    wire.mend();
    await far.open(wire.right);
    await clock.advance(3000);
    expect(told).toEqual(['up 1', 'down closed', 'down not-found', 'up 2', 'down closed', 'up 3']);
    await judge();
  });

  test('it is being closed for good: nothing is written any more', async () => {
    unlock(1);
    unlock(2);
    await clock.advance(6);
    const closing = session.close();
    wire.cut();
    await clock.runUntil(closing);
    wire.mend();
    await far.open(wire.right);
    await clock.advance(10_000);
    expect([ends.get('lock 1'), ends.get('lock 2')]).toEqual([{ kind: 'link-down', detail: 'The bus was closed.', isBegun: true }, { kind: 'cancelled' }]);
    expect([pulses(1), pulses(2), far.heard]).toEqual([0, 0, []]);
  });
});

describe('an unlock lost with the cable says whether it was begun', () => {
  test.each([
    [46, false],
    [51, true],
  ] as const)('pulled at %i ms: %s', async (atMs, isBegun) => {
    await pullAt(atMs);
    expect(ends.get('lock 1')).toMatchObject({ kind: 'link-down', isBegun });
    expect(ends.get('lock 2')).toMatchObject({ kind: 'link-down', isBegun: false });
  });
});

test('at whatever moment the cable is pulled, however often, and whatever waits: nothing is replayed, and all works after', async () => {
  const pull = fc.record({ afterMs: fc.integer({ min: 0, max: 450 }), forMs: fc.integer({ min: 0, max: 900 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(pull, { minLength: 1, maxLength: 4 }), async (pulls) => {
      await start();
      let lock = 4;
      for (const { afterMs, forMs } of pulls) {
        status(`status ${lock}`);
        unlock(lock);
        unlock(lock + 1);
        await clock.advance(afterMs);
        wire.cut();
        const heardBefore = far.heard.length;
        await clock.advance(forMs);
        wire.mend();
        await far.open(wire.right);
        await clock.advance(3000);
        expect(far.heard.slice(heardBefore)).toEqual([]);
        lock += 2;
      }
      for (let each = 4; each < lock; each += 1) expect(pulses(each)).toBe(ends.get(`lock ${each}`)?.kind === 'written' ? 1 : 0);
      unlock(3);
      await clock.advance(1000);
      expect([ends.get('lock 3')?.kind, pulses(3)]).toEqual(['written', 1]);
    }),
    { numRuns: 100 },
  );
});
