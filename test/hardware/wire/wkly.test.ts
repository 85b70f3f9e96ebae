import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../../hardware/wire/hex.ts';
import { wkly, wklyFrame, wklyShape } from '../../../hardware/wire/wkly.ts';
import { answerWklyCommand, decodeWklyCommand, encodeWklyReport, type WklyCommand } from '../../../hardware/wire/wkly-board.ts';
import {
  decodeWklyBusFrame,
  encodeWklyFlash,
  encodeWklyStatus,
  encodeWklyUnlock,
  toWklyBoard,
  toWklyChannel,
  type WklyBoard,
  type WklyBusFrame,
  type WklyChannel,
} from '../../../hardware/wire/wkly-driver.ts';
import { hex } from '../support/hex.ts';
import { testStream } from '../support/stream-properties.ts';

const closed = new Array<0 | 1>(24).fill(1);
const open = new Array<0 | 1>(24).fill(0);
const zeros = '00 '.repeat(24);

/** The vendor's examples, as the unit tests of an open Android driver repeat them: request, meaning, answer, and what it was an answer of. */
const vendorPairs: readonly (readonly [string, WklyCommand, string, readonly (0 | 1)[]])[] = [
  ['57 4B 4C 59 0C 00 80 03 01 02 03 86', { kind: 'unlock', board: 0, locks: [0, 1, 2], forMs: null }, '57 4B 4C 59 09 00 80 00 80', open],
  ['57 4B 4C 59 09 00 81 01 80', { kind: 'flash', board: 0, lock: 0 }, '57 4B 4C 59 0A 00 81 00 01 83', closed],
  ['57 4B 4C 59 09 00 82 01 83', { kind: 'unlock', board: 0, locks: [0], forMs: null }, '57 4B 4C 59 0B 00 82 00 01 00 81', open],
  ['57 4B 4C 59 09 00 83 01 82', { kind: 'status', board: 0, lock: 0 }, '57 4B 4C 59 0B 00 83 00 01 00 80', open],
  ['57 4B 4C 59 08 00 84 85', { kind: 'status', board: 0, lock: 'every' }, `57 4B 4C 59 22 00 84 00 18 ${zeros}B7`, open],
  ['57 4B 4C 59 08 00 86 87', { kind: 'unlock', board: 0, locks: 'every', forMs: null }, '57 4B 4C 59 09 00 86 00 86', open],
  ['57 4B 4C 59 0C 00 87 03 01 02 03 81', { kind: 'unlock', board: 0, locks: [0, 1, 2], forMs: null }, '57 4B 4C 59 09 00 87 00 87', open],
];

/** The vendor's answers as the master reads them; those to what this master never asks mean nothing to it. */
const vendorAnswers: readonly (readonly [string, WklyBusFrame])[] = [
  ['57 4B 4C 59 09 00 80 00 80', { kind: 'other' }],
  ['57 4B 4C 59 0A 00 81 00 01 83', { kind: 'done', of: 'flash', board: 0, lock: 0 }],
  ['57 4B 4C 59 0B 00 82 00 01 00 81', { kind: 'done', of: 'unlock', board: 0, lock: 0 }],
  ['57 4B 4C 59 0B 00 83 00 01 00 80', { kind: 'done', of: 'lock', board: 0, lock: 0 }],
  [`57 4B 4C 59 22 00 84 00 18 ${zeros}B7`, { kind: 'board', board: 0, bits: open }],
  ['57 4B 4C 59 0A 00 85 01 01 86', { kind: 'report', board: 0, lock: 0, bit: 1 }],
  ['57 4B 4C 59 09 00 86 00 86', { kind: 'other' }],
  ['57 4B 4C 59 09 00 87 00 87', { kind: 'other' }],
];

const anyBoard = fc.integer({ min: 0, max: 31 });
const anyLock = fc.integer({ min: 0, max: 23 });
const anyBit = fc.constantFrom<0 | 1>(0, 1);
const anyBits = fc.array(anyBit, { minLength: 1, maxLength: 64 });
const anyCommand = fc.oneof(
  fc.tuple(anyBoard, anyLock, fc.constantFrom(0x81, 0x82, 0x83, 0x88, 0x89)).map(([address, lock, command]) => wklyFrame(address, command, [lock + 1])),
  fc.tuple(anyBoard, fc.constantFrom(0x84, 0x86)).map(([address, command]) => wklyFrame(address, command, [])),
  fc
    .tuple(anyBoard, fc.constantFrom(0x80, 0x87), fc.uniqueArray(anyLock, { minLength: 1 }))
    .map(([address, command, locks]) => wklyFrame(address, command, [locks.length, ...locks.map((lock) => lock + 1)])),
);
const anyAnswer = fc.tuple(anyCommand, anyBits).map(([command, bits]) => answer(command, bits));
const anyReport = fc.tuple(anyBoard, anyLock, anyBit).map(([address, lock, bit]) => encodeWklyReport(address, lock, bit));

function answer(command: Uint8Array, bits: readonly (0 | 1)[]): Uint8Array {
  const frame = answerWklyCommand(command, decodeWklyCommand(command).board, bits);
  if (frame === null) throw new Error('a command without an answer');
  return frame;
}

function board(address: number): WklyBoard {
  const one = toWklyBoard(address);
  if (one === undefined) throw new Error('not one board');
  return one;
}

function channel(lock: number): WklyChannel {
  const one = toWklyChannel(lock);
  if (one === undefined) throw new Error('not one lock');
  return one;
}

describe("the vendor's examples", () => {
  test.each(vendorPairs)('%s means what it should, and is answered as the vendor says', (text, meaning, reply, bits) => {
    expect(wklyShape.inspect(hex(text))).toEqual({ kind: 'frame', length: hex(text).length });
    expect(decodeWklyCommand(hex(text))).toEqual(meaning);
    expect(toHex(answer(hex(text), bits))).toBe(reply);
  });

  test.each(vendorAnswers)('%s is read as it should', (text, meaning) => {
    expect(wklyShape.inspect(hex(text))).toEqual({ kind: 'frame', length: hex(text).length });
    expect(decodeWklyBusFrame(hex(text))).toEqual(meaning);
  });

  test('the driver builds unlock, light and question exactly so', () => {
    expect(toHex(encodeWklyUnlock(board(0), channel(0)))).toBe('57 4B 4C 59 09 00 82 01 83');
    expect(toHex(encodeWklyUnlock(board(1), channel(0)))).toBe('57 4B 4C 59 09 01 82 01 82');
    expect(toHex(encodeWklyFlash(board(0), channel(0)))).toBe('57 4B 4C 59 09 00 81 01 80');
    expect(toHex(encodeWklyStatus(board(0)))).toBe('57 4B 4C 59 08 00 84 85');
  });

  test('a board builds its report so', () => expect(toHex(encodeWklyReport(0, 0, 1))).toBe('57 4B 4C 59 0A 00 85 01 01 86'));

  test('an answer from a board with an open door on its fourth channel (open ESP32 driver)', () => {
    expect(decodeWklyBusFrame(hex('57 4B 4C 59 0B 01 82 00 04 00 85'))).toEqual({ kind: 'done', of: 'unlock', board: 1, lock: 3 });
  });
});

describe('refusals', () => {
  test.each([
    ['with channel and door', [0xff, 3, 0], 2],
    ['with its channel', [0xff, 3], 2],
    ['with its status only', [0xff], null],
  ])('an unlock may be refused %s', (_how, data, lock) => {
    expect(decodeWklyBusFrame(wklyFrame(1, wkly.unlock, data))).toEqual({ kind: 'refused', of: 'unlock', board: 1, lock });
  });

  test('a status of all may be refused', () => {
    expect(decodeWklyBusFrame(wklyFrame(1, wkly.statusOfAll, [0xff]))).toEqual({ kind: 'refused', of: 'board', board: 1, lock: null });
  });

  test('a status that is neither good nor bad is no answer', () => {
    expect(decodeWklyBusFrame(wklyFrame(1, wkly.unlock, [0x01, 3, 0]))).toEqual({ kind: 'other' });
    expect(decodeWklyBusFrame(wklyFrame(1, wkly.statusOfAll, [0x01, 1, 0]))).toEqual({ kind: 'other' });
  });

  test('a board refuses channels that it does not have', () => {
    const twelve = closed.slice(0, 12);
    expect(toHex(answer(encodeWklyUnlock(board(0), channel(12)), twelve))).toBe(toHex(wklyFrame(0, wkly.unlock, [0xff, 13, 0])));
    expect(toHex(answer(encodeWklyFlash(board(0), channel(12)), twelve))).toBe(toHex(wklyFrame(0, wkly.flash, [0xff, 13])));
    expect(toHex(answer(wklyFrame(0, wkly.unlockSeveral, [2, 1, 13]), twelve))).toBe(toHex(wklyFrame(0, wkly.unlockSeveral, [0xff])));
  });
});

describe('answers and reports', () => {
  test('what a board encodes, the driver decodes, over the whole address map', () => {
    fc.assert(
      fc.property(anyBoard, anyLock, anyBits, anyBit, (address, lock, bits, bit) => {
        const isThere = lock < bits.length;
        expect(decodeWklyBusFrame(answer(encodeWklyUnlock(board(address), channel(lock)), bits))).toEqual(
          isThere ? { kind: 'done', of: 'unlock', board: address, lock } : { kind: 'refused', of: 'unlock', board: address, lock },
        );
        expect(decodeWklyBusFrame(answer(encodeWklyStatus(board(address)), bits))).toEqual({ kind: 'board', board: address, bits });
        expect(decodeWklyBusFrame(encodeWklyReport(address, lock, bit))).toEqual({ kind: 'report', board: address, lock, bit });
      }),
    );
  });

  test('a door that is neither 00 nor 01 is unknown, and reported is no report', () => {
    expect(decodeWklyBusFrame(wklyFrame(0, wkly.statusOfAll, [0, 3, 0, 1, 0xff]))).toEqual({ kind: 'board', board: 0, bits: [0, 1, null] });
    expect(decodeWklyBusFrame(wklyFrame(0, wkly.moved, [1, 0xff]))).toEqual({ kind: 'other' });
  });

  test.each([
    ['a count that is not the number of doors', wklyFrame(0, wkly.statusOfAll, [0, 4, 0, 1, 1])],
    ['channel 0', wklyFrame(0, wkly.unlock, [0, 0, 1])],
    ['a report of channel 0', wklyFrame(0, wkly.moved, [0, 1])],
    ['DATA too long', wklyFrame(0, wkly.unlock, [0, 1, 1, 1])],
    ['DATA too short', wklyFrame(0, wkly.unlock, [0, 1])],
  ])('%s is no answer', (_what, frame) => expect(decodeWklyBusFrame(frame)).toEqual({ kind: 'other' }));

  test("the driver's own frames, echoed, are no answers", () => {
    fc.assert(
      fc.property(anyBoard, anyLock, (address, lock) => {
        for (const frame of [
          encodeWklyStatus(board(address)),
          encodeWklyUnlock(board(address), channel(lock)),
          encodeWklyFlash(board(address), channel(lock)),
        ]) {
          expect(decodeWklyBusFrame(frame)).toEqual({ kind: 'other' });
        }
      }),
    );
  });

  test('a report is no command', () => {
    fc.assert(
      fc.property(anyReport, (frame) => {
        expect(decodeWklyCommand(frame).kind).toBe('other');
      }),
    );
  });
});

describe('the driver can mean one lock of one board, for one pulse only', () => {
  test.each([-1, 32, 255, 0.5, Number.NaN])('%s is not one board', (address) => expect(toWklyBoard(address)).toBeUndefined());
  test.each([-1, 24, 254, 0.5, Number.NaN])('%s is not one lock', (lock) => expect(toWklyChannel(lock)).toBeUndefined());

  test('casting around the types still builds no other frame', () => {
    expect(() => encodeWklyUnlock(board(0), 0 as WklyChannel)).toThrow(RangeError);
    expect(() => encodeWklyUnlock(0xff as WklyBoard, channel(0))).toThrow(RangeError);
    expect(() => encodeWklyFlash(board(0), 25 as WklyChannel)).toThrow(RangeError);
    expect(() => encodeWklyStatus(32 as WklyBoard)).toThrow(RangeError);
  });

  test('over its whole range, every frame is understood by a board as exactly that one lock for the usual pulse', () => {
    const frames = new Set<string>();
    for (let address = 0; address <= 31; address += 1) {
      expect(decodeWklyCommand(encodeWklyStatus(board(address)))).toEqual({ kind: 'status', board: address, lock: 'every' });
      for (let lock = 0; lock < 24; lock += 1) {
        const frame = encodeWklyUnlock(board(address), channel(lock));
        frames.add(toHex(frame));
        expect(decodeWklyCommand(frame)).toEqual({ kind: 'unlock', board: address, locks: [lock], forMs: null });
        expect(decodeWklyCommand(encodeWklyFlash(board(address), channel(lock)))).toEqual({ kind: 'flash', board: address, lock });
      }
    }
    expect(frames.size).toBe(32 * 24);
  });
});

describe('what boards understand beyond that', () => {
  test('holding a channel, and letting it go', () => {
    expect(decodeWklyCommand(wklyFrame(0, wkly.holdOn, [1]))).toEqual({ kind: 'unlock', board: 0, locks: [0], forMs: Number.POSITIVE_INFINITY });
    expect(decodeWklyCommand(wklyFrame(0, wkly.holdOff, [1]))).toEqual({ kind: 'unlock', board: 0, locks: [0], forMs: 0 });
    expect(toHex(answer(wklyFrame(0, wkly.holdOn, [1]), closed))).toBe(toHex(wklyFrame(0, wkly.holdOn, [0, 1])));
  });

  test.each([
    ['a count that is not the number of channels', wklyFrame(2, wkly.unlockSeveral, [2, 1])],
    ['no channels', wklyFrame(2, wkly.unlockInTurn, [0])],
    ['channel 0', wklyFrame(2, wkly.unlock, [0])],
    ['"all" with a channel', wklyFrame(2, wkly.unlockAll, [1])],
    ['a question for all with a channel', wklyFrame(2, wkly.statusOfAll, [1])],
    ['a light without a channel', wklyFrame(2, wkly.flash, [])],
    ['one status without a channel', wklyFrame(2, wkly.statusOfOne, [])],
  ])('%s is no command and is not answered', (_what, frame) => {
    expect(decodeWklyCommand(frame)).toEqual({ kind: 'other', board: 2 });
    expect(answerWklyCommand(frame, 2, closed)).toBeNull();
  });

  test('decoding what the splitter never lets through is a bug and throws', () => {
    expect(() => decodeWklyCommand(hex('57 4B'))).toThrow(RangeError);
    expect(() => decodeWklyBusFrame(hex('57 4B'))).toThrow(RangeError);
  });
});

describe('frames on a line', () => testStream({ shape: wklyShape, anyFrame: fc.oneof(anyCommand, anyAnswer, anyReport), heads: [0x57], tellsItsLength: true }));
