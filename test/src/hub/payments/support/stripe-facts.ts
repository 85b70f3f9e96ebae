import { z } from 'zod';
import type { Exchange } from '../../../../support/providers/http-stand-in.ts';
import facts from '../../../../fixtures/providers/stripe-facts.json' with { type: 'json' };

const keyed = z.record(z.string(), z.unknown());
const refusal = z.strictObject({ error: z.strictObject({ type: z.string(), code: z.string().optional(), message: z.string() }) });

/** Where hub and stand-in spoke otherwise than Stripe's published description allows. */
export function strayFromStripe({ method, path, body, status, json }: Exchange): readonly string[] {
  if (!path.startsWith('/v1/')) return [];
  const asked = method === 'POST' ? wrongRequest(path, new URLSearchParams(body)) : [];
  if (status >= 400) {
    const read = refusal.safeParse(json);
    if (!read.success) return [...asked, `${path} refused in a shape of its own`];
    const { type, code } = read.data.error;
    const isKnown = facts.errorType.includes(type) && (code === undefined || facts.errorCode.includes(code));
    return isKnown ? asked : [...asked, `Stripe never says ${type} ${code}`];
  }
  return [...asked, ...wrongObject(json)];
}

function wrongRequest(path: string, fields: URLSearchParams): readonly string[] {
  const known = path === '/v1/checkout/sessions' ? facts.request.session : path === '/v1/refunds' ? facts.request.refund : [];
  return [...fields.keys()]
    .map((key) => key.replace(/\[.*$/, ''))
    .filter((key) => !known.includes(key))
    .map((key) => `${path} takes no ${key}`);
}

/** An object of Stripe names what it is; whatever is within is looked at, too. */
function wrongObject(json: unknown): readonly string[] {
  const read = keyed.safeParse(json);
  if (!read.success) return ['no object'];
  const { object, status } = read.data;
  if (object === 'list') return z.array(z.unknown()).parse(read.data['data']).flatMap(wrongObject);
  const shape = SHAPES[String(object)];
  if (shape === undefined) return [`no object is called ${String(object)}`];
  const unknown = Object.keys(read.data).filter((key) => !shape.fields.includes(key));
  const wrong = shape.status === null || shape.status.includes(String(status)) ? [] : [`a ${String(object)} is never ${String(status)}`];
  const paid = object === 'checkout.session' && !facts.paymentStatus.includes(String(read.data['payment_status'])) ? ['payment_status'] : [];
  const within = [read.data['payment_intent'], read.data['latest_charge']].filter((one) => typeof one === 'object' && one !== null);
  return [...unknown.map((key) => `a ${String(object)} has no ${key}`), ...wrong, ...paid, ...within.flatMap(wrongObject)];
}

const SHAPES: Readonly<Record<string, { readonly fields: readonly string[]; readonly status: readonly string[] | null }>> = {
  'checkout.session': { fields: facts.fields.session, status: facts.sessionStatus },
  payment_intent: { fields: facts.fields.intent, status: facts.intentStatus },
  charge: { fields: facts.fields.charge, status: null },
  refund: { fields: facts.fields.refund, status: facts.refundStatus },
  dispute: { fields: facts.fields.dispute, status: facts.disputeStatus },
};
