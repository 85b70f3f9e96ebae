import { cu16, cu16Address, cu16BoardOf } from './cu16.ts';
import { kerongFrame, readKerongBits } from './kerong.ts';

declare const boardBrand: unique symbol;
declare const lockBrand: unique symbol;

/** An address of exactly one board, 0 to 9. Made by `toCu16Board` only. */
export type Cu16Board = number & { readonly [boardBrand]: true };

/** The number of exactly one lock of a board, 0 to 15. Made by `toCu16Lock` only. */
export type Cu16Lock = number & { readonly [lockBrand]: true };

/** A frame on the bus, as its master understands it. `bits[n]` is the feedback bit of lock n: 0 or 1, not yet open or closed. */
export type Cu16BusFrame = { readonly kind: 'status'; readonly board: number; readonly bits: Uint8Array } | { readonly kind: 'command' };

/** One board's address, or undefined: the address that speaks to all boards is not one of them. */
export function toCu16Board(address: number): Cu16Board | undefined {
  return isIndex(address, cu16.boards) ? (address as Cu16Board) : undefined;
}

/** One lock's number, or undefined. */
export function toCu16Lock(lock: number): Cu16Lock | undefined {
  return isIndex(lock, cu16.locks) ? (lock as Cu16Lock) : undefined;
}

/** "Get status" of one board; the lock in ADDR is ignored by the board and sent as 0, as in the sources. */
export function encodeCu16Status(board: Cu16Board): Uint8Array {
  return encode(board, 0, cu16.getStatus);
}

/** "Unlock" of one lock of one board. There is deliberately no function here for more than one. */
export function encodeCu16Unlock(board: Cu16Board, lock: Cu16Lock): Uint8Array {
  return encode(board, lock, cu16.unlock);
}

/** Reads a frame that `cu16BusShape` recognised. Throws on anything else, which would be a bug of the caller. */
export function decodeCu16BusFrame(frame: Uint8Array): Cu16BusFrame {
  const address = frame[1];
  if (frame.length === cu16.commandLength) return { kind: 'command' };
  if (frame.length !== cu16.answerLength || address === undefined) throw new RangeError('not a frame of a CU16 bus');
  return { kind: 'status', board: cu16BoardOf(address), bits: readKerongBits(frame.subarray(3), cu16.locks) };
}

/** The brands hold at compile time; this holds when somebody has cast around them. */
function encode(board: number, lock: number, command: typeof cu16.getStatus | typeof cu16.unlock): Uint8Array {
  if (!isIndex(board, cu16.boards) || !isIndex(lock, cu16.locks)) throw new RangeError(`no single CU16 lock ${board}/${lock}`);
  return kerongFrame([cu16Address(board, lock), command]);
}

function isIndex(value: number, count: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < count;
}
