import { nextRefundLook } from '../../core/payments/next-look.ts';
import { type RefundEvent, stepRefund } from '../../core/payments/refund.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { findOwedByProviders, noteTold, readOwed, reopenCause, settleCause } from '../after/settle-cause.ts';
import type { Transaction } from '../db/database.ts';
import { findPayment, type StoredPayment } from '../db/online-payments.ts';
import { lockOrder, type StoredOrder } from '../db/orders.ts';
import { findProviderRefund, postponeRefund, providerKeyOf, type RefundKey, type StoredProviderRefund, updateProviderRefund } from '../db/provider-refunds.ts';
import { alone, tellBroken } from '../domain/alone.ts';
import { alarm, audit, endAlarm, type Happening } from '../domain/context.ts';
import { REFUND_REFUSED, REFUND_STUCK, REFUND_TWICE, refundFacts, requestGiveBack, whyNotGivenBack } from '../domain/give-back.ts';
import { chanceOf } from './hear.ts';
import { type PaymentParts, tellPeople } from './payment-parts.ts';
import type { AskFailure, GivenBack, HeldPayment, PaymentProvider } from './port.ts';
import type { Result } from '../../kernel/result.ts';

/** After so many questions without a useful answer people are told. */
const TELL_AFTER = 6;

/** Asks for what is owed to who paid on a phone and goes back by itself, each cause once. Answers whether anything was. */
export async function requestOwed(parts: PaymentParts): Promise<boolean> {
  await noteTold(parts.db, parts.clock.now());
  const owed = await findOwedByProviders(parts.db, parts.clock.now());
  let requested = false;
  const broken = tellBroken({ ...parts, now: () => parts.clock.now() }, 'refunds');
  for (const one of owed) {
    const request = () =>
      parts.db.transaction(async (tx) => {
        const c = happening(tx, one.tenantId, parts.clock.now());
        const found = await readOwed(c, one);
        if (found === null) return false;
        const asked = await requestGiveBack(c, found.order, { cause: one.cause, amount: found.amount }, null);
        // A till took the order's money meanwhile: then it is the till that pays.
        if (!asked.ok) await audit(c, 'refund.not-requested', { orderId: one.orderId, cause: one.cause.kind, about: one.cause.about });
        return asked.ok;
      });
    if ((await alone({ tenantId: one.tenantId, about: one.cause.about }, request, broken)) === true) requested = true;
  }
  return requested;
}

/**
 * Does the next thing that a refund needs. It may be run at any time, twice at once, and again after a crash at any point: that the provider is about to be asked is
 * on disk before it is, and before it is asked it is looked whether it was. Answers whether anything changed.
 *
 * ```
 *  requested             judge it once more, write it down, ask
 *  pending, not answered  look for it; ask with the same key where the provider never heard of it
 *  pending, refunded      look for it              refused   look for it, where somebody rang
 * ```
 */
export async function tendRefund(parts: PaymentParts, key: RefundKey): Promise<boolean> {
  const found = await findProviderRefund(parts.db, key);
  const payment = found === null ? null : await findPayment(parts.db, { tenantId: key.tenantId, attemptId: found.attemptId });
  if (found === null || payment === null) return false;
  const way = parts.ways.find(payment.tenantId, payment.wayId);
  if (way === null || payment.reference === null) return await refuseGone(parts, found);
  const one = found.stage.kind === 'requested' ? await claim(parts, found) : found;
  if (one === null) return true;
  const held: HeldPayment = { attemptId: payment.attemptId, reference: payment.reference, captureReference: payment.captureReference };
  return await ask(parts, one, { held, provider: way.provider, payment });
}

/** Writes down that the provider is about to be asked, where that still may be. Null: it may not, or another worker is at it. */
async function claim(parts: PaymentParts, { tenantId, refundId }: StoredProviderRefund): Promise<StoredProviderRefund | null> {
  const claimed = await parts.db.transaction(async (tx) => {
    const locked = await lockRefund(tx, { tenantId, refundId });
    if (locked?.one.stage.kind !== 'requested') return null;
    const payment = await findPayment(tx, { tenantId, attemptId: locked.one.attemptId });
    const problem = payment === null ? 'money-gone' : await whyNotGivenBack(tx, payment, locked.one);
    const event: RefundEvent = problem === null ? { kind: 'asked' } : { kind: 'refused', why: problem };
    return await hear(parts, tx, locked, event);
  });
  if (claimed?.stage.kind !== 'pending') return null;
  await parts.durable();
  return claimed;
}

interface Asked {
  readonly held: HeldPayment;
  readonly provider: PaymentProvider;
  readonly payment: StoredPayment;
}

async function ask(parts: PaymentParts, one: StoredProviderRefund, { held, provider, payment }: Asked): Promise<boolean> {
  const key = providerKeyOf(one);
  const given = await provider.findGiven(held, key);
  if (!given.ok) return await failed(parts, one, payment, given.error);
  if (given.value !== null) return await heard(parts, one, given.value);
  // What was accepted once and is not listed is not asked a second time: providers list late.
  if (one.stage.kind !== 'pending' || one.stage.reference !== null) return await postpone(parts, one, 'not listed');
  const made: Result<GivenBack, AskFailure> = await provider.giveBack(held, { key, amount: one.amount });
  return made.ok ? await heard(parts, one, made.value) : await failed(parts, one, payment, made.error);
}

async function heard(parts: PaymentParts, one: StoredProviderRefund, { reference, state }: GivenBack): Promise<boolean> {
  const event: RefundEvent =
    state === 'done' ? { kind: 'done', reference } : state === 'failed' ? { kind: 'refused', why: 'failed' } : { kind: 'accepted', reference };
  const changed = await hearAlone(parts, one, event);
  if (!changed && one.stage.kind === 'pending' && one.looks > TELL_AFTER * 2) await tellStuck(parts, one);
  return changed || (await postpone(parts, one, state));
}

async function failed(parts: PaymentParts, one: StoredProviderRefund, payment: StoredPayment, failure: AskFailure): Promise<boolean> {
  switch (failure.kind) {
    case 'credentials':
      await tellPeople(parts, payment, 'payment-credentials');
      return await postpone(parts, one, 'credentials');
    case 'refused':
      if (one.stage.kind !== 'pending') return await postpone(parts, one, failure.code);
      return await hearAlone(parts, { ...one, problem: failure.code }, { kind: 'refused', why: 'provider-refused' });
    case 'busy':
    case 'no-answer':
      if (one.looks > TELL_AFTER && one.stage.kind === 'pending') await tellStuck(parts, one);
      return await postpone(parts, one, failure.kind === 'busy' ? 'busy' : failure.detail, failure.kind === 'busy' ? (failure.retryAfterMs ?? 0) : 0);
    default:
      return assertNever(failure);
  }
}

/** The way, or what it knew the payment by, is not there any more: people pay otherwise. */
async function refuseGone(parts: PaymentParts, one: StoredProviderRefund): Promise<boolean> {
  if (one.stage.kind === 'refunded' || one.stage.kind === 'refused') return await postpone(parts, one, 'the way to pay is not configured any more');
  // What was asked may have been done: only what was not asked is given to people to pay.
  if (one.stage.kind === 'pending') {
    await tellStuck(parts, one);
    return await postpone(parts, one, 'the way to pay is not configured any more');
  }
  return await hearAlone(parts, one, { kind: 'refused', why: 'way-gone' });
}

async function hearAlone(parts: PaymentParts, seen: StoredProviderRefund, event: RefundEvent): Promise<boolean> {
  const changed = await parts.db.transaction(async (tx) => {
    const locked = await lockRefund(tx, seen);
    if (locked === null || locked.one.tries !== seen.tries) return null;
    return await hear(parts, tx, { ...locked, one: { ...locked.one, problem: seen.problem } }, event);
  });
  if (changed !== null) await parts.durable();
  return changed !== null;
}

/** Lets a refund hear, in one transaction with everything that follows from it; null: it changes nothing. */
async function hear(
  parts: PaymentParts,
  tx: Transaction,
  { one, order }: { readonly one: StoredProviderRefund; readonly order: StoredOrder },
  event: RefundEvent,
): Promise<StoredProviderRefund | null> {
  const stepped = stepRefund(one.stage, event);
  if (!stepped.ok) return null;
  const now = parts.clock.now();
  const c = happening(tx, one.tenantId, now);
  const { stage, effects } = stepped.value;
  const next: StoredProviderRefund = { ...one, stage, looks: 0, changedAt: now, nextAt: nextRefundLook(stage, 0, now, chanceOf(parts.random)) };
  await updateProviderRefund(tx, next);
  await audit(c, 'refund.stage', { ...refundFacts(next), from: one.stage.kind });
  if (stage.kind === 'refunded' || stage.kind === 'refused') await endAlarm(c, REFUND_STUCK, one.refundId);
  for (const effect of effects) {
    switch (effect) {
      case 'settle':
        if (!(await settleCause(c, order, one.cause, { amount: one.amount, by: byOf(one) }))) await alarm(c, REFUND_TWICE, one.refundId, refundFacts(next));
        break;
      case 'reopen':
        await reopenCause(c, one.tenantId, one.cause, byOf(one));
        break;
      case 'tell-people':
        await alarm(c, REFUND_REFUSED, one.refundId, refundFacts(next));
        break;
      case 'end-alarm':
        await endAlarm(c, REFUND_REFUSED, one.refundId);
        break;
      default:
        assertNever(effect);
    }
  }
  return next;
}

async function lockRefund(tx: Transaction, key: RefundKey): Promise<{ readonly one: StoredProviderRefund; readonly order: StoredOrder } | null> {
  const found = await findProviderRefund(tx, key);
  const order = found === null ? null : await lockOrder(tx, key.tenantId, found.orderId);
  const one = await findProviderRefund(tx, key);
  return one === null || order === null ? null : { one, order };
}

async function postpone(parts: PaymentParts, one: StoredProviderRefund, problem: string, atLeastMs = 0): Promise<boolean> {
  const now = parts.clock.now();
  const next = nextRefundLook(one.stage, one.looks + 1, now, chanceOf(parts.random));
  await postponeRefund(parts.db, one, next === null ? null : Math.max(next, now + atLeastMs), problem);
  return false;
}

async function tellStuck(parts: PaymentParts, one: StoredProviderRefund): Promise<void> {
  await parts.db.transaction((tx) => alarm(happening(tx, one.tenantId, parts.clock.now()), REFUND_STUCK, one.refundId, refundFacts(one)));
}

/** Who a sum that went back by itself was settled by. */
function byOf({ attemptId }: StoredProviderRefund): string {
  return `provider/${attemptId}`;
}

function happening(tx: Transaction, tenantId: string, at: number): Happening {
  return { tx, at, station: { tenantId, stationId: null } };
}
