import type { ShipAddress } from '../../../contract/orders.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import { shipRuleFor } from '../../../core/promises/way-days.ts';
import { promiseBasis } from './bag-ways.ts';
import type { KioskParts } from './kiosk-parts.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** Why what is sent does not go to the address that the hub knows. `show-again`: this kiosk was restarted since the code was shown. */
export type KnownAddressRefusal = 'no-session' | 'no-member' | 'show-again' | 'address-unknown' | 'hub-away' | 'not-sent-there' | 'storage';

/** The address that a member has given before. */
export interface KnownAddress {
  /** A member's code was taken into a session: it proves to the hub who stands there. Only in memory, and only for that session. */
  remember(sessionId: string, member: { readonly memberId: string; readonly code: string }): void;
  /** The code that was shown in this session, to ask the hub about its member once more. */
  shownIn(sessionId: string): { readonly memberId: string; readonly code: string } | null;
  use(): Promise<Result<undefined, { readonly kind: KnownAddressRefusal }>>;
}

/**
 * Asks the hub when somebody wants their things sent where they always go. Until then no station knows the address; afterwards it is the session's, as if it
 * had been typed, and is wiped with it. The screen shows only as much of it as its owner needs to know it again: a card may be lost.
 */
export function createKnownAddress(parts: KioskParts, keeper: SessionKeeper): KnownAddress {
  let shown: { readonly sessionId: string; readonly memberId: string; readonly code: string } | null = null;
  keeper.onChange(() => {
    if (shown !== null && keeper.current()?.sessionId !== shown.sessionId) shown = null;
  });
  const shopping = () => {
    const session = keeper.current();
    return session?.phase.kind === 'shopping' ? session : null;
  };
  return {
    remember: (sessionId, member) => {
      shown = { sessionId, ...member };
    },
    shownIn: (sessionId) => (shown?.sessionId === sessionId ? { memberId: shown.memberId, code: shown.code } : null),
    async use() {
      const session = shopping();
      if (session === null) return err({ kind: 'no-session' });
      keeper.touch();
      const memberId = session.benefits.member?.memberId ?? null;
      if (memberId === null) return err({ kind: 'no-member' });
      if (shown?.sessionId !== session.sessionId || shown.memberId !== memberId) return err({ kind: 'show-again' });
      if (parts.memberAddresses === null) return err({ kind: 'hub-away' });
      const { code } = shown;
      const answer = await parts.memberAddresses.look({ memberId, code });
      if (answer.kind !== 'known') return err({ kind: answer.kind === 'away' ? 'hub-away' : 'address-unknown' });
      // Somebody else may stand there by now.
      const now = shopping();
      if (now?.sessionId !== session.sessionId || now.benefits.member?.memberId !== memberId) return err({ kind: 'no-session' });
      if (shipRuleFor(promiseBasis(parts, { shipTo: answer.address })) === null) return err({ kind: 'not-sent-there' });
      const set = keeper.apply({ kind: 'set-ship-to', address: answer.address, known: true });
      return set.ok ? done : err({ kind: set.error.kind === 'storage' ? 'storage' : 'no-session' });
    },
  };
}

/** As much of an address as its owner needs to know it again, and nobody else can use. */
export function maskedAddress({ name, street, postcode, city, country }: ShipAddress): ShipAddress {
  const number = /\d+[a-zA-Z]?$/.exec(street.split(',')[0]?.trim() ?? '')?.[0] ?? street.slice(-2);
  return { name: `${name.slice(0, 1)}…`, street: `… ${number}`, postcode: `${postcode.slice(0, 2)}…`, city, country };
}
