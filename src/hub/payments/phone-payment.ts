import type { PhonePayment } from '../../contract/hub/payments.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Database, Queryable } from '../db/database.ts';
import { isOnHold } from '../db/order-money.ts';
import { findPayments, type StoredPayment } from '../db/online-payments.ts';
import { findProviderRefunds, type StoredProviderRefund } from '../db/provider-refunds.ts';
import type { StoredOrder } from '../db/orders.ts';
import type { OfferedWay } from './providers.ts';

type GoingBack = NonNullable<PhonePayment['goingBack']>[number];
type Attempt = NonNullable<PhonePayment['last']>;

/** A provider is not asked more often than this because somebody looks at the page, in milliseconds. */
const LOOK_FLOOR_MS = 3000;

/** By which page somebody pays: the order's own (`payToken` is null), or that behind a link to pay by. */
export interface Door {
  readonly ways: readonly OfferedWay[];
  readonly payToken: string | null;
}

/**
 * What such a page says of the order's payment, from what is stored: no provider is asked. A provider's page that was begun at another door is not
 * given out, since it leads back to that one.
 */
export async function readPhonePayment(db: Queryable, order: StoredOrder, { ways, payToken }: Door): Promise<PhonePayment> {
  const payments = await findPayments(db, order);
  const owed = await findProviderRefunds(db, order);
  const isPlaced = order.status === 'placed';
  // After a till has paid, or the order was cancelled, a page that was left is not news any more.
  const last = payments.findLast((one) => isPlaced || one.stage.kind === 'captured') ?? null;
  const offered = isPlaced ? ways.filter(({ provider }) => provider.takes(order.total)) : [];
  return {
    state: isPlaced ? 'open' : order.status === 'cancelled' ? 'closed' : 'paid',
    amount: order.total,
    ways: offered.map(({ wayId, kind, name }) => ({ way: wayId, kind, name })),
    made: payments.length,
    last: last === null ? null : { way: last.wayId, ...attemptOf(last, payToken), begunAt: last.createdAt },
    givingBack: payments.flatMap((one) => (owed.some(({ attemptId }) => attemptId === one.attemptId) ? [] : givingBackOf(one))).slice(-20),
    ...(owed.length === 0 ? {} : { goingBack: owed.slice(-50).map((one) => goingBackOf(one, payments)) }),
    ...((await isOnHold(db, order)) ? { held: true } : {}),
  };
}

/** Somebody looks at the page: providers of payments that are not decided are asked soon. Answers whether any is. */
export async function hurryPayments(db: Database, order: StoredOrder, now: UnixMs): Promise<boolean> {
  const rows = await db.query(
    `UPDATE online_payments SET next_at = $3 WHERE tenant_id = $1 AND order_id = $2 AND next_at > $3 AND reference IS NOT NULL
     AND stage->>'kind' IN ('unknown', 'created', 'approved') AND coalesce(looked_at, 0) < $4 RETURNING attempt_id`,
    [order.tenantId, order.orderId, now, now - LOOK_FLOOR_MS],
  );
  return rows.length > 0;
}

function attemptOf({ stage, ...payment }: StoredPayment, payToken: string | null): Pick<Attempt, 'state' | 'pageUrl'> {
  switch (stage.kind) {
    case 'created':
      return { state: 'open', pageUrl: payment.payToken === payToken ? payment.pageUrl : null };
    case 'approved':
      return { state: 'checking', pageUrl: null };
    case 'unknown':
      // A provider that did not answer the first question has no page yet: another way may be taken.
      return { state: stage.asked === 'capture' ? 'checking' : 'failed', pageUrl: null };
    case 'captured':
      return { state: 'paid', pageUrl: null };
    case 'declined':
    case 'refunding':
    case 'refunded':
    case 'reversed':
      return { state: 'failed', pageUrl: null };
    case 'expired':
      return { state: 'expired', pageUrl: null };
    case 'cancelled':
      return { state: 'stopped', pageUrl: null };
    default:
      return assertNever(stage);
  }
}

function givingBackOf({ stage, wayId, amount }: StoredPayment): PhonePayment['givingBack'] {
  if (stage.kind === 'refunding') return [{ way: wayId, amount: stage.taken, done: false }];
  // What came back to the shop stands among the sums that it owes.
  return stage.kind === 'refunded' && stage.trouble !== 'failed' ? [{ way: wayId, amount, done: true }] : [];
}

function goingBackOf({ attemptId, amount, stage, changedAt }: StoredProviderRefund, payments: readonly StoredPayment[]): GoingBack {
  const way = payments.find((one) => one.attemptId === attemptId)?.wayId ?? '';
  return { way, amount, state: stage.kind === 'refunded' ? 'done' : stage.kind === 'refused' ? 'by-shop' : 'requested', at: changedAt };
}
