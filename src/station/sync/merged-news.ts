import type { Cancel, Clock } from '../../kernel/clock.ts';

/** News that come one after the other, told as few. */
export interface MergedNews {
  /** There is something new: told at once, or together with whatever else comes until the pause is over. */
  readonly tell: () => void;
  /** Tells nothing any more. */
  readonly close: Cancel;
}

/** Calls `told` for the first news at once and then at most once in `everyMs`; the last news are never left out. */
export function mergeNews(clock: Clock, everyMs: number, told: () => void): MergedNews {
  let stop: Cancel | null = null;
  let isMore = false;
  const pause = (): void => {
    stop = clock.after(everyMs, () => {
      stop = null;
      if (!isMore) return;
      isMore = false;
      pause();
      told();
    });
  };
  return {
    tell: () => {
      if (stop !== null) {
        isMore = true;
        return;
      }
      pause();
      told();
    },
    close: () => {
      stop?.();
      isMore = false;
    },
  };
}
