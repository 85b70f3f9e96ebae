import { MAX_SOUND_BYTES, MAX_SPOKEN } from '../../../contract/station/speech-contract.ts';
import type { Locale } from '../../../contract/schema.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { languages } from '../../../kernel/language.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Spoken, Voice, VoiceProblem } from '../../ports/voice.ts';
import { runSpeaker } from './run-speaker.ts';
import { harmless, type Speaker, voicesListed } from './speakers.ts';
import { wholeWav } from './wav.ts';

/** Programs that may speak at once: the piece that is heard next is made while one is heard, and a page that was left may still be ending its own. */
const MOST_AT_ONCE = 4;

/** Milliseconds that one piece may take; espeak-ng needs about ten. */
const SAY_TIMEOUT_MS = 8000;

/** Milliseconds that a list of voices may take. */
const LIST_TIMEOUT_MS = 5000;

/** Largest list of voices, in bytes. */
const LIST_BYTES = 200_000;

/** A voice that is a program of this machine, run once for each piece. Nothing that is spoken is logged or written to a disk. */
export function speakingProgram(speaker: Speaker, clock: Pick<Clock, 'after'>, logger: Logger): Voice {
  const stop = new AbortController();
  const listeners = new Set<() => void>();
  let known: readonly Locale[] | null = null;
  let asked: Promise<readonly Locale[]> | null = null;
  let running = 0;
  const ask = (): Promise<readonly Locale[]> => {
    asked ??= voicesOf(speaker, clock, logger, stop.signal).then((found) => {
      known = found;
      if (!stop.signal.aborted) for (const listener of listeners) listener();
      return found;
    });
    return asked;
  };
  const speak = async ({ locale, text, rate }: Spoken, signal: AbortSignal | undefined): Promise<Result<Uint8Array, VoiceProblem>> => {
    const voice = speaker.voices[locale];
    if (voice === undefined || !(await ask()).includes(locale)) return err({ kind: 'no-voice' });
    const input = harmless(text.slice(0, MAX_SPOKEN));
    if (input === '') return err({ kind: 'failed' });
    const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
    const run = { program: speaker.program, arguments: speaker.say(voice, rate), input: `${input}\n`, maxBytes: MAX_SOUND_BYTES, timeoutMs: SAY_TIMEOUT_MS };
    const made = await runSpeaker(run, clock, both);
    const wav = made.ok ? wholeWav(made.value) : made;
    if (wav.ok) return ok(wav.value);
    if (wav.error.kind !== 'given-up') logger.warn('the program that speaks failed', { why: wav.error.kind, language: locale });
    return err({ kind: 'failed' });
  };
  return {
    languages: () => known ?? [],
    onChange: (listener) => {
      listeners.add(listener);
      void ask();
      return () => listeners.delete(listener);
    },
    say: async (spoken, signal) => {
      if (running >= MOST_AT_ONCE) return err({ kind: 'busy' });
      running += 1;
      try {
        return await speak(spoken, signal);
      } finally {
        running -= 1;
      }
    },
    close: () => {
      stop.abort();
      listeners.clear();
    },
  };
}

/** A device that does not speak. */
export const noVoice: Voice = {
  languages: () => [],
  onChange: () => () => {},
  say: async () => err({ kind: 'no-voice' }),
  close: () => {},
};

async function voicesOf(speaker: Speaker, clock: Pick<Clock, 'after'>, logger: Logger, signal: AbortSignal): Promise<readonly Locale[]> {
  if (speaker.list === null) return languages.filter((each) => speaker.voices[each] !== undefined);
  const listed = await runSpeaker(
    { program: speaker.program, arguments: speaker.list, input: '', maxBytes: LIST_BYTES, timeoutMs: LIST_TIMEOUT_MS },
    clock,
    signal,
  );
  if (listed.ok) return voicesListed(new TextDecoder().decode(listed.value), speaker.voices);
  if (listed.error.kind !== 'given-up')
    logger.warn('no program that speaks was found: screens are silent', { program: speaker.program, why: listed.error.kind });
  return [];
}
