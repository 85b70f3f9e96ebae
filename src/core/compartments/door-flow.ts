import type { UnixMs } from '../../kernel/clock.ts';

/** One moment on both clocks: `mono` in milliseconds for durations, `wall` in Unix milliseconds for the record. */
export interface Instant {
  readonly mono: number;
  readonly wall: UnixMs;
}

/** What the feedback switch says. `unknown` is never taken as open or as closed. */
export type Sensor = 'open' | 'closed' | 'unknown';

/**
 * What a door is opened for.
 * - `collect`: the bearer of a code takes a parcel. `reopen`: the same person looks again into the compartment just emptied.
 * - `load`: staff or a courier put a parcel in. `return`: a customer puts goods in.
 * - `recall`: staff take out what is on the books. `check`: staff look into a compartment with nothing on the books.
 * - `look`: head office opens from afar for somebody who stands there; nobody is asked, so nothing is taken off the books.
 */
export type DoorPurpose = 'collect' | 'reopen' | 'load' | 'return' | 'recall' | 'check' | 'look';

/** What the person says they did or found behind a door that is closed again; `none` when nobody said anything. */
export type DoorAnswer = 'placed' | 'not-empty' | 'changed-mind' | 'empty' | 'taken' | 'left' | 'other' | 'none';

/** What became of one pulse; the port's word for it. Only `unsure` may have been sent although the bus failed. */
export type PulseWord = 'sent' | 'unsure' | 'expired' | 'not-sent';

/**
 * How a flow ended.
 * - `collected`: seen open, then closed, quarantine over. The only ending of a code that takes a parcel off the books.
 * - `loaded`, `returned`: closed and answered `placed`; `loaded-unsure`, `returned-unsure`: the same, but the door moved or went unseen afterwards.
 * - `abandoned`: the person looked inside and kept what they had brought.
 * - `taken`: staff took out what was expected, and the door stayed closed from then on; `taken-unsure`: it did not, or went unseen.
 * - `left`: staff left the parcel where it was. `missing`: what should have been inside was not.
 * - `verified`: a check was answered `empty`, and the door stayed closed from then on.
 * - `closed-again`: a reopened compartment, or one that head office opened, was seen open and closed.
 * - `open-failed`: never seen open, and never out of sight. Nothing changed.
 * - `unknown` (the parcel, if any, stays on the books), `suspect` (nothing is known of what is inside): something may have happened that nobody saw.
 */
export type DoorOutcome =
  | 'collected'
  | 'loaded'
  | 'loaded-unsure'
  | 'returned'
  | 'returned-unsure'
  | 'abandoned'
  | 'taken'
  | 'taken-unsure'
  | 'left'
  | 'missing'
  | 'verified'
  | 'closed-again'
  | 'open-failed'
  | 'unknown'
  | 'suspect';

/** The answers that belong to each question; a purpose without any is never asked. */
export const answersTo = {
  collect: [],
  reopen: [],
  load: ['placed', 'not-empty', 'changed-mind'],
  return: ['placed', 'not-empty', 'changed-mind'],
  recall: ['taken', 'empty', 'other', 'left'],
  check: ['empty', 'not-empty'],
  look: [],
} as const satisfies Readonly<Record<DoorPurpose, readonly Exclude<DoorAnswer, 'none'>[]>>;

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
  readonly answer: DoorAnswer | null;
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

/** The door is closed again, and the person is asked what they did: where `answersTo` has answers. */
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
  /** Since when it is seen open, as far as this run of the station has seen; it is reminded of like any other. */
  readonly openSince: number | null;
  readonly reminders: number;
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
 *                 with answers: asking <-+-> without: settling -- quarantine --> ended
 *                                |  answer         ^
 *                                +-----------------+
 *  pulsing, looking, jammed -- misdirected --> jammed, for the last time
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
  | { readonly kind: 'answer'; readonly answer: Exclude<DoorAnswer, 'none'>; readonly at: Instant }
  /** Another door opened on this one's pulse: no further pulse may follow, not even when a person asks. */
  | { readonly kind: 'misdirected'; readonly at: Instant }
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
  | { readonly kind: 'answered'; readonly answer: DoorAnswer }
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
