import type { StorageSpace } from '../ports/store.ts';

/** Below how many free bytes the disk is `low`, and `critical`. 0 switches a limit off. */
export interface SpaceLimits {
  readonly lowBytes: number;
  readonly criticalBytes: number;
}

const MIB = 1_048_576;

/** The limits of rule R-07. */
export const usualSpaceLimits: SpaceLimits = { lowBytes: 500 * MIB, criticalBytes: 100 * MIB };

/** Room must grow by this share above a limit before it counts as passed again, so that the screens do not flicker. */
const MARGIN = 1.1;

/** The state that `bytes` free bytes stand for, coming from `before`. Nothing is known of the disk: nothing changes. */
export function spaceOf(bytes: number | null, before: StorageSpace, { lowBytes, criticalBytes }: SpaceLimits): StorageSpace {
  if (bytes === null) return before;
  if (bytes < criticalBytes * (before === 'critical' ? MARGIN : 1)) return 'critical';
  return bytes < lowBytes * (before === 'ok' ? 1 : MARGIN) ? 'low' : 'ok';
}
