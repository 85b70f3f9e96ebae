import type { DiscountLimits } from '../../../contract/discounts.ts';
import type { StaffMember } from '../../../contract/staff.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Catalogue } from '../../ports/catalogue.ts';
import type { Customers } from '../../ports/customers.ts';
import type { StationStore } from '../../ports/store.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import type { SessionKeeper } from '../kiosk/session-keeper.ts';
import type { StaffAccess } from '../staff-access/staff-access.ts';

/** What standing beside a shopper needs. */
export interface AssistParts {
  readonly kiosk: Pick<Kiosk, 'start' | 'session' | 'shownCode'>;
  readonly staff: Pick<StaffAccess, 'current' | 'present' | 'presence' | 'touch' | 'signOut' | 'vouch' | 'stepAside'>;
  readonly store: Pick<StationStore, 'read' | 'commit'>;
  readonly catalogue: Pick<Catalogue, 'variant'>;
  /** Null: there is no hub to ask. */
  readonly customers: Customers | null;
  readonly clock: Clock;
  /** The limits that the hub told last. */
  limits(): DiscountLimits;
}

/** Who stands beside the shopper now: signed in, and the session is assisted. Null: nobody does. */
export function assistantOf({
  kiosk,
  staff,
}: {
  readonly kiosk: { readonly session: SessionKeeper };
  readonly staff: AssistParts['staff'];
}): StaffMember | null {
  return kiosk.session.current()?.assisted === true ? staff.present() : null;
}
