import { assertNever } from '../../kernel/assert-never.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { hasMoney, type OnlineStage } from './online-payment.ts';
import type { RefundStage } from './refund.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
/** After an end without money it is looked at once more at these distances: providers' news may come late, or never. */
const AFTERWARDS_MS = [10 * MINUTE_MS, 60 * MINUTE_MS, 24 * 60 * MINUTE_MS];

/**
 * When a payment's provider is asked again although it has told nothing; null: never, it is over. `looks` counts how often it was asked in this
 * stage, `chance` is a number from 0 up to 1 that spreads a whole shop's questions over the second half of each wait.
 *
 * ```
 *  created     10 s, 15 s, 22 s ... 5 min       unknown, approved, refunding    3 s, 6 s, 12 s ... 10 min
 *  declined, expired, cancelled                 10 min, 1 h, 1 day, then no more
 *  refunded that had paid nothing               1, 5 and 15 days, then no more
 * ```
 */
export function nextLook(stage: OnlineStage, looks: number, now: UnixMs, chance: number): UnixMs | null {
  const wait = waitOf(stage, looks);
  return wait === null ? null : now + Math.round(wait * (0.5 + chance / 2));
}

/** Money that went back is looked at once more at these distances: a bank may send it back days later, and the news of it may be lost. */
const DAY_MS = 24 * 60 * MINUTE_MS;
const AFTER_REFUND_MS = [DAY_MS, 5 * DAY_MS, 15 * DAY_MS];

/**
 * The same for money that goes back.
 *
 * ```
 *  requested, asked and not answered   3 s, 6 s, 12 s ... 10 min      accepted   1 min, 2 min ... 6 h
 *  refunded                            1, 5 and 15 days, then no more      refused    never: people decide
 * ```
 */
export function nextRefundLook(stage: RefundStage, looks: number, now: UnixMs, chance: number): UnixMs | null {
  const wait = refundWaitOf(stage, Math.min(looks, 20));
  return wait === null ? null : now + Math.round(wait * (0.5 + chance / 2));
}

function refundWaitOf(stage: RefundStage, looks: number): number | null {
  switch (stage.kind) {
    case 'requested':
      return Math.min(10 * MINUTE_MS, 6 * SECOND_MS * 2 ** looks);
    case 'pending':
      return stage.reference === null ? Math.min(10 * MINUTE_MS, 6 * SECOND_MS * 2 ** looks) : Math.min(6 * 60 * MINUTE_MS, 2 * MINUTE_MS * 2 ** looks);
    case 'refunded':
      return AFTER_REFUND_MS[looks] ?? null;
    case 'refused':
      return null;
    default:
      return assertNever(stage);
  }
}

function waitOf(stage: OnlineStage, looks: number): number | null {
  if (stage.kind === 'created') return Math.min(5 * MINUTE_MS, 20 * SECOND_MS * 1.5 ** Math.min(looks, 20));
  if (stage.kind === 'unknown' || stage.kind === 'approved' || stage.kind === 'refunding')
    return Math.min(10 * MINUTE_MS, 6 * SECOND_MS * 2 ** Math.min(looks, 20));
  // A bank may send it back days later.
  if (stage.kind === 'refunded' && stage.surplus !== null) return AFTER_REFUND_MS[looks] ?? null;
  return hasMoney(stage) ? null : (AFTERWARDS_MS[looks] ?? null);
}
