import { eightA, eightAFrame } from './eight-a.ts';
import { type EightAStatusOrder, writeStatusBytes } from './eight-a-status.ts';

/**
 * A command as a board understands it. This is the boards' side of the protocol and serves simulators only: here "all", "several"
 * and "hold" exist, because a board that a slip reaches would obey them. Locks count from 0.
 */
export type EightACommand =
  | { readonly kind: 'status'; readonly board: number; readonly lock: number | 'every' }
  /** `forMs`: null for the usual pulse, `Infinity` to hold, 0 to let go. */
  | { readonly kind: 'unlock'; readonly board: number; readonly locks: readonly number[] | 'every'; readonly forMs: number | null };

/** Reads a frame that `eightACommandShape` recognised. Throws on anything else, which would be a bug of the caller. */
export function decodeEightACommand(frame: Uint8Array): EightACommand {
  const [head, board, channel, , seconds] = frame;
  if (board === undefined || channel === undefined || frame.length < eightA.shortLength) throw new RangeError('not an 8A/80 command');
  switch (head) {
    case eightA.status:
      return { kind: 'status', board, lock: channel === eightA.everyChannel ? 'every' : channel - 1 };
    case eightA.unlock: {
      const locks = channel === eightA.everyChannel ? 'every' : [channel - 1];
      return { kind: 'unlock', board, locks, forMs: frame.length === eightA.timedLength ? (seconds ?? 0) * 1000 : null };
    }
    case eightA.holdOn:
      return { kind: 'unlock', board, locks: [channel - 1], forMs: Number.POSITIVE_INFINITY };
    case eightA.holdOff:
      return { kind: 'unlock', board, locks: [channel - 1], forMs: 0 };
    case eightA.unlockSeveral:
      return { kind: 'unlock', board, locks: locksOf(frame.subarray(2, -1)), forMs: null };
    default:
      throw new RangeError('not an 8A/80 command');
  }
}

/** The answer to an unlock, the answer on one lock, or what a board says by itself. `bit` is the feedback switch's. */
export function encodeEightALock(kind: 'unlock' | 'lock' | 'report', board: number, lock: number, bit: 0 | 1): Uint8Array {
  const head = { unlock: eightA.unlock, lock: eightA.status, report: eightA.report }[kind];
  return eightAFrame([head, board, lock + 1, bit === 1 ? eightA.switchOne : eightA.switchZero]);
}

/** The answer for all locks in so many status bytes. `bits[n]` is lock n's. */
export function encodeEightABoard(board: number, bits: readonly (0 | 1)[], byteCount: number, order: EightAStatusOrder): Uint8Array {
  return eightAFrame([eightA.status, board, ...writeStatusBytes(bits, byteCount, order), eightA.statusMark]);
}

/** In "unlock several", bit 0 of the first byte is channel 1, whatever the order in answers (all sources agree). */
function locksOf(bytes: Uint8Array): number[] {
  return [...bytes].flatMap((byte, index) => Array.from({ length: 8 }, (_, bit) => index * 8 + bit).filter((lock) => ((byte >> (lock & 7)) & 1) === 1));
}
