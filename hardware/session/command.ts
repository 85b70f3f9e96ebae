/** Who goes first when several commands wait for the bus. A person stands before a door, so unlocks do. */
export type Priority = 'unlock' | 'status' | 'housekeeping';

/** How to know the answer to a command among everything else that may come in. */
export interface ExpectedAnswer {
  /** Bytes of the answer, for the time that it needs on the wire. */
  readonly length: number;
  /**
   * Bytes of this device's answers as far as they were seen, null where nothing is known. A frame of this length that matches is the
   * answer at once, even where its bytes do not tell that it is over.
   */
  readonly knownLength: number | null;
  /** How long the device may think before the answer's first byte, in milliseconds. */
  readonly withinMs: number;
  /** Is this frame the answer: right address, right command? */
  matches(frame: Uint8Array): boolean;
}

/** One frame to be written, and what to expect then. */
export interface BusCommand {
  readonly priority: Priority;
  readonly frame: Uint8Array;
  /** Null where the device never answers this command. */
  readonly answer: ExpectedAnswer | null;
  /** How often the frame may be written at most. An unlock: once, always. */
  readonly attempts: number;
  /** Milliseconds from now until the first byte must have left; null waits as long as it takes. */
  readonly validForMs: number | null;
  /** The generation of the port that this was decided in; null takes any. */
  readonly generation: number | null;
  /**
   * Commands with the same mark have answers that look alike: the same question to the same board. After one of them was given up,
   * the next waits until a late answer had its time (`SendGate`). Null waits for nobody.
   */
  readonly mark: string | null;
  /** This frame draws current from the bus's supply for so long, in milliseconds: no other that does is begun meanwhile. 0: none. */
  readonly pulseMs: number;
}

/**
 * What became of a command. Once its frame was begun it is never `expired` or `cancelled`. `tookMs`: from the frame's end to the
 * answer's. `discarded`: bytes that came meanwhile and belong to no frame. `isBegun`: some of the frame, or all of it, may have left.
 */
export type CommandOutcome =
  | { readonly kind: 'answered'; readonly frame: Uint8Array; readonly tookMs: number; readonly discarded: number }
  | { readonly kind: 'written' }
  | { readonly kind: 'no-answer'; readonly discarded: number }
  | { readonly kind: 'expired' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'link-down'; readonly detail: string; readonly isBegun: boolean };

/** A command under way. */
export interface Ticket {
  /** Resolves exactly once; never rejects. */
  readonly outcome: Promise<CommandOutcome>;
  /** Withdraws the command if its frame was not begun; otherwise does nothing. */
  cancel(): void;
}
