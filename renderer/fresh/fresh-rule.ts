/** Of whom a page may still hold something in its memory: everybody who used it since it was loaded. */
export interface Held {
  /** A shopper, or whoever was at the lockers' or the staff's screens. */
  readonly somebody: boolean;
  /** The staff's screens were shown: then nobody of them may be at work when the page goes. */
  readonly staff: boolean;
}

/** What a page shows now. Null where it does not know yet. */
export interface Shown {
  readonly area: 'kiosk' | 'silo' | 'staff';
  /** Is a shopper's session open? */
  readonly session: boolean | null;
  /** Is somebody of the staff signed in? */
  readonly member: boolean | null;
  /** Does the station answer? A page that goes while it does not would not come back. */
  readonly connected: boolean;
}

/** A page that was just loaded. */
export const holdsNobody: Held = { somebody: false, staff: false };

/** Of whom a page holds something once it has shown this; the same object when that is no more than before. */
export function heldAfter(held: Held, { area, session }: Shown): Held {
  const staff = held.staff || area === 'staff';
  const somebody = held.somebody || area !== 'kiosk' || session === true;
  return staff === held.staff && somebody === held.somebody ? held : { somebody, staff };
}

/**
 * Is everybody gone whom the page holds something of, so that it can be loaded anew? Only on the kiosk's first screen, where no payment and no door is in
 * anybody's hands, and where a page that is loaded anew shows the same.
 */
export function isOver(held: Held, { area, session, member, connected }: Shown): boolean {
  return held.somebody && connected && area === 'kiosk' && session === false && (!held.staff || member === false);
}
