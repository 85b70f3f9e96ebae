import { z } from 'zod';
import { languages } from '../kernel/language.ts';

/** Longest free text that any message may carry, in UTF-16 units. */
export const MAX_TEXT = 4096;

/** Text of at most `max` UTF-16 units (and never more than 4096). */
export function text(max: number): z.ZodString {
  return z.string().max(Math.min(max, MAX_TEXT));
}

/** A UUID in lower-case text. */
export const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** 16 bytes as 32 lower-case hexadecimal digits: the entitlement id inside a pass. */
export const hex16 = z.string().regex(/^[0-9a-f]{32}$/);

/** A PIN as stations keep it: `scrypt$N$r$p$salt$hash`, the last two in hexadecimal. */
export const pinHash = z.string().regex(/^scrypt\$\d+\$\d+\$\d+\$[0-9a-f]+\$[0-9a-f]+$/);

/** Unix milliseconds. */
export const unixMs = z.number().int().nonnegative().max(8_640_000_000_000_000);

/** A day of the calendar, `2026-11-22`. */
export const isoDate = z.iso.date();

/** An amount in minor units and its ISO 4217 currency. */
export const money = z.strictObject({
  minor: z.number().int().min(-1_000_000_000_000).max(1_000_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

/** The languages of the interface. */
export const locale = z.enum(languages);
export type Locale = z.infer<typeof locale>;

/** The looks that a shop can choose for its screens: sets of colours, corners and letters, `renderer/ui/tokens.css`. */
export const theme = z.enum(['linen', 'gallery']);
export type Theme = z.infer<typeof theme>;

/** A text that a shop gives in those languages that it has, one at least: read it with `givenText`. */
export function shopText(max: number) {
  return z.partialRecord(locale, text(max).min(1)).refine((given) => Object.keys(given).length > 0, 'is given in no language');
}

/** A stock keeping unit, as the shop writes it. */
export const sku = z.string().min(1).max(64);

/** Size class of a compartment, smallest first. */
export const sizeClass = z.enum(['XS', 'S', 'M', 'L', 'XL']);
export type SizeClass = z.infer<typeof sizeClass>;

/** The two shapes of a `Result` on the wire. */
export function resultOf<V extends z.ZodType, E extends z.ZodType>(value: V, error: E) {
  return z.discriminatedUnion('ok', [z.strictObject({ ok: z.literal(true), value }), z.strictObject({ ok: z.literal(false), error })]);
}
