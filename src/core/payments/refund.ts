import { assertNever } from '../../kernel/assert-never.ts';
import { err, ok, type Result } from '../../kernel/result.ts';

/**
 * Why money does not go back by itself: the provider said no, or said later that it did not arrive; the payment's money is not with the shop any more; more would
 * go back than came; somebody gave some of it back at the provider's own site; or the way to pay is not configured any more.
 */
export type RefundProblem = 'provider-refused' | 'failed' | 'money-gone' | 'too-much' | 'by-hand' | 'way-gone';

/**
 * Where money stands that the shop owes and gives back through the provider that took it. `reference` is the provider's name for it; null: it was asked and has not
 * answered, so it may have been done. `refused` waits for people: they have it asked once more, or pay otherwise.
 */
export type RefundStage =
  | { readonly kind: 'requested' }
  | { readonly kind: 'pending'; readonly reference: string | null }
  | { readonly kind: 'refunded'; readonly reference: string }
  | { readonly kind: 'refused'; readonly why: RefundProblem };

/** What happens to it, in whatever order providers tell it. */
export type RefundEvent =
  /** The provider is about to be asked: from here on it may have been done. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'accepted'; readonly reference: string }
  | { readonly kind: 'done'; readonly reference: string }
  | { readonly kind: 'refused'; readonly why: RefundProblem }
  /** A person wants it asked once more, as a new question. */
  | { readonly kind: 'again' };

/** What follows: what is owed counts as paid, or as owed again; people are told, or need not look any more. */
export type RefundEffect = 'settle' | 'reopen' | 'tell-people' | 'end-alarm';

/** A stage and what follows from it. */
export interface RefundStep {
  readonly stage: RefundStage;
  readonly effects: readonly RefundEffect[];
}

/** Why an event changes nothing: it was known, or what it would undo stands. */
export interface RefundRefusal {
  readonly kind: 'already' | 'late';
  readonly stage: RefundStage['kind'];
}

type Stepped = Result<RefundStep, RefundRefusal>;

/**
 * The life of one sum that goes back, for one cause.
 *
 * ```
 *  requested ──▶ pending ──▶ refunded ──╮  a bank sends it back, days later
 *      │            │            ▲      │
 *      ╰────────────┴──▶ refused ◀──────╯
 *                          ╰─ again ──▶ requested
 * ```
 *
 * What the provider says when asked is stronger than what it said before: done after refused is done.
 */
export function stepRefund(stage: RefundStage, event: RefundEvent): Stepped {
  switch (event.kind) {
    case 'asked':
      return stage.kind === 'requested' ? become({ kind: 'pending', reference: null }) : refuse(stage, 'pending');
    case 'accepted':
      if (stage.kind === 'pending' && stage.reference === null) return become({ kind: 'pending', reference: event.reference });
      return refuse(stage, 'pending');
    case 'done':
      if (stage.kind === 'refunded') return refuse(stage, 'refunded');
      return become({ kind: 'refunded', reference: event.reference }, 'settle', ...(stage.kind === 'refused' ? (['end-alarm'] as const) : []));
    case 'refused':
      if (stage.kind === 'refused') return refuse(stage, 'refused');
      return become({ kind: 'refused', why: event.why }, ...(stage.kind === 'refunded' ? (['reopen'] as const) : []), 'tell-people');
    case 'again':
      return stage.kind === 'refused' ? become({ kind: 'requested' }, 'end-alarm') : refuse(stage, 'requested');
    default:
      return assertNever(event);
  }
}

/** May money be on its way, or has it arrived? Then nobody pays it a second time. */
export function isRefundTaken(stage: RefundStage): boolean {
  return stage.kind !== 'refused';
}

/** Was the provider asked for it, so that what it tells of the payment may count it? */
export function isRefundAsked(stage: RefundStage): boolean {
  return stage.kind === 'pending' || stage.kind === 'refunded';
}

function become(stage: RefundStage, ...effects: readonly RefundEffect[]): Stepped {
  return ok({ stage, effects });
}

function refuse(stage: RefundStage, target: RefundStage['kind']): Stepped {
  return err({ kind: stage.kind === target ? 'already' : 'late', stage: stage.kind });
}
