import { usualSiloRules } from '../../../contract/hub/silo.ts';
import type { AfterSale } from '../../../contract/hub/after.ts';
import type { FoundOrder } from '../../../contract/hub/found.ts';
import { isGuaranteeOpen, isWithdrawalOpen, readLegalClock } from '../../../core/orders/legal-clock.ts';
import { leftOfLines, withdrawable } from '../../../core/orders/withdraw.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { OrderId } from '../../../kernel/ids.ts';
import type { OrderRow, StoreReader } from '../../ports/store.ts';

/** Where a station stands, as an order's legal clock needs it. */
export interface LocalPlace {
  readonly country: string;
  readonly timeZone: string;
}

const DAY_MS = 86_400_000;

/**
 * An order as this station knows it, for who proved here that it is theirs while the hub is away. What only the hub knows errs to the customer's side:
 * whether they were told in writing, and what they withdrew from elsewhere. The hub judges again, by the time at which they declared it.
 */
export function localOrder(read: StoreReader, order: OrderRow, place: LocalPlace, now: UnixMs): FoundOrder {
  const { orderId, number, status, placedAt, lines, total, fulfilmentKind, locale } = order;
  const receivedAt = receivedAtOf(read, order);
  const waiting = read.parcelsOfOrder(orderId as OrderId).filter((parcel) => parcel.kind === 'order' && parcel.status === 'stored');
  const deadlines = waiting.flatMap(({ deadline }) => (deadline === null ? [] : [deadline]));
  const { returnDays } = read.config()?.silo ?? usualSiloRules;
  const returnsUntil = receivedAt === null ? null : receivedAt + returnDays * DAY_MS;
  return {
    ...{ orderId, number, status, placedAt, lines: [...lines], total, fulfilmentKind, locale },
    waitingUntil: status === 'ready' && deadlines.length > 0 ? Math.min(...deadlines) : null,
    returnsUntil: returnsUntil === null || returnsUntil < now || returnDays === 0 ? null : returnsUntil,
    after: afterSaleOf(order, receivedAt, place, now),
  };
}

function afterSaleOf(order: OrderRow, receivedAt: UnixMs | null, { country, timeZone }: LocalPlace, now: UnixMs): AfterSale {
  const { placedAt, status, lines, fulfilmentKind, returned = [] } = order;
  const { withdrawal, guarantee } = readLegalClock({ country, timeZone, concluded: 'shop', placedAt, confirmedAt: null, receivedAt });
  const left = status === 'cancelled' ? [] : withdrawable(lines, fulfilmentKind, returned);
  const claimable = guarantee.until === null ? [] : leftOfLines(lines, returned);
  return {
    withdrawal: {
      ...withdrawal,
      open: left.length > 0 && isWithdrawalOpen(withdrawal, now),
      whole: isUntouched(order),
      lines: left.map((line) => ({ ...line })),
      made: 0,
    },
    withdrawals: [],
    guarantee: {
      ...guarantee,
      open: claimable.length > 0 && isGuaranteeOpen(guarantee, now),
      lines: claimable.map((line) => ({ ...line })),
      made: 0,
    },
    claims: [],
  };
}

/** When the last parcel was handed over, here or, as far as the hub has told, elsewhere; null while the order is not over. */
function receivedAtOf(read: StoreReader, { orderId, status, collected }: OrderRow): UnixMs | null {
  if (status !== 'collected') return null;
  const here = read.parcelsOfOrder(orderId as OrderId).flatMap(({ kind, collectedAt }) => (kind === 'order' && collectedAt !== null ? [collectedAt] : []));
  const times = collected === undefined ? here : [...here, collected.at];
  return times.length === 0 ? null : Math.max(...times);
}

/** Nothing of it was handed over and nothing can be on its way. */
function isUntouched({ status, lines, fulfilmentKind, collected }: OrderRow): boolean {
  if (status === 'placed') return true;
  return status !== 'collected' && collected === undefined && lines.every(({ way }) => (way ?? fulfilmentKind) !== 'ship');
}
