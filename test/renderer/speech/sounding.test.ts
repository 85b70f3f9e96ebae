import { expect, it } from 'vitest';
import { createSounding } from '../../../renderer/speech/sounding.ts';
import type { PageVoice } from '../../../renderer/speech/voice.ts';

it('knows when nothing is being said any more, so that a last word is heard before its page goes', async () => {
  const ends: (() => void)[] = [];
  const voice: PageVoice = { speak: () => new Promise((resolve) => ends.push(() => resolve('spoken'))) };
  const sounding = createSounding();
  const heard = sounding.of(voice);
  const manner = { locale: 'es', rate: 'normal', volume: 0 } as const;
  const said: string[] = [];
  await sounding.silence();
  const speaking = [heard.speak('Hasta', manner, new AbortController().signal), heard.speak('luego', manner, new AbortController().signal)];
  void sounding.silence().then(() => said.push('silence'));
  ends[0]?.();
  await speaking[0];
  said.push('one is over');
  ends[1]?.();
  expect(await speaking[1]).toBe('spoken');
  await sounding.silence();
  expect(said).toEqual(['one is over', 'silence']);
});
