import type { FrameShape } from '../wire/splitter.ts';

/**
 * A command as a board understands it. "Every" exists on this side only, because a board that a slip reaches would obey it.
 * Boards and locks count from 0 as in `LockAddress`, whatever the wire calls them.
 */
export type BoardRequest =
  | { readonly kind: 'status'; readonly board: number | 'every'; readonly lock: number | 'every' }
  /** `forMs`: how long the coil is on; null is the board's usual pulse, 0 switches it off, `Infinity` leaves it on. */
  | { readonly kind: 'unlock'; readonly board: number | 'every'; readonly locks: readonly number[] | 'every'; readonly forMs: number | null }
  | { readonly kind: 'flash'; readonly board: number | 'every'; readonly lock: number }
  /** A good frame that moves nothing. */
  | { readonly kind: 'other'; readonly board: number | 'every' };

/** What a board sees of its doors when it answers: one feedback bit for each channel that it has, and which coils are on. */
export interface BoardView {
  readonly address: number;
  readonly bits: readonly (0 | 1)[];
  readonly coils: readonly (0 | 1)[];
  /** Doors that hang on it, from the first channel on: some families come as boards of different sizes. */
  readonly doors: number;
}

/** A family of lock boards as its boards need it: pure, no state. `BankSimulator` puts doors, people and faults around it. */
export interface BoardSide {
  readonly family: string;
  readonly baud: number;
  /** Channels that a board has, whether a door hangs on them or not. */
  readonly channels: number;
  /** Address of the first board, for who numbers them on. */
  readonly firstAddress: number;
  /** Highest address that exactly one board can have. */
  readonly lastAddress: number;
  /** Frames that a board recognises: commands. */
  readonly shape: FrameShape;
  /** Reads a frame that `shape` recognised. Never throws: what a board does not know is `other`. */
  read(frame: Uint8Array): BoardRequest;
  /** The answer of one board, after it obeyed; null where it stays silent. `frame` is the command's. */
  answer(frame: Uint8Array, view: BoardView): Uint8Array | null;
  /** What a board says by itself when a door moved; null where it never speaks first. */
  report(board: number, lock: number, bit: 0 | 1): Uint8Array | null;
  /** The same command or answer with a good checksum, but for another lock or board: what a misaddressed frame looks like. */
  readdress(frame: Uint8Array, random: () => number): Uint8Array;
}
