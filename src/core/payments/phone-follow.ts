import type { StationPayment } from '../../contract/hub/payments.ts';
import type { PhonePay } from '../../contract/station/pay-views.ts';
import { assertNever } from '../../kernel/assert-never.ts';

/** What a kiosk knows of the payment of the order that it shows. `changedAt` is monotonic milliseconds. */
export interface PhoneFollow {
  /** What the hub said last; null: nothing yet. */
  readonly told: StationPayment | null;
  /** How many questions in a row brought nothing. */
  readonly unanswered: number;
  /** Did the last of them reach the hub, which has not heard of the order yet? */
  readonly reached: boolean;
  /** When the payment last moved. */
  readonly changedAt: number;
}

/** An answer of the hub: what it knows, that it does not know the order (yet), or none. */
export type FollowEvent = { readonly kind: 'told'; readonly payment: StationPayment } | { readonly kind: 'not-known' } | { readonly kind: 'away' };

/** An order takes a moment to reach the hub; after so many questions it is said that the phone cannot be used now. */
const PATIENT_ASKS = 8;
/** Pauses between questions, in milliseconds: while the order is on its way to the hub, while there is something to see, and while the hub is away. */
const SOON_MS = 700;
const LIVE_MS = 2000;
const AWAY_MS = 5000;
/** How long after its last move a payment counts as somebody paying, who is not to lose their screen. Milliseconds. */
const PAYING_MS = 240_000;

/** Before the first question. */
export function startFollow(monotonic: number): PhoneFollow {
  return { told: null, unanswered: 0, reached: false, changedAt: monotonic };
}

/** What is known after an answer. What the hub said stays when it falls silent: the link works without this machine. */
export function stepFollow(follow: PhoneFollow, event: FollowEvent, monotonic: number): PhoneFollow {
  switch (event.kind) {
    case 'told':
      return { told: event.payment, unanswered: 0, reached: true, changedAt: hasMoved(follow.told, event.payment) ? monotonic : follow.changedAt };
    case 'not-known':
      return { ...follow, unanswered: follow.unanswered + 1, reached: true };
    case 'away':
      return { ...follow, unanswered: follow.unanswered + 1, reached: false };
    default:
      return assertNever(event);
  }
}

/** When to ask again, in milliseconds. */
export function askAgainIn(follow: PhoneFollow): number {
  if (follow.unanswered === 0) return LIVE_MS;
  return follow.reached && follow.unanswered <= PATIENT_ASKS ? SOON_MS : AWAY_MS;
}

/**
 * Is somebody in the middle of paying, so that the screen must wait for them? Not for ever: who opened a provider's page and left must not keep the kiosk
 * from the next one, and their payment goes on without it.
 */
export function isSomebodyPaying({ told, changedAt }: PhoneFollow, monotonic: number): boolean {
  if (told?.state !== 'open' || told.link === null || monotonic - changedAt >= PAYING_MS) return false;
  return told.looked || told.attempt === 'open' || told.attempt === 'checking';
}

/** What the screen shows of it, beside the code for the till. */
export function shownFollow(follow: PhoneFollow): PhonePay {
  const { told, unanswered, reached } = follow;
  if (told === null) return unanswered === 0 || (reached && unanswered <= PATIENT_ASKS) ? { kind: 'asking' } : { kind: 'away' };
  if (told.state === 'paid') return { kind: 'paid' };
  if (told.link === null) return { kind: 'till-only' };
  return { kind: 'link', link: told.link, state: stateOf(told), live: unanswered === 0 };
}

function stateOf({ attempt, looked }: StationPayment): Extract<PhonePay, { kind: 'link' }>['state'] {
  switch (attempt) {
    case null:
      return looked ? 'looked' : 'waiting';
    case 'open':
      return 'paying';
    case 'paid':
    // Its money is being written down.
    case 'checking':
      return 'checking';
    case 'failed':
    case 'expired':
    case 'stopped':
      return attempt;
    default:
      return assertNever(attempt);
  }
}

function hasMoved(before: StationPayment | null, after: StationPayment): boolean {
  return before === null || before.state !== after.state || before.attempt !== after.attempt || before.looked !== after.looked;
}
