import type { Cancel } from '../../kernel/clock.ts';

/** Who wants to hear of changes, and how they are told. */
export interface Listeners {
  add(listener: () => void): Cancel;
  /** Calls everybody who listens now; a listener that removes itself or others meanwhile does no harm. */
  tell(): void;
}

/** An empty list of listeners. */
export function createListeners(): Listeners {
  const listeners = new Set<() => void>();
  return {
    add: (listener) => {
      const entry = () => listener();
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    tell: () => {
      for (const listener of [...listeners]) listener();
    },
  };
}
