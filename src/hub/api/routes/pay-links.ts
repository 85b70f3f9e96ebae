import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { payPage, startPayment, stationPayment } from '../../../contract/hub/payments.ts';
import { uuid } from '../../../contract/schema.ts';
import { findOrder } from '../../db/orders.ts';
import type { LinkedOrder } from '../../payments/pay-link.ts';
import type { Authentication } from '../authenticate.ts';
import type { ApiParts, Limiters } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';
import { refuseWork } from './phone-actions.ts';
import { phoneToken, refuseHaste } from './phone.ts';

/** The largest body with which a payment begins, in bytes. */
const START_LIMIT = 1024;

const params = z.strictObject({ token: z.string().max(100) });
const response = { 200: payPage, ...problems };

/** `GET /v1/orders/{orderId}/payment`, asked by the kiosk that shows the link; `GET` and `POST /v1/phone/pay/{token}`, asked by the page behind it. */
export function addPayLinkRoutes(server: Server, parts: ApiParts, limiters: Limiters, auth: Authentication): void {
  server.route({
    method: 'GET',
    url: '/v1/orders/:orderId/payment',
    schema: {
      summary: 'The link to pay an order by on a phone, and what is known of its payment',
      description: 'For the station where the order was placed, and for no other.',
      security: [{ stationSignature: [] }],
      params: z.strictObject({ orderId: uuid }),
      response: { 200: stationPayment, ...problems },
    },
    onRequest: auth.onRequest,
    preValidation: auth.preValidation,
    async handler(request, reply) {
      const { tenantId, stationId } = auth.stationOf(request);
      const order = await findOrder(parts.db, tenantId, request.params.orderId);
      if (order?.stationId !== stationId) return await refuse(reply, 'not-found', 'this station placed no such order');
      return await parts.payments.lookForStation(order);
    },
  });

  server.route({
    method: 'GET',
    url: '/v1/phone/pay/:token',
    schema: { summary: 'How the order behind a link to pay by can be paid, and what is known of its payment', params, response },
    async handler(request, reply) {
      const { token } = request.params;
      if (await refuseHaste(limiters, token, request, reply)) return;
      const linked = await linkedOrder(parts, token);
      return linked === null ? await refuse(reply, 'not-found', 'there is no such link') : await parts.payments.lookByLink(linked);
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/phone/pay/:token',
    bodyLimit: START_LIMIT,
    schema: { summary: "Begin to pay the order behind a link to pay by on a provider's page", params, body: startPayment, response },
    async handler(request, reply) {
      const { token } = request.params;
      if (await refuseActing(limiters, token, request, reply)) return;
      const linked = await linkedOrder(parts, token);
      if (linked === null) return await refuse(reply, 'not-found', 'there is no such link');
      const begun = await parts.payments.beginByLink(linked, request.body);
      return begun.ok ? begun.value : await refuseWork(reply, begun.error);
    },
  });
}

async function refuseActing(limiters: Limiters, token: string, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const wait = Math.max(limiters.actionAddress(request.ip), limiters.actionToken(token));
  if (wait > 0) await refuse(reply.header('retry-after', wait), 'too-many', 'too many requests');
  return wait > 0;
}

async function linkedOrder(parts: ApiParts, token: string): Promise<LinkedOrder | null> {
  return phoneToken.safeParse(token).success ? await parts.payments.linked(token) : null;
}
