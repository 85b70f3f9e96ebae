import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cu16BusShape, cu16CommandShape } from '../../../hardware/wire/cu16.ts';
import { type Cu16Command, decodeCu16Command, encodeCu16StatusAnswer } from '../../../hardware/wire/cu16-board.ts';
import {
  type Cu16Board,
  type Cu16Lock,
  decodeCu16BusFrame,
  encodeCu16Status,
  encodeCu16Unlock,
  toCu16Board,
  toCu16Lock,
} from '../../../hardware/wire/cu16-driver.ts';
import { kerongFrame } from '../../../hardware/wire/kerong.ts';
import { toHex } from '../../../hardware/wire/hex.ts';
import { hex } from '../support/hex.ts';
import { testStream } from '../support/stream-properties.ts';

/** From open drivers; no manual was at hand. */
const knownCommands: readonly (readonly [string, string, Cu16Command])[] = [
  ['02 00 30 03 35', 'Node.js and Kotlin drivers', { kind: 'status', board: 0 }],
  ['02 00 31 03 36', 'Node.js and Kotlin drivers', { kind: 'unlock', board: 0, lock: 0 }],
  ['02 01 31 03 37', 'Kotlin driver', { kind: 'unlock', board: 0, lock: 1 }],
  ['02 0F 31 03 45', 'Kotlin driver', { kind: 'unlock', board: 0, lock: 15 }],
  ['02 10 31 03 46', 'Kotlin driver', { kind: 'unlock', board: 1, lock: 0 }],
  ['02 12 31 03 48', 'Kotlin driver', { kind: 'unlock', board: 1, lock: 2 }],
  ['02 F0 32 03 27', 'Node.js driver', { kind: 'status-of-all', board: 'every' }],
];

const anyBoard = fc.integer({ min: 0, max: 9 });
const anyLock = fc.integer({ min: 0, max: 15 });
const anyBits = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 16, maxLength: 16 });
const anyAnswer = fc
  .tuple(fc.constantFrom('status' as const, 'status-of-all' as const), anyBoard, anyBits)
  .map(([question, address, bits]) => encodeCu16StatusAnswer(question, address, bits));
const anyCommand = fc
  .tuple(anyBoard, anyLock, fc.constantFrom(0x30, 0x31, 0x32, 0x33))
  .map(([address, number, command]) => kerongFrame([(address << 4) | number, command]));

function board(address: number): Cu16Board {
  const one = toCu16Board(address);
  if (one === undefined) throw new Error('not one board');
  return one;
}

function lock(number: number): Cu16Lock {
  const one = toCu16Lock(number);
  if (one === undefined) throw new Error('not one lock');
  return one;
}

describe('known frames', () => {
  test.each(knownCommands)('%s (%s) is a whole command and means what it should', (text, _source, meaning) => {
    expect(cu16CommandShape.inspect(hex(text))).toEqual({ kind: 'frame', length: 5 });
    expect(decodeCu16Command(hex(text))).toEqual(meaning);
  });

  test('the driver builds "get status" and "unlock" exactly so', () => {
    expect(toHex(encodeCu16Status(board(0)))).toBe('02 00 30 03 35');
    expect(toHex(encodeCu16Unlock(board(1), lock(2)))).toBe('02 12 31 03 48');
  });

  test('answers to "status of the whole bus" (Node.js driver) are read so, and boards build them so', () => {
    for (const [text, address] of [
      ['02 00 36 00 00 00 00 03 3B', 0],
      ['02 10 36 00 00 00 00 03 4B', 1],
    ] as const) {
      expect(cu16BusShape.inspect(hex(text))).toEqual({ kind: 'frame', length: 9 });
      expect(decodeCu16BusFrame(hex(text))).toEqual({ kind: 'status', board: address, bits: new Uint8Array(16) });
      expect(toHex(encodeCu16StatusAnswer('status-of-all', address, []))).toBe(text);
    }
  });

  test('infrared sensors in the last two data bytes say nothing of locks', () => {
    const seen = decodeCu16BusFrame(kerongFrame([0x00, 0x35, 0x01, 0x80, 0xff, 0xff]));
    expect(seen).toEqual({ kind: 'status', board: 0, bits: Uint8Array.from({ length: 16 }, (_, index) => (index === 0 || index === 15 ? 1 : 0)) });
  });
});

describe('the driver can mean one lock of one board only', () => {
  test.each([10, 15, 0xf0, -1, 0.5, Number.NaN])('%s is not one board', (address) => expect(toCu16Board(address)).toBeUndefined());
  test.each([16, 0xf0, -1, 1.5, Number.NaN])('%s is not one lock', (number) => expect(toCu16Lock(number)).toBeUndefined());

  test('casting around the types still reaches neither another board nor every board', () => {
    expect(() => encodeCu16Unlock(0xf as Cu16Board, lock(0))).toThrow(RangeError);
    expect(() => encodeCu16Unlock(board(0), 0x10 as Cu16Lock)).toThrow(RangeError);
    expect(() => encodeCu16Status(0xf as Cu16Board)).toThrow(RangeError);
  });

  test('over its whole range, every frame is understood by a board as exactly that one lock', () => {
    for (let address = 0; address < 10; address += 1) {
      expect(decodeCu16Command(encodeCu16Status(board(address)))).toEqual({ kind: 'status', board: address });
      for (let number = 0; number < 16; number += 1) {
        expect(decodeCu16Command(encodeCu16Unlock(board(address), lock(number)))).toEqual({ kind: 'unlock', board: address, lock: number });
      }
    }
  });
});

test('what a board encodes, the driver decodes', () => {
  fc.assert(
    fc.property(anyBoard, anyBits, (address, bits) => {
      expect(decodeCu16BusFrame(encodeCu16StatusAnswer('status', address, bits))).toEqual({ kind: 'status', board: address, bits: Uint8Array.from(bits) });
    }),
  );
});

test('decoding what the splitter never lets through is a bug and throws', () => {
  expect(() => decodeCu16BusFrame(hex('02 00'))).toThrow(RangeError);
  expect(() => decodeCu16Command(hex('02 00'))).toThrow(RangeError);
});

describe('commands on a line', () => testStream({ shape: cu16CommandShape, anyFrame: anyCommand, heads: [0x02], tellsItsLength: true }));
describe('frames on a bus', () => testStream({ shape: cu16BusShape, anyFrame: fc.oneof(anyAnswer, anyCommand), heads: [0x02], tellsItsLength: true }));
