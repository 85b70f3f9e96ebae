import { isAtRest, nextPerson, nobodyMet, type SiloPerson } from '../../contract/station/silo-person.ts';
import type { SiloView } from '../../contract/station/silo-views.ts';
import type { KioskView, StaffView } from '../../contract/station/views.ts';

/** What decides whether the page has to be thrown away. */
export interface WipeState {
  /** A shopper, somebody at the silo or somebody of the staff used the page since it was last made anew. */
  readonly used: boolean;
  /** Who stands at the silo. */
  readonly silo: SiloPerson;
}

/** Nobody has used the page yet. */
export const unused: WipeState = { used: false, silo: nobodyMet };

/** The station's screens, as far as they say who is there. */
export interface Screens {
  readonly kiosk: Pick<KioskView, 'session'>;
  readonly staff: Pick<StaffView, 'member'>;
  readonly silo: Pick<SiloView, 'visit'> & { readonly state: Pick<SiloView['state'], 'kind'> };
}

/**
 * After a shopper's session, and after a visit to the silo, the page is thrown away with all that it remembers (rule E-34), so that nothing of one person can
 * be seen by the next: not the code that they typed, nor their return. While a member of staff is signed in the page is theirs; it is thrown away when
 * they leave, with the numbers, PINs and customers that they had on it. Never while somebody is in the middle of anything at the silo, where a door may be open;
 * and whoever may try again there keeps their page, with the language and the text size that they chose.
 */
export function nextWipe(state: WipeState, { kiosk, staff, silo }: Screens): { readonly state: WipeState; readonly wipe: boolean } {
  const { kind } = silo.state;
  const isInUse = kiosk.session !== null || staff.member !== null;
  const { person, isAnother } = nextPerson(state.silo, { kind, visit: silo.visit ?? null });
  const used = state.used || isInUse || isAnother;
  const wipe = used && !isInUse && isAtRest(kind);
  return { state: { used: used && !wipe, silo: person }, wipe };
}
