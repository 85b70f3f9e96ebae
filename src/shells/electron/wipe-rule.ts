import type { KioskView, StaffView } from '../../contract/station/views.ts';

/** What decides whether the page has to be thrown away. */
export interface WipeState {
  /** A shopper, or somebody of the staff, used the page since it was last made anew. */
  readonly used: boolean;
}

/** Nobody has used the page yet. */
export const unused: WipeState = { used: false };

/**
 * After a shopper's session the page is thrown away with all that it remembers (rule E-34), so that nothing of one shopper can
 * be seen by the next. While a member of staff is signed in the page is theirs; it is thrown away when they leave, with the numbers,
 * PINs and customers that they had on it.
 */
export function nextWipe(
  state: WipeState,
  kiosk: Pick<KioskView, 'session'>,
  staff: Pick<StaffView, 'member'>,
): { readonly state: WipeState; readonly wipe: boolean } {
  if (kiosk.session !== null || staff.member !== null) return { state: { used: true }, wipe: false };
  if (!state.used) return { state, wipe: false };
  return { state: unused, wipe: true };
}
