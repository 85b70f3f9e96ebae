import type { KioskView, StaffView } from '../../contract/station/views.ts';

/** What decides whether the page has to be thrown away. */
export interface WipeState {
  /** A shopper used the page since it was last made anew. */
  readonly used: boolean;
}

/** Nobody has used the page yet. */
export const unused: WipeState = { used: false };

/**
 * After a shopper's session the page is thrown away with all that it remembers (rule E-34), so that nothing of one shopper can
 * be seen by the next. While a member of staff is signed in the page is theirs; it is thrown away when they leave.
 */
export function nextWipe(
  state: WipeState,
  kiosk: Pick<KioskView, 'session'>,
  staff: Pick<StaffView, 'member'>,
): { readonly state: WipeState; readonly wipe: boolean } {
  if (kiosk.session !== null) return { state: { used: true }, wipe: false };
  if (!state.used || staff.member !== null) return { state, wipe: false };
  return { state: unused, wipe: true };
}
