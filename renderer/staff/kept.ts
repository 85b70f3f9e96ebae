import { createContext, useContext, useEffect, useLayoutEffect, useState } from 'react';

/** How long what somebody had half typed waits for them behind a locked screen, in milliseconds. */
export const KEEP_MS = 600_000;

/** What was half typed when a screen locked, for the same person's return and nobody else's. */
export interface Kept {
  /** Undefined where nothing of this person's waits under this name. */
  read(staffId: string | null, name: string): unknown;
  note(staffId: string | null, name: string, value: unknown): void;
  /** Left by its person, or done: nothing of it waits. A lock is neither. */
  leave(name: string): void;
  /** Who is signed in by now; null: the screen is locked. */
  signedIn(staffId: string | null): void;
  /** Somebody went on purpose. */
  clear(): void;
}

/** Nothing kept yet. It lives in the memory of the page, is on no disk and in no view, and ends with whoever signs in next, or with the time. */
export function createKept(after: (ms: number, work: () => void) => () => void): Kept {
  const values = new Map<string, unknown>();
  let owner: string | null = null;
  let isLocked = true;
  let cancel = (): void => undefined;
  const clear = (): void => {
    values.clear();
    cancel();
  };
  return {
    read: (staffId, name) => (staffId !== null && staffId === owner ? values.get(name) : undefined),
    note: (staffId, name, value) => {
      if (staffId !== null && staffId === owner) values.set(name, value);
    },
    leave: (name) => {
      if (!isLocked) values.delete(name);
    },
    signedIn: (staffId) => {
      isLocked = staffId === null;
      cancel();
      if (staffId === null) {
        cancel = after(KEEP_MS, clear);
        return;
      }
      if (owner !== staffId) clear();
      owner = staffId;
    },
    clear,
  };
}

const kept = createKept((ms, work) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
});

/** Who is signed in on the staff screens below it. */
export const KeptFor = createContext<string | null>(null);

/**
 * A state of a staff screen that is still there for its person after the screen locked and they came back to it. `name` says the same for the same screen, order and
 * field.
 */
export function useKept<T>(name: string, initial: T): readonly [T, (value: T) => void] {
  const staffId = useContext(KeptFor);
  const [value, setValue] = useState<T>(() => {
    const before = kept.read(staffId, name);
    // What was noted under this name was noted by this very line.
    return before === undefined ? initial : (before as T);
  });
  useEffect(() => () => kept.leave(name), [name]);
  const change = (next: T) => {
    setValue(next);
    kept.note(staffId, name, next);
  };
  return [value, change];
}

/** Tells who is signed in, before anything of the screen that goes is taken down for good. */
export function useKeptFor(staffId: string | null): void {
  useLayoutEffect(() => kept.signedIn(staffId), [staffId]);
}

/** Whoever locks the screen on purpose leaves nothing. */
export function forgetKept(): void {
  kept.clear();
}
