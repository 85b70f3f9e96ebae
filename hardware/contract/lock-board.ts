/** What a board's feedback switch says of one lock. `unknown` where the board has not said, or cannot. */
export type LockState = 'open' | 'closed' | 'unknown';

/** Where a lock is: which board on the bus, and which lock on that board, both counted from 0. */
export interface LockAddress {
  readonly board: number;
  readonly lock: number;
}

/**
 * What became of one unlock command. None of these says that the door opened: only the feedback switch says that.
 * - `sent`: the whole frame left, on a board that never answers unlocks.
 * - `acknowledged`: the board answered that it took the command.
 * - `expired`: its time ran out before its frame was begun; nothing was sent and nothing will be.
 * - `cancelled`: the caller withdrew it before its frame was begun.
 * - `link-down`: no usable bus. `isBegun` false: nothing was sent and nothing will be; true: the frame was begun, and how much of it
 *   left is unknown. Never repeated here.
 * - `refused`: the board answered that it would not, the address does not exist on this bus, or this lock was pulsed as often as
 *   its coil bears (`CoilDuty`) and needs a rest. Nothing moved.
 */
export type UnlockOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'link-down'; readonly detail: string; readonly isBegun: boolean }
  | { readonly kind: 'refused'; readonly detail: string };

/** What came of asking one board for all its locks. `locks[n]` is the state of lock n. */
export type StatusOutcome =
  | { readonly kind: 'status'; readonly locks: readonly LockState[] }
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'link-down'; readonly detail: string };

/** What a coil bears: at most `pulses` of `pulseMs` each within `perMs`, in milliseconds. More burns it. */
export interface CoilDuty {
  readonly pulseMs: number;
  readonly pulses: number;
  readonly perMs: number;
}

/** Facts about a family of boards; policy is built on these, never on the family's name. */
export interface BoardCapabilities {
  readonly family: string;
  /** Locks one board can drive. */
  readonly locks: number;
  /** Does a board answer an unlock? */
  readonly acknowledgesUnlock: boolean;
  /** Does a board speak by itself when a door moves? */
  readonly reportsByItself: boolean;
  /** Is the checksum so weak (sum, XOR) that only the sensor can be trusted? */
  readonly weakChecksum: boolean;
  /** Can the board tell whether a door is open? Without, every lock stays `unknown`. */
  readonly hasFeedback: boolean;
  /** Can the board flash a light at a door? */
  readonly hasLights: boolean;
  readonly maximumDuty: CoilDuty;
}

/** How well a bus or a board is, as last seen. */
export type Health = 'ok' | 'silent' | 'down';

/**
 * What is wrong with a board that does answer, or with its line. Each is told when it has shown itself several times, and is over only
 * when it has been away for a while, so that none flickers.
 * - `slow`: it thinks for 80 ms and more before it answers; over at 50 ms. Good ones need a few, adapters add up to 16.
 * - `checksum-errors`: one in six of its last questions brought bytes that belong to no frame. Of the bus as a whole: noise while nobody
 *   was asked counts as well.
 * - `contradicting`: a feedback changed faster than a door can; over after 30 s without.
 * - `echo`: the adapter repeats what was sent (harmless, swallowed).
 */
export type BusTrouble = 'slow' | 'checksum-errors' | 'contradicting' | 'echo';

/** Something that happened on a bus, told as a fact. */
export type BankFact =
  | { readonly kind: 'lock'; readonly address: LockAddress; readonly state: LockState; readonly atMonotonicMs: number }
  | { readonly kind: 'board-health'; readonly board: number; readonly health: Health }
  | { readonly kind: 'bus-health'; readonly health: Health; readonly detail: string; readonly generation: number }
  /** All that is wrong now with a board, or with the bus as a whole (`board` null); empty when it is well again. */
  | { readonly kind: 'trouble'; readonly board: number | null; readonly troubles: readonly BusTrouble[] };

/** One unlock, as asked for by the caller that has already made the intent durable. */
export interface UnlockRequest {
  readonly address: LockAddress;
  /** Longest time from the call until the first byte of the frame leaves, in milliseconds; at most 2000. */
  readonly validForMs: number;
  /** The bus generation in which the caller decided; a re-opened port is a new generation and refuses it as `link-down`. */
  readonly generation: number;
}

/**
 * A silo's locks on one bus, polled without end. There is no way to ask for "all locks" here: a driver must never be able
 * to send that by a slip.
 */
export interface LockBank {
  readonly capabilities: BoardCapabilities;
  /** Board addresses on this bus. */
  readonly boards: readonly number[];
  /** Counts the times the port was opened; what was queued in an earlier generation is dropped. */
  readonly generation: number;
  readonly health: Health;
  /** Sends one unlock frame, at most once. Resolves, never rejects. */
  unlock(request: UnlockRequest): Promise<UnlockOutcome>;
  /** Withdraws the unlocks of this lock whose frames were not begun: they resolve as `cancelled`. What is on the wire stays there. */
  withdraw(address: LockAddress): void;
  /** Asks one board now, ahead of the polling round. */
  status(board: number): Promise<StatusOutcome>;
  /** The last known state of a lock, or `unknown` when that is older than two polling rounds. */
  lockState(address: LockAddress): LockState;
  /**
   * Subscribes to facts. A `lock` fact comes for each change, and for each lock anew after the port was opened (again) and
   * after its board was silent: what happened meanwhile is not known, only what is now. Before the first fact all is `down`.
   */
  onFact(listener: (fact: BankFact) => void): () => void;
  /** Asks boards that have an open door, or that `address` names, more often until `forMs` have passed. */
  watch(address: LockAddress, forMs: number): void;
  /** Flashes the light at a door. `none` where the board has no lights; a light is never worth a retry. */
  flash(address: LockAddress): Promise<'sent' | 'none' | 'failed'>;
  /** Closes the port; pending unlocks resolve as `cancelled`. */
  close(): Promise<void>;
}
