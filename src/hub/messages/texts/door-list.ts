import type { Locale } from '../../../contract/schema.ts';

/** `3, 7 y 12`. */
export function doorList(doors: readonly number[], locale: Locale): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(doors.map(String));
}
