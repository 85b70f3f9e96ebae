import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cu48Command, decodeCu48Command, encodeCu48StatusAnswer } from '../../../hardware/wire/cu48-board.ts';
import {
  type Cu48Board,
  type Cu48Lock,
  decodeCu48BusFrame,
  encodeStatusOne,
  encodeUnlockOne,
  toCu48Board,
  toCu48Lock,
} from '../../../hardware/wire/cu48-driver.ts';
import { cu48BusShape, cu48CommandShape } from '../../../hardware/wire/cu48.ts';
import { toHex } from '../../../hardware/wire/hex.ts';
import { hex } from '../support/hex.ts';

/** KERONG, "CU48 Protocol and Introduction" V2.1, 2020-03-23: the sample commands. */
const vendorCommands: readonly (readonly [string, Cu48Command])[] = [
  ['02 00 00 50 03 55', { kind: 'status', board: 0, lock: 0 }],
  ['02 0A 00 50 03 5F', { kind: 'status', board: 'every', lock: 0 }],
  ['02 00 00 51 03 56', { kind: 'unlock', board: 0, lock: 0 }],
  ['02 00 30 51 03 86', { kind: 'unlock', board: 0, lock: 'every' }],
  ['02 0A 30 51 03 90', { kind: 'unlock', board: 'every', lock: 'every' }],
];
const vendorAnswer = '02 00 00 65 07 00 00 00 00 C0 03 31';

const anyBoard = fc.integer({ min: 0, max: 9 });
const anyLock = fc.integer({ min: 0, max: 47 });

function board(address: number): Cu48Board {
  const one = toCu48Board(address);
  if (one === undefined) throw new Error('not one board');
  return one;
}

function lock(number: number): Cu48Lock {
  const one = toCu48Lock(number);
  if (one === undefined) throw new Error('not one lock');
  return one;
}

describe("the manual's frames", () => {
  test.each(vendorCommands)('%s is a whole command and means what the manual says', (text, meaning) => {
    expect(cu48CommandShape.inspect(hex(text))).toEqual({ kind: 'frame', length: 6 });
    expect(decodeCu48Command(hex(text))).toEqual(meaning);
  });

  test('the driver builds "get status" and "unlock" exactly so', () => {
    expect(toHex(encodeStatusOne(board(0)))).toBe('02 00 00 50 03 55');
    expect(toHex(encodeUnlockOne(board(0), lock(0)))).toBe('02 00 00 51 03 56');
  });

  test('the answer with locks 1, 2, 3, 47 and 48 locked is read so, and a board builds it so', () => {
    const locked = [0, 1, 2, 46, 47];
    const bits = Array.from({ length: 48 }, (_, index) => (locked.includes(index) ? 1 : 0));
    expect(cu48BusShape.inspect(hex(vendorAnswer))).toEqual({ kind: 'frame', length: 12 });
    expect(decodeCu48BusFrame(hex(vendorAnswer))).toEqual({ kind: 'status', board: 0, bits: Uint8Array.from(bits) });
    expect(toHex(encodeCu48StatusAnswer(0, bits))).toBe(vendorAnswer);
  });
});

describe('the driver can mean one lock of one board only', () => {
  test.each([10, 0x0a, -1, 0.5, Number.NaN, 255])('%s is not one board', (address) => expect(toCu48Board(address)).toBeUndefined());
  test.each([48, 0x30, -1, 1.5, Number.NaN, 256])('%s is not one lock', (number) => expect(toCu48Lock(number)).toBeUndefined());

  test('casting around the types still builds no frame for all', () => {
    expect(() => encodeUnlockOne(board(0), 0x30 as Cu48Lock)).toThrow(RangeError);
    expect(() => encodeUnlockOne(0x0a as Cu48Board, lock(0))).toThrow(RangeError);
    expect(() => encodeStatusOne(0x0a as Cu48Board)).toThrow(RangeError);
  });

  test('every frame that the driver builds is understood by a board as exactly that one lock', () => {
    fc.assert(
      fc.property(anyBoard, anyLock, (address, number) => {
        expect(decodeCu48Command(encodeUnlockOne(board(address), lock(number)))).toEqual({ kind: 'unlock', board: address, lock: number });
        expect(decodeCu48Command(encodeStatusOne(board(address)))).toEqual({ kind: 'status', board: address, lock: 0 });
      }),
    );
  });
});

describe('answers', () => {
  test('what a board encodes, the driver decodes', () => {
    fc.assert(
      fc.property(anyBoard, fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 48, maxLength: 48 }), (address, bits) => {
        const frame = encodeCu48StatusAnswer(address, bits);
        expect(cu48BusShape.inspect(frame)).toEqual({ kind: 'frame', length: 12 });
        expect(decodeCu48BusFrame(frame)).toEqual({ kind: 'status', board: address, bits: Uint8Array.from(bits) });
      }),
    );
  });

  test('any one changed byte is not a frame', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const frame = hex(vendorAnswer);
        frame[index] = (frame[index] ?? 0) ^ change;
        expect(cu48BusShape.inspect(frame).kind).not.toBe('frame');
      }),
    );
  });

  test('decoding what the splitter never lets through is a bug and throws', () => {
    expect(() => decodeCu48BusFrame(hex('02 00'))).toThrow(RangeError);
    expect(() => decodeCu48Command(hex('02 00'))).toThrow(RangeError);
  });
});
