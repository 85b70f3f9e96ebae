import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eightABusShape, eightACommandShape, eightAFrame } from '../../../hardware/wire/eight-a.ts';
import { decodeEightACommand, type EightACommand, encodeEightABoard, encodeEightALock } from '../../../hardware/wire/eight-a-board.ts';
import {
  decodeEightABusFrame,
  type EightABoard,
  type EightABusFrame,
  type EightAChannel,
  encodeEightAStatus,
  encodeEightAUnlock,
  toEightABoard,
  toEightAChannel,
} from '../../../hardware/wire/eight-a-driver.ts';
import { toHex } from '../../../hardware/wire/hex.ts';
import { Splitter } from '../../../hardware/wire/splitter.ts';
import { hex } from '../support/hex.ts';
import { testStream } from '../support/stream-properties.ts';

const vendor2024 = "vendor's protocol 2024A1, quoted by a ROS 2 driver";
const vendor2021 = "vendor's 24-way protocol of 2021, quoted by a C# service";
const android = 'Kotlin program for a cabinet';

const vendorCommands: readonly (readonly [string, string, EightACommand])[] = [
  ['8A 01 01 11 9B', vendor2024, { kind: 'unlock', board: 1, locks: [0], forMs: null }],
  ['8A 01 00 11 9A', vendor2024, { kind: 'unlock', board: 1, locks: 'every', forMs: null }],
  ['8A 01 06 11 9C', android, { kind: 'unlock', board: 1, locks: [5], forMs: null }],
  ['80 01 01 33 B3', vendor2024, { kind: 'status', board: 1, lock: 0 }],
  ['80 01 00 33 B2', vendor2021, { kind: 'status', board: 1, lock: 'every' }],
  ['90 01 02 02 02 93', vendor2024, { kind: 'unlock', board: 1, locks: [1, 9, 17], forMs: null }],
  ['9A 01 01 11 8B', vendor2024, { kind: 'unlock', board: 1, locks: [0], forMs: Number.POSITIVE_INFINITY }],
];

const anyBoard = fc.integer({ min: 1, max: 32 });
const anyLock = fc.integer({ min: 0, max: 49 });
const anyBit = fc.constantFrom<0 | 1>(0, 1);
const anyByte = fc.integer({ min: 0, max: 255 });
const anyOrder = fc.constantFrom('usual' as const, 'rising' as const, 'falling' as const);

function bitsOf(count: number): fc.Arbitrary<(0 | 1)[]> {
  return fc.array(anyBit, { minLength: count, maxLength: count });
}

const anyLockAnswer = fc
  .tuple(fc.constantFrom('unlock' as const, 'lock' as const, 'report' as const), anyBoard, anyLock, anyBit)
  .map(([kind, address, lock, bit]) => encodeEightALock(kind, address, lock, bit));
const anyBoardAnswer = fc
  .tuple(anyBoard, fc.constantFrom(2, 3, 4, 7))
  .chain(([address, bytes]) => bitsOf(bytes * 8).map((bits) => encodeEightABoard(address, bits, bytes, 'usual')));
const anySeveral = fc
  .tuple(anyBoard, fc.constantFrom(3, 7))
  .chain(([address, count]) => fc.array(anyByte, { minLength: count, maxLength: count }).map((bytes) => eightAFrame([0x90, address, ...bytes])));
const anyShortCommand = fc
  .tuple(anyBoard, anyLock, fc.constantFrom([0x8a, 0x11], [0x80, 0x33], [0x9a, 0x11], [0x9b, 0x11]))
  .map(([address, lock, [head = 0, mark = 0]]) => eightAFrame([head, address, lock + 1, mark]));
const anyTimedUnlock = fc
  .tuple(anyBoard, anyLock, fc.integer({ min: 1, max: 9 }))
  .map(([address, lock, seconds]) => eightAFrame([0x8a, address, lock + 1, 0x11, seconds]));

function board(address: number): EightABoard {
  const one = toEightABoard(address);
  if (one === undefined) throw new Error('not one board');
  return one;
}

function channel(lock: number): EightAChannel {
  const one = toEightAChannel(lock);
  if (one === undefined) throw new Error('not one lock');
  return one;
}

function read(text: string): EightABusFrame {
  return decodeEightABusFrame(hex(text), 'usual');
}

function locksWithBitOne(seen: EightABusFrame): number[] {
  return seen.kind === 'board' ? seen.bits.flatMap((bit, lock) => (bit === 1 ? [lock] : [])) : [];
}

describe("the vendor's frames", () => {
  test.each(vendorCommands)('%s (%s) is a command and means what it should', (text, _source, meaning) => {
    expect(eightACommandShape.inspect(hex(text))).toMatchObject({ length: hex(text).length });
    expect(decodeEightACommand(hex(text))).toEqual(meaning);
  });

  test('the driver builds the unlock and the question exactly so', () => {
    expect(toHex(encodeEightAUnlock(board(1), channel(0)))).toBe('8A 01 01 11 9B');
    expect(toHex(encodeEightAUnlock(board(1), channel(5)))).toBe('8A 01 06 11 9C');
    expect(toHex(encodeEightAStatus(board(1)))).toBe('80 01 00 33 B2');
  });

  test('8A 01 01 00 8A, the answer to an unlock', () => {
    expect(eightABusShape.inspect(hex('8A 01 01 00 8A'))).toEqual({ kind: 'frame', length: 5 });
    expect(read('8A 01 01 00 8A')).toEqual({ kind: 'unlock', board: 1, lock: 0, bit: 0 });
    expect(toHex(encodeEightALock('unlock', 1, 0, 0))).toBe('8A 01 01 00 8A');
  });

  test('80 01 00 00 00 33 B2, which an 8-way board answered (Open-Locker ADR-0061)', () => {
    expect(eightABusShape.inspect(hex('80 01 00 00 00 33 B2'))).toEqual({ kind: 'frame-unless-more', length: 7 });
    expect(read('80 01 00 00 00 33 B2')).toEqual({ kind: 'board', board: 1, bits: new Array(24).fill(0) });
    expect(toHex(encodeEightABoard(1, [], 3, 'usual'))).toBe('80 01 00 00 00 33 B2');
  });

  test.each([
    ['80 01 00 00 01 33 B3', 'C# program, door 1', [0]],
    ['80 01 00 00 02 33 B0', 'Kotlin program, door 2', [1]],
    ['80 01 00 00 20 33 92', 'Kotlin program', [5]],
  ])('%s (%s): the last of three status bytes holds the first channels', (text, _source, locks) => {
    expect(locksWithBitOne(read(text))).toEqual(locks);
  });
});

describe('status answers', () => {
  test('channel 26 of a 50-way board is bit 1 of the fourth byte (C# driver for 50 ways)', () => {
    const frame = eightAFrame([0x80, 0x01, 0, 0, 0, 0x02, 0, 0, 0, 0x33]);
    expect(eightABusShape.inspect(frame)).toEqual({ kind: 'frame', length: 11 });
    expect(locksWithBitOne(decodeEightABusFrame(frame, 'usual'))).toEqual([25]);
  });

  test('the other order can be set, as the C# driver for 24 ways reads it', () => {
    const frame = hex('80 01 00 00 02 33 B0');
    expect(locksWithBitOne(decodeEightABusFrame(frame, 'rising'))).toEqual([17]);
    expect(locksWithBitOne(decodeEightABusFrame(frame, 'falling'))).toEqual([1]);
  });

  test('a single status byte is no answer: with 0 in it it would be the question, echoed', () => {
    expect(read('80 01 00 33 B2')).toEqual({ kind: 'question' });
    expect(eightABusShape.inspect(hex('80 01 81 33 33')).kind).not.toBe('frame');
  });

  test('only silence ends it, and the longer frame wins', () => {
    // Its first five bytes are a good answer on channel 1, the first seven a good answer of three status bytes.
    const frame = eightAFrame([0x80, 0x01, 0x01, 0x00, 0x80, 0x33, 0x33, 0, 0, 0x33]);
    expect(eightABusShape.inspect(frame.subarray(0, 5))).toEqual({ kind: 'frame-unless-more', length: 5 });
    expect(eightABusShape.inspect(frame.subarray(0, 7))).toEqual({ kind: 'frame-unless-more', length: 7 });
    expect(eightABusShape.inspect(frame)).toEqual({ kind: 'frame', length: 11 });
  });

  test('an echoed question and the answer in one chunk are two frames', () => {
    const splitter = new Splitter(eightABusShape);
    const pieces = [...splitter.push(hex('80 01 00 33 B2 80 01 00 00 02 33 B0')), ...splitter.endOfInput()];
    expect(pieces.map((piece) => `${piece.kind}: ${toHex(piece.bytes)}`)).toEqual(['frame: 80 01 00 33 B2', 'frame: 80 01 00 00 02 33 B0']);
  });

  test('stray bytes before an answer are given up one by one until its head', () => {
    const splitter = new Splitter(eightABusShape);
    const pieces = [...splitter.push(hex('FA FD 99 99 80 80 01 00 00 02 33 B0')), ...splitter.endOfInput()];
    expect(pieces.map((piece) => `${piece.kind}: ${toHex(piece.bytes)}`)).toEqual(['discarded: FA FD 99 99 80', 'frame: 80 01 00 00 02 33 B0']);
  });

  test('what a board encodes, the driver decodes, in each order and size', () => {
    fc.assert(
      fc.property(
        anyBoard,
        anyOrder,
        fc.integer({ min: 2, max: 7 }).chain((count) => bitsOf(count * 8)),
        (address, order, bits) => {
          const frame = encodeEightABoard(address, bits, bits.length / 8, order);
          expect(eightABusShape.inspect(frame)).toMatchObject({ length: frame.length });
          expect(decodeEightABusFrame(frame, order)).toEqual({ kind: 'board', board: address, bits });
        },
      ),
    );
  });
});

describe('frames on one lock', () => {
  test('what a board encodes, the driver decodes; a report is never taken for an answer', () => {
    fc.assert(
      fc.property(fc.constantFrom('unlock' as const, 'lock' as const, 'report' as const), anyBoard, anyLock, anyBit, (kind, address, lock, bit) => {
        expect(decodeEightABusFrame(encodeEightALock(kind, address, lock, bit), 'usual')).toEqual({ kind, board: address, lock, bit });
      }),
    );
  });

  test('no two locks of the address map share a frame', () => {
    const frames = new Set<string>();
    for (let address = 1; address <= 32; address += 1) {
      for (let lock = 0; lock < 50; lock += 1) frames.add(toHex(encodeEightAUnlock(board(address), channel(lock))));
    }
    expect(frames.size).toBe(32 * 50);
  });
});

describe('the driver can mean one lock of one board, for one pulse only', () => {
  test.each([0, 33, -1, 0.5, Number.NaN, 256])('%s is not one board', (address) => expect(toEightABoard(address)).toBeUndefined());
  test.each([-1, 50, 0.5, Number.NaN, 256])('%s is not one lock', (lock) => expect(toEightAChannel(lock)).toBeUndefined());

  test('casting around the types still builds no frame for all', () => {
    expect(() => encodeEightAUnlock(board(1), 0 as EightAChannel)).toThrow(RangeError);
    expect(() => encodeEightAUnlock(0 as EightABoard, channel(0))).toThrow(RangeError);
    expect(() => encodeEightAStatus(33 as EightABoard)).toThrow(RangeError);
  });

  test('over its whole range, every frame is understood by a board as exactly that one lock for the usual pulse', () => {
    for (let address = 1; address <= 32; address += 1) {
      expect(decodeEightACommand(encodeEightAStatus(board(address)))).toEqual({ kind: 'status', board: address, lock: 'every' });
      for (let lock = 0; lock < 50; lock += 1) {
        const frame = encodeEightAUnlock(board(address), channel(lock));
        expect(eightACommandShape.inspect(frame)).toEqual({ kind: 'frame', length: 5 });
        expect(decodeEightACommand(frame)).toEqual({ kind: 'unlock', board: address, locks: [lock], forMs: null });
      }
    }
  });
});

describe('what boards understand beyond that', () => {
  test('an unlock for one to nine seconds, never for none or ten, and never of all', () => {
    const timed = (seconds: number, wire = 3): Uint8Array => eightAFrame([0x8a, 2, wire, 0x11, seconds]);
    for (let seconds = 1; seconds <= 9; seconds += 1) {
      expect(eightACommandShape.inspect(timed(seconds))).toEqual({ kind: 'frame', length: 6 });
      expect(decodeEightACommand(timed(seconds))).toEqual({ kind: 'unlock', board: 2, locks: [2], forMs: seconds * 1000 });
    }
    for (const frame of [timed(0), timed(10), timed(5, 0)]) expect(eightACommandShape.inspect(frame).kind).toBe('no-frame');
  });

  test('no untimed unlock can be taken for the beginning of a timed one', () => {
    for (let address = 1; address <= 32; address += 1) {
      for (let wire = 0; wire <= 50; wire += 1) {
        expect(eightACommandShape.inspect(eightAFrame([0x8a, address, wire, 0x11]))).toEqual({ kind: 'frame', length: 5 });
      }
    }
  });

  test('several locks of a 50-way board in seven bytes', () => {
    const frame = eightAFrame([0x90, 1, 0x01, 0, 0, 0, 0, 0x80, 0x03]);
    expect(eightACommandShape.inspect(frame)).toEqual({ kind: 'frame', length: 10 });
    expect(decodeEightACommand(frame)).toEqual({ kind: 'unlock', board: 1, locks: [0, 47, 48, 49], forMs: null });
  });

  test('letting go of a held lock', () => {
    expect(decodeEightACommand(eightAFrame([0x9b, 1, 1, 0x11]))).toEqual({ kind: 'unlock', board: 1, locks: [0], forMs: 0 });
  });

  test('decoding what the splitter never lets through is a bug and throws', () => {
    for (const text of ['8A 01', '77 01 01 11 66']) {
      expect(() => decodeEightACommand(hex(text))).toThrow(RangeError);
      expect(() => decodeEightABusFrame(hex(text), 'usual')).toThrow(RangeError);
    }
  });
});

describe('commands on a line', () =>
  testStream({
    shape: eightACommandShape,
    anyFrame: fc.oneof(anyShortCommand, anyTimedUnlock, anySeveral),
    heads: [0x8a, 0x80, 0x90, 0x9a, 0x9b],
    tellsItsLength: false,
  }));

describe('frames on a bus', () =>
  testStream({ shape: eightABusShape, anyFrame: fc.oneof(anyLockAnswer, anyBoardAnswer), heads: [0x8a, 0x80, 0x82], tellsItsLength: false }));
