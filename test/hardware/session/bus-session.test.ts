import { beforeEach, describe, expect, test } from 'vitest';
import { createMemoryWire, type MemoryWire } from '../../../hardware/link/memory.ts';
import type { Link, LinkEvents } from '../../../hardware/contract/link.ts';
import { BusSession } from '../../../hardware/session/bus-session.ts';
import type { BusCommand, CommandOutcome, Priority } from '../../../hardware/session/command.ts';
import { cu48BusShape } from '../../../hardware/wire/cu48.ts';
import type { FrameShape } from '../../../hardware/wire/splitter.ts';
import { toHex } from '../../../hardware/wire/hex.ts';
import { FarEnd } from '../support/far-end.ts';
import { hex } from '../support/hex.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const frames = {
  status0: hex('02 00 00 50 03 55'),
  status1: hex('02 01 00 50 03 56'),
  unlock0: hex('02 00 00 51 03 56'),
  unlock1: hex('02 00 01 51 03 57'),
  answer0: hex('02 00 00 65 00 00 00 00 00 00 03 6A'),
  answer1: hex('02 01 00 65 00 00 00 00 00 00 03 6B'),
};

let clock: VirtualClock;
let wire: MemoryWire;
let far: FarEnd;
let told: string[];

beforeEach(async () => {
  clock = new VirtualClock();
  // 10 000 baud makes one byte one millisecond.
  wire = createMemoryWire({ clock, baud: 10_000, latestFrameMs: 1500 });
  far = new FarEnd(clock);
  told = [];
  await far.open(wire.right);
});

function startSession(link: Link = wire.left, shape: FrameShape = cu48BusShape): BusSession {
  const session = new BusSession({
    link,
    clock,
    shape,
    quietMs: { answered: 2, unanswered: 10 },
    doesEcho: null,
    events: {
      onUp: (generation) => told.push(`${clock.monotonic()} up ${generation}`),
      onDown: (problem) => told.push(`${clock.monotonic()} down ${problem.kind}`),
      onStray: (frame, isLate) => told.push(`${clock.monotonic()} ${isLate ? 'late' : 'stray'} ${toHex(frame)}`),
      onNoise: (count) => told.push(`${clock.monotonic()} noise ${count}`),
      onEcho: (doesEcho) => told.push(`${clock.monotonic()} ${doesEcho ? 'echo' : 'no echo'}`),
    },
  });
  session.start();
  return session;
}

async function openSession(): Promise<BusSession> {
  const session = startSession();
  await clock.advance(0);
  return session;
}

function unlock(frame: Uint8Array, more: Partial<BusCommand> = {}): BusCommand {
  return { priority: 'unlock', frame, answer: null, attempts: 1, validForMs: 2000, generation: 1, mark: null, pulseMs: 0, ...more };
}

function ask(frame: Uint8Array, answer: Uint8Array, more: Partial<BusCommand> = {}, priority: Priority = 'status'): BusCommand {
  const matches = (seen: Uint8Array): boolean => seen[1] === answer[1] && seen[3] === answer[3];
  return {
    priority,
    frame,
    answer: { length: 12, knownLength: null, withinMs: 100, matches },
    attempts: 1,
    validForMs: null,
    generation: null,
    mark: null,
    pulseMs: 0,
    ...more,
  };
}

function note(name: string, outcome: Promise<CommandOutcome>): void {
  void outcome.then((end) => told.push(`${Math.round(clock.monotonic())} ${name} ${end.kind}`));
}

/** Boards that answer at once. */
function answerAll(): void {
  far.onChunk = (bytes) => {
    if (bytes[3] === 0x50) far.send(bytes[1] === 0 ? frames.answer0 : frames.answer1);
  };
}

describe('order', () => {
  test('one command at a time; unlocks overtake what waits, never what is on the wire', async () => {
    answerAll();
    const session = await openSession();
    note('housekeeping', session.submit(ask(frames.status1, frames.answer1, {}, 'housekeeping')).outcome);
    await clock.advance(1);
    note('status', session.submit(ask(frames.status0, frames.answer0)).outcome);
    note('unlock', session.submit(unlock(frames.unlock0)).outcome);
    await clock.advance(200);
    expect(far.heard).toEqual(['6 02 01 00 50 03 56', '26 02 00 00 51 03 56', '42 02 00 00 50 03 55']);
    expect(told).toEqual(['0 up 1', '18 no echo', '18 housekeeping answered', '26 unlock written', '54 status answered']);
  });
});

describe('deadline and cancel', () => {
  test('an unlock whose time runs out in the queue is expired and never written', async () => {
    const session = await openSession();
    note('status', session.submit(ask(frames.status0, frames.answer0)).outcome);
    await clock.advance(1);
    note('unlock', session.submit(unlock(frames.unlock0, { validForMs: 50 })).outcome);
    await clock.advance(5000);
    expect(told).toEqual(['0 up 1', '51 unlock expired', '118 status no-answer']);
    expect(far.heard).toEqual(['6 02 00 00 50 03 55']);
  });

  test('after the process stood still past the deadline nothing is written', async () => {
    const session = await openSession();
    note('status', session.submit(ask(frames.status0, frames.answer0)).outcome);
    await clock.advance(1);
    note('unlock', session.submit(unlock(frames.unlock0)).outcome);
    clock.freezeFor(600_000);
    await clock.advance(5000);
    expect(told.filter((line) => line.includes('unlock'))).toEqual(['600001 unlock expired']);
    expect(far.heard).toHaveLength(1);
  });

  test('a cancelled unlock is never written; one already begun is not cancelled', async () => {
    const session = await openSession();
    const first = session.submit(unlock(frames.unlock0));
    const second = session.submit(unlock(frames.unlock1));
    note('first', first.outcome);
    note('second', second.outcome);
    await clock.advance(1);
    first.cancel();
    second.cancel();
    await clock.advance(100);
    expect(told).toEqual(['0 up 1', '1 second cancelled', '6 first written']);
    expect(far.heard).toEqual(['6 02 00 00 51 03 56']);
  });

  test('closing cancels what waits and leaves nothing to be written', async () => {
    const session = await openSession();
    note('first', session.submit(unlock(frames.unlock0)).outcome);
    note('second', session.submit(unlock(frames.unlock1)).outcome);
    await clock.advance(1);
    await session.close();
    await clock.advance(10_000);
    expect(told).toEqual(['0 up 1', '1 second cancelled', '1 first link-down']);
    expect(far.heard).toEqual([]);
  });
});

describe('answers', () => {
  test('a status is asked again when nobody answers, and then given up', async () => {
    const session = await openSession();
    note('status', session.submit(ask(frames.status0, frames.answer0, { attempts: 2 })).outcome);
    await clock.advance(1000);
    expect(far.heard).toEqual(['6 02 00 00 50 03 55', '124 02 00 00 50 03 55']);
    expect(told).toEqual(['0 up 1', '236 status no-answer']);
  });

  test('an unlock that comes between two attempts of a status goes first', async () => {
    const session = await openSession();
    note('status', session.submit(ask(frames.status0, frames.answer0, { attempts: 2 })).outcome);
    await clock.advance(50);
    note('unlock', session.submit(unlock(frames.unlock0)).outcome);
    await clock.advance(1000);
    expect(far.heard.map((line) => line.slice(-8))).toEqual(['50 03 55', '51 03 56', '50 03 55']);
  });

  test('its own echo is no answer, nor is the answer of another board; the right one is', async () => {
    far.onChunk = (bytes) => {
      far.send(bytes);
      far.send(frames.answer1);
      far.send(frames.answer0);
    };
    const session = await openSession();
    const { outcome } = session.submit(ask(frames.status0, frames.answer0));
    await clock.advance(200);
    expect(await outcome).toMatchObject({ kind: 'answered', frame: frames.answer0 });
    expect(told).toEqual(['0 up 1', '12 echo', `24 stray ${toHex(frames.answer1)}`]);
  });

  test('an answer that comes twice, or too late, is told as a stray and answers nothing', async () => {
    const session = await openSession();
    note('status', session.submit(ask(frames.status0, frames.answer0)).outcome);
    await clock.advance(300);
    far.send(frames.answer0);
    await clock.advance(50);
    note('next', session.submit(ask(frames.status1, frames.answer1)).outcome);
    await clock.advance(7);
    far.send(frames.answer0);
    await clock.advance(300);
    expect(told).toEqual([
      '0 up 1',
      '118 status no-answer',
      '312 stray 02 00 00 65 00 00 00 00 00 00 03 6A',
      '369 stray 02 00 00 65 00 00 00 00 00 00 03 6A',
      '468 next no-answer',
    ]);
  });

  test('an old answer that lacks only its sum is not completed by the first byte of the new one', async () => {
    const session = await openSession();
    // The sum of this answer would be 0x02, which is also every frame's head.
    far.send(hex('02 00 00 65 98 00 00 00 00 00 03'));
    await clock.advance(20);
    answerAll();
    const { outcome } = session.submit(ask(frames.status0, frames.answer0));
    expect(await clock.runUntil(outcome)).toMatchObject({ kind: 'answered', frame: frames.answer0 });
  });

  test('a status is asked again before its equals', async () => {
    const session = await openSession();
    note('first', session.submit(ask(frames.status0, frames.answer0, { attempts: 2 })).outcome);
    note('second', session.submit(ask(frames.status1, frames.answer1)).outcome);
    await clock.advance(1000);
    expect(far.heard.map((line) => line.slice(-17))).toEqual(['02 00 00 50 03 55', '02 00 00 50 03 55', '02 01 00 50 03 56']);
  });

  test('half an answer left in the buffer does not spoil the next one', async () => {
    const session = await openSession();
    far.send(frames.answer1.subarray(0, 7));
    await clock.advance(20);
    answerAll();
    const { outcome } = session.submit(ask(frames.status0, frames.answer0));
    expect(await clock.runUntil(outcome)).toMatchObject({ kind: 'answered', frame: frames.answer0 });
  });

  test('a short answer behind a false head of a longer one is found when the line goes quiet', async () => {
    const lengthSecond: FrameShape = {
      longest: 10,
      inspect(bytes) {
        const length = bytes[1] ?? 3;
        if (bytes[0] !== 0xaa || length < 3 || length > 10) return { kind: 'no-frame' };
        return bytes.length < length ? { kind: 'incomplete' } : { kind: 'frame', length };
      },
    };
    const session = startSession(wire.left, lengthSecond);
    await clock.advance(0);
    far.onChunk = () => far.send(hex('AA 0A AA 03 07'));
    const answer = { length: 3, knownLength: null, withinMs: 100, matches: (frame: Uint8Array) => frame[2] === 7 };
    const { outcome } = session.submit({
      priority: 'status',
      frame: hex('AA 03 06'),
      answer,
      attempts: 1,
      validForMs: null,
      generation: null,
      mark: null,
      pulseMs: 0,
    });
    expect(await clock.runUntil(outcome)).toMatchObject({ kind: 'answered', frame: hex('AA 03 07') });
  });

  test('an answer behind a false head is found', async () => {
    far.onChunk = () => {
      far.send(hex('02 04 00 65'));
      far.send(frames.answer0.subarray(0, 6));
      far.send(frames.answer0.subarray(6));
    };
    const session = await openSession();
    expect((await clock.runUntil(session.submit(ask(frames.status0, frames.answer0)).outcome)).kind).toBe('answered');
  });
});

describe('the port', () => {
  test('without a port everything is link-down at once', async () => {
    wire.cut();
    const session = await openSession();
    note('unlock', session.submit(unlock(frames.unlock0)).outcome);
    await clock.advance(0);
    expect(told).toEqual(['0 down not-found', '0 unlock link-down']);
  });

  test('losing it ends all that waits; the next generation inherits nothing', async () => {
    const session = await openSession();
    note('first', session.submit(unlock(frames.unlock0)).outcome);
    note('second', session.submit(unlock(frames.unlock1)).outcome);
    note('status', session.submit(ask(frames.status0, frames.answer0)).outcome);
    await clock.advance(2);
    wire.cut();
    wire.mend();
    await far.open(wire.right);
    await clock.advance(10_000);
    expect(told).toEqual(['0 up 1', '2 down closed', '2 second link-down', '2 status link-down', '2 first link-down', '252 up 2']);
    expect(far.heard).toEqual([]);
  });

  test('an unlock decided in an earlier generation is refused as link-down', async () => {
    const session = await openSession();
    wire.cut();
    wire.mend();
    await clock.advance(300);
    expect(session.generation).toBe(2);
    note('old', session.submit(unlock(frames.unlock0, { generation: 1 })).outcome);
    await clock.advance(5000);
    expect(told).toEqual(['0 up 1', '0 down closed', '250 up 2', '300 old link-down']);
    expect(far.heard).toEqual([]);
  });

  test('a late word of an earlier opening does not close the next one, nor do its bytes count', async () => {
    const openings: LinkEvents[] = [];
    const port = { write: () => Promise.resolve(undefined), flush: () => Promise.resolve(), close: () => Promise.resolve() };
    const link: Link = {
      ...wire.left,
      wireTimeMs: (count) => count,
      open: (events) => {
        openings.push(events);
        return Promise.resolve({ ok: true, value: port });
      },
    };
    const session = startSession(link);
    await clock.advance(0);
    openings[0]?.onClose({ kind: 'closed', detail: 'unplugged' });
    await clock.advance(300);
    openings[0]?.onClose({ kind: 'closed', detail: 'unplugged, once more' });
    openings[0]?.onBytes(frames.answer0);
    await clock.advance(1000);
    expect(told).toEqual(['0 up 1', '0 down closed', '250 up 2']);
    expect(session.generation).toBe(2);
  });

  test('it is tried again after 0.25, 0.5, 1 and then each 2 s, however long it was away', async () => {
    wire.cut();
    await openSession();
    await clock.advance(14_000);
    wire.mend();
    await clock.advance(5000);
    expect(told.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      '0 down',
      '250 down',
      '750 down',
      '1750 down',
      '3750 down',
      '5750 down',
      '7750 down',
      '9750 down',
      '11750 down',
      '13750 down',
      '15750 up',
    ]);
  });

  test('a port that does not even respond is closed and opened again', async () => {
    const calls: string[] = [];
    const dead: Link = {
      ...wire.left,
      wireTimeMs: (count) => count,
      open: () =>
        Promise.resolve({
          ok: true,
          value: {
            write: () => Promise.resolve(undefined),
            flush: () => new Promise(() => undefined),
            close: () => {
              calls.push(`${clock.monotonic()} closed`);
              return Promise.resolve();
            },
          },
        }),
    };
    const session = startSession(dead);
    await clock.advance(0);
    note('unlock', session.submit(unlock(frames.unlock0)).outcome);
    await clock.advance(3000);
    expect(told).toEqual(['0 up 1', '1000 down failed', '1000 unlock link-down', '1250 up 2']);
    expect(calls).toEqual(['2000 closed']);
  });

  test('a port that takes no bytes is given up; its unlock is link-down and not repeated', async () => {
    let writes = 0;
    const stuck: Link = {
      ...wire.left,
      wireTimeMs: (count) => count,
      open: () =>
        Promise.resolve({
          ok: true,
          value: {
            write: () => {
              writes += 1;
              return new Promise(() => undefined);
            },
            flush: () => Promise.resolve(),
            close: () => Promise.resolve(),
          },
        }),
    };
    const session = startSession(stuck);
    await clock.advance(0);
    note('unlock', session.submit(unlock(frames.unlock0)).outcome);
    await clock.advance(10_000);
    expect(told).toEqual(['0 up 1', '1006 down failed', '1006 unlock link-down', '1256 up 2']);
    expect(writes).toBe(1);
  });
});
