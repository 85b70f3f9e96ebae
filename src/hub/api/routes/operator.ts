import { z } from 'zod';
import {
  endAlarmRequest,
  madeCourier,
  makeCourier,
  operatorCommand,
  orderCommand,
  orderRecall as orderRecallBody,
  settleRefund as settleRefundBody,
} from '../../../contract/hub/operator.ts';
import { operatorConsent, settleOveruse as settleOveruseBody } from '../../../contract/hub/loyalty.ts';
import { hex16, uuid } from '../../../contract/schema.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Operator } from '../../db/operators.ts';
import { findCommand, orderOpening } from '../../domain/commands.ts';
import { audit, type Happening } from '../../domain/context.ts';
import { addCourier, revokeCourier } from '../../domain/couriers.ts';
import { listConsents, settleOveruse } from '../../domain/loyalty-views.ts';
import { orderRecall } from '../../domain/order-recall.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { settleRefund } from '../../domain/settle-refund.ts';
import { drawPin, hashPin } from '../../keys/pins.ts';
import { createOperatorAuthentication, type OperatorAuthentication } from '../operators.ts';
import type { ApiParts, Limiters } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';
import { addOperatorAfter } from './operator-after.ts';
import { addOperatorMoney } from './operator-money.ts';
import { addOperatorFeed } from './operator-feed.ts';
import { addOperatorSlides } from './operator-slides.ts';
import { addOperatorStock } from './operator-stock.ts';
import { addOperatorLists } from './operator-lists.ts';
import { answer, done, inTransaction, security } from './operator-parts.ts';
import { refuseWork } from './phone-actions.ts';

/** `/v1/operator/...`: what head office sees of its silos and asks of them, within its own tenant and nowhere else. */
export function addOperatorRoutes(server: Server, parts: ApiParts, limiters: Limiters): void {
  const auth = createOperatorAuthentication(parts, limiters);
  addOperatorLists(server, parts, auth);
  addParcelRoutes(server, parts, auth);
  addRefundRoutes(server, parts, auth);
  addOperatorAfter(server, parts, auth);
  addOperatorStock(server, parts, auth);
  addOperatorFeed(server, parts, auth);
  addOperatorSlides(server, parts, auth);
  addOperatorMoney(server, parts, auth);
  addBenefitRoutes(server, parts, auth);
  addCourierRoutes(server, parts, auth);
  addCommandRoutes(server, parts, limiters, auth);
}

function addParcelRoutes(server: Server, parts: ApiParts, auth: OperatorAuthentication): void {
  server.route({
    method: 'POST',
    url: '/v1/operator/parcels/:parcelId/recall',
    schema: {
      summary: 'Have a parcel taken out',
      security,
      params: z.strictObject({ parcelId: uuid }),
      body: orderRecallBody,
      response: { 200: done, ...problems },
    },
    onRequest: auth.with('recall'),
    async handler(request, reply) {
      const operator = auth.operatorOf(request);
      const { parcelId } = request.params;
      return await answer(reply, await inTransaction(parts, operator, (c) => orderRecall(c, operator, parcelId, request.body.reason)));
    },
  });
  server.route({
    method: 'POST',
    url: '/v1/operator/alarms/end',
    schema: { summary: 'End an alarm that a person has dealt with', security, body: endAlarmRequest, response: { 200: done, ...problems } },
    onRequest: auth.with('recall'),
    async handler(request, reply) {
      const operator = auth.operatorOf(request);
      return await answer(reply, await inTransaction(parts, operator, (c) => endAlarmByHand(c, operator, request.body.alarm)));
    },
  });
}

function addRefundRoutes(server: Server, parts: ApiParts, auth: OperatorAuthentication): void {
  server.route({
    method: 'POST',
    url: '/v1/operator/refunds/:parcelId/settle',
    schema: {
      summary: 'Tell that a refund was paid, or that nothing will be',
      description: 'The customer is told. Asked again with the same body it does nothing.',
      security,
      params: z.strictObject({ parcelId: uuid }),
      body: settleRefundBody,
      response: { 200: done, ...problems },
    },
    onRequest: auth.with('refund'),
    async handler(request, reply) {
      const operator = auth.operatorOf(request);
      const { parcelId } = request.params;
      return await answer(reply, await inTransaction(parts, operator, (c) => settleRefund(c, operator, parcelId, request.body)));
    },
  });
}

function addBenefitRoutes(server: Server, parts: ApiParts, auth: OperatorAuthentication): void {
  server.route({
    method: 'POST',
    url: '/v1/operator/overuse/:orderId/settle',
    schema: {
      summary: 'Tell what became of a coupon or of points that should not have been used',
      description: 'The order stands in any case. Asked again with the same body it does nothing.',
      security,
      params: z.strictObject({ orderId: uuid }),
      body: settleOveruseBody,
      response: { 200: done, ...problems },
    },
    onRequest: auth.with('refund'),
    async handler(request, reply) {
      const operator = auth.operatorOf(request);
      const { orderId } = request.params;
      return await answer(reply, await inTransaction(parts, operator, (c) => settleOveruse(c, operator, orderId, request.body)));
    },
  });
  server.route({
    method: 'GET',
    url: '/v1/operator/consents',
    schema: {
      summary: 'Who wants the newsletter, and who gets which box',
      description: 'Only what was confirmed from the mailbox. It holds addresses, so it takes a right of its own.',
      security,
      response: { 200: z.strictObject({ rows: z.array(operatorConsent).max(2000) }), ...problems },
    },
    onRequest: auth.with('people'),
    async handler(request) {
      return { rows: await listConsents(parts.db, auth.operatorOf(request).tenantId) };
    },
  });
}

function addCourierRoutes(server: Server, parts: ApiParts, auth: OperatorAuthentication): void {
  server.route({
    method: 'POST',
    url: '/v1/operator/couriers',
    schema: {
      summary: 'Make the codes of a courier',
      description: 'Codes and PIN are in this answer and nowhere else.',
      security,
      body: makeCourier,
      response: { 200: madeCourier, ...problems },
    },
    onRequest: auth.with('couriers'),
    async handler(request, reply) {
      const operator = auth.operatorOf(request);
      const mint = { random: parts.random, tenantId: operator.tenantId, key: await parts.keyOf(operator.tenantId) };
      const fresh = request.body.pin ? await freshPin(parts) : null;
      const made = await inTransaction(parts, operator, (c) => addCourier(c, operator, request.body, fresh, mint));
      return made.ok ? made.value : await refuseWork(reply, made.error);
    },
  });
  server.route({
    method: 'POST',
    url: '/v1/operator/couriers/:courierId/revoke',
    schema: {
      summary: "End a courier's access",
      security,
      params: z.strictObject({ courierId: hex16 }),
      body: z.strictObject({}),
      response: { 200: done, ...problems },
    },
    onRequest: auth.with('couriers'),
    async handler(request, reply) {
      const operator = auth.operatorOf(request);
      const { courierId } = request.params;
      return await answer(reply, await inTransaction(parts, operator, (c) => revokeCourier(c, operator, courierId)));
    },
  });
}

function addCommandRoutes(server: Server, parts: ApiParts, limiters: Limiters, auth: OperatorAuthentication): void {
  server.route({
    method: 'POST',
    url: '/v1/operator/commands',
    schema: {
      summary: 'Open one door from afar, within a minute',
      description: 'Signed with a key of its own and shown at the silo with its reason.',
      security,
      body: orderCommand,
      response: { 200: operatorCommand, ...problems },
    },
    onRequest: auth.with('open'),
    async handler(request, reply) {
      const operator = auth.operatorOf(request);
      // A stolen token must not open door after door.
      const wait = limiters.opening(operator.operatorId);
      if (wait > 0) return await refuse(reply.header('retry-after', wait), 'too-many', 'too many doors in a short time');
      const mint = { random: parts.random, sign: await parts.commandSignerOf(operator.tenantId) };
      const ordered = await inTransaction(parts, operator, (c) => orderOpening(c, operator, request.body, mint));
      if (!ordered.ok) return await refuseWork(reply, ordered.error);
      return operatorCommand.parse(await findCommand(parts.db, operator.tenantId, ordered.value));
    },
  });
  server.route({
    method: 'GET',
    url: '/v1/operator/commands/:commandId',
    schema: {
      summary: 'What became of a command',
      security,
      params: z.strictObject({ commandId: uuid }),
      response: { 200: operatorCommand, ...problems },
    },
    onRequest: auth.with('look'),
    async handler(request, reply) {
      const found = await findCommand(parts.db, auth.operatorOf(request).tenantId, request.params.commandId);
      return found === null ? await refuse(reply, 'not-found', 'there is no such command') : operatorCommand.parse(found);
    },
  });
}

async function freshPin(parts: ApiParts): Promise<{ pin: string; hash: string }> {
  const pin = drawPin(parts.random);
  return { pin, hash: await hashPin(pin, parts.random, parts.pinCost) };
}

async function endAlarmByHand(c: Happening, operator: Operator, alarm: string): Promise<Result<undefined, Refusal>> {
  const rows = await c.tx.query('DELETE FROM alarms WHERE tenant_id = $1 AND alarm_key = $2 RETURNING kind', [operator.tenantId, alarm]);
  if (rows.length === 0) return err({ kind: 'unknown', message: 'there is no such alarm' });
  await audit(c, 'alarm.ended', { alarm, operatorId: operator.operatorId });
  return ok(undefined);
}
