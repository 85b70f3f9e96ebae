import type { Locale } from '../../src/contract/schema.ts';
import type { SpeechRate } from '../../src/contract/station/speech-contract.ts';
import type { Volume } from '../ui/volume.ts';

/** How something is said. */
export interface Manner {
  readonly locale: Locale;
  readonly rate: SpeechRate;
  readonly volume: Volume;
}

/** Something that speaks. There are two: the station's program, and the browser's own voices that live on this device. */
export interface PageVoice {
  /** Resolves when it was heard, or when `signal` gave it up; `failed`: nothing was heard of it, or not all. Never rejects. */
  speak(words: string, manner: Manner, signal: AbortSignal): Promise<'spoken' | 'failed'>;
}
