import { z } from 'zod';
import { locale } from '../contract/schema.ts';

/** A voice's name or a model's file. None may be taken for an option. */
const voiceName = z
  .string()
  .max(1000)
  .regex(/^[A-Za-z0-9_./\\:+][A-Za-z0-9_./\\:+ -]*$/);

/** What a station's configuration says of speech. Left out: espeak-ng from the PATH, and nothing known of headsets. */
export const speechConfig = z.strictObject({
  /** The program that speaks. `none`: this station stays silent. */
  program: z.enum(['espeak-ng', 'piper', 'none']).default('espeak-ng'),
  /** Where that program is, if not on the PATH. */
  path: z.string().min(1).max(1000).optional(),
  /** The voice for a language, where it is not the usual one: espeak-ng's name, or the file of a piper model. */
  voices: z.partialRecord(locale, voiceName).default({}),
  /**
   * Where sound goes. `always`: there is no loudspeaker, only a socket; `never`: there is no socket; an object: the sound card's
   * control that knows (`amixer -c CARD contents`). Personal data is spoken only into a headset that is known to be there.
   */
  headset: z
    .union([
      z.enum(['always', 'never', 'unknown']),
      z.strictObject({
        card: z.int().min(0).max(31),
        control: z.string().regex(/^[A-Za-z0-9 ,_/-]{1,80}$/),
        amixer: z.string().min(1).max(1000).default('amixer'),
      }),
    ])
    .default('unknown'),
});
