import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { StoredPayment } from '../db/online-payments.ts';
import { findOrder } from '../db/orders.ts';
import { readStore } from '../db/stores.ts';
import { alarm } from '../domain/context.ts';
import type { HearParts } from './hear.ts';
import type { PaymentRequest } from './port.ts';
import type { Ways } from './providers.ts';

/** What payments need: the database, time, the providers, and a disk that keeps. */
export interface PaymentParts extends HearParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly ways: Ways;
  /** Resolves when everything that was committed is on disk. */
  readonly durable: () => Promise<void>;
  /** How customers reach the hub from outside. */
  readonly publicUrl: () => string;
}

/** What people must see to when a provider does not do as it should. */
export type PaymentTrouble = 'payment-way-gone' | 'payment-credentials' | 'payment-refund-stuck' | 'payment-unclear';

/** What a provider is told about a payment; the same again in a repeat. */
export async function requestOf(parts: PaymentParts, payment: StoredPayment): Promise<PaymentRequest> {
  const order = await findOrder(parts.db, payment.tenantId, payment.orderId);
  if (order === null) throw new Error('an order vanished');
  const { name } = await readStore(parts.db, order.tenantId, order.storeId);
  const { attemptId, amount, createdAt, expiresAt, payToken } = payment;
  // Whoever pays by a link to pay by may be anybody: they must not come to the order's own page.
  const page = payToken === null ? `${parts.publicUrl()}/p/${order.phoneToken}` : payUrl(parts.publicUrl(), payToken);
  const backUrl = `${page}?paid=back`;
  return { attemptId, amount, createdAt, expiresAt, backUrl, orderNumber: order.number, shopName: name, locale: order.locale };
}

/** The address of the page behind a link to pay by. */
export function payUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/p/pay/${token}`;
}

/** Raises an alarm about a payment, or, where credentials or configuration are wrong, one for the way. */
export async function tellPeople(parts: PaymentParts, { tenantId, attemptId, orderId, wayId }: StoredPayment, kind: PaymentTrouble): Promise<void> {
  const about = kind === 'payment-credentials' || kind === 'payment-way-gone' ? wayId : attemptId;
  await parts.db.transaction((tx) =>
    alarm({ tx, at: parts.clock.now(), station: { tenantId, stationId: null } }, kind, about, { attemptId, orderId, way: wayId }),
  );
}
