import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { phonePayment, startPayment } from '../../../contract/hub/payments.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import { findOrderByToken, type StoredOrder } from '../../db/orders.ts';
import type { WebhookRefusal } from '../../payments/port.ts';
import type { ApiParts, Limiters } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';
import { createLimiter } from '../token-bucket.ts';
import { refuseWork } from './phone-actions.ts';
import { phoneToken, refuseHaste } from './phone.ts';

/** The largest body with which a payment begins, and the largest news of a provider, in bytes. */
const START_LIMIT = 1024;
const NEWS_LIMIT = 262_144;

/** News from one address: providers send from few, and in bursts when they were away. */
const NEWS_RATE = { burst: 300, perSecond: 30 };
/** News from one address whose signature is not the provider's: each may cost a question to it. */
const FORGED_RATE = { burst: 20, perSecond: 0.2 };

const params = z.strictObject({ token: z.string().max(100) });
const taken = z.strictObject({ taken: z.literal(true) });

/** `GET` and `POST /v1/phone/{token}/payment`, by which a customer pays; `POST /v1/payments/{tenant}/{way}/news`, where providers tell of it. */
export function addPaymentRoutes(server: Server, parts: ApiParts, limiters: Limiters, rawBody: (request: FastifyRequest) => Uint8Array): void {
  server.route({
    method: 'GET',
    url: '/v1/phone/:token/payment',
    schema: { summary: 'How the order behind a link can be paid, and what is known of its payment', params, response: { 200: phonePayment, ...problems } },
    async handler(request, reply) {
      const { token } = request.params;
      if (await refuseHaste(limiters, token, request, reply)) return;
      const order = await orderBehind(parts, token);
      if (order === null) return await refuse(reply, 'not-found', 'there is no such order');
      return await parts.payments.look(order);
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/phone/:token/payment',
    bodyLimit: START_LIMIT,
    schema: { summary: "Begin to pay an order on a provider's page", params, body: startPayment, response: { 200: phonePayment, ...problems } },
    async handler(request, reply) {
      const { token } = request.params;
      const wait = Math.max(limiters.actionAddress(request.ip), limiters.actionToken(token));
      if (wait > 0) return await refuse(reply.header('retry-after', wait), 'too-many', 'too many requests');
      const order = await orderBehind(parts, token);
      if (order === null) return await refuse(reply, 'not-found', 'there is no such order');
      const begun = await parts.payments.begin(order, request.body);
      return begun.ok ? begun.value : await refuseWork(reply, begun.error);
    },
  });
  addNewsRoute(server, parts, rawBody);
}

function addNewsRoute(server: Server, parts: ApiParts, rawBody: (request: FastifyRequest) => Uint8Array): void {
  const all = createLimiter(NEWS_RATE, parts.clock);
  const forged = createLimiter(FORGED_RATE, parts.clock);
  const blocked = new Map<string, number>();
  server.route({
    method: 'POST',
    url: '/v1/payments/:tenant/:way/news',
    bodyLimit: NEWS_LIMIT,
    schema: {
      summary: "A payment provider's news",
      description: 'Signed as the provider signs. Believed in nothing but that there is something to ask the provider about.',
      params: z.strictObject({ tenant: z.string().max(60), way: z.string().max(60) }),
      body: z.unknown(),
      response: { 200: taken, ...problems },
    },
    async handler(request, reply) {
      const now = parts.clock.monotonic();
      const wait = Math.max(all(request.ip), Math.ceil(((blocked.get(request.ip) ?? now) - now) / 1000));
      if (wait > 0) return await refuse(reply.header('retry-after', wait), 'too-many', 'too many requests');
      const { tenant: tenantId, way: wayId } = request.params;
      const heard = await parts.payments.hear({ tenantId, wayId }, { headers: request.headers, body: rawBody(request), now: parts.clock.now() });
      if (heard.ok) return { taken: true as const };
      if (heard.error.kind === 'forged') {
        const pause = forged(request.ip);
        if (pause > 0) blocked.set(request.ip, now + pause * 1000);
        if (blocked.size > 1000) blocked.clear();
        parts.logger.warn('payment news with a wrong signature', { way: wayId.slice(0, 30) });
      }
      await refuseNews(reply, heard.error);
    },
  });
}

/** A provider sends again what was not taken: only what will never be good is refused for good. */
async function refuseNews(reply: FastifyReply, refusal: WebhookRefusal | { readonly kind: 'unknown' }): Promise<void> {
  switch (refusal.kind) {
    case 'unknown':
      return await refuse(reply, 'not-found', 'there is nothing here');
    case 'forged':
      return await refuse(reply, 'unauthorised', 'the signature is not good');
    case 'out-of-time':
      return await refuse(reply, 'unauthorised', 'the signature is not of now');
    case 'unreadable':
      return await refuse(reply, 'bad-request', 'the news are not understood');
    case 'no-answer':
    case 'busy':
    case 'refused':
    case 'credentials':
      return await refuse(reply, 'unavailable', 'the signature cannot be checked now');
    default:
      return assertNever(refusal);
  }
}

async function orderBehind(parts: ApiParts, token: string): Promise<StoredOrder | null> {
  return phoneToken.safeParse(token).success ? await findOrderByToken(parts.db, token) : null;
}
