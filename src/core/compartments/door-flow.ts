import type { UnixMs } from '../../kernel/clock.ts';

/** One moment on both clocks: `mono` in milliseconds for durations, `wall` in Unix milliseconds for the record. */
export interface Instant {
  readonly mono: number;
  readonly wall: UnixMs;
}

/** What the feedback switch says. `unknown` is never taken as open or as closed. */
export type Sensor = 'open' | 'closed' | 'unknown';

/** What a door is opened for. At the end of a load and of a check staff are asked. */
export type DoorPurpose = 'collect' | 'load' | 'check';

/** What staff say they did or found behind a door that is closed again; `none` when nobody said anything. */
export type StaffAnswer = 'placed' | 'empty' | 'not-empty' | 'changed-mind' | 'none';

/** What became of one pulse; the port's word for it. Only `unsure` may have been sent although the bus failed. */
export type PulseWord = 'sent' | 'unsure' | 'expired' | 'not-sent';

/**
 * How a flow ended.
 * - `collected`: seen open, then closed, quarantine over. The only ending that takes a parcel off the books.
 * - `loaded`: closed and answered `placed`; `loaded-unsure`: the same, but the door moved or went unseen afterwards.
 * - `abandoned`: staff looked inside and took the parcel back.
 * - `verified`: a check was answered `empty`, and the door stayed closed from then on.
 * - `open-failed`: never seen open, and never out of sight. Nothing changed.
 * - `unknown` (collect), `suspect` (load, check): something may have happened that nobody saw.
 */
export type DoorOutcome = 'collected' | 'loaded' | 'loaded-unsure' | 'abandoned' | 'verified' | 'open-failed' | 'unknown' | 'suspect';

/** The answers that belong to each question. */
export const answersTo = {
  collect: [],
  load: ['placed', 'not-empty', 'changed-mind'],
  check: ['empty', 'not-empty'],
} as const satisfies Readonly<Record<DoorPurpose, readonly Exclude<StaffAnswer, 'none'>[]>>;

/** What every state remembers. */
interface Carried {
  readonly purpose: DoorPurpose;
  /** Rounds of pulses begun: the first for the scan, the second for a person's press on "try again". */
  readonly round: number;
  /** Pulses decided in this round; each was durable before it was sent. */
  readonly attempt: number;
  /** Was the door out of sight while it could have moved? */
  readonly blind: boolean;
  /** Did the station start anew during this flow? */
  readonly recovered: boolean;
  /** When the door was first seen open, and when it was seen closed after it (null again while it is open). */
  readonly openedAt: UnixMs | null;
  readonly closedAt: UnixMs | null;
  readonly answer: StaffAnswer | null;
  /** Was it seen open again after it had been closed? */
  readonly reopened: boolean;
}

/** A pulse is decided and durable; what became of it is not known yet. */
export interface Pulsing extends Carried {
  readonly kind: 'pulsing';
}

/** The pulse was given; is the door moving? `repulse`: may another pulse follow without a person? */
export interface Looking extends Carried {
  readonly kind: 'looking';
  readonly pulsedAt: number;
  readonly lookedAt: number;
  readonly looks: number;
  readonly generation: number;
  readonly repulse: boolean;
}

/** It did not open. Late frames may still come, so the door is watched for the length of a quarantine. */
export interface Jammed extends Carried {
  readonly kind: 'jammed';
  readonly since: number;
}

/** The door was seen open and not closed since. `confirmed`: seen open for long enough not to be a bounce of the switch. */
export interface Open extends Carried {
  readonly kind: 'open';
  readonly since: number;
  readonly confirmed: boolean;
  readonly reminders: number;
  readonly closedSince: number | null;
}

/** Load and check only: the door is closed again, and staff are asked. */
export interface Asking extends Carried {
  readonly kind: 'asking';
  readonly since: number;
}

/** Closed. The quarantine runs: the compartment stays guarded, while the person is already thanked. */
export interface Settling extends Carried {
  readonly kind: 'settling';
  readonly since: number;
}

/** After a restart: nothing is replayed; the door is guarded until it is closed. */
export interface Guarding extends Carried {
  readonly kind: 'guarding';
  readonly closedSince: number | null;
}

/** Over. */
export interface Ended extends Carried {
  readonly kind: 'ended';
  readonly outcome: DoorOutcome;
}

/**
 * One opening of one door, from the durable intent to its end.
 *
 * ```
 *            pulsed            closed for 2 s: attempt++ (durable), at most 3
 *  pulsing ---------> looking -------------------------------------------> pulsing
 *     |                  | still closed           retry (a person, once)
 *     |                  v------> jammed -----------------------------------^
 *     |  seen open       |          |  quarantine over: open-failed, unknown
 *     +------------------+----------+--> open  <---------- seen open again ---------+
 *                                         | closed twice, 500 ms apart              |
 *                   load, check: asking <-+-> collect: settling -- quarantine --> ended
 *                                |  answer         ^
 *                                +-----------------+
 *  any -- recover --> guarding -- closed twice --> settling
 * ```
 */
export type DoorFlow = Pulsing | Looking | Jammed | Open | Asking | Settling | Guarding | Ended;

/** What happens to a flow. */
export type DoorEvent =
  | { readonly kind: 'pulsed'; readonly outcome: PulseWord; readonly generation: number; readonly at: Instant }
  /** The sensor was read; `generation` is the bus's at that moment. */
  | { readonly kind: 'look'; readonly sensor: Sensor; readonly generation: number; readonly at: Instant }
  | { readonly kind: 'retry'; readonly at: Instant }
  | { readonly kind: 'answer'; readonly answer: Exclude<StaffAnswer, 'none'>; readonly at: Instant }
  /** The station has just started and found this flow alive. */
  | { readonly kind: 'recover'; readonly at: Instant };

/** A fact that becomes durable together with the state that it led to. */
export type DoorRecord =
  | { readonly kind: 'attempt'; readonly round: number; readonly attempt: number }
  | { readonly kind: 'pulse-trouble'; readonly outcome: Exclude<PulseWord, 'sent'> }
  | { readonly kind: 'opened' }
  /** Open for less than half a second: a bounce of the switch, or a door that sprang back. */
  | { readonly kind: 'blinked' }
  | { readonly kind: 'reopened' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'did-not-open' }
  | { readonly kind: 'reminder'; readonly count: number; readonly last: boolean }
  | { readonly kind: 'answered'; readonly answer: StaffAnswer }
  | { readonly kind: 'recovered' }
  | { readonly kind: 'ended'; readonly outcome: DoorOutcome };

/** What the caller must do, in this order: commit all records with the new state in one transaction, and only then pulse. */
export type DoorEffect =
  | { readonly kind: 'record'; readonly record: DoorRecord }
  | { readonly kind: 'pulse' }
  | { readonly kind: 'watch'; readonly forMs: number };

/** What an event did to a flow; `unexpected` says that this state has no use for it and nothing changed. */
export type DoorStep =
  | { readonly kind: 'moved'; readonly flow: DoorFlow; readonly effects: readonly DoorEffect[] }
  | { readonly kind: 'unexpected'; readonly flow: DoorFlow; readonly state: DoorFlow['kind']; readonly event: DoorEvent['kind'] };
