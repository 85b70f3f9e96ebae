import { useState } from 'react';

const PREFIX = 'pasillo.draft.';

/**
 * What a person has typed and not yet sent, kept over a reload in this tab only, under their session, and gone with it.
 * Unreadable or foreign entries count as nothing typed.
 */
export function useDraft(sessionId: string, name: string, initial: string): readonly [string, (value: string) => void] {
  const key = `${PREFIX}${sessionId}.${name}`;
  const [value, setValue] = useState(() => sessionStorage.getItem(key) ?? initial);
  const change = (next: string) => {
    setValue(next);
    sessionStorage.setItem(key, next);
  };
  return [value, change];
}

/** Removes what other sessions typed; all of it when `sessionId` is null. */
export function forgetDrafts(storage: Pick<Storage, 'length' | 'key' | 'removeItem'>, sessionId: string | null): void {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  for (const key of keys) {
    if (key.startsWith(PREFIX) && (sessionId === null || !key.startsWith(`${PREFIX}${sessionId}.`))) storage.removeItem(key);
  }
}
