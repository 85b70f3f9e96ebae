import { cu16, cu16Address, cu16BoardOf } from './cu16.ts';
import { kerongFrame, writeKerongBits } from './kerong.ts';

/**
 * A command as a board understands it. This is the boards' side of the protocol and serves simulators only: here the
 * "everything" meanings exist, because a board that a slip reaches would obey them.
 */
export type Cu16Command =
  | { readonly kind: 'status' | 'status-of-all'; readonly board: number | 'every' }
  | { readonly kind: 'unlock'; readonly board: number | 'every'; readonly lock: number | 'every' };

/** Reads a frame that `cu16CommandShape` recognised. Throws on anything else, which would be a bug of the caller. */
export function decodeCu16Command(frame: Uint8Array): Cu16Command {
  const [, address, command] = frame;
  if (frame.length !== cu16.commandLength || address === undefined) throw new RangeError('not a CU16 command');
  const board = address === cu16.everyBoard ? 'every' : cu16BoardOf(address);
  switch (command) {
    case cu16.unlock:
      return { kind: 'unlock', board, lock: address & 0x0f };
    case cu16.unlockAll:
      return { kind: 'unlock', board, lock: 'every' };
    case cu16.getStatusOfAll:
      return { kind: 'status-of-all', board };
    default:
      return { kind: 'status', board };
  }
}

/** The answer to "get status", or to "status of the whole bus". `bits[n]` is lock n's feedback bit; no infrared sensor sees anything. */
export function encodeCu16StatusAnswer(question: 'status' | 'status-of-all', board: number, bits: readonly number[]): Uint8Array {
  const kind = question === 'status' ? cu16.statusAnswer : cu16.statusOfAllAnswer;
  return kerongFrame([cu16Address(board, 0), kind, ...writeKerongBits(bits, cu16.locks / 8), 0, 0]);
}
