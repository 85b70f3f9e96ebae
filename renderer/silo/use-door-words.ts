import type { Door } from '../../src/contract/station/place-views.ts';
import { useText } from '../i18n/use-text.ts';
import { placeOf } from '../ui/door-layout.ts';

/** Where a door is, in words: its column and height. Empty for a door that the bank does not have. */
export function useDoorWords(bank: readonly Door[], door: Door): string {
  const text = useText();
  const place = placeOf(bank, door.compartmentId);
  return place === null ? '' : text('ui.door.where', { ...place });
}
