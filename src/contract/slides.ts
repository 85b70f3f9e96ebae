import { z } from 'zod';
import { mediaFile } from './media.ts';
import { isoDate, shopText, text } from './schema.ts';

/** Most slides of one shop, and the key of the one row of their bucket. */
export const MAX_SLIDES = 12;
export const SLIDES_ROW = 'slides';

/** A slide's picture, named by its content. `width` and `height` are its pixels. */
export const slidePicture = z.strictObject({
  file: mediaFile.extend({ type: z.enum(['jpg', 'png', 'webp']) }),
  width: z.number().int().min(1).max(8192),
  height: z.number().int().min(1).max(8192),
});
export type SlidePicture = z.infer<typeof slidePicture>;

/** Where a touch on a slide leads: to what is sold under a category's name, or to a product. */
export const slideTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('category'), category: text(80).min(1) }),
  z.strictObject({ kind: z.literal('product'), productId: text(80).min(1) }),
]);
export type SlideTarget = z.infer<typeof slideTarget>;

/** What the screen that waits shows of a shop's own: a picture and a few words. A slide tells no price: it would be an old one one day. */
export const slide = z.strictObject({
  slideId: z.string().regex(/^[A-Za-z0-9._-]{1,40}$/),
  /** Left out: the words stand alone. */
  picture: slidePicture.optional(),
  /** What the picture shows, for who cannot see it; left out: it is decoration, and the words say it all. */
  alt: shopText(200).optional(),
  headline: shopText(60),
  words: shopText(160).optional(),
  /** Left out: a touch begins as everywhere else. */
  opens: slideTarget.optional(),
  /** The first and the last day on which it is shown, by the shop's calendar; left out: from now on, and until it is taken away. */
  from: isoDate.optional(),
  until: isoDate.optional(),
});
export type Slide = z.infer<typeof slide>;

/** The slides of a shop, in their order; none: the screen shows its own pictures. */
export const slides = z.strictObject({ slides: z.array(slide).max(MAX_SLIDES) });
export type Slides = z.infer<typeof slides>;
