import { z } from 'zod';
import { uuid } from '../../../contract/schema.ts';
import {
  deskAlarms,
  deskAnswer,
  deskMoney,
  type DeskOutcome,
  deskReject,
  deskReroute,
  deskResend,
  deskSettle,
  owedMoneyList,
  shopAlarms,
} from '../../../contract/hub/staff-desk.ts';
import type { DeskContext } from '../../domain/desk/desk-order.ts';
import { listOwed } from '../../domain/desk/money-list.ts';
import { rejectPieces, takeElsewhere } from '../../domain/desk/reject.ts';
import { rerouteOrder } from '../../domain/desk/reroute.ts';
import { resendNews } from '../../domain/desk/resend-news.ts';
import { settleOwed } from '../../domain/desk/settle-owed.ts';
import { listShopAlarms } from '../../domain/desk/shop-alarms.ts';
import { mayStaff } from '../../domain/desk/staff-right.ts';
import type { KnownStation } from '../../domain/enrolment.ts';
import type { Authentication } from '../authenticate.ts';
import type { ApiParts } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';

/** The largest question, in bytes. */
const BODY_LIMIT = 8192;
const security = [{ stationSignature: [] }];

/** `POST /v1/staff/...`: what staff of a shop ask of the hub, through a station that has seen their badge and PIN. Their right is looked at here again. */
export function addStaffDeskRoutes(server: Server, parts: ApiParts, auth: Authentication): void {
  addOrderWork(server, parts, auth);
  addMoneyWork(server, parts, auth);
  server.route({
    method: 'POST',
    url: '/v1/staff/alarms',
    bodyLimit: BODY_LIMIT,
    schema: { summary: 'What people have to look at in the shop', security, body: deskAlarms, response: { 200: shopAlarms, ...problems } },
    onRequest: auth.onRequest,
    preValidation: auth.preValidation,
    async handler(request, reply) {
      const station = auth.stationOf(request);
      if (!(await mayStaff(parts.db, station, request.body.staffId, 'anybody')) && !(await mayStaff(parts.db, station, request.body.staffId, 'technician')))
        return await refuse(reply, 'forbidden', 'not of this shop');
      return { alarms: await listShopAlarms(parts.db, station) };
    },
  });
}

function addOrderWork(server: Server, parts: ApiParts, auth: Authentication): void {
  const params = z.strictObject({ orderId: uuid });
  const response = { 200: deskAnswer, ...problems };
  const hooks = { onRequest: auth.onRequest, preValidation: auth.preValidation };
  server.route({
    method: 'POST',
    url: '/v1/staff/orders/:orderId/resend',
    bodyLimit: BODY_LIMIT,
    schema: { summary: 'Send the last news of an order again, to its own contact', security, params, body: deskResend, response },
    ...hooks,
    handler: (request) => work(parts, auth.stationOf(request), (c) => resendNews(c, request.params.orderId, request.body.staffId)),
  });
  server.route({
    method: 'POST',
    url: '/v1/staff/orders/:orderId/reject',
    bodyLimit: BODY_LIMIT,
    schema: { summary: 'The shop cannot give pieces of an order', security, params, body: deskReject, response },
    ...hooks,
    handler: (request) => work(parts, auth.stationOf(request), (c) => rejectPieces(c, request.params.orderId, request.body)),
  });
  server.route({
    method: 'POST',
    url: '/v1/staff/orders/:orderId/reroute',
    bodyLimit: BODY_LIMIT,
    schema: { summary: 'Pieces come from another place, or a part goes another way', security, params, body: deskReroute, response },
    ...hooks,
    handler: (request) => {
      const { body, params: named } = request;
      return work(parts, auth.stationOf(request), (c) => (body.to === 'way' ? rerouteOrder(c, named.orderId, body) : takeElsewhere(c, named.orderId, body)));
    },
  });
}

function addMoneyWork(server: Server, parts: ApiParts, auth: Authentication): void {
  const hooks = { onRequest: auth.onRequest, preValidation: auth.preValidation };
  server.route({
    method: 'POST',
    url: '/v1/staff/money',
    bodyLimit: BODY_LIMIT,
    schema: { summary: 'What is owed to customers of the shop', security, body: deskMoney, response: { 200: owedMoneyList, ...problems } },
    ...hooks,
    async handler(request, reply) {
      const station = auth.stationOf(request);
      if (!(await mayStaff(parts.db, station, request.body.staffId, 'anybody'))) return await refuse(reply, 'forbidden', 'not of this shop');
      return { owed: await listOwed(parts.db, station, parts.clock.now()) };
    },
  });
  server.route({
    method: 'POST',
    url: '/v1/staff/money/settle',
    bodyLimit: BODY_LIMIT,
    schema: {
      summary: 'Money was given back at the till, or is to go back the way it came',
      security,
      body: deskSettle,
      response: { 200: deskAnswer, ...problems },
    },
    ...hooks,
    handler: (request) => work(parts, auth.stationOf(request), (c) => settleOwed(c, request.body)),
  });
}

/** Does it in one transaction, makes it durable, and lets stations and chores know. */
async function work(parts: ApiParts, station: KnownStation, does: (c: DeskContext) => Promise<DeskOutcome>): Promise<{ outcome: DeskOutcome }> {
  const at = parts.clock.now();
  const outcome = await parts.db.transaction((tx) => does({ tx, station, at }));
  if (outcome !== 'done') return { outcome };
  parts.changed();
  await parts.intake.durable();
  return { outcome };
}
