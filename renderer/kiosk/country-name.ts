import type { Locale } from '../../src/contract/schema.ts';
import { regionOf } from '../../src/kernel/language.ts';

/** Where a shop is that names no countries (ISO 3166-1). */
export const HOME = 'ES';

/** A country's name as the screen speaks, `Portugal` for `PT`. */
export function countryName(locale: Locale, code: string): string {
  return new Intl.DisplayNames([regionOf[locale]], { type: 'region' }).of(code) ?? code;
}
