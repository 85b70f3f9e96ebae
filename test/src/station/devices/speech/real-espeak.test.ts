import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../../src/kernel/logger.ts';
import { languages } from '../../../../../src/kernel/language.ts';
import { expectOk } from '../../../../../src/kernel/result.ts';
import { systemClock } from '../../../../../src/shells/node-world.ts';
import { openSpeech } from '../../../../../src/station/devices/speech/open-speech.ts';
import { speechConfig } from '../../../../../src/station/speech-config.ts';

/** Bytes of one second as espeak-ng writes it: 22 050 samples of 16 bits. */
const SECOND = 44_100;

describe('the real espeak-ng', () => {
  const { voice } = openSpeech(speechConfig.parse({}), { clock: systemClock, logger: silentLogger });
  const say = async (text: string, locale: (typeof languages)[number], rate: 'slow' | 'normal' | 'fast' = 'normal') =>
    Buffer.from(expectOk(await voice.say({ locale, text, rate }, undefined), 'speech'));

  it('speaks each of our languages in a voice of its own', async () => {
    const sounds = await Promise.all(languages.map((locale) => say('Puerta catorce: 39,90 €', locale)));
    expect(voice.languages()).toEqual(languages);
    for (const sound of sounds) expect(sound.length).toBeGreaterThan(SECOND);
    expect(new Set(sounds.map((sound) => sound.toString('base64'))).size).toBe(languages.length);
  });

  it('makes a WAV file that says of itself how long it is', async () => {
    const sound = await say('Hola', 'es');
    expect(sound.toString('latin1', 0, 4)).toBe('RIFF');
    expect(sound.readUInt32LE(4)).toBe(sound.length - 8);
  });

  it('takes no orders from a text', async () => {
    const plain = await say('Ana h@loU 230S', 'es');
    expect((await say('Ana [[h@loU]] \u0001230S', 'es')).equals(plain)).toBe(true);
  });

  it('speaks faster for who wants it', async () => {
    const [slow, normal, fast] = await Promise.all((['slow', 'normal', 'fast'] as const).map((rate) => say('La puerta está en la fila de abajo', 'es', rate)));
    expect(slow?.length).toBeGreaterThan(normal?.length ?? 0);
    expect(normal?.length).toBeGreaterThan(fast?.length ?? 0);
  });
});
