import type { Locale } from '../../src/contract/schema.ts';
import type { SpeechRate } from '../../src/contract/station/speech-contract.ts';
import type { PageVoice } from './voice.ts';
import { gainOf } from '../ui/volume.ts';

/** Speeds as the Web Speech API counts them. */
const RATES: Readonly<Record<SpeechRate, number>> = { slow: 0.75, normal: 1, fast: 1.5 };

/**
 * The browser's voice for a language, if it lives on this device. A voice that is no local service sends what is spoken to somebody's cloud, and is
 * never used (Web Speech API, `SpeechSynthesisVoice.localService`).
 */
export function localVoice(voices: readonly SpeechSynthesisVoice[], locale: Locale): SpeechSynthesisVoice | null {
  return voices.find(({ lang, localService }) => localService && lang.toLowerCase().split(/[-_]/)[0] === locale) ?? null;
}

/** Speaks with the browser's own voices, those of this device only. */
export function browserVoice(synthesis: SpeechSynthesis): PageVoice {
  return {
    speak: (words, { locale, rate, volume }, signal) => {
      const voice = localVoice(synthesis.getVoices(), locale);
      if (voice === null) return Promise.resolve('failed');
      if (signal.aborted || words === '') return Promise.resolve('spoken');
      return new Promise((resolve) => {
        const spoken = new SpeechSynthesisUtterance(words);
        spoken.voice = voice;
        spoken.lang = voice.lang;
        spoken.rate = RATES[rate];
        spoken.volume = gainOf(volume);
        const finish = (how: 'spoken' | 'failed'): void => {
          signal.removeEventListener('abort', giveUp);
          resolve(how);
        };
        const giveUp = (): void => {
          synthesis.cancel();
          finish('spoken');
        };
        spoken.onend = () => finish('spoken');
        spoken.onerror = () => finish('failed');
        signal.addEventListener('abort', giveUp);
        synthesis.speak(spoken);
      });
    },
  };
}
