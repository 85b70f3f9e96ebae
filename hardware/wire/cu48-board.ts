import { cu48 } from './cu48.ts';
import { kerongFrame, writeKerongBits } from './kerong.ts';

/**
 * A command as a board understands it. This is the boards' side of the protocol and serves simulators only: here the two
 * "everything" meanings exist, because a board that a slip reaches would obey them.
 */
export interface Cu48Command {
  readonly kind: 'status' | 'unlock';
  readonly board: number | 'every';
  readonly lock: number | 'every';
}

/** Reads a frame that `cu48CommandShape` recognised. Throws on anything else, which would be a bug of the caller. */
export function decodeCu48Command(frame: Uint8Array): Cu48Command {
  const [, board, lock, command] = frame;
  if (frame.length !== cu48.commandLength || board === undefined || lock === undefined) throw new RangeError('not a CU48 command');
  return {
    kind: command === cu48.unlock ? 'unlock' : 'status',
    board: board === cu48.everyBoard ? 'every' : board,
    lock: lock === cu48.everyLock ? 'every' : lock,
  };
}

/** The answer to "get status". `bits[n]` is lock n's feedback bit. */
export function encodeCu48StatusAnswer(board: number, bits: readonly number[]): Uint8Array {
  return kerongFrame([board, 0, cu48.statusAnswer, ...writeKerongBits(bits, cu48.locks / 8)]);
}
