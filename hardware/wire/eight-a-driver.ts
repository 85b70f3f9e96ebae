import { eightA, eightAFrame } from './eight-a.ts';
import { type EightAStatusOrder, readStatusBytes } from './eight-a-status.ts';

declare const boardBrand: unique symbol;
declare const channelBrand: unique symbol;

/** An address of exactly one board, 1 to 32. Made by `toEightABoard` only. */
export type EightABoard = number & { readonly [boardBrand]: true };

/** The number on the wire of exactly one channel of a board, 1 to 50. Made by `toEightAChannel` only. */
export type EightAChannel = number & { readonly [channelBrand]: true };

/**
 * A frame on the bus, as its master understands it. Locks count from 0; bits are the feedback switches', not yet open or closed.
 * `unlock` may be the master's own bytes, echoed: they can be the same.
 */
export type EightABusFrame =
  /** The answer to an unlock, the answer on one lock, or what a board said by itself. */
  | { readonly kind: 'unlock' | 'lock' | 'report'; readonly board: number; readonly lock: number; readonly bit: 0 | 1 }
  /** The answer for all locks: as many bits as the board sent, which need not be one for each lock that it has. */
  | { readonly kind: 'board'; readonly board: number; readonly bits: readonly (0 | 1)[] }
  /** A question, which only an echo can be. */
  | { readonly kind: 'question' };

/** One board's address, or undefined. */
export function toEightABoard(address: number): EightABoard | undefined {
  return isWithin(address, eightA.firstBoard, eightA.lastBoard) ? (address as EightABoard) : undefined;
}

/** The channel of a lock that counts from 0, or undefined: the number that means all channels is not one of them. */
export function toEightAChannel(lock: number): EightAChannel | undefined {
  return isWithin(lock + 1, 1, eightA.channels) ? ((lock + 1) as EightAChannel) : undefined;
}

/** Asks one board for all its feedback switches. */
export function encodeEightAStatus(board: EightABoard): Uint8Array {
  if (toEightABoard(board) === undefined) throw new RangeError(`no single 8A/80 board ${board}`);
  return eightAFrame([eightA.status, board, eightA.everyChannel, eightA.statusMark]);
}

/**
 * Unlocks one channel of one board for the board's usual pulse. There is deliberately no function here for more than one, for a
 * longer time or for holding: nothing above needs them, and a slip with them opens doors.
 */
export function encodeEightAUnlock(board: EightABoard, channel: EightAChannel): Uint8Array {
  // The brands hold at compile time; this holds when somebody has cast around them. Channel 0 would open every door.
  if (toEightABoard(board) === undefined || toEightAChannel(channel - 1) === undefined) throw new RangeError(`no single 8A/80 lock ${board}/${channel}`);
  return eightAFrame([eightA.unlock, board, channel, eightA.unlockMark]);
}

/** Reads a frame that `eightABusShape` recognised. Throws on anything else, which would be a bug of the caller. */
export function decodeEightABusFrame(frame: Uint8Array, order: EightAStatusOrder): EightABusFrame {
  const [head, board, channel, mark] = frame;
  if (board === undefined || channel === undefined || frame.length < eightA.shortLength) throw new RangeError('not a frame of an 8A/80 bus');
  const bit = mark === eightA.switchOne ? 1 : 0;
  switch (head) {
    case eightA.unlock:
      return { kind: 'unlock', board, lock: channel - 1, bit };
    case eightA.report:
      return { kind: 'report', board, lock: channel - 1, bit };
    case eightA.status:
      if (frame.length > eightA.shortLength) return { kind: 'board', board, bits: readStatusBytes(frame.subarray(2, -2), order) };
      return mark === eightA.statusMark ? { kind: 'question' } : { kind: 'lock', board, lock: channel - 1, bit };
    default:
      throw new RangeError('not a frame of an 8A/80 bus');
  }
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
