import { assertNever } from '../../kernel/assert-never.ts';
import type { Money } from '../../kernel/money.ts';
import type { OnlineEvent } from './online-payment.ts';

/** A payment as its provider tells it when asked: always the whole of it, so that no single piece of news has to arrive. */
export interface ProviderReading {
  readonly stage: 'open' | 'approved' | 'pending' | 'captured' | 'declined' | 'expired' | 'cancelled';
  /** The money that came, before anything went back; null when none did. */
  readonly taken: Money | null;
  /** How much of it has gone back, in minor units. */
  readonly returned: number;
  /** The provider took it back from the shop, or a bank is disputing it; null where a provider does not tell that when asked. */
  readonly reversed: boolean | null;
}

/** What a reading means for the machine, in the order in which it must hear it: what has gone back altogether must never pay an order first. */
export function eventsOf(reading: ProviderReading, orderOpen: boolean): readonly OnlineEvent[] {
  const { taken, returned } = reading;
  if (reading.reversed === true) return [{ kind: 'reversed' }];
  if (taken !== null) {
    const back: OnlineEvent = { kind: 'returned', taken, minor: returned };
    if (returned >= taken.minor) return [back];
    const again: readonly OnlineEvent[] = reading.reversed === false ? [{ kind: 'reinstated', taken }] : [];
    return [{ kind: 'captured', taken, orderOpen }, ...again, ...(returned > 0 ? [back] : [])];
  }
  switch (reading.stage) {
    case 'open':
      return [{ kind: 'begun' }];
    case 'approved':
      return [{ kind: 'approved' }];
    case 'pending':
    // Captured without a sum: the sum has to come before anything is believed.
    case 'captured':
      return [{ kind: 'pending' }];
    case 'declined':
      return [{ kind: 'declined' }];
    case 'expired':
      return [{ kind: 'expired' }];
    case 'cancelled':
      return [{ kind: 'expired' }];
    default:
      return assertNever(reading.stage);
  }
}
