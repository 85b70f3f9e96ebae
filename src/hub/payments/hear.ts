import { hasMoney, isOpen, type OnlineEffect, type OnlineEvent, type OnlineStage, stepOnlinePayment } from '../../core/payments/online-payment.ts';
import { nextLook } from '../../core/payments/next-look.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { Database, Transaction } from '../db/database.ts';
import { findPayment, type PaymentChange, type PaymentKey, type StoredPayment, updatePayment } from '../db/online-payments.ts';
import { lockOrder, publishOrderAgain, type StoredOrder } from '../db/orders.ts';
import { sumOfRefunds } from '../db/provider-refunds.ts';
import { alarm, audit, endAlarm, type Happening } from '../domain/context.ts';
import { REFUND_TWICE } from '../domain/give-back.ts';
import { findFailedRefund, oweMoney, tellOwed, writeSettledMoney } from '../domain/money-back.ts';
import { holdOrder, releaseOrder } from '../domain/order-hold.ts';
import { settleOrder } from '../domain/orders.ts';

/** What was heard of a payment: events made under its order's lock, and names that its provider gave it. */
export interface Heard {
  readonly events: (payment: StoredPayment, order: StoredOrder) => readonly OnlineEvent[];
  readonly reference?: string;
  readonly captureReference?: string | null;
  readonly pageUrl?: string;
  /** When the payment was due as it was read before the question: if somebody rang meanwhile, the answer may be older than the news. */
  readonly seenNextAt?: UnixMs | null;
}

/** What hearing needs. */
export interface HearParts {
  readonly db: Database;
  readonly random: RandomBytes;
}

/** A payment as it is after something was heard, and whether its order or anything else that people see has changed. */
export interface AfterHearing {
  readonly payment: StoredPayment;
  readonly orderOpen: boolean;
  readonly changed: boolean;
}

/** How often money is asked for again without a pause, when a provider says that it was agreed to but was not taken. */
const AT_ONCE = 4;

/** Lets a payment hear, in one transaction with everything that follows from it. Throws for a payment that is not there. */
export async function hearPayment(parts: HearParts, key: PaymentKey, heard: Heard, now: UnixMs): Promise<AfterHearing> {
  return await parts.db.transaction((tx) => hearInside(tx, { key, heard, now, chance: chanceOf(parts.random) }));
}

/** Can a payment still pay its order: nothing has, and it costs what it cost when the payment began? */
export function isWanted(order: StoredOrder, { amount }: StoredPayment): boolean {
  return order.status === 'placed' && order.total.minor === amount.minor && order.total.currency === amount.currency;
}

/** A number from 0 up to 1. */
export function chanceOf(random: RandomBytes): number {
  return (random(1)[0] ?? 0) / 256;
}

/** The same inside a transaction under way. The order is locked first, as everywhere: the till, webhooks and the worker take turns. */
export async function hearInside(
  tx: Transaction,
  { key, heard, now, chance }: { readonly key: PaymentKey; readonly heard: Heard; readonly now: UnixMs; readonly chance: number },
): Promise<AfterHearing> {
  const found = await findPayment(tx, key);
  const locked = found === null ? null : await lockOrder(tx, key.tenantId, found.orderId);
  const before = await findPayment(tx, key);
  if (locked === null || before === null) throw new Error('a payment or its order is not there');
  const c: Happening = { tx, at: now, station: { tenantId: key.tenantId, stationId: null } };
  let order = locked;
  let stage: OnlineStage = before.stage;
  const effects: OnlineEffect[] = [];
  const { asked: ours } = await sumOfRefunds(tx, key);
  for (const event of heard.events(before, locked)) {
    const stepped = stepOnlinePayment(stage, event.kind === 'returned' ? { ...event, ours } : event, before.amount);
    if (!stepped.ok) continue;
    stage = stepped.value.stage;
    for (const effect of stepped.value.effects) order = await runEffect(c, effect, { payment: before, order });
    effects.push(...stepped.value.effects);
  }
  const change = changeOf(before, heard, { stage, effects, now, chance });
  await updatePayment(tx, key, change, now);
  const changed = stage.kind !== before.stage.kind || troubleOf(stage) !== troubleOf(before.stage);
  if (changed) await auditStep(c, before, stage);
  // Tills hear that somebody was paying, and is not any more.
  if (isOpen(before.stage) !== isOpen(stage)) await publishOrderAgain(tx, key.tenantId, before.orderId);
  return { payment: { ...before, ...change }, orderOpen: order.status === 'placed', changed };
}

/** Does what belongs into the transaction; the rest is left to the worker, which looks at the stage. Answers the order as it is then. */
async function runEffect(
  c: Happening,
  effect: OnlineEffect,
  { payment, order }: { readonly payment: StoredPayment; readonly order: StoredOrder },
): Promise<StoredOrder> {
  const { attemptId, orderId, wayId, amount } = payment;
  switch (effect.kind) {
    case 'pay-order':
      await settleOrder(c, order, { paymentId: attemptId, tender: 'online', amount, by: wayId, takenAt: c.at });
      return { ...order, status: 'paid' };
    case 'alarm':
      await alarm(c, effect.alarm, attemptId, { attemptId, orderId, way: wayId, minor: amount.minor, currency: amount.currency, status: order.status });
      return order;
    case 'hold-order':
      await holdOrder(c, order);
      return order;
    case 'release-order':
      if (await releaseOrder(c, order, wayId)) await endAlarm(c, 'payment-went-back', attemptId);
      return order;
    case 'owe':
      await tellOwed(c, orderId, await oweMoney(c, { orderId, amount: effect.amount, why: 'refund-failed', about: `${attemptId}.${c.at}` }));
      return order;
    case 'owe-no-more':
      await endFailedRefund(c, payment);
      return order;
    case 'capture':
    case 'refund':
    case 'close-page':
      return order;
    default:
      return assertNever(effect);
  }
}

/** The customer has it after all. Where people had paid it meanwhile it went back twice, which they are told. */
async function endFailedRefund(c: Happening, { tenantId, attemptId, orderId, wayId, amount }: StoredPayment): Promise<void> {
  const owed = await findFailedRefund(c.tx, { tenantId, orderId, attemptId });
  await endAlarm(c, 'payment-refund-failed', attemptId);
  if (owed === null) return;
  if (owed.settled === null) return await writeSettledMoney(c, owed, { outcome: 'paid', tender: 'card', by: `provider/${attemptId}` });
  if (owed.settled.outcome === 'paid')
    await alarm(c, REFUND_TWICE, attemptId, { attemptId, orderId, way: wayId, minor: amount.minor, currency: amount.currency });
}

function troubleOf(stage: OnlineStage): string | null {
  return stage.kind === 'refunded' ? stage.trouble : null;
}

interface Result {
  readonly stage: OnlineStage;
  readonly effects: readonly OnlineEffect[];
  readonly now: UnixMs;
  readonly chance: number;
}

function changeOf(before: StoredPayment, heard: Heard, { stage, effects, now, chance }: Result): PaymentChange {
  const looks = isSameWait(before.stage, stage) ? before.looks + 1 : 0;
  const atOnce = looks <= AT_ONCE && effects.some(({ kind }) => kind === 'capture' || kind === 'refund' || kind === 'close-page');
  const hasRung = heard.seenNextAt !== undefined && heard.seenNextAt !== before.nextAt;
  const reference = heard.reference ?? before.reference;
  return {
    stage,
    looks,
    nextAt: atOnce || hasRung ? now : nextLook(stage, looks, now, chance),
    reference,
    captureReference: heard.captureReference ?? before.captureReference,
    pageUrl: hasMoney(stage) ? null : (heard.pageUrl ?? before.pageUrl),
  };
}

/** Going to and fro between agreed and asked is one wait, or a provider in a loop would be asked without a pause. */
function isSameWait(before: OnlineStage, after: OnlineStage): boolean {
  const asksForMoney = (stage: OnlineStage) => stage.kind === 'approved' || (stage.kind === 'unknown' && stage.asked === 'capture');
  return before.kind === after.kind || (asksForMoney(before) && asksForMoney(after) && isOpen(after));
}

async function auditStep(c: Happening, before: StoredPayment, stage: OnlineStage): Promise<void> {
  const { attemptId, orderId, wayId } = before;
  await audit(c, 'payment.stage', { attemptId, orderId, way: wayId, from: before.stage.kind, to: stage.kind });
}
