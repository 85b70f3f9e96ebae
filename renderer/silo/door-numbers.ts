import type { Door } from '../../src/contract/station/place-views.ts';

/** The numbers of some doors, for a sentence in any language: `5, 9, 14`. */
export function doorNumbers(doors: readonly Pick<Door, 'number'>[]): string {
  return doors.map(({ number }) => number).join(', ');
}
