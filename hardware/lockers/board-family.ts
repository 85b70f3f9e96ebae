import type { BoardCapabilities, LockAddress } from '../contract/lock-board.ts';
import type { FrameShape } from '../wire/splitter.ts';

/** A feedback switch as the wire tells it: a bit whose meaning is configuration, or null where the board did not say. */
export type FeedbackBit = 0 | 1 | null;

/** A frame that asks something, and how to know its answer. `read` gives undefined for every other frame. */
export interface Question<T> {
  readonly frame: Uint8Array;
  /** Bytes of the longest answer, for the time that it needs on the wire. */
  readonly answerLength: number;
  read(frame: Uint8Array): T | undefined;
}

/** A frame that makes a board do something once. `answer` is null where the board never answers it. */
export interface Order {
  readonly frame: Uint8Array;
  readonly answer: Omit<Question<'taken' | 'refused'>, 'frame'> | null;
}

/** A good frame that answers nothing asked now: a board that speaks by itself, a late or doubled answer of a board, or neither. */
export type Overheard =
  | { readonly kind: 'report'; readonly address: LockAddress; readonly bit: 0 | 1 }
  | { readonly kind: 'answer'; readonly board: number }
  | { readonly kind: 'other' };

/**
 * A family of lock boards as its master needs it: pure data and functions over `wire/`, no state. `openBusBank` makes a
 * `LockBank` of it. Lock numbers count from 0 here whatever the wire calls them.
 */
export interface BoardFamily {
  readonly capabilities: BoardCapabilities;
  /** Usual speed of the line, 8N1. */
  readonly baud: number;
  /** Addresses that exactly one board can have. */
  readonly addresses: { readonly least: number; readonly most: number };
  /** Frames as the master sees them, its own included (a two-wire adapter may echo them). */
  readonly shape: FrameShape;
  /** Rest on the line after an answer (3.5 characters at least, whatever stands here), and after a frame that nobody answers, in milliseconds. */
  readonly quietMs: { readonly answered: number; readonly unanswered: number };
  /** Asks one board for the feedback of its first `locks` locks. A family without feedback asks something harmless and reads all null. */
  status(board: number, locks: number): Question<readonly FeedbackBit[]>;
  /** Unlocks exactly one lock. Throws a `RangeError` for anything else than one lock: there is no way to say "all" here. */
  unlock(address: LockAddress): Order;
  /** Flashes the light of one door; null where there are none. */
  flash: ((address: LockAddress) => Order) | null;
  overhear(frame: Uint8Array): Overheard;
}
