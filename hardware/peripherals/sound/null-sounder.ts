import type { Sounder } from '../../contract/signals.ts';

/** The sounder of a station where nothing beeps. */
export function createNullSounder(): Sounder {
  return { beep: () => Promise.resolve('none') };
}
