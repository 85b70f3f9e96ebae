import { z } from 'zod';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { WebhookNews, WebhookRefusal } from './port.ts';

const id = z.string().min(1).max(255);
/** Who shares the account writes what they like into it: that is nobody's fault and nothing of ours. */
const metadata = z.object({ attempt: id.optional() }).nullish().catch(null);

/** As much of an event as says where to look: a session, a charge, a payment, or a dispute about one. A balance has no id, and is about none of them. */
const event = z.object({
  id,
  type: z.string().max(100),
  data: z.object({
    object: z.object({
      id: id.optional(),
      object: z.string().max(60),
      client_reference_id: id.nullish().catch(null),
      metadata,
      payment_intent: id.nullish(),
    }),
  }),
});

/** Reads an event of Stripe (docs.stripe.com/api/events) whose signature was good. */
export function readStripeEvent(body: Uint8Array): Result<WebhookNews, WebhookRefusal> {
  const read = event.safeParse(parse(body));
  if (!read.success) return err({ kind: 'unreadable' });
  const { id: eventId, type, data } = read.data;
  const { object } = data;
  return ok({
    eventId,
    kind: type,
    attemptId: object.client_reference_id ?? object.metadata?.attempt ?? null,
    reference: object.object === 'checkout.session' ? (object.id ?? null) : null,
    captureReference: object.object === 'payment_intent' ? (object.id ?? null) : (object.payment_intent ?? null),
    reversed: type === 'charge.dispute.funds_withdrawn',
  });
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
