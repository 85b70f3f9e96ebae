import type { ShipAddress } from '../../contract/orders.ts';

/** What the hub answered about where a member's things go. `not-known`: there is none, or the code is not theirs any more. `away`: it did not answer. */
export type MemberAddressAnswer = { readonly kind: 'known'; readonly address: ShipAddress } | { readonly kind: 'not-known' } | { readonly kind: 'away' };

/** Asks where the things of a member go who stands before the kiosk. */
export interface MemberAddresses {
  look(member: { readonly memberId: string; readonly code: string }): Promise<MemberAddressAnswer>;
}
