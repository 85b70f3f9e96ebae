import type { PassId } from '../../../kernel/ids.ts';

/** Counts who is served, so that a page can tell that it is somebody else. The number says nothing of whom. */
export interface Visits {
  /** Whoever shows this code, or knows what belongs to it, is served from here on. The same code once more is the same visit. */
  begin(shown: PassId): void;
  /** The number of the last visit; null before the first. */
  current(): number | null;
}

/** Nobody was served yet. `first`: the number before the first, another one after each start, so that no page takes two visits for one. */
export function createVisits(first: number): Visits {
  let last: { readonly shown: PassId; readonly number: number } | null = null;
  return {
    begin: (shown) => {
      if (last?.shown !== shown) last = { shown, number: (last?.number ?? first) + 1 };
    },
    current: () => last?.number ?? null,
  };
}
