import { type ReactNode, useCallback, useLayoutEffect, useMemo, useState } from 'react';
import { applyPreferences, PreferencesContext, type Preferences, plainPreferences, storedPreferences, storePreferences } from './preferences.ts';
import { LEFT_MS, useStillness } from './use-stillness.ts';

export interface AppearanceProps {
  readonly children: ReactNode;
  /** Whose session it is. When it changes from somebody to nobody, the screen returns to its plain look. */
  readonly session: string | null;
  /** Hears that the person has chosen something. */
  readonly onChosen?: () => void;
}

/** Holds how the person wants the screen, keeps it over a reload, and forgets it with the session. */
export function Appearance({ children, session, onChosen }: AppearanceProps) {
  const [value, setValue] = useState(() => storedPreferences(sessionStorage));
  const [owner, setOwner] = useState(session);
  if (owner !== session) {
    setOwner(session);
    if (owner !== null) setValue(plainPreferences);
  }
  // What somebody chose at a screen of nobody's, and left there, is not the next one's choice.
  useStillness(session === null && value !== plainPreferences, LEFT_MS, () => setValue(plainPreferences));
  useLayoutEffect(() => {
    applyPreferences(document.documentElement, value);
    storePreferences(sessionStorage, value);
  }, [value]);
  const change = useCallback(
    (next: Preferences) => {
      setValue(next);
      onChosen?.();
    },
    [onChosen],
  );
  const store = useMemo(() => ({ value, change }), [value, change]);
  return <PreferencesContext value={store}>{children}</PreferencesContext>;
}
