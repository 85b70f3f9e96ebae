import type { SpeechView } from '../../../contract/station/speech-contract.ts';
import type { StationStatus } from '../../../contract/station/views.ts';
import { err, ok } from '../../../kernel/result.ts';
import type { StationIntents } from '../../ports/intents.ts';
import type { Published } from '../../ports/screens.ts';
import type { Speech } from '../../ports/voice.ts';

/** What pages know of the voice and the socket for headsets. A station without either says so once. */
export function speechView(speech: Speech | undefined): Published<SpeechView> {
  if (speech === undefined) return { current: () => ({ languages: [], headset: 'unknown' }), onChange: () => () => {} };
  const { voice, jack } = speech;
  return {
    current: () => ({ languages: [...voice.languages()], headset: jack.current() }),
    onChange: (listener) => {
      const stops = [voice.onChange(listener), jack.onChange(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** What pages may have spoken. */
export function speechIntents(speech: Speech | undefined): StationIntents['speech'] {
  return {
    say: async (spoken, signal) => {
      if (speech === undefined) return err({ kind: 'no-voice' });
      const said = await speech.voice.say(spoken, signal);
      return said.ok ? ok({ wav: Buffer.from(said.value).toString('base64') }) : said;
    },
  };
}

/** The voice as the status page has it. */
export function speechStatus(speech: Speech | undefined): NonNullable<StationStatus['voice']> {
  return speechView(speech).current();
}
