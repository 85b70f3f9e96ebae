import { assertNever } from '../../kernel/assert-never.ts';
import type { Money } from '../../kernel/money.ts';
import { err, ok, type Result } from '../../kernel/result.ts';

/**
 * Why money that came cannot pay the order: it is paid otherwise or cancelled, it is not the sum that was asked for, or it did pay the order and a till that had
 * not heard of it took the money once more.
 */
export type Surplus = 'order-closed' | 'wrong-amount' | 'paid-at-till';

/**
 * Where one payment at one provider stands. `unknown`: the provider was asked and has not answered, so it may or may not have been done.
 * `captured`: the money came and pays the order. `refunding`: the money came, cannot pay the order and is being given back.
 * `returned` counts what has gone back so far, in minor units.
 */
export type OnlineStage =
  | { readonly kind: 'unknown'; readonly asked: 'begin' | 'capture' }
  /** The provider's page waits for the customer. */
  | { readonly kind: 'created' }
  /** The customer agreed; nothing was taken yet. */
  | { readonly kind: 'approved' }
  | { readonly kind: 'captured'; readonly returned: number }
  | { readonly kind: 'refunding'; readonly taken: Money; readonly returned: number; readonly why: Surplus }
  | Refunded
  /** The provider took the money back from the shop. `paid`: it is what the order was paid with. */
  | { readonly kind: 'reversed'; readonly paid: boolean }
  | { readonly kind: 'declined' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'cancelled' };

/**
 * All of it has gone back. `surplus`: it never paid the order, or a till's money took its place; null: it did, and who gave it back keeps books of its own.
 * `failed`: it came back to the shop later, from a card that is closed, say, so that it is owed otherwise. `charged-back`: a bank took it as well.
 */
export interface Refunded {
  readonly kind: 'refunded';
  readonly surplus: { readonly taken: Money; readonly why: Surplus } | null;
  readonly trouble: 'failed' | 'charged-back' | null;
}

/** What is heard of a payment, from its provider or from the shop's side, in whatever order. */
export type OnlineEvent =
  | { readonly kind: 'begun' }
  | { readonly kind: 'approved' }
  /** It is about to be asked for the money. */
  | { readonly kind: 'capture-asked' }
  /** The provider has begun to take the money and does not know yet whether it will come. */
  | { readonly kind: 'pending' }
  /** The money is with the shop. `orderOpen`: the order is placed and nothing has paid it, seen under its lock. */
  | { readonly kind: 'captured'; readonly taken: Money; readonly orderOpen: boolean }
  /** So much of it has gone back in all, in minor units. `ours`: so much of that the shop has asked to go back itself; left out: nothing. */
  | { readonly kind: 'returned'; readonly taken: Money; readonly minor: number; readonly ours?: number }
  /** Asked for after all of it had gone back, so much of it has in all: the rest is with the shop again. */
  | { readonly kind: 'came-back'; readonly minor: number }
  | { readonly kind: 'reversed' }
  /** What was taken back is with the shop again: the bank decided for it. */
  | { readonly kind: 'reinstated'; readonly taken: Money }
  /** A till took money for the order that this payment has paid. */
  | { readonly kind: 'paid-otherwise'; readonly taken: Money }
  | { readonly kind: 'declined' }
  | { readonly kind: 'expired' }
  /** The customer gave up or took another way, or the order needs no money any more. */
  | { readonly kind: 'cancel' };

/** What the caller does, in the transaction of the step: the last three are for the worker that asks providers. `owe`: people pay it otherwise, until `owe-no-more`. */
export type OnlineEffect =
  | { readonly kind: 'pay-order' }
  | {
      readonly kind: 'alarm';
      readonly alarm: 'payment-surplus' | 'payment-wrong-amount' | 'payment-went-back' | 'payment-refund-failed' | 'payment-charged-back';
    }
  | { readonly kind: 'owe'; readonly amount: Money }
  | { readonly kind: 'owe-no-more' }
  /** The order that it paid has no money any more: its goods stay where they are. Or it has it again. */
  | { readonly kind: 'hold-order' }
  | { readonly kind: 'release-order' }
  | { readonly kind: 'capture' }
  | { readonly kind: 'refund' }
  | { readonly kind: 'close-page' };

/** Why an event changes nothing: it was known, it came too late to matter, or the answer that is awaited decides first. */
export interface OnlineRefusal {
  readonly kind: 'already' | 'late' | 'awaiting';
  readonly stage: OnlineStage['kind'];
}

/** A stage and what follows from it. */
export interface OnlineStep {
  readonly stage: OnlineStage;
  readonly effects: readonly OnlineEffect[];
}

type Stepped = Result<OnlineStep, OnlineRefusal>;

/**
 * The life of one payment at one provider. Money outranks everything: whatever was heard before, money that came either pays the order, if that
 * is still open and the sum is right, or goes back. Nothing else is ever done with it, and neither is done twice.
 *
 * ```
 *  unknown(begin) ──▶ created ──▶ approved ──▶ unknown(capture) ──▶ captured ──▶ refunded, reversed (and captured again)
 *        │               │            │               │        ╲
 *        ╰───────────────┴────────────┴───────────────╯         ╲ the order is closed, or the sum is wrong
 *                        ▼                                       ▼
 *          declined, expired, cancelled ─── money all the same ─▶ refunding ──▶ refunded
 *                        ╰───────────────── money, order open ──▶ captured
 * ```
 */
export function stepOnlinePayment(stage: OnlineStage, event: OnlineEvent, due: Money): Stepped {
  switch (event.kind) {
    case 'captured':
      return captured(stage, event, due);
    case 'returned':
      return returned(stage, event);
    case 'reversed':
      return reversed(stage);
    case 'came-back':
      return cameBack(stage, event.minor);
    case 'reinstated':
      if (stage.kind === 'refunded' && stage.trouble === 'charged-back') return become({ ...stage, trouble: null });
      if (stage.kind !== 'reversed') return err({ kind: 'already', stage: stage.kind });
      // What paid nothing when it went, or was being given back, is not wanted when it comes again.
      if (!stage.paid) return captured({ kind: 'created' }, { kind: 'captured', taken: event.taken, orderOpen: false }, due);
      return become({ kind: 'captured', returned: 0 }, { kind: 'release-order' });
    case 'paid-otherwise':
      // The bank had it back already: should it give it again, then it is one too many.
      if (stage.kind === 'reversed' && stage.paid) return become({ kind: 'reversed', paid: false });
      if (stage.kind !== 'captured' || stage.returned > 0) return err({ kind: 'late', stage: stage.kind });
      return become({ kind: 'refunding', taken: event.taken, returned: 0, why: 'paid-at-till' }, { kind: 'refund' });
    case 'begun':
    case 'approved':
    case 'capture-asked':
    case 'pending':
      return forward(stage, event.kind);
    case 'declined':
    case 'expired':
      return isOpen(stage) ? become({ kind: event.kind }) : refuse(stage, event.kind);
    case 'cancel':
      if (stage.kind === 'unknown' && stage.asked === 'capture') return err({ kind: 'awaiting', stage: stage.kind });
      return isOpen(stage) ? become({ kind: 'cancelled' }, { kind: 'close-page' }) : refuse(stage, 'cancelled');
    default:
      return assertNever(event);
  }
}

/** Can this payment still bring money that nobody has heard of? */
export function isOpen(stage: OnlineStage): boolean {
  return stage.kind === 'unknown' || stage.kind === 'created' || stage.kind === 'approved';
}

/** Was money seen? */
export function hasMoney(stage: OnlineStage): boolean {
  return stage.kind === 'captured' || stage.kind === 'refunding' || stage.kind === 'refunded' || stage.kind === 'reversed';
}

function captured(stage: OnlineStage, { taken, orderOpen }: Extract<OnlineEvent, { kind: 'captured' }>, due: Money): Stepped {
  if (hasMoney(stage)) return err({ kind: 'already', stage: stage.kind });
  const fits = taken.minor === due.minor && taken.currency === due.currency;
  if (fits && orderOpen) return become({ kind: 'captured', returned: 0 }, { kind: 'pay-order' });
  const why: Surplus = fits ? 'order-closed' : 'wrong-amount';
  const alarm = fits ? 'payment-surplus' : 'payment-wrong-amount';
  return become({ kind: 'refunding', taken, returned: 0, why }, { kind: 'alarm', alarm }, { kind: 'refund' });
}

function returned(stage: OnlineStage, { taken, minor, ours = 0 }: Extract<OnlineEvent, { kind: 'returned' }>): Stepped {
  switch (stage.kind) {
    case 'refunded':
      // Somebody gave it back by hand, at the provider's own site.
      if (stage.trouble === 'failed' && minor >= taken.minor) return become({ ...stage, trouble: null }, { kind: 'owe-no-more' });
      return err({ kind: 'already', stage: stage.kind });
    case 'reversed':
      return err({ kind: 'already', stage: stage.kind });
    case 'captured':
      if (minor <= stage.returned) return err({ kind: 'already', stage: stage.kind });
      // What the shop owed and gave back is nothing that people must look at.
      if (minor <= ours) return become(minor < taken.minor ? { kind: 'captured', returned: minor } : GONE);
      if (minor < taken.minor) return become({ kind: 'captured', returned: minor }, { kind: 'alarm', alarm: 'payment-went-back' });
      return become(GONE, { kind: 'alarm', alarm: 'payment-went-back' }, { kind: 'hold-order' });
    case 'refunding':
      if (minor <= stage.returned) return err({ kind: 'already', stage: stage.kind });
      if (minor < stage.taken.minor) return become({ ...stage, returned: minor }, { kind: 'refund' });
      return become({ kind: 'refunded', surplus: { taken: stage.taken, why: stage.why }, trouble: null });
    case 'unknown':
    case 'created':
    case 'approved':
    case 'declined':
    case 'expired':
    case 'cancelled':
      // All of it came and went before anybody heard: it pays nothing. Of a part nothing follows until the money itself is known.
      return minor >= taken.minor ? become(GONE) : err({ kind: 'awaiting', stage: stage.kind });
    default:
      return assertNever(stage);
  }
}

const GONE: Refunded = { kind: 'refunded', surplus: null, trouble: null };

/** The bank would not have it, or sent it back. Money that had paid the order has refunds of its own, which hear the same. */
function cameBack(stage: OnlineStage, minor: number): Stepped {
  if (stage.kind !== 'refunded' || stage.surplus === null || stage.trouble !== null) return err({ kind: 'already', stage: stage.kind });
  const { taken } = stage.surplus;
  const amount = { minor: taken.minor - minor, currency: taken.currency };
  return become({ ...stage, trouble: 'failed' }, { kind: 'alarm', alarm: 'payment-refund-failed' }, { kind: 'owe', amount });
}

function reversed(stage: OnlineStage): Stepped {
  if (stage.kind === 'refunded') {
    // What had failed the bank gave its customer after all; what had not it took a second time.
    if (stage.trouble === 'failed') return become({ ...stage, trouble: null }, { kind: 'owe-no-more' });
    if (stage.trouble === null) return become({ ...stage, trouble: 'charged-back' }, { kind: 'alarm', alarm: 'payment-charged-back' });
    return err({ kind: 'already', stage: stage.kind });
  }
  if (stage.kind === 'reversed') return err({ kind: 'already', stage: stage.kind });
  const gone: OnlineEffect = { kind: 'alarm', alarm: 'payment-went-back' };
  // Only what paid the order leaves it without money.
  if (stage.kind !== 'captured') return become({ kind: 'reversed', paid: false }, gone);
  return become({ kind: 'reversed', paid: true }, gone, { kind: 'hold-order' });
}

function forward(stage: OnlineStage, event: 'begun' | 'approved' | 'capture-asked' | 'pending'): Stepped {
  if (!isOpen(stage)) return err({ kind: 'late', stage: stage.kind });
  switch (event) {
    case 'begun':
      // After a capture that was asked for: the customer has to agree once more, with another card.
      return stage.kind === 'unknown' ? become({ kind: 'created' }) : err({ kind: stage.kind === 'approved' ? 'late' : 'already', stage: stage.kind });
    case 'approved':
      // After a capture that was asked for: it was not done, and may be asked for again with the same key.
      return stage.kind === 'approved' ? err({ kind: 'already', stage: stage.kind }) : become({ kind: 'approved' }, { kind: 'capture' });
    case 'capture-asked':
      return stage.kind === 'approved' ? become({ kind: 'unknown', asked: 'capture' }) : err({ kind: 'awaiting', stage: stage.kind });
    case 'pending':
      return stage.kind === 'unknown' && stage.asked === 'capture'
        ? err({ kind: 'already', stage: stage.kind })
        : become({ kind: 'unknown', asked: 'capture' });
    default:
      return assertNever(event);
  }
}

function become(stage: OnlineStage, ...effects: readonly OnlineEffect[]): Stepped {
  return ok({ stage, effects });
}

function refuse(stage: OnlineStage, target: OnlineStage['kind']): Stepped {
  return err({ kind: stage.kind === target ? 'already' : 'late', stage: stage.kind });
}
