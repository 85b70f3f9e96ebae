import { z } from 'zod';
import { settleDiscount as settleDiscountBody } from '../../../contract/hub/discounts.ts';
import { uuid } from '../../../contract/schema.ts';
import { releaseHeld } from '../../domain/order-hold.ts';
import { settleDiscount } from '../../domain/staff-discounts.ts';
import type { OperatorAuthentication } from '../operators.ts';
import type { ApiParts } from '../parts.ts';
import { problems, type Server } from '../server-types.ts';
import { answer, done, inTransaction, security } from './operator-parts.ts';

/**
 * `POST /v1/operator/orders/{orderId}/release`: head office has cleared the money of an order that a bank had taken back.
 * `POST /v1/operator/discounts/{orderId}/settle`: it has decided about what staff took off.
 */
export function addOperatorMoney(server: Server, parts: ApiParts, auth: OperatorAuthentication): void {
  server.route({
    method: 'POST',
    url: '/v1/operator/orders/:orderId/release',
    schema: {
      summary: 'Let go of an order that is on hold because its payment was taken back',
      description: 'Who cleared it is on the record, and the alarm ends. Its codes open again as soon as its silo has heard.',
      security,
      params: z.strictObject({ orderId: uuid }),
      body: z.strictObject({}),
      response: { 200: done, ...problems },
    },
    onRequest: auth.with('refund'),
    async handler(request, reply) {
      const operator = auth.operatorOf(request);
      return await answer(reply, await inTransaction(parts, operator, (c) => releaseHeld(c, operator, request.params.orderId)));
    },
  });
  server.route({
    method: 'POST',
    url: '/v1/operator/discounts/:orderId/settle',
    schema: {
      summary: 'Decide about a discount that the hub does not agree to',
      description:
        'The shop bears it, or the order, while nobody has paid it, costs what its lines cost before. Asked again with the same body it does nothing.',
      security,
      params: z.strictObject({ orderId: uuid }),
      body: settleDiscountBody,
      response: { 200: done, ...problems },
    },
    onRequest: auth.with('refund'),
    async handler(request, reply) {
      const operator = auth.operatorOf(request);
      return await answer(reply, await inTransaction(parts, operator, (c) => settleDiscount(c, operator, request.params.orderId, request.body)));
    },
  });
}
