import { languages } from '../../../kernel/language.ts';
import type { Locale } from '../../../contract/schema.ts';
import type { SpeechRate } from '../../../contract/station/speech-contract.ts';

/** A program that speaks: how it is asked what it can, and how it is asked to speak. It is another program, never a part of this one. */
export interface Speaker {
  readonly program: string;
  /** Arguments that list its voices; null where each voice is a file that the configuration names. */
  readonly list: readonly string[] | null;
  /** The voice for each language; left out: none. */
  readonly voices: Readonly<Partial<Record<Locale, string>>>;
  /** Arguments for one piece, which comes on stdin. */
  say(voice: string, rate: SpeechRate): readonly string[];
}

/** Words per minute (espeak-ng's `-s`). People who listen all day long choose the last. */
const WORDS: Readonly<Record<SpeechRate, number>> = { slow: 120, normal: 160, fast: 230 };

/** How much longer each sound lasts than the voice's own speed (piper's `--length_scale`). */
const SCALE: Readonly<Record<SpeechRate, number>> = { slow: 1.35, normal: 1, fast: 0.7 };

/** Portuguese is Portugal's, Spanish Spain's, as the screens are. */
const ESPEAK_VOICES: Readonly<Record<Locale, string>> = { es: 'es', en: 'en-gb', pt: 'pt', ca: 'ca' };

/** espeak-ng (GPL-3.0), one voice for each language. `-b 1`: the text is UTF-8; without `-m` no markup is read in it. */
export function espeak(program: string, voices: Speaker['voices']): Speaker {
  return {
    program,
    list: ['--voices'],
    voices: { ...ESPEAK_VOICES, ...voices },
    say: (voice, rate) => ['-v', voice, '-s', String(WORDS[rate]), '-b', '1', '--stdin', '--stdout'],
  };
}

/** piper, with a model for each language that the shop laid on the disk. */
export function piper(program: string, models: Speaker['voices']): Speaker {
  return {
    program,
    list: null,
    voices: models,
    say: (model, rate) => ['--model', model, '--length_scale', String(SCALE[rate]), '--output_file', '-'],
  };
}

/** Which languages of ours a listing of espeak-ng has the wanted voice for: its second column is the voice's language. */
export function voicesListed(listing: string, wanted: Speaker['voices']): readonly Locale[] {
  const names = new Set(listing.split('\n').map((line) => line.trim().split(/\s+/)[1]?.toLowerCase()));
  // A variant (`es+f3`) is there when its voice is.
  return languages.filter((each) => names.has(wanted[each]?.split('+')[0]?.toLowerCase()));
}

/**
 * Text as a program may read it. It is a stranger's: names, what somebody typed. What such programs take for an order is taken out of it:
 * control characters (espeak-ng's embedded commands begin with one) and `[[`, which begins phonemes. One line, because piper reads lines.
 */
export function harmless(text: string): string {
  return text
    .replace(/\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/gu, ' ')
    .replace(/[[\]{}<>|\\]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
