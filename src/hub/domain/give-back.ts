import type { OperatorGivenBack } from '../../contract/hub/operator.ts';
import type { RefundProblem } from '../../core/payments/refund.ts';
import type { Money } from '../../kernel/money.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Queryable } from '../db/database.ts';
import { findPayment, type StoredPayment } from '../db/online-payments.ts';
import { isOnHold } from '../db/order-money.ts';
import type { StoredOrder } from '../db/orders.ts';
import {
  findAllProviderRefunds,
  findRefundOf,
  insertProviderRefund,
  type RefundCause,
  refundIdOf,
  type StoredProviderRefund,
  sumOfRefunds,
  updateProviderRefund,
} from '../db/provider-refunds.ts';
import { grantBack } from './back-cap.ts';
import { alarm, audit, endAlarm, type Happening } from './context.ts';
import type { Refusal } from './refusal.ts';

/** The kinds of the alarms about money that does not go back by itself; that may have gone back twice; that waits long for a provider. */
export const REFUND_REFUSED = 'refund-refused';
export const REFUND_TWICE = 'refund-twice';
export const REFUND_STUCK = 'refund-stuck';

/** A sum that is owed, and for what. */
export interface Owed {
  readonly cause: RefundCause;
  readonly amount: Money;
}

/**
 * Owed money shall go back the way it came; the worker asks the provider. One cause is asked for once: told again it changes nothing, and only what was refused can
 * be asked anew, as a new question. `by` is who wants it; null: the hub by itself, which then tells people where it cannot be. The order is locked.
 */
export async function requestGiveBack(c: Happening, order: StoredOrder, owed: Owed, by: string | null): Promise<Result<undefined, Refusal>> {
  const payment = await findPaidBy(c.tx, order);
  if (payment === null) return err({ kind: 'not-now', message: 'the order was not paid on a phone' });
  const before = await findRefundOf(c.tx, order.tenantId, owed.cause);
  if (before !== null && (before.stage.kind !== 'refused' || by === null)) return ok(undefined);
  const refundId = refundIdOf(order.tenantId, owed.cause);
  const asked = await whyNotGivenBack(c.tx, payment, { ...owed, refundId, tries: before === null ? 0 : 1 });
  const problem = asked === null && !(await grantBack(c.tx, order, owed)) ? 'too-much' : asked;
  if (problem !== null && by !== null) return err({ kind: 'not-now', message: `the provider cannot give it back: ${problem}` });
  const one: StoredProviderRefund = {
    ...{ tenantId: order.tenantId, orderId: order.orderId, attemptId: payment.attemptId, cause: owed.cause, amount: owed.amount, requestedBy: by },
    refundId,
    stage: problem === null ? { kind: 'requested' } : { kind: 'refused', why: problem },
    tries: before === null ? 0 : before.tries + 1,
    requestedAt: before?.requestedAt ?? c.at,
    changedAt: c.at,
    looks: 0,
    nextAt: problem === null ? c.at : null,
    problem: null,
  };
  await (before === null ? insertProviderRefund(c.tx, one) : updateProviderRefund(c.tx, one));
  await endAlarm(c, REFUND_REFUSED, one.refundId);
  await audit(c, 'refund.requested', { ...refundFacts(one), by });
  if (problem !== null) await alarm(c, REFUND_REFUSED, one.refundId, refundFacts(one));
  return ok(undefined);
}

/** Null: a till may pay it. Money that goes back by itself, or has, nobody pays a second time. */
export async function whyNotAtTheTill(db: Queryable, tenantId: string, cause: RefundCause): Promise<string | null> {
  const refund = await findRefundOf(db, tenantId, cause);
  if (refund === null || refund.stage.kind === 'refused') return null;
  return refund.stage.kind === 'refunded' ? 'it went back the way it was paid' : 'it goes back the way it was paid';
}

/** The payment at a provider that paid an order; null: it was paid at a till, or not. */
export async function findPaidBy(db: Queryable, { tenantId, orderId }: Pick<StoredOrder, 'tenantId' | 'orderId'>): Promise<StoredPayment | null> {
  const [row] = await db.query("SELECT payment_id FROM payments WHERE tenant_id = $1 AND order_id = $2 AND tender = 'online'", [tenantId, orderId]);
  return row === undefined ? null : await findPayment(db, { tenantId, attemptId: String(row['payment_id']) });
}

/** Null: the provider can be asked for it. */
export async function whyNotGivenBack(
  db: Queryable,
  payment: StoredPayment,
  { amount, refundId, tries }: Pick<StoredProviderRefund, 'amount' | 'refundId' | 'tries'>,
): Promise<RefundProblem | null> {
  const { stage } = payment;
  if (stage.kind !== 'captured' && stage.kind !== 'refunded') return 'money-gone';
  // A bank disputes it: what it takes, the customer has already.
  if (await isOnHold(db, payment)) return 'money-gone';
  const { asked } = await sumOfRefunds(db, payment);
  const returned = stage.kind === 'refunded' ? payment.amount.minor : stage.returned;
  // Whoever has it asked anew has looked at the provider's own site.
  if (tries === 0 && returned > asked) return 'by-hand';
  const others = (await sumOfRefunds(db, payment, refundId)).taken;
  if (amount.currency !== payment.amount.currency || others + amount.minor > payment.amount.minor) return 'too-much';
  return null;
}

/** What goes back through providers in a tenant, what waits for people first. */
export async function listGivenBack(db: Queryable, tenantId: string): Promise<OperatorGivenBack[]> {
  return (await findAllProviderRefunds(db, tenantId)).map(({ refundId, orderId, number, wayId, cause, amount, stage, ...one }) => ({
    ...{ refundId, orderId, number, way: wayId, cause: cause.kind, about: cause.about, amount, state: stage.kind },
    why: stage.kind === 'refused' ? stage.why : null,
    ...{ problem: one.problem, requestedBy: one.requestedBy, requestedAt: one.requestedAt, changedAt: one.changedAt },
  }));
}

/** The books name in one text who settled something, `operator/who at the till` or `provider/payment`; the audit names both parts. */
export function settlerFacts(settledBy: string): { readonly operatorId: string; readonly by: string } {
  const [operatorId = '', ...by] = settledBy.split('/');
  return { operatorId, by: by.join('/') };
}

/** What logs, alarms and the audit say of a refund: no names. */
export function refundFacts({ refundId, orderId, attemptId, cause, amount, stage }: StoredProviderRefund) {
  return {
    ...{ refundId, orderId, attemptId, cause: cause.kind, about: cause.about, minor: amount.minor, currency: amount.currency, stage: stage.kind },
    why: stage.kind === 'refused' ? stage.why : null,
  };
}
