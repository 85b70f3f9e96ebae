/** A press within this long of the one before is the second of a double press: nobody reads a screen faster. */
export const SECOND_PRESS_MS = 400;

/** Tells the second of two presses from an answer to the screen that the first one led to. `monotonic` in milliseconds. */
export interface SecondPress {
  /** A press was taken. */
  pressed(): void;
  /** Is a press now the second one of a person who pressed twice? */
  isSecond(): boolean;
}

/** For screens that come within an instant of a press and have something else at the same place. */
export function createSecondPress(monotonic: () => number): SecondPress {
  let at = Number.NEGATIVE_INFINITY;
  return {
    pressed: () => {
      at = monotonic();
    },
    isSecond: () => monotonic() - at < SECOND_PRESS_MS,
  };
}
