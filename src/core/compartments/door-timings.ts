/** The door flow's times, in milliseconds, and its counts. */
export interface DoorTimings {
  /** A pulse that was not begun this long after its decision is dropped. */
  readonly pulseValidMs: number;
  /** Between two looks while a door should be moving, and how many belong to one pulse. */
  readonly lookEveryMs: number;
  readonly looksPerPulse: number;
  /** Least time between two pulses: the coil rests. */
  readonly betweenPulsesMs: number;
  readonly pulsesPerRound: number;
  /** The first round, and one for each time a person may press "try again". */
  readonly rounds: number;
  /** A flow that was not looked at for this long (a stopped process) sends no further pulse by itself. */
  readonly staleMs: number;
  /** Two readings this far apart make a door open or closed for certain. */
  readonly settledMs: number;
  /** When a door that stands open is mentioned; at the last one it counts as left open. */
  readonly remindersMs: readonly number[];
  /** Least time a flow watches its closed door before it ends; never shorter than the longest late frame. */
  readonly quarantineMs: number;
  /** How long "try again" is offered. */
  readonly retryOfferMs: number;
  /** Staff who say nothing for this long have said `none`. */
  readonly answerWithinMs: number;
  /** Between two looks while nothing should be moving. */
  readonly restLookMs: number;
}

/** The times of the door protocol. `quarantineMs` is a floor; the bus's own longest late frame may raise it. */
export const doorTimings: DoorTimings = {
  pulseValidMs: 2000,
  lookEveryMs: 170,
  looksPerPulse: 12,
  betweenPulsesMs: 1000,
  pulsesPerRound: 3,
  rounds: 2,
  staleMs: 2000,
  settledMs: 500,
  remindersMs: [30_000, 60_000, 120_000],
  quarantineMs: 3000,
  retryOfferMs: 20_000,
  answerWithinMs: 600_000,
  restLookMs: 250,
};

/** The timings for a bus on which a frame can arrive up to `latestPulseMs` late. */
export function timingsForBus(timings: DoorTimings, latestPulseMs: number): DoorTimings {
  return { ...timings, quarantineMs: Math.max(timings.quarantineMs, latestPulseMs) };
}
