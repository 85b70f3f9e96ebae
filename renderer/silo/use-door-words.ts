import type { Door } from '../../src/contract/station/place-views.ts';
import { useText } from '../i18n/use-text.ts';
import { whereOf } from './where-of.ts';

/** Where a door is, in words: its column and height. Empty for a door that the bank does not have. */
export function useDoorWords(bank: readonly Door[], door: Door): string {
  return whereOf(useText(), bank, door);
}
