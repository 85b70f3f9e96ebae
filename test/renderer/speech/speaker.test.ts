import { describe, expect, it } from 'vitest';
import { localVoice } from '../../../renderer/speech/browser-voice.ts';
import { createSpeaker } from '../../../renderer/speech/speaker.ts';
import { speechKeyOf } from '../../../renderer/speech/speech-keys.ts';
import type { Listening } from '../../../renderer/speech/said.ts';
import { stationVoice } from '../../../renderer/speech/station-voice.ts';
import type { Manner, PageVoice } from '../../../renderer/speech/voice.ts';

const manner: Manner = { locale: 'es', rate: 'normal', volume: 0 };

/** A voice that speaks until it is told that it has. */
function slowVoice() {
  const spoken: string[] = [];
  let finish: (how: 'spoken' | 'failed') => void = () => undefined;
  const voice: PageVoice = {
    speak: (words, _, signal) => {
      spoken.push(words);
      signal.addEventListener('abort', () => spoken.push('cut'));
      return new Promise((resolve) => {
        finish = resolve;
      });
    },
  };
  const end = async (how: 'spoken' | 'failed' = 'spoken'): Promise<void> => {
    finish(how);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { voice, spoken, end };
}

function speakerOver(voice: PageVoice | null, listening: () => Listening = () => 'open') {
  const heard: string[] = [];
  const speaker = createSpeaker({
    voice: () => voice,
    listening,
    hidden: () => ({ personal: 'oculto', pin: 'oculto' }),
    manner: () => manner,
    onTrouble: () => heard.push('trouble'),
    onHeard: ({ topic }) => heard.push(topic),
  });
  const say = (words: string, urgency: 'answer' | 'status' = 'answer') =>
    speaker.handle({ kind: 'say', utterance: { parts: [{ words, secret: 'personal' }], urgency, topic: words } });
  return { speaker, say, heard };
}

describe('a speaker', () => {
  it('cuts the voice off for what is new, and tells what was heard to its end', async () => {
    const { voice, spoken, end } = slowVoice();
    const { say, heard } = speakerOver(voice, () => 'private');
    say('uno');
    say('dos');
    say('tres', 'status');
    await end();
    await end();
    expect(spoken).toEqual(['uno.', 'cut', 'dos.', 'tres.']);
    expect(heard).toEqual(['dos', 'tres']);
  });

  it('asks for the headset anew before each thing: what is said again after it was pulled keeps its secret', async () => {
    const { voice, spoken } = slowVoice();
    let listening: Listening = 'private';
    const { say, speaker } = speakerOver(voice, () => listening);
    say('ana@a.es');
    listening = 'open';
    speaker.handle({ kind: 'again' });
    expect(spoken).toEqual(['ana@a.es.', 'cut', 'oculto.']);
  });

  it('tells of trouble when three things in a row could not be said, and goes on with what waits', async () => {
    const { voice, spoken, end } = slowVoice();
    const { say, heard } = speakerOver(voice, () => 'private');
    say('uno');
    for (const word of ['dos', 'tres', 'cuatro', 'cinco', 'seis']) say(word, 'status');
    for (const how of ['failed', 'failed', 'spoken', 'failed', 'failed', 'failed'] as const) await end(how);
    expect(spoken).toEqual(['uno.', 'dos.', 'tres.', 'cuatro.', 'cinco.', 'seis.']);
    expect(heard).toEqual(['tres', 'trouble']);
  });

  it('tells of trouble where there is no voice', async () => {
    const { say, heard } = speakerOver(null);
    say('uno');
    await Promise.resolve();
    expect(heard).toEqual(['trouble']);
  });
});

describe("the station's voice", () => {
  it('asks for the second piece while the first is heard, and for nothing more once it is given up', async () => {
    const asked: string[] = [];
    const played: number[] = [];
    const giveUp = new AbortController();
    const voice = stationVoice(
      async ({ text }) => {
        asked.push(text);
        return { ok: true, value: { wav: btoa('wav') } };
      },
      {
        play: async (file) => {
          played.push(file.byteLength);
          giveUp.abort();
        },
        chime: () => undefined,
        wake: () => undefined,
      },
    );
    const first = 'Una primera frase que es bastante larga para ir sola, y que nadie corta.';
    expect(await voice.speak(`${first} ${'Otra. '.repeat(60)}${'Y otra. '.repeat(60)}`, manner, giveUp.signal)).toBe('spoken');
    expect([asked.length, asked[0], played]).toEqual([2, first, [3]]);
  });

  it.each(['no-voice', 'busy', 'failed'] as const)('has failed where the station answers %s', async (kind) => {
    const player = { play: () => Promise.resolve(), chime: () => undefined, wake: () => undefined };
    const pauses: number[] = [];
    const pause = async (ms: number): Promise<void> => void pauses.push(ms);
    const voice = stationVoice(async () => ({ ok: false, error: { kind } }), player, pause);
    expect(await voice.speak('Hola', manner, new AbortController().signal)).toBe('failed');
    // One that is busy may be free again at once.
    expect(pauses.length).toBe(kind === 'busy' ? 5 : 0);
  });

  it('has failed where its sound cannot be played', async () => {
    const player = { play: () => Promise.reject(new Error('no sound')), chime: () => undefined, wake: () => undefined };
    const voice = stationVoice(async () => ({ ok: true, value: { wav: btoa('wav') } }), player);
    expect(await voice.speak('Hola', manner, new AbortController().signal)).toBe('failed');
  });
});

describe("the browser's voices", () => {
  const voices = [
    { lang: 'es-ES', localService: false, name: 'a cloud' },
    { lang: 'en-GB', localService: true, name: 'here' },
    { lang: 'pt_PT', localService: true, name: 'here too' },
  ].map((voice) => ({ ...voice, default: false, voiceURI: voice.name }));

  it.each([
    ['es', null],
    ['en', 'here'],
    ['pt', 'here too'],
    ['ca', null],
  ] as const)('for %s are those that live on this device: %s', (locale, name) => {
    expect(localVoice(voices, locale)?.name ?? null).toBe(name);
  });
});

describe('A-24 keys', () => {
  const plain = { ctrlKey: false, altKey: false, metaKey: false };
  /** What each of some keys does, while speech is as it is after the ones before. */
  const does = (keys: readonly string[], isOn: boolean): readonly string[] => {
    let memory = { afterHelp: false };
    let on = isOn;
    return keys.map((key) => {
      const [done, next] = speechKeyOf({ ...plain, key }, memory, on);
      memory = next;
      if (done === 'start') on = true;
      if (done === 'stop') on = false;
      return done;
    });
  };

  it.each([
    ['Help twice in a row begins', ['F1', 'F1'], false, ['pass', 'start']],
    ['another key between them does not', ['F1', 'ArrowDown', 'F1', 'Enter'], false, ['pass', 'pass', 'pass', 'pass']],
    ['the speech key begins and ends', ['F2', 'F2'], false, ['start', 'stop']],
    ['Help says it again', ['F1', 'ArrowDown', 'F1'], true, ['again', 'pass', 'again']],
    ['Help twice opens help', ['F1', 'F1', 'F1', 'F1'], true, ['again', 'pass', 'again', 'pass']],
  ] as const)('%s', (_, keys, isOn, done) => {
    expect(does(keys, isOn)).toEqual(done);
  });
});
