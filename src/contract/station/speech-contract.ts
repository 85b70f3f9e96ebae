import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { locale, text } from '../schema.ts';
import { answer, nothing } from './outcome.ts';

/** The most that is spoken in one piece, in UTF-16 units: a long sentence. Longer texts are spoken sentence by sentence. */
export const MAX_SPOKEN = 400;

/** The largest sound that one piece becomes, in bytes: more than a minute of speech. */
export const MAX_SOUND_BYTES = 4_000_000;

/** Is a headset plugged in, as far as the device can tell? `unknown`: it has no way to tell. */
export const headset = z.enum(['in', 'out', 'unknown']);
export type Headset = z.infer<typeof headset>;

/** How fast is spoken, for who chose it. */
export const speechRate = z.enum(['slow', 'normal', 'fast']);
export type SpeechRate = z.infer<typeof speechRate>;

/** What this station can do for people who listen. */
export const speechView = z.strictObject({
  /** The languages that it has a voice for; empty where no program that speaks was found, and until it was looked for. */
  languages: z.array(locale).max(8),
  headset,
});
export type SpeechView = z.infer<typeof speechView>;

/** Speech that is made on this device. What is spoken is written down nowhere. */
export const speech = {
  watch: oc.input(nothing).output(eventIterator(speechView)),
  /** One piece of text as sound: a WAV file in base64. A call that is given up ends the program that speaks. */
  say: oc
    .input(z.strictObject({ locale, text: text(MAX_SPOKEN).min(1), rate: speechRate }))
    .output(answer(z.strictObject({ wav: z.base64().max(Math.ceil(MAX_SOUND_BYTES / 3) * 4) }), 'no-voice', 'busy', 'failed')),
};
