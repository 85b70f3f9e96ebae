import type { Cancel } from '../../../kernel/clock.ts';
import type { CompartmentId, IntentId } from '../../../kernel/ids.ts';
import type { StaffNeeded } from './silo-guest.ts';

/** The calls that the silo itself makes for somebody of the staff. */
export interface StaffCalls {
  /** Calls once for an opening, however often it asks. */
  once(why: StaffNeeded['why'], opening: { readonly intentId: IntentId; readonly compartmentId: CompartmentId }): void;
  /** Calls about the first of some doors; none: nobody is called. */
  about(why: StaffNeeded['why'], places: readonly { readonly compartmentId: CompartmentId }[]): void;
  /** This opening is over, and what was said of it is forgotten. */
  ended(intentId: IntentId): void;
  on(listener: (needed: StaffNeeded) => void): Cancel;
}

/** Nobody was called yet. */
export function createStaffCalls(): StaffCalls {
  const listeners = new Set<(needed: StaffNeeded) => void>();
  const told = new Set<IntentId>();
  const tell = (needed: StaffNeeded): void => {
    for (const listener of [...listeners]) listener(needed);
  };
  return {
    once: (why, { intentId, compartmentId }) => {
      if (told.has(intentId)) return;
      told.add(intentId);
      tell({ why, compartmentId });
    },
    about: (why, [first]) => {
      if (first !== undefined) tell({ why, compartmentId: first.compartmentId });
    },
    ended: (intentId) => void told.delete(intentId),
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
