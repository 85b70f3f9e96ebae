import type { TextValues } from '../i18n/format.ts';
import type { TextKey } from '../i18n/text-key.ts';

/** Signs that people type into addresses. A program that speaks passes over a sign that stands alone. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['.', 'dot'],
  [',', 'comma'],
  ['-', 'dash'],
  ['_', 'under'],
  ['@', 'at'],
  ['+', 'plus'],
  ['/', 'slash'],
  [':', 'colon'],
  ['#', 'hash'],
]);

/** What a key or a typed character is called; letters and digits are their own names. */
export function characterName(text: (key: TextKey, values?: TextValues) => string, character: string): string {
  if (character === ' ') return text('speech.space');
  const sign = SIGNS.get(character);
  return sign === undefined ? character : text('speech.sign', { sign });
}
