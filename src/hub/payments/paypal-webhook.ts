import { z } from 'zod';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type AskFailure, headerOf, type WebhookNews, type WebhookRefusal, type WebhookRequest } from './port.ts';

/** PayPal sends news again for three days, with the time of each sending; a day more is for clocks. In milliseconds. */
const MAX_AGE_MS = 4 * 86_400_000;

const id = z.string().min(1).max(255);
const event = z.object({
  id,
  event_type: z.string().max(100),
  resource: z.object({
    id: id.optional(),
    order_id: id.optional(),
    custom_id: id.optional(),
    purchase_units: z
      .array(z.object({ custom_id: id.optional() }))
      .max(10)
      .optional(),
    links: z
      .array(z.object({ rel: z.string().max(60), href: z.string().max(4000) }))
      .max(50)
      .optional(),
    supplementary_data: z.object({ related_ids: z.object({ order_id: id.optional() }).optional() }).optional(),
  }),
});
const verdict = z.object({ verification_status: z.enum(['SUCCESS', 'FAILURE']) });

/**
 * Reads news of PayPal after PayPal itself said that it had signed them: `ask` posts to `/v1/notifications/verify-webhook-signature`
 * (developer.paypal.com/docs/api/webhooks/v1). The event goes there byte for byte as it came, because the signature is over its bytes.
 */
export async function hearPaypal(
  request: WebhookRequest,
  webhookId: string,
  ask: (body: string) => Promise<Result<unknown, AskFailure>>,
): Promise<Result<WebhookNews, WebhookRefusal>> {
  const fields = {
    auth_algo: headerOf(request, 'paypal-auth-algo'),
    cert_url: headerOf(request, 'paypal-cert-url'),
    transmission_id: headerOf(request, 'paypal-transmission-id'),
    transmission_sig: headerOf(request, 'paypal-transmission-sig'),
    transmission_time: headerOf(request, 'paypal-transmission-time'),
  };
  if (Object.values(fields).some((value) => value === null || value.length > 2000)) return err({ kind: 'forged' });
  const sentAt = Date.parse(fields.transmission_time ?? '');
  if (Number.isNaN(sentAt) || Math.abs(request.now - sentAt) > MAX_AGE_MS) return err({ kind: 'out-of-time' });
  const text = decode(request.body);
  const read = event.safeParse(text === null ? null : parse(text));
  // What is not even an event is not worth a question.
  if (text === null || !read.success) return err({ kind: 'unreadable' });
  const answer = await ask(`${JSON.stringify({ ...fields, webhook_id: webhookId }).slice(0, -1)},"webhook_event":${text}}`);
  if (!answer.ok) return answer.error.kind === 'refused' ? err({ kind: 'forged' }) : answer;
  const said = verdict.safeParse(answer.value);
  if (!said.success || said.data.verification_status !== 'SUCCESS') return err({ kind: 'forged' });
  return ok(newsOf(read.data));
}

function newsOf({ id: eventId, event_type: kind, resource }: z.infer<typeof event>): WebhookNews {
  const isOrder = kind.startsWith('CHECKOUT.ORDER.');
  const isCapture = kind.startsWith('PAYMENT.CAPTURE.') && kind !== 'PAYMENT.CAPTURE.REFUNDED' && kind !== 'PAYMENT.CAPTURE.REVERSED';
  return {
    eventId,
    kind,
    attemptId: resource.custom_id ?? resource.purchase_units?.[0]?.custom_id ?? null,
    reference: resource.order_id ?? resource.supplementary_data?.related_ids?.order_id ?? (isOrder ? (resource.id ?? null) : null),
    captureReference: isCapture ? (resource.id ?? null) : captureAbove(resource.links ?? []),
    reversed: kind === 'PAYMENT.CAPTURE.REVERSED',
  };
}

/** A refund links to the capture that it is of; one that was made at PayPal's own site carries no name of ours. */
function captureAbove(links: readonly { readonly rel: string; readonly href: string }[]): string | null {
  const up = links.find(({ rel }) => rel === 'up')?.href ?? '';
  return /\/captures\/([A-Za-z0-9-]{1,64})$/.exec(up)?.[1] ?? null;
}

function decode(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
