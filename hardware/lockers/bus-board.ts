/** A board on the bus: its DIP-switch address, and how many of its locks are wired. */
export interface BusBoard {
  readonly address: number;
  readonly locks: number;
}

/** How often boards are asked: rests between two questions to a board, in milliseconds. 0 keeps the line full. */
export interface PollingPace {
  readonly restMs: number;
  /** While a door of the board is open or somebody waits at it. */
  readonly watchedRestMs: number;
  /** For boards that were heard to tell changes by themselves; left out, they are asked as often as others. */
  readonly reportingRestMs?: number | undefined;
}
