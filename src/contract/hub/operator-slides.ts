import { z } from 'zod';
import { slidePicture, slides } from '../slides.ts';
import { text } from '../schema.ts';

/** Whose slides; left out: those of the only shop. */
export const slidesQuery = z.strictObject({ store: text(60).min(1).optional() });

/** What a picture became: this is what a slide names. */
export const keptPicture = z.strictObject({ picture: slidePicture });

/** The slides of a shop as stations get them. */
export const shopSlides = z.strictObject({ store: text(60), ...slides.shape });
