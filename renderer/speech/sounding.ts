import type { PageVoice } from './voice.ts';

/** Knows whether anything is being said. */
export interface Sounding {
  /** The same voice, heard of. */
  of(voice: PageVoice): PageVoice;
  /** Resolves when nothing is being said; at once when nothing is. */
  silence(): Promise<void>;
}

/** Nothing is being said yet. */
export function createSounding(): Sounding {
  let speaking = 0;
  const waiting = new Set<() => void>();
  const ended = (): void => {
    speaking--;
    if (speaking > 0) return;
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  return {
    of: (voice) => ({
      speak: (words, manner, signal) => {
        speaking++;
        return voice.speak(words, manner, signal).finally(ended);
      },
    }),
    silence: () => (speaking === 0 ? Promise.resolve() : new Promise((resolve) => waiting.add(resolve))),
  };
}

/** What the page says. */
export const sounding = createSounding();
