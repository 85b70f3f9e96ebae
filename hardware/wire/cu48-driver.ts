import { cu48 } from './cu48.ts';
import { kerongFrame, readKerongBits } from './kerong.ts';

declare const boardBrand: unique symbol;
declare const lockBrand: unique symbol;

/** An address of exactly one board, 0 to 9. Made by `toCu48Board` only. */
export type Cu48Board = number & { readonly [boardBrand]: true };

/** The number of exactly one lock of a board, 0 to 47. Made by `toCu48Lock` only. */
export type Cu48Lock = number & { readonly [lockBrand]: true };

/** A frame on the bus, as its master understands it. `bits[n]` is the feedback bit of lock n: 0 or 1, not yet open or closed. */
export type Cu48BusFrame = { readonly kind: 'status'; readonly board: number; readonly bits: Uint8Array } | { readonly kind: 'command' };

/** One board's address, or undefined: the address that speaks to all boards is not one of them. */
export function toCu48Board(address: number): Cu48Board | undefined {
  return isIndex(address, cu48.boards) ? (address as Cu48Board) : undefined;
}

/** One lock's number, or undefined: the number that means all locks is not one of them. */
export function toCu48Lock(lock: number): Cu48Lock | undefined {
  return isIndex(lock, cu48.locks) ? (lock as Cu48Lock) : undefined;
}

/** "Get status" of one board; LOCKNUM is ignored by the board and sent as 0, as in the manual's example. */
export function encodeStatusOne(board: Cu48Board): Uint8Array {
  return encode(board, 0, cu48.getStatus);
}

/** "Unlock" of one lock of one board. There is deliberately no function here for more than one. */
export function encodeUnlockOne(board: Cu48Board, lock: Cu48Lock): Uint8Array {
  return encode(board, lock, cu48.unlock);
}

/** Reads a frame that `cu48BusShape` recognised. Throws on anything else, which would be a bug of the caller. */
export function decodeCu48BusFrame(frame: Uint8Array): Cu48BusFrame {
  const board = frame[1];
  if (frame.length === cu48.commandLength) return { kind: 'command' };
  if (frame.length !== cu48.answerLength || board === undefined) throw new RangeError('not a frame of a CU48 bus');
  return { kind: 'status', board, bits: readKerongBits(frame.subarray(4), cu48.locks) };
}

/** The brands hold at compile time; this holds when somebody has cast around them. Opening everything must take more than a slip. */
function encode(board: number, lock: number, command: number): Uint8Array {
  if (!isIndex(board, cu48.boards) || !isIndex(lock, cu48.locks)) throw new RangeError(`no single CU48 lock ${board}/${lock}`);
  return kerongFrame([board, lock, command]);
}

function isIndex(value: number, count: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < count;
}
