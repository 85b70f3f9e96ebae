import { z } from 'zod';
import { text } from '../schema.ts';

/** The address that carries a bag (`src/contract/bag-code.ts`), to be shown as a QR code. */
export const bagCode = z.strictObject({ url: text(500) });

/** What came of a bag from elsewhere: how many pieces of it are in the bag now, and each line that is not as it was there. */
export const bagTaken = z.strictObject({
  pieces: z.number().int(),
  differences: z
    .array(
      z.strictObject({
        /** Null: the catalogue does not know it (any more). */
        title: text(200).nullable(),
        size: text(40).nullable(),
        colour: text(60).nullable(),
        wanted: z.number().int(),
        got: z.number().int(),
      }),
    )
    .max(50),
});
export type BagTaken = z.infer<typeof bagTaken>;
