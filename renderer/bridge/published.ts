import type { Cancel } from '../../src/kernel/clock.ts';

/** A value that changes, and a call for each change: what React's `useSyncExternalStore` reads. */
export interface Published<T> {
  current(): T;
  onChange(listener: () => void): Cancel;
}

/** A published value with its setter. `onInterest` hears when the first listener comes and when the last one leaves. */
export interface Publisher<T> extends Published<T> {
  set(value: T): void;
}

/** Makes a published value. Setting the same value again tells nobody. */
export function publisher<T>(initial: T, onInterest: (wanted: boolean) => void = () => undefined): Publisher<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    current: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    onChange: (listener) => {
      const own = () => listener();
      listeners.add(own);
      if (listeners.size === 1) onInterest(true);
      return () => {
        if (listeners.delete(own) && listeners.size === 0) onInterest(false);
      };
    },
  };
}
