import type { LockBank } from './lock-board.ts';

/** The lights at the doors, where the boards have them: the bank of locks is what drives them. */
export type DoorLights = Pick<LockBank, 'flash'>;

/** What a sound says: a code was taken, it was refused, or somebody should come and look. */
export type BeepKind = 'taken' | 'refused' | 'attention';

/** Something that beeps. A beep that would come late is worth nothing, so none is queued or repeated. */
export interface Sounder {
  /** `none`: there is nothing that beeps; `failed`: it could not be sent now. Resolves, never rejects. */
  beep(kind: BeepKind): Promise<'sent' | 'none' | 'failed'>;
}
