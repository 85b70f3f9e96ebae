import { blockedUntil, COUPON_RULE, countFailure } from '../../../core/limiter/limiter.ts';
import { done } from '../../../kernel/result.ts';
import type { KioskParts } from './kiosk-parts.ts';

/** Key of the tries at coupons that nobody made, in the store's limiter. */
const SCOPE = 'coupon';

/** Must everybody here wait with coupons, because somebody tried many that there are not? */
export function areCouponsBlocked({ store, trusted }: Pick<KioskParts, 'store' | 'trusted'>): boolean {
  return blockedUntil(store.read.limiter(SCOPE), trusted.running()) !== null;
}

/**
 * Counts a code that is well formed and no coupon's, durably: whoever guesses could begin a new session for each twenty of them, and pull the plug.
 * A right one in between takes nothing back, since a guesser may well have one. False: it could not be stored.
 */
export function countUnknownCoupon({ store, trusted }: Pick<KioskParts, 'store' | 'trusted'>): boolean {
  const running = trusted.running();
  const counted = store.commit<undefined, never>((tx) => {
    tx.putLimiter({ scope: SCOPE, ...countFailure(COUPON_RULE, tx.limiter(SCOPE), running) });
    trusted.keepRunning(tx);
    return done;
  });
  return counted.ok;
}
