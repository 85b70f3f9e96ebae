import type { Door } from '../../src/contract/station/place-views.ts';
import type { TextValues } from '../i18n/format.ts';
import type { TextKey } from '../i18n/text-key.ts';
import { placeOf } from '../ui/door-layout.ts';

/** Looks messages up in the language of whoever listens. */
export type Words = (key: TextKey, values?: TextValues) => string;

/** Where a door is, in words: its column and height. Empty for a door that the bank does not have. */
export function whereOf(text: Words, bank: readonly Door[], door: Door): string {
  const place = placeOf(bank, door.compartmentId);
  return place === null ? '' : text('ui.door.where', { ...place });
}
