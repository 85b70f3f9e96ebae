import type { Locale } from '../../contract/schema.ts';
import type { Headset, SpeechRate } from '../../contract/station/speech-contract.ts';
import type { Cancel } from '../../kernel/clock.ts';
import type { Result } from '../../kernel/result.ts';

/** One piece of text to be spoken. It may hold personal data: it is kept nowhere and logged nowhere. */
export interface Spoken {
  readonly locale: Locale;
  readonly text: string;
  readonly rate: SpeechRate;
}

/** Why nothing is heard. `no-voice`: none for this language; `busy`: too much is being spoken at once; `failed`: the program that speaks broke off. */
export interface VoiceProblem {
  readonly kind: 'no-voice' | 'busy' | 'failed';
}

/** What turns text into sound on this device. */
export interface Voice {
  /** The languages that there is a voice for; none until the program was asked, which the first listener brings about. */
  languages(): readonly Locale[];
  onChange(listener: () => void): Cancel;
  /** A whole WAV file. `signal` gives it up: the program that speaks ends at once. */
  say(spoken: Spoken, signal: AbortSignal | undefined): Promise<Result<Uint8Array, VoiceProblem>>;
  /** Ends whatever still speaks. */
  close(): void;
}

/** The socket that headsets are plugged into. */
export interface HeadsetJack {
  current(): Headset;
  onChange(listener: () => void): Cancel;
  close(): void;
}

/** What people who listen need of a station. */
export interface Speech {
  readonly voice: Voice;
  readonly jack: HeadsetJack;
  close(): void;
}
