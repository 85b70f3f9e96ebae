import { z } from 'zod';
import type { Money } from '../../kernel/money.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { AskFailure, Begun, GivenBack, Reading } from './port.ts';

const madeSession = z.object({ id: z.string().regex(/^cs_[A-Za-z0-9_]{1,200}$/), url: z.url().max(4000) });

/** The session that was made, and its page. */
export function readMadeSession(json: unknown): Result<Begun, AskFailure> {
  const made = madeSession.safeParse(json);
  return made.success ? ok({ reference: made.data.id, pageUrl: made.data.url }) : err({ kind: 'no-answer', detail: 'shape' });
}

const session = z.object({
  status: z.enum(['open', 'complete', 'expired']),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  amount_total: z.number().int().nullable(),
  currency: z.string().nullable(),
  payment_intent: z
    .object({
      id: z.string().max(255),
      status: z.string(),
      latest_charge: z.object({ amount_refunded: z.number().int().min(0), disputed: z.boolean() }).nullable(),
    })
    .nullable(),
});

/** A Checkout Session with its payment and charge, as a reading (docs.stripe.com/api/checkout/sessions/object). */
export function readSession(json: unknown): Result<Reading, AskFailure> {
  const read = session.safeParse(json);
  if (!read.success) return err({ kind: 'no-answer', detail: 'shape' });
  const { status, payment_status: paid, amount_total: total, currency, payment_intent: intent } = read.data;
  const taken: Money | null = paid === 'paid' && total !== null && currency !== null ? { minor: total, currency: currency.toUpperCase() } : null;
  return ok({
    stage: stageOf(status, paid, intent?.status ?? null),
    taken,
    returned: intent?.latest_charge?.amount_refunded ?? 0,
    reversed: intent?.latest_charge?.disputed ?? false,
    captureReference: intent?.id ?? null,
  });
}

function stageOf(status: 'open' | 'complete' | 'expired', paid: string, intent: string | null): Reading['stage'] {
  if (status !== 'complete') return status;
  if (paid === 'paid') return 'captured';
  // A slow way of paying: the customer has done theirs, and their bank answers in days.
  return intent === 'requires_payment_method' || intent === 'canceled' ? 'declined' : 'pending';
}

/** Disputes (docs.stripe.com/api/disputes/object): only these leave the money with the shop; inquiries have not taken it yet. */
const MONEY_STAYS = new Set(['won', 'prevented', 'warning_needs_response', 'warning_under_review', 'warning_closed']);
const disputeList = z.object({ data: z.array(z.object({ status: z.string().max(60) })).max(100) });

/** Does any of these disputes keep the money from the shop? Null: not understood. */
export function isMoneyGone(json: unknown): boolean | null {
  const read = disputeList.safeParse(json);
  return read.success ? read.data.data.some(({ status }) => !MONEY_STAYS.has(status)) : null;
}

const REFUND_STATES = { pending: 'pending', requires_action: 'pending', succeeded: 'done', failed: 'failed', canceled: 'failed' } as const;
const refund = z.object({
  id: z.string().min(1).max(255),
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
  metadata: z.object({ refund: z.string().max(500).optional() }).nullish(),
});
const refundList = z.object({ data: z.array(refund).max(100) });

/** A refund (docs.stripe.com/api/refunds/object). What requires action waits for the customer, whom Stripe asks by mail. */
export function readStripeRefund(json: unknown): Result<GivenBack, AskFailure> {
  const read = refund.safeParse(json);
  return read.success ? ok({ reference: read.data.id, state: REFUND_STATES[read.data.status] }) : err({ kind: 'no-answer', detail: 'shape' });
}

/** The refund that carries our key, among those of a payment; null: there is none. */
export function findStripeRefund(json: unknown, key: string): Result<GivenBack | null, AskFailure> {
  const read = refundList.safeParse(json);
  if (!read.success) return err({ kind: 'no-answer', detail: 'shape' });
  const found = read.data.data.find(({ metadata }) => metadata?.refund === key);
  return ok(found === undefined ? null : { reference: found.id, state: REFUND_STATES[found.status] });
}

const refusal = z.object({ error: z.object({ code: z.string().optional(), type: z.string().optional() }) });

/** Stripe's own code of a refusal, else its type. */
export function codeOfStripe(json: unknown): string {
  const read = refusal.safeParse(json);
  return read.success ? (read.data.error.code ?? read.data.error.type ?? 'unknown') : 'unknown';
}
