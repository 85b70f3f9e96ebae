import { z } from 'zod';
import { operatorMoneyBack, settleRefund as settleRefundBody } from '../../../contract/hub/operator.ts';
import { dispatchedBody, figuresBody, operatorShortage, operatorStock, takenFigures } from '../../../contract/hub/operator-stock.ts';
import { hex16, sku, uuid } from '../../../contract/schema.ts';
import { listMoneyBack, settleMoney } from '../../domain/money-back.ts';
import { listShortages, readOperatorStock, takeOperatorFigures, tellDispatched } from '../../domain/stock/operator-stock.ts';
import type { OperatorAuthentication } from '../operators.ts';
import type { ApiParts } from '../parts.ts';
import { problems, type Server } from '../server-types.ts';
import { answer, done, inTransaction, security } from './operator-parts.ts';
import { refuseWork } from './phone-actions.ts';

/** The largest body: two thousand figures, in bytes. */
const BODY_LIMIT = 524_288;

/** `/v1/operator/...`: the stock of a tenant, what is missing of its orders, and money that goes back without goods. */
export function addOperatorStock(server: Server, parts: ApiParts, auth: OperatorAuthentication): void {
  addFigureRoutes(server, parts, auth);
  addListRoutes(server, parts, auth);
  server.route({
    method: 'POST',
    url: '/v1/operator/money-back/:moneyId/settle',
    schema: {
      summary: 'Tell that money was paid back without goods, or that it will not be',
      description: 'The customer is told. Asked again with the same body it does nothing.',
      security,
      params: z.strictObject({ moneyId: hex16 }),
      body: settleRefundBody,
      response: { 200: done, ...problems },
    },
    onRequest: auth.with('refund'),
    async handler(request, reply) {
      const operator = auth.operatorOf(request);
      return await answer(reply, await inTransaction(parts, operator, (c) => settleMoney(c, operator, request.params.moneyId, request.body)));
    },
  });
}

function addFigureRoutes(server: Server, parts: ApiParts, auth: OperatorAuthentication): void {
  server.route({
    method: 'POST',
    url: '/v1/operator/stock',
    bodyLimit: BODY_LIMIT,
    schema: {
      summary: 'Figures of what places have',
      description: 'Each says when it was true; one that is older than what is known changes nothing. What orders hold is taken off what stations see.',
      security,
      body: figuresBody,
      response: { 200: takenFigures, ...problems },
    },
    onRequest: auth.with('stock'),
    async handler(request, reply) {
      const operator = auth.operatorOf(request);
      const worked = await inTransaction(parts, operator, (c) => takeOperatorFigures(c, operator, request.body.figures));
      return worked.ok ? worked.value : await refuseWork(reply, worked.error);
    },
  });
  server.route({
    method: 'POST',
    url: '/v1/operator/orders/:orderId/dispatched',
    schema: {
      summary: 'A place has sent what an order holds there',
      security,
      params: z.strictObject({ orderId: uuid }),
      body: dispatchedBody,
      response: { 200: done, ...problems },
    },
    onRequest: auth.with('stock'),
    async handler(request, reply) {
      const operator = auth.operatorOf(request);
      const { orderId } = request.params;
      return await answer(reply, await inTransaction(parts, operator, (c) => tellDispatched(c, operator, orderId, request.body.locationId)));
    },
  });
}

function addListRoutes(server: Server, parts: ApiParts, auth: OperatorAuthentication): void {
  server.route({
    method: 'GET',
    url: '/v1/operator/stock',
    schema: {
      summary: 'What every place has of a SKU, and for whom',
      security,
      querystring: z.strictObject({ sku }),
      response: { 200: operatorStock, ...problems },
    },
    onRequest: auth.with('look'),
    handler: (request) => readOperatorStock(parts.db, auth.operatorOf(request).tenantId, request.query.sku),
  });
  server.route({
    method: 'GET',
    url: '/v1/operator/shortages',
    schema: { summary: 'What is missing of orders', security, response: { 200: z.strictObject({ rows: z.array(operatorShortage).max(1000) }), ...problems } },
    onRequest: auth.with('look'),
    handler: async (request) => ({ rows: await listShortages(parts.db, auth.operatorOf(request).tenantId) }),
  });
  server.route({
    method: 'GET',
    url: '/v1/operator/money-back',
    schema: {
      summary: 'Money that goes back to customers without goods',
      security,
      response: { 200: z.strictObject({ rows: z.array(operatorMoneyBack).max(1000) }), ...problems },
    },
    onRequest: auth.with('look'),
    handler: async (request) => ({ rows: await listMoneyBack(parts.db, auth.operatorOf(request).tenantId) }),
  });
}
