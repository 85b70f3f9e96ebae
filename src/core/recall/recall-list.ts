import type { RecallReason } from '../../contract/hub/silo.ts';
import type { OrderStatus } from '../../contract/orders.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { effectiveDeadline, type Standstill } from '../parcels/deadline.ts';

/** What the list needs to know of a parcel. */
export interface RecallParcel {
  readonly kind: 'order' | 'return';
  readonly status: 'loading' | 'stored' | 'collected' | 'withdrawn';
  readonly loadedAt: UnixMs | null;
  readonly deadline: UnixMs | null;
  readonly recall: RecallReason | null;
}

/** Why a parcel is to be taken out, and since when. Milliseconds of Unix time. */
export interface Recalled {
  readonly reason: RecallReason;
  readonly since: UnixMs;
}

/**
 * Is this parcel to be taken out? What somebody asked for comes first (the hub, or a problem that was reported at the door); goods that
 * came back are always to be taken out; a cancelled order is nobody's; and last, the time of a parcel that nobody collected runs out,
 * later by every time in which nobody could have collected. Null: it stays.
 */
export function recallOf(parcel: RecallParcel, order: OrderStatus | null, standstills: readonly Standstill[], now: UnixMs): Recalled | null {
  if (parcel.status !== 'stored' || parcel.loadedAt === null) return null;
  const { loadedAt, deadline } = parcel;
  const until = deadline === null ? null : effectiveDeadline(deadline, loadedAt, standstills, now);
  // The hub's "expired" is a wish of yesterday: the deadline that it has moved since is the one that counts.
  if (parcel.recall !== null && parcel.recall !== 'expired') return { reason: parcel.recall, since: loadedAt };
  if (parcel.kind === 'return') return { reason: 'returned', since: loadedAt };
  if (order === 'cancelled') return { reason: 'cancelled', since: loadedAt };
  if (until === null) return parcel.recall === null ? null : { reason: parcel.recall, since: loadedAt };
  return now >= until ? { reason: 'expired', since: until } : null;
}

/** Which reasons a courier works off: what comes back and what nobody collected. The rest is the shop's own affair. */
export function isForCouriers(reason: RecallReason): boolean {
  return reason === 'returned' || reason === 'expired';
}
