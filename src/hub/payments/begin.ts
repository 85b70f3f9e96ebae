import type { StartPayment } from '../../contract/hub/payments.ts';
import { isOpen } from '../../core/payments/online-payment.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Transaction } from '../db/database.ts';
import { findPayments, insertPayment, type PaymentKey, type StoredPayment } from '../db/online-payments.ts';
import { lockOrder, publishOrderAgain, type StoredOrder } from '../db/orders.ts';
import { hasRefusedDiscount } from '../db/staff-discounts.ts';
import { audit } from '../domain/context.ts';
import type { Refusal } from '../domain/refusal.ts';
import { askTwice } from './ask-http.ts';
import { chanceOf, hearInside, hearPayment } from './hear.ts';
import { type PaymentParts, requestOf, tellPeople } from './payment-parts.ts';
import type { OfferedWay } from './providers.ts';

/** Most payments that one order may begin. */
export const MAX_PAYMENTS = 20;
/** A page with less time left than this is not given out again, in milliseconds. */
const WORTHWHILE_MS = 300_000;
/** The worker leaves a payment to whoever is just beginning it for this long, in milliseconds. */
const BEGINNING_MS = 45_000;

/**
 * Begins to pay an order by a way that is offered for it. A repeat of the press, and a way whose page is still open, get that page again; another way
 * closes the page of the one before. While money may be on its way nothing else begins. After it the order's payments say what is known, also
 * when the provider did not answer: then another way is open.
 */
export async function beginPayment(
  parts: PaymentParts,
  order: StoredOrder,
  wanted: StartPayment & { readonly payToken: string | null },
): Promise<Result<undefined, Refusal>> {
  const way = parts.ways.find(order.tenantId, wanted.way);
  if (way?.provider.takes(order.total) !== true) return err({ kind: 'unknown', message: 'this way to pay is not offered for the order' });
  const now = parts.clock.now();
  const chosen = await parts.db.transaction((tx) => choose(tx, parts, { order, way, made: wanted.made, payToken: wanted.payToken, now }));
  if (!chosen.ok) return chosen;
  if (chosen.value !== null) await ask(parts, chosen.value, way);
  // The page that the customer goes to must be known after a power cut: money may come from it.
  await parts.durable();
  return ok(undefined);
}

interface Choice {
  readonly order: StoredOrder;
  readonly way: OfferedWay;
  readonly made: number;
  readonly payToken: string | null;
  readonly now: UnixMs;
}

/** The payment to begin; null: there is one already whose page serves. */
async function choose(tx: Transaction, parts: PaymentParts, { order, way, made, payToken, now }: Choice): Promise<Result<StoredPayment | null, Refusal>> {
  const locked = await lockOrder(tx, order.tenantId, order.orderId);
  if (locked?.status !== 'placed') return err({ kind: 'not-now', message: 'the order needs no money' });
  if (await hasRefusedDiscount(tx, locked)) return err({ kind: 'not-now', message: 'what the order costs is being looked into in the shop' });
  const payments = await findPayments(tx, locked);
  const open = payments.filter(({ stage }) => isOpen(stage));
  if (open.some(({ stage }) => stage.kind === 'approved' || (stage.kind === 'unknown' && stage.asked === 'capture'))) {
    return err({ kind: 'not-now', message: 'a payment of this order is being checked' });
  }
  const here = open.filter((one) => one.wayId === way.wayId && one.payToken === payToken);
  const serves = here.find((one) => one.stage.kind === 'unknown' || (one.pageUrl !== null && one.expiresAt - now > WORTHWHILE_MS));
  if (serves !== undefined) return ok(serves.stage.kind === 'unknown' ? serves : null);
  if (made !== payments.length) return err({ kind: 'not-now', message: 'the page does not show what is known of this order' });
  if (payments.length >= MAX_PAYMENTS) return err({ kind: 'too-often', message: 'too many payments were begun for this order' });
  for (const one of open) await hearInside(tx, { key: one, heard: { events: () => [{ kind: 'cancel' }] }, now, chance: chanceOf(parts.random) });
  return ok(await insertNew(tx, parts, { order: locked, way, number: payments.length + 1, payToken, now }));
}

async function insertNew(
  tx: Transaction,
  parts: PaymentParts,
  { order, way, number, payToken, now }: Omit<Choice, 'made'> & { readonly number: number },
): Promise<StoredPayment> {
  const { tenantId, orderId, total } = order;
  const payment: StoredPayment = {
    tenantId,
    orderId,
    number,
    attemptId: uuidV7<'payment'>(now, parts.random),
    wayId: way.wayId,
    amount: total,
    stage: { kind: 'unknown', asked: 'begin' },
    reference: null,
    captureReference: null,
    pageUrl: null,
    payToken,
    createdAt: now,
    expiresAt: now + way.provider.lifeMs,
    looks: 0,
    nextAt: now + BEGINNING_MS,
  };
  await insertPayment(tx, payment);
  // Tills hear that somebody is paying.
  await publishOrderAgain(tx, tenantId, orderId);
  const facts = { attemptId: payment.attemptId, orderId, way: way.wayId, minor: total.minor, currency: total.currency };
  await audit({ tx, at: now, station: { tenantId, stationId: null } }, 'payment.begun', facts);
  return payment;
}

async function ask(parts: PaymentParts, payment: StoredPayment, way: OfferedWay): Promise<void> {
  const request = await requestOf(parts, payment);
  const begun = await askTwice(() => way.provider.begin(request), parts);
  const key: PaymentKey = payment;
  const now = parts.clock.now();
  if (begun.ok) {
    await hearPayment(parts, key, { ...begun.value, events: () => [{ kind: 'begun' }] }, now);
  } else if (begun.error.kind === 'refused' || begun.error.kind === 'credentials') {
    await hearPayment(parts, key, { events: () => [{ kind: 'declined' }] }, now);
    if (begun.error.kind === 'credentials') await tellPeople(parts, payment, 'payment-credentials');
  }
}
