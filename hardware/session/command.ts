/** Who goes first when several commands wait for the bus. A person stands before a door, so unlocks do. */
export type Priority = 'unlock' | 'status' | 'housekeeping';

/** How to know the answer to a command among everything else that may come in. */
export interface ExpectedAnswer {
  /** Bytes of the answer, for the time that it needs on the wire. */
  readonly length: number;
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
}

/** What became of a command. Once its frame was begun it is never `expired` or `cancelled`. */
export type CommandOutcome =
  | { readonly kind: 'answered'; readonly frame: Uint8Array }
  | { readonly kind: 'written' }
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'link-down'; readonly detail: string };

/** A command under way. */
export interface Ticket {
  /** Resolves exactly once; never rejects. */
  readonly outcome: Promise<CommandOutcome>;
  /** Withdraws the command if its frame was not begun; otherwise does nothing. */
  cancel(): void;
}
