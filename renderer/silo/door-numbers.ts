import type { Door } from '../../src/contract/station/place-views.ts';
import type { Words } from './where-of.ts';

/** The numbers of some doors as a sentence says them: `5, 9 and 14`. Empty for no doors. */
export function doorNumbers(text: Words, doors: readonly Pick<Door, 'number'>[]): string {
  const numbers = doors.map(({ number }) => String(number));
  const last = numbers.at(-1) ?? '';
  return numbers.length < 2 ? last : `${numbers.slice(0, -1).join(', ')} ${text('ui.and')} ${last}`;
}
