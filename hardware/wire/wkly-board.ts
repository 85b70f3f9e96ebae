import { wkly, wklyAt, wklyFrame } from './wkly.ts';

/**
 * A command as a board understands it. This is the boards' side of the protocol and serves simulators only: here "all", "several"
 * and "hold" exist, because a board that a slip reaches would obey them. Locks count from 0.
 */
export type WklyCommand =
  | { readonly kind: 'status'; readonly board: number; readonly lock: number | 'every' }
  /** `forMs`: null for the usual pulse, `Infinity` to hold, 0 to let go. */
  | { readonly kind: 'unlock'; readonly board: number; readonly locks: readonly number[] | 'every'; readonly forMs: number | null }
  | { readonly kind: 'flash'; readonly board: number; readonly lock: number }
  /** A good frame that is no command: an answer, or one with DATA that does not fit. */
  | { readonly kind: 'other'; readonly board: number };

/** Reads a frame that `wklyShape` recognised. Throws on anything else, which would be a bug of the caller. */
export function decodeWklyCommand(frame: Uint8Array): WklyCommand {
  const { [wklyAt.board]: board, [wklyAt.command]: command } = frame;
  if (board === undefined || frame.length < wkly.overhead) throw new RangeError('not a WKLY frame');
  const data = frame.subarray(wklyAt.data, -1);
  const one = data.length === 1 ? data[0] : undefined;
  switch (command) {
    case wkly.statusOfAll:
      return data.length === 0 ? { kind: 'status', board, lock: 'every' } : { kind: 'other', board };
    case wkly.unlockAll:
      return data.length === 0 ? { kind: 'unlock', board, locks: 'every', forMs: null } : { kind: 'other', board };
    case wkly.unlockSeveral:
    case wkly.unlockInTurn:
      return severalOf(board, data);
    case wkly.statusOfOne:
      return isChannel(one) ? { kind: 'status', board, lock: one - 1 } : { kind: 'other', board };
    case wkly.flash:
      return isChannel(one) ? { kind: 'flash', board, lock: one - 1 } : { kind: 'other', board };
    case wkly.unlock:
    case wkly.holdOn:
    case wkly.holdOff:
      return isChannel(one) ? { kind: 'unlock', board, locks: [one - 1], forMs: durations[command] } : { kind: 'other', board };
    default:
      return { kind: 'other', board };
  }
}

/**
 * The answer of a board with so many feedback bits to one of these commands; null to what is none. A board refuses a channel that it
 * does not have, as the sources have it: status FF.
 */
export function answerWklyCommand(frame: Uint8Array, board: number, bits: readonly (0 | 1)[]): Uint8Array | null {
  const request = decodeWklyCommand(frame);
  const command = frame[wklyAt.command];
  if (request.kind === 'other' || command === undefined) return null;
  if (request.kind === 'status' && request.lock === 'every') return wklyFrame(board, command, [wkly.good, bits.length, ...bits]);
  const locks = request.kind === 'unlock' ? request.locks : [request.lock];
  if (locks === 'every' || command === wkly.unlockSeveral || command === wkly.unlockInTurn) {
    const hasAll = locks === 'every' || locks.every((lock) => lock !== 'every' && lock < bits.length);
    return wklyFrame(board, command, [hasAll ? wkly.good : wkly.bad]);
  }
  const [lock] = locks;
  if (lock === undefined || lock === 'every') return null;
  const bit = bits[lock];
  const status = bit === undefined ? wkly.bad : wkly.good;
  const tellsDoor = command === wkly.unlock || command === wkly.statusOfOne;
  return wklyFrame(board, command, [status, lock + 1, ...(tellsDoor ? [bit ?? 0] : [])]);
}

/** What a board says by itself when a door moved. */
export function encodeWklyReport(board: number, lock: number, bit: 0 | 1): Uint8Array {
  return wklyFrame(board, wkly.moved, [lock + 1, bit]);
}

const durations = { [wkly.unlock]: null, [wkly.holdOn]: Number.POSITIVE_INFINITY, [wkly.holdOff]: 0 } as const;

function severalOf(board: number, [count, ...channels]: Uint8Array): WklyCommand {
  if (count !== channels.length || count === 0 || !channels.every(isChannel)) return { kind: 'other', board };
  return { kind: 'unlock', board, locks: channels.map((channel) => channel - 1), forMs: null };
}

/** Which of them a board has is its own business. */
function isChannel(byte: number | undefined): byte is number {
  return byte !== undefined && byte > 0 && byte <= wkly.mostListed;
}
