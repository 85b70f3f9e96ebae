import type { Locale } from '../../../contract/schema.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { HeadsetJack, Speech, Voice } from '../../ports/voice.ts';
import { amixerJack, fixedJack } from './headset-jack.ts';
import { espeak, piper } from './speakers.ts';
import { noVoice, speakingProgram } from './speaking-program.ts';

/** What a station's configuration says of speech (`src/station/speech-config.ts`). */
export interface SpeechConfig {
  readonly program: 'espeak-ng' | 'piper' | 'none';
  /** Where that program is; left out: on the PATH. */
  readonly path?: string | undefined;
  /** The voice for a language: espeak-ng's name, or the file of a piper model. */
  readonly voices: Readonly<Partial<Record<Locale, string>>>;
  readonly headset: 'always' | 'never' | 'unknown' | { readonly card: number; readonly control: string; readonly amixer: string };
}

/** The voice and the socket that a configuration asks for. */
export function openSpeech(config: SpeechConfig, { clock, logger }: { readonly clock: Pick<Clock, 'after'>; readonly logger: Logger }): Speech {
  const voice = openVoice(config, clock, logger);
  const jack = openJack(config, clock);
  // Whether there is a voice is asked at once: the status page tells it before anybody listens.
  voice.onChange(() => undefined);
  return {
    voice,
    jack,
    close: () => {
      voice.close();
      jack.close();
    },
  };
}

function openVoice({ program, path, voices }: SpeechConfig, clock: Pick<Clock, 'after'>, logger: Logger): Voice {
  switch (program) {
    case 'espeak-ng':
      return speakingProgram(espeak(path ?? 'espeak-ng', voices), clock, logger);
    case 'piper':
      return speakingProgram(piper(path ?? 'piper', voices), clock, logger);
    case 'none':
      return noVoice;
    default:
      return assertNever(program);
  }
}

function openJack({ headset }: SpeechConfig, clock: Pick<Clock, 'after'>): HeadsetJack {
  if (typeof headset === 'object') return amixerJack({ program: headset.amixer, card: headset.card, control: headset.control }, clock);
  return fixedJack(headset === 'always' ? 'in' : headset === 'never' ? 'out' : 'unknown');
}
