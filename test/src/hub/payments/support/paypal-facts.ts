import { z } from 'zod';
import type { Exchange } from '../../../../support/providers/http-stand-in.ts';
import facts from '../../../../fixtures/providers/paypal-facts.json' with { type: 'json' };

const keyed = z.record(z.string(), z.unknown());
const asked = z.object({ purchase_units: z.array(keyed), payment_source: z.object({ paypal: z.object({ experience_context: keyed }).loose() }) }).loose();
const order = z.object({
  status: z.enum(facts.orderStatus as [string, ...string[]]),
  purchase_units: z.array(
    z.object({
      payments: z
        .object({
          captures: z.array(z.object({ status: z.enum(facts.captureStatus as [string, ...string[]]) })),
          refunds: z.array(z.object({ status: z.enum(facts.refundStatus as [string, ...string[]]) })),
        })
        .optional(),
    }),
  ),
});
const refusal = z.object({ name: z.string(), details: z.array(z.object({ issue: z.string() })).min(1) });

/** Where hub and stand-in spoke otherwise than PayPal's published description allows; of calls that it does not describe, nothing. */
export function strayFromPaypal({ method, path, body, status, json }: Exchange): readonly string[] {
  const operation = operationOf(method, path);
  if (operation === null) return [];
  const answers: Readonly<Record<string, readonly string[]>> = facts.answers[operation];
  const wrong = operation === 'create' ? wrongOrder(body) : operation === 'refund' ? unknownKeys(JSON.parse(body), facts.request.refund) : [];
  if (answers[status] === undefined) return [...wrong, `${operation} never answers ${status}`];
  if (status >= 400) {
    const [detail] = refusal.parse(json).details;
    return answers[status].includes(detail?.issue ?? '') ? wrong : [...wrong, `${operation} never says ${detail?.issue} with ${status}`];
  }
  if (operation !== 'refund') return order.safeParse(json).success ? wrong : [...wrong, `${operation} answered no order`];
  return facts.refundStatus.includes(z.object({ status: z.string() }).parse(json).status) ? wrong : [...wrong, 'no such state of a refund'];
}

function wrongOrder(body: string): readonly string[] {
  const read = asked.parse(JSON.parse(body));
  const { purchaseUnit, amount, wallet, context, userAction, shippingPreference } = facts.request;
  const { experience_context: experience } = read.payment_source.paypal;
  return [
    ...unknownKeys(read, facts.request.order),
    ...read.purchase_units.flatMap((unit) => [...unknownKeys(unit, purchaseUnit), ...unknownKeys(unit['amount'], amount)]),
    ...unknownKeys(read.payment_source.paypal, wallet),
    ...unknownKeys(experience, context),
    ...(userAction.includes(String(experience['user_action'])) ? [] : ['user_action']),
    ...(shippingPreference.includes(String(experience['shipping_preference'])) ? [] : ['shipping_preference']),
  ];
}

function unknownKeys(value: unknown, known: readonly string[]): readonly string[] {
  return Object.keys(keyed.parse(value)).filter((key) => !known.includes(key));
}

function operationOf(method: string, path: string): keyof typeof facts.answers | null {
  if (path === '/v2/checkout/orders') return 'create';
  if (path.endsWith('/capture')) return 'capture';
  if (path.endsWith('/refund')) return 'refund';
  return method === 'GET' && path.startsWith('/v2/checkout/orders/') ? 'show' : null;
}
