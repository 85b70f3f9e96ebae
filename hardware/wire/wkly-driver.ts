import { wkly, wklyAt, wklyFrame } from './wkly.ts';

declare const boardBrand: unique symbol;
declare const channelBrand: unique symbol;

/** An address of exactly one board, 0 to 31. Made by `toWklyBoard` only. */
export type WklyBoard = number & { readonly [boardBrand]: true };

/** The number on the wire of exactly one channel of a board, 1 to 24. Made by `toWklyChannel` only. */
export type WklyChannel = number & { readonly [channelBrand]: true };

/** A feedback switch as a board tells it: not yet open or closed; null where it says neither 0 nor 1. */
export type WklyBit = 0 | 1 | null;

/** What was asked of one lock. */
export type WklyAsk = 'unlock' | 'flash' | 'lock';

/** A frame on the bus, as its master understands it. Locks count from 0. */
export type WklyBusFrame =
  | { readonly kind: 'done'; readonly of: WklyAsk; readonly board: number; readonly lock: number }
  | { readonly kind: 'board'; readonly board: number; readonly bits: readonly WklyBit[] }
  /** The board would not. `lock` is null where the refusal does not name it. */
  | { readonly kind: 'refused'; readonly of: WklyAsk | 'board'; readonly board: number; readonly lock: number | null }
  | { readonly kind: 'report'; readonly board: number; readonly lock: number; readonly bit: 0 | 1 }
  /** The master's own frame, echoed; or an answer to what this master never asks. */
  | { readonly kind: 'other' };

/** One board's address, or undefined. */
export function toWklyBoard(address: number): WklyBoard | undefined {
  return Number.isInteger(address) && address >= 0 && address <= wkly.lastBoard ? (address as WklyBoard) : undefined;
}

/** The channel of a lock that counts from 0, or undefined. */
export function toWklyChannel(lock: number): WklyChannel | undefined {
  return Number.isInteger(lock) && lock >= 0 && lock < wkly.channels ? ((lock + 1) as WklyChannel) : undefined;
}

/** Asks one board for all its feedback switches. */
export function encodeWklyStatus(board: WklyBoard): Uint8Array {
  if (toWklyBoard(board) === undefined) throw new RangeError(`no single WKLY board ${board}`);
  return wklyFrame(board, wkly.statusOfAll, []);
}

/**
 * Unlocks one channel of one board. There is deliberately no function here for several, all or for holding: nothing above needs
 * them, and a slip with them opens doors.
 */
export function encodeWklyUnlock(board: WklyBoard, channel: WklyChannel): Uint8Array {
  return encodeForOne(board, channel, wkly.unlock);
}

/** Flashes the light of one channel of one board. */
export function encodeWklyFlash(board: WklyBoard, channel: WklyChannel): Uint8Array {
  return encodeForOne(board, channel, wkly.flash);
}

/** Reads a frame that `wklyShape` recognised. Throws on anything else, which would be a bug of the caller. */
export function decodeWklyBusFrame(frame: Uint8Array): WklyBusFrame {
  const board = frame[wklyAt.board];
  if (board === undefined || frame.length < wkly.overhead) throw new RangeError('not a frame of a WKLY bus');
  const data = frame.subarray(wklyAt.data, -1);
  switch (frame[wklyAt.command]) {
    case wkly.unlock:
      return readDone('unlock', board, data, 3);
    case wkly.statusOfOne:
      return readDone('lock', board, data, 3);
    case wkly.flash:
      return readDone('flash', board, data, 2);
    case wkly.statusOfAll:
      return readBoard(board, data);
    case wkly.moved:
      return readReport(board, data);
    default:
      return { kind: 'other' };
  }
}

/** The brands hold at compile time; this holds when somebody has cast around them. */
function encodeForOne(board: number, channel: number, command: typeof wkly.unlock | typeof wkly.flash): Uint8Array {
  if (toWklyBoard(board) === undefined || toWklyChannel(channel - 1) === undefined) throw new RangeError(`no single WKLY lock ${board}/${channel}`);
  return wklyFrame(board, command, [channel]);
}

/** `longest` is the answer's length in good order; a board that would not may leave out what follows its status. */
function readDone(of: WklyAsk, board: number, data: Uint8Array, longest: 2 | 3): WklyBusFrame {
  const [status, channel = 0] = data;
  if (status === wkly.bad && data.length <= longest) return { kind: 'refused', of, board, lock: channel === 0 ? null : channel - 1 };
  // Where the channel is FF, the echo of a question would look refused; no question of ours has it.
  if (status !== wkly.good || data.length !== longest || channel === 0) return { kind: 'other' };
  return { kind: 'done', of, board, lock: channel - 1 };
}

function readBoard(board: number, data: Uint8Array): WklyBusFrame {
  const [status, count] = data;
  if (status === wkly.bad) return { kind: 'refused', of: 'board', board, lock: null };
  if (status !== wkly.good || count !== data.length - 2) return { kind: 'other' };
  return { kind: 'board', board, bits: Array.from(data.subarray(2), bitOf) };
}

function readReport(board: number, data: Uint8Array): WklyBusFrame {
  const [channel = 0, door] = data;
  const bit = bitOf(door);
  return data.length === 2 && channel > 0 && bit !== null ? { kind: 'report', board, lock: channel - 1, bit } : { kind: 'other' };
}

function bitOf(door: number | undefined): WklyBit {
  return door === 0 || door === 1 ? door : null;
}
