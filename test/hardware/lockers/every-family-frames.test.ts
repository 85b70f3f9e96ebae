import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Order } from '../../../hardware/lockers/board-family.ts';
import { familyOf } from '../../../hardware/lockers/families.ts';
import type { BoardView } from '../../../hardware/simulator/board-side.ts';
import { boardSides } from '../../../hardware/simulator/board-sides.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { familyNames } from '../../../hardware/wire/family-name.ts';
import { toHex } from '../../../hardware/wire/hex.ts';

const anyBit = fc.constantFrom<0 | 1>(0, 1);

describe.each(familyNames)('%s', (name) => {
  const family = familyOf({ family: name });
  const side = boardSides[name];
  const { least, most } = family.addresses;
  const { locks, maximumDuty } = family.capabilities;
  const everyBoard = Array.from({ length: most - least + 1 }, (_, index) => least + index);
  const everyLock = Array.from({ length: locks }, (_, lock) => lock);
  const anyBoard = fc.constantFrom(...everyBoard);
  const anyLock = fc.constantFrom(...everyLock);
  const anyBits = fc.array(anyBit, { minLength: side.channels, maxLength: side.channels });

  function view(address: number, bits: readonly (0 | 1)[]): BoardView {
    return { address, bits, coils: bits.map(() => 0), doors: bits.length };
  }

  function answerTo(frame: Uint8Array, address: number, bits: readonly (0 | 1)[]): Uint8Array {
    const answer = side.answer(frame, view(address, bits));
    if (answer === null) throw new Error('no answer');
    return answer;
  }

  /** Every order that this master can give to one lock. */
  function ordersFor(board: number, lock: number): Order[] {
    const light = family.flash?.({ board, lock });
    return [family.unlock({ board, lock }), ...(light === undefined ? [] : [light])];
  }

  test('master and boards are of the same family', () => {
    expect([family.capabilities.family, side.family]).toEqual([name, name]);
    expect({ baud: side.baud, least: side.firstAddress, most: side.lastAddress, channels: side.channels }).toEqual({
      baud: family.baud,
      least,
      most,
      channels: locks,
    });
    expect(family.flash !== null).toBe(family.capabilities.hasLights);
  });

  test('over the whole address map an unlock means exactly one lock, for no longer than its coil bears, and no two are the same bytes', () => {
    const frames = new Set<string>();
    for (const board of everyBoard) {
      for (const lock of everyLock) {
        const order = family.unlock({ board, lock });
        expect(side.shape.inspect(order.frame)).toEqual({ kind: 'frame', length: order.frame.length });
        const request = side.read(order.frame);
        if (request.kind !== 'unlock') throw new Error(`not an unlock: ${toHex(order.frame)}`);
        expect([request.board, request.locks]).toEqual([board, [lock]]);
        expect(request.forMs ?? 0).toBeLessThanOrEqual(maximumDuty.pulseMs);
        expect(order.answer !== null).toBe(family.capabilities.acknowledgesUnlock);
        frames.add(toHex(order.frame));
      }
    }
    expect(frames.size).toBe(everyBoard.length * locks);
  });

  test('a question for status moves nothing, and neither does a light', () => {
    for (const board of everyBoard) {
      expect(side.read(family.status(board, locks).frame)).toEqual({ kind: 'status', board, lock: 'every' });
      for (const lock of everyLock) {
        const light = family.flash?.({ board, lock });
        if (light !== undefined) expect(side.read(light.frame)).toEqual({ kind: 'flash', board, lock });
      }
    }
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 256])('there is no lock %s and no board either', (no) => {
    expect(() => family.unlock({ board: least, lock: no })).toThrow(RangeError);
    expect(() => family.unlock({ board: no, lock: 0 })).toThrow(RangeError);
    expect(() => family.status(no, 1)).toThrow(RangeError);
    if (family.flash !== null) expect(() => family.flash?.({ board: least, lock: no })).toThrow(RangeError);
  });

  test('nor one beyond the last', () => {
    expect(() => family.unlock({ board: least, lock: locks })).toThrow(RangeError);
    expect(() => family.unlock({ board: least - 1, lock: 0 })).toThrow(RangeError);
    expect(() => family.unlock({ board: most + 1, lock: 0 })).toThrow(RangeError);
  });

  test('what a board says of its doors is what the master reads, for the board that was asked only', () => {
    fc.assert(
      fc.property(anyBoard, anyBoard, anyBits, (board, other, bits) => {
        const question = family.status(board, locks);
        const answer = answerTo(question.frame, board, bits);
        expect(family.shape.inspect(answer)).toMatchObject({ length: answer.length });
        expect(answer.length).toBeLessThanOrEqual(question.answerLength);
        expect(question.read(answer)).toEqual(bits);
        if (other !== board) expect(family.status(other, locks).read(answer)).toBeUndefined();
        expect(family.overhear(answer)).toEqual({ kind: 'answer', board });
      }),
    );
  });

  test('fewer locks than the board has are the first ones', () => {
    fc.assert(
      fc.property(anyBoard, fc.integer({ min: 1, max: locks }), anyBits, (board, wired, bits) => {
        const question = family.status(board, wired);
        expect(question.read(answerTo(question.frame, board, bits))).toEqual(bits.slice(0, wired));
      }),
    );
  });

  test('an order is answered by the answer to it alone: not by one to another order, another lock or another board', () => {
    fc.assert(
      fc.property(anyBoard, anyBoard, anyLock, anyLock, anyBits, (board, otherBoard, lock, otherLock, bits) => {
        const others = [...ordersFor(otherBoard, otherLock), ...ordersFor(board, otherLock), ...ordersFor(otherBoard, lock)];
        const own = ordersFor(board, lock);
        for (const { frame, answer } of own) {
          if (answer === null) continue;
          const reply = answerTo(frame, board, bits);
          expect(reply.length).toBeLessThanOrEqual(answer.answerLength);
          expect(answer.read(reply)).toBe('taken');
          expect(family.status(board, locks).read(reply)).toBeUndefined();
          for (const other of [...own, ...others]) if (toHex(other.frame) !== toHex(frame)) expect(other.answer?.read(reply)).toBeUndefined();
        }
      }),
    );
  });

  test('no status answer is taken for the answer to an order', () => {
    fc.assert(
      fc.property(anyBoard, anyLock, anyBits, (board, lock, bits) => {
        const answer = answerTo(family.status(board, locks).frame, board, bits);
        for (const order of ordersFor(board, lock)) expect(order.answer?.read(answer)).toBeUndefined();
      }),
    );
  });

  test('a report is told with its address and bit, and is never an answer', () => {
    fc.assert(
      fc.property(anyBoard, anyLock, anyBit, (board, lock, bit) => {
        const report = side.report(board, lock, bit);
        if (report === null) return;
        expect(family.shape.inspect(report)).toEqual({ kind: 'frame', length: report.length });
        expect(family.overhear(report)).toEqual({ kind: 'report', address: { board, lock }, bit });
        expect(family.status(board, locks).read(report)).toBeUndefined();
        for (const order of ordersFor(board, lock)) expect(order.answer?.read(report)).toBeUndefined();
      }),
    );
  });

  test('one turned bit, and no board obeys', () => {
    fc.assert(
      fc.property(anyBoard, anyLock, fc.nat(), (board, lock, place) => {
        for (const { frame } of [...ordersFor(board, lock), family.status(board, locks)]) {
          const turned = frame.slice();
          const index = (place >> 3) % frame.length;
          turned[index] = (turned[index] ?? 0) ^ (1 << (place & 7));
          expect(side.shape.inspect(turned)).not.toMatchObject({ length: frame.length });
        }
      }),
    );
  });

  test('a misaddressed frame is a good frame of the same kind', () => {
    const random = seededRandom(5);
    fc.assert(
      fc.property(anyBoard, anyLock, anyBits, (board, lock, bits) => {
        for (const { frame } of [...ordersFor(board, lock), family.status(board, locks)]) {
          const misled = side.readdress(frame, random);
          expect(side.shape.inspect(misled)).toEqual({ kind: 'frame', length: frame.length });
          expect(side.read(misled).kind).toBe(side.read(frame).kind);
        }
        const answer = side.readdress(answerTo(family.status(board, locks).frame, board, bits), random);
        expect(family.shape.inspect(answer)).toMatchObject({ length: answer.length });
      }),
    );
  });
});
