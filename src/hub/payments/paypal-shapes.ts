import { z } from 'zod';
import { parseAmount } from '../../core/payments/amount-text.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { AskFailure, Begun, GivenBack, Reading } from './port.ts';

const id = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
const amount = z.object({ currency_code: z.string().regex(/^[A-Z]{3}$/), value: z.string().max(32) });

const madeOrder = z.object({ id, links: z.array(z.object({ rel: z.string(), href: z.string().max(4000) })).max(50) });

/** The order that was made, and the link to the page on which the customer agrees: `payer-action`, in older answers `approve`. */
export function readMadeOrder(json: unknown): Result<Begun, AskFailure> {
  const read = madeOrder.safeParse(json);
  const link = read.data?.links.find(({ rel }) => rel === 'payer-action' || rel === 'approve');
  if (!read.success || link === undefined || !URL.canParse(link.href)) return err({ kind: 'no-answer', detail: 'shape' });
  return ok({ reference: read.data.id, pageUrl: link.href });
}

const capture = z.object({ id, status: z.string().max(40), amount });
const refund = z.object({ id, status: z.string().max(40), amount, invoice_id: z.string().max(127).optional() });
const order = z.object({
  id,
  status: z.enum(['CREATED', 'SAVED', 'APPROVED', 'VOIDED', 'COMPLETED', 'PAYER_ACTION_REQUIRED']),
  purchase_units: z
    .array(z.object({ payments: z.object({ captures: z.array(capture).max(20).optional(), refunds: z.array(refund).max(100).optional() }).optional() }))
    .max(10)
    .optional(),
});

/** Captures whose money is, or was, with the shop. */
const TAKEN = new Set(['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED']);

/** An order of PayPal (its `order` and `capture_status` definitions) as a reading. Amounts of several currencies are not understood. */
export function readPaypalOrder(json: unknown): Result<Reading, AskFailure> {
  const read = order.safeParse(json);
  if (!read.success) return err({ kind: 'no-answer', detail: 'shape' });
  const payments = (read.data.purchase_units ?? []).flatMap((unit) => (unit.payments === undefined ? [] : [unit.payments]));
  const captures = payments.flatMap((one) => one.captures ?? []);
  const taken = captures.filter(({ status }) => TAKEN.has(status));
  const back = payments.flatMap((one) => one.refunds ?? []).filter(({ status }) => status === 'COMPLETED');
  const currency = taken[0]?.amount.currency_code ?? null;
  const sums = [taken, back].map((list) => sumOf(list, currency));
  const [came, went] = sums;
  if (came === undefined || came === null || went === undefined || went === null) return err({ kind: 'no-answer', detail: 'amounts' });
  const full = taken.length > 0 && taken.every(({ status }) => status === 'REFUNDED');
  return ok({
    stage: stageOf(read.data.status, captures),
    taken: currency === null ? null : { minor: came, currency },
    // The list of refunds may come later than the word that all of it went back.
    returned: full ? came : went,
    reversed: null,
    captureReference: taken[0]?.id ?? null,
  });
}

const REFUND_STATES: Readonly<Record<string, GivenBack['state']>> = { COMPLETED: 'done', PENDING: 'pending', FAILED: 'failed', CANCELLED: 'failed' };

const oneRefund = z.object({ id, status: z.enum(['CANCELLED', 'FAILED', 'PENDING', 'COMPLETED']) });

/** A refund as PayPal answers it when it is made (its `refund_status` definition). */
export function readPaypalRefund(json: unknown): Result<GivenBack, AskFailure> {
  const read = oneRefund.safeParse(json);
  if (!read.success) return err({ kind: 'no-answer', detail: 'shape' });
  return ok({ reference: read.data.id, state: REFUND_STATES[read.data.status] ?? 'pending' });
}

/** The refund that carries our key as its invoice, among those that an order lists; null: there is none. */
export function findPaypalRefund(json: unknown, key: string): Result<GivenBack | null, AskFailure> {
  const read = order.safeParse(json);
  if (!read.success) return err({ kind: 'no-answer', detail: 'shape' });
  const refunds = (read.data.purchase_units ?? []).flatMap((unit) => unit.payments?.refunds ?? []);
  const found = refunds.find((one) => one.invoice_id === key);
  return ok(found === undefined ? null : { reference: found.id, state: REFUND_STATES[found.status] ?? 'pending' });
}

function sumOf(list: readonly z.infer<typeof capture>[], currency: string | null): number | null {
  let sum = 0;
  for (const { amount: one } of list) {
    const minor = one.currency_code === currency ? parseAmount(one.value, one.currency_code) : null;
    if (minor === null) return null;
    sum += minor;
  }
  return sum;
}

function stageOf(status: z.infer<typeof order>['status'], captures: readonly z.infer<typeof capture>[]): Reading['stage'] {
  if (captures.some((one) => TAKEN.has(one.status))) return 'captured';
  if (captures.some((one) => one.status === 'PENDING')) return 'pending';
  if (captures.length > 0) return 'declined';
  switch (status) {
    case 'APPROVED':
      return 'approved';
    case 'VOIDED':
      return 'cancelled';
    case 'COMPLETED':
      return 'pending';
    case 'CREATED':
    case 'SAVED':
    case 'PAYER_ACTION_REQUIRED':
      return 'open';
  }
}

const refusal = z.object({ name: z.string().optional(), details: z.array(z.object({ issue: z.string().optional() })).optional() });

/** PayPal's own code of a refusal: the first issue, else the name of the error. */
export function codeOfPaypal(json: unknown): string {
  const read = refusal.safeParse(json);
  return read.success ? (read.data.details?.[0]?.issue ?? read.data.name ?? 'unknown') : 'unknown';
}
