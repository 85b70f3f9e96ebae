import { isOpen, type OnlineEvent } from '../../core/payments/online-payment.ts';
import { eventsOf } from '../../core/payments/provider-reading.ts';
import { nextLook } from '../../core/payments/next-look.ts';
import type { Result } from '../../kernel/result.ts';
import { findPayment, findPayments, type PaymentKey, postponePayment, type StoredPayment } from '../db/online-payments.ts';
import { findOrder, lockOrder } from '../db/orders.ts';
import { type AfterHearing, chanceOf, hearInside, hearPayment, type Heard, isWanted } from './hear.ts';
import { type PaymentParts, type PaymentTrouble, requestOf, tellPeople } from './payment-parts.ts';
import type { AskFailure, HeldPayment, PaymentProvider, Reading } from './port.ts';

/** After so many questions without a useful answer people are told. */
const TELL_AFTER = 6;
/** How often, and how far apart in milliseconds, a provider that was away is asked about a payment that needs nothing more. */
const LOOKS_WHEN_OVER = 20;
const WHEN_OVER_MS = 600_000;

/**
 * Does the next thing that a payment needs, with one question to its provider at most, and writes down what came of it. It may be run at any time,
 * twice at once, and again after a crash at any point: every question carries the payment's own key. Answers whether anything changed.
 *
 * ```
 *  the order needs no money any more     unknown(begin), created, approved -> cancelled; asked for the money: wait for the answer
 *  unknown(begin)    begin again         unknown(capture)    look; agreed but not taken: ask again
 *  created           look                refunding           give back what is left
 *  approved          ask for the money   cancelled           close the page, then look at it for a day
 * ```
 */
export async function tendPayment(parts: PaymentParts, key: PaymentKey): Promise<boolean> {
  const found = await findPayment(parts.db, key);
  if (found === null) return false;
  const way = parts.ways.find(found.tenantId, found.wayId);
  if (way === null) return await postpone(parts, found, 'the way to pay is not configured any more', 'payment-way-gone');
  const closed = await closeIfNeedless(parts, found);
  const payment = closed?.payment ?? found;
  const did = await askProvider(parts, payment, way.provider);
  return did || closed?.changed === true;
}

/** The order was paid otherwise, or nobody came to the page in time: whatever is not yet asked for is not asked for any more. */
async function closeIfNeedless(parts: PaymentParts, payment: StoredPayment): Promise<AfterHearing | null> {
  if (!isOpen(payment.stage) || (payment.stage.kind === 'unknown' && payment.stage.asked === 'capture')) return null;
  const now = parts.clock.now();
  const order = await findOrder(parts.db, payment.tenantId, payment.orderId);
  if (order !== null && isWanted(order, payment) && (now < payment.expiresAt || payment.stage.kind !== 'unknown')) return null;
  return await hearPayment(parts, payment, { events: () => [{ kind: 'cancel' }] }, now);
}

async function askProvider(parts: PaymentParts, payment: StoredPayment, provider: PaymentProvider): Promise<boolean> {
  const { stage, reference } = payment;
  if (reference === null) return stage.kind === 'unknown' ? await beginAgain(parts, payment, provider) : await rest(parts, payment);
  const held: HeldPayment = { attemptId: payment.attemptId, reference, captureReference: payment.captureReference };
  switch (stage.kind) {
    case 'approved':
      return await takeMoney(parts, payment, () => provider.capture(held));
    case 'refunding': {
      const left = { minor: stage.taken.minor - stage.returned, currency: stage.taken.currency };
      return await hearReading(parts, payment, await provider.refund(held, left, stage.returned));
    }
    case 'cancelled':
      // Closing what is closed answers how it ended, so that money which came all the same is seen.
      return await hearReading(parts, payment, await provider.cancel(held));
    case 'created':
      return await hearReading(parts, payment, await (parts.clock.now() < payment.expiresAt ? provider.state(held) : provider.cancel(held)));
    case 'unknown':
    case 'captured':
    case 'refunded':
    case 'reversed':
    case 'declined':
    case 'expired':
      return await hearReading(parts, payment, await provider.state(held));
  }
}

/** The answer to the first question never came: it is asked once more with the same key, so that there is one payment and not two. */
async function beginAgain(parts: PaymentParts, payment: StoredPayment, provider: PaymentProvider): Promise<boolean> {
  const request = await requestOf(parts, payment);
  const begun = await provider.begin(request);
  if (!begun.ok) return await failed(parts, payment, begun.error);
  return (await hearPayment(parts, payment, { ...begun.value, events: () => [{ kind: 'begun' }] }, parts.clock.now())).changed;
}

/**
 * Writes down that the money is about to be asked for, on disk, and then asks. Only one payment of an order asks at a time, and only while the
 * order is open; another one waits and, where the first brought the money, never asks.
 */
async function takeMoney(parts: PaymentParts, payment: StoredPayment, capture: () => Promise<Result<Reading, AskFailure>>): Promise<boolean> {
  const now = parts.clock.now();
  const claimed = await parts.db.transaction(async (tx) => {
    const order = await lockOrder(tx, payment.tenantId, payment.orderId);
    const others = (await findPayments(tx, payment)).filter(({ attemptId }) => attemptId !== payment.attemptId);
    if (others.some(({ stage }) => stage.kind === 'unknown' && stage.asked === 'capture')) return null;
    const event = order !== null && isWanted(order, payment) ? ({ kind: 'capture-asked' } as const) : ({ kind: 'cancel' } as const);
    return await hearInside(tx, { key: payment, heard: { events: () => [event] }, now, chance: chanceOf(parts.random) });
  });
  if (claimed === null) return await rest(parts, payment);
  if (claimed.payment.stage.kind !== 'unknown') return claimed.changed;
  await parts.durable();
  return await hearReading(parts, claimed.payment, await capture());
}

async function hearReading(parts: PaymentParts, payment: StoredPayment, answer: Result<Reading, AskFailure>): Promise<boolean> {
  if (!answer.ok) return await failed(parts, payment, answer.error);
  const reading = answer.value;
  const now = parts.clock.now();
  const heard: Heard = {
    seenNextAt: payment.nextAt,
    captureReference: reading.captureReference,
    events: (current, order) => {
      const told = [...cameBackIn(payment, reading), ...eventsOf(reading, isWanted(order, current))];
      // A page that is still open after its time is closed: nobody is coming any more.
      return current.stage.kind === 'created' && reading.stage === 'open' && now >= current.expiresAt ? [...told, { kind: 'expired' }] : told;
    },
  };
  const after = await hearPayment(parts, payment, heard, now);
  if (after.changed) await parts.durable();
  const { stage, looks } = after.payment;
  if (stage.kind === 'refunding' && looks > TELL_AFTER * 2) await tellPeople(parts, after.payment, 'payment-refund-stuck');
  if (stage.kind === 'unknown' && looks > TELL_AFTER * 2) await tellPeople(parts, after.payment, 'payment-unclear');
  return after.changed;
}

/** Asked after all of it had gone back, the provider says that some is with the shop: only then, or an older answer would undo what is so. */
function cameBackIn({ stage }: StoredPayment, { taken, returned, reversed }: Reading): readonly OnlineEvent[] {
  const isBack = stage.kind === 'refunded' && taken !== null && returned < taken.minor && reversed !== true;
  return isBack ? [{ kind: 'came-back', minor: returned }] : [];
}

async function failed(parts: PaymentParts, payment: StoredPayment, failure: AskFailure): Promise<boolean> {
  const { stage, looks } = payment;
  switch (failure.kind) {
    case 'credentials':
      return await postpone(parts, payment, 'credentials', 'payment-credentials');
    case 'refused': {
      if (stage.kind === 'refunding') return await postpone(parts, payment, failure.code, 'payment-refund-stuck');
      if (stage.kind === 'unknown' && stage.asked === 'capture') return await postpone(parts, payment, failure.code, 'payment-unclear');
      if (!isOpen(stage)) return await postpone(parts, payment, failure.code, null);
      // It does not know such a payment, or does not want it: nothing was taken, and another way is open.
      const kind = stage.kind === 'unknown' ? 'declined' : 'expired';
      return (await hearPayment(parts, payment, { events: () => [{ kind }] }, parts.clock.now())).changed;
    }
    case 'busy':
    case 'no-answer': {
      const isLong = looks > TELL_AFTER && (stage.kind === 'refunding' || stage.kind === 'unknown');
      const alarmKind = isLong ? (stage.kind === 'refunding' ? 'payment-refund-stuck' : 'payment-unclear') : null;
      const pause = failure.kind === 'busy' ? failure.retryAfterMs : null;
      return await postpone(parts, payment, failure.kind === 'busy' ? 'busy' : failure.detail, alarmKind, pause ?? 0);
    }
  }
}

/** Nothing to ask: it is looked at again when its stage says so. */
async function rest(parts: PaymentParts, payment: StoredPayment): Promise<boolean> {
  return await postpone(parts, payment, 'waits', null);
}

async function postpone(parts: PaymentParts, payment: StoredPayment, problem: string, alarmKind: PaymentTrouble | null, atLeastMs = 0): Promise<boolean> {
  const now = parts.clock.now();
  const next = nextLook(payment.stage, payment.looks, now, chanceOf(parts.random));
  // Somebody rang about a payment that is over, and its provider was away: it is asked again, but not for ever.
  const floor = next ?? (payment.looks < LOOKS_WHEN_OVER ? now + WHEN_OVER_MS : null);
  await postponePayment(parts.db, payment, { nextAt: floor === null ? null : Math.max(floor, now + atLeastMs), now, problem });
  if (alarmKind !== null) await tellPeople(parts, payment, alarmKind);
  return false;
}
