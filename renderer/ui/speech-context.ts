import { createContext, useContext } from 'react';

/** What screens know of speech. `none`: this device has no voice for the language of the screen. */
export interface SpeechControl {
  readonly mode: 'off' | 'on' | 'none';
  readonly start: () => void;
  readonly stop: () => void;
  readonly readAll: () => void;
  /** Two notes that say: attention. For everybody, not only for who listens. */
  readonly chime: () => void;
}

/** Null where nothing speaks: on the staff's screens, and on phones, which have a reader of their own. */
export const SpeechContext = createContext<SpeechControl | null>(null);

/** Speech, for its buttons. */
export function useSpeech(): SpeechControl | null {
  return useContext(SpeechContext);
}
