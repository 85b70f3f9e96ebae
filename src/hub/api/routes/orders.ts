import { z } from 'zod';
import { findOrderRequest, foundOrder, resent } from '../../../contract/hub/found.ts';
import { uuid } from '../../../contract/schema.ts';
import { findOrderFor, readFoundOrder } from '../../after/find-order.ts';
import { lockOrder } from '../../db/orders.ts';
import { resendCode } from '../../domain/resend.ts';
import type { Authentication } from '../authenticate.ts';
import type { ApiParts, Limiters } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';
import { refuseWork } from './phone-actions.ts';

/** The largest question, in bytes. */
const BODY_LIMIT = 2048;
const security = [{ stationSignature: [] }];

/** `POST /v1/orders/find` and `/v1/orders/{orderId}/resend`: what a kiosk asks for a customer who stands there and looks for their order. */
export function addOrderRoutes(server: Server, parts: ApiParts, limiters: Limiters, auth: Authentication): void {
  server.route({
    method: 'POST',
    url: '/v1/orders/find',
    bodyLimit: BODY_LIMIT,
    schema: {
      summary: 'An order by what its customer shows or types',
      description: 'A wrong contact and a number that does not exist are answered alike. Guesses are limited for each number and each station.',
      security,
      body: findOrderRequest,
      response: { 200: foundOrder, ...problems },
    },
    onRequest: auth.onRequest,
    preValidation: auth.preValidation,
    async handler(request, reply) {
      const { tenantId, stationId } = auth.stationOf(request);
      const by = request.body;
      const isGuess = by.by === 'contact' || by.by === 'link';
      const wait = isGuess ? Math.max(limiters.guessStation(stationId), by.by === 'contact' ? limiters.guessOrder(`${tenantId}/${by.number}`) : 0) : 0;
      if (wait > 0) return await refuse(reply.header('retry-after', wait), 'too-many', 'too many tries');
      const order = await findOrderFor(parts.db, tenantId, by);
      return order === null ? await refuse(reply, 'not-found', 'there is no such order') : await readFoundOrder(parts.db, order, parts.clock.now());
    },
  });
  server.route({
    method: 'POST',
    url: '/v1/orders/:orderId/resend',
    bodyLimit: BODY_LIMIT,
    schema: {
      summary: "Send the code to the order's own contact again",
      security,
      params: z.strictObject({ orderId: uuid }),
      body: z.strictObject({}),
      response: { 200: resent, ...problems },
    },
    onRequest: auth.onRequest,
    preValidation: auth.preValidation,
    async handler(request, reply) {
      const { tenantId, stationId } = auth.stationOf(request);
      const at = parts.clock.now();
      const done = await parts.db.transaction(async (tx) => {
        const order = await lockOrder(tx, tenantId, request.params.orderId);
        return order === null ? null : await resendCode({ tx, at, station: { tenantId, stationId } }, order);
      });
      if (done === null) return await refuse(reply, 'not-found', 'there is no such order');
      if (!done.ok) return void (await refuseWork(reply, done.error));
      parts.changed();
      return { sent: true as const };
    },
  });
}
