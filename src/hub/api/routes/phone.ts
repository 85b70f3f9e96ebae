import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type PhoneSecondCode, phoneOrder, phoneSecondCode } from '../../../contract/hub/phone.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { Queryable } from '../../db/database.ts';
import { findDelegateByToken, type StoredDelegate } from '../../db/delegates.ts';
import { findOrder, findOrderByToken } from '../../db/orders.ts';
import { findPass, opens } from '../../db/passes.ts';
import { str } from '../../db/rows.ts';
import { readStore, shownStore } from '../../db/stores.ts';
import { readPhoneOrder } from '../../domain/phone-view.ts';
import { untilOfPass } from '../../domain/waiting.ts';
import type { ApiParts, Limiters } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';

/** The token of an order's or a second code's link: 128 bits, base64url. */
export const phoneToken = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** `GET /v1/phone/{token}` and `GET /v1/phone/delegate/{token}`: what is behind a link. The token is all the authority there is. */
export function addPhoneRoutes(server: Server, parts: ApiParts, limiters: Limiters): void {
  server.route({
    method: 'GET',
    url: '/v1/phone/:token',
    schema: {
      summary: 'The order behind a link that its customer was sent',
      params: z.strictObject({ token: z.string().max(100) }),
      response: { 200: phoneOrder, ...problems },
    },
    async handler(request, reply) {
      const { token } = request.params;
      if (await refuseHaste(limiters, token, request, reply)) return;
      const order = phoneToken.safeParse(token).success ? await findOrderByToken(parts.db, token) : null;
      if (order === null) return await refuse(reply, 'not-found', 'there is no such order');
      return await readPhoneOrder(parts.db, order, parts.clock.now());
    },
  });

  server.route({
    method: 'GET',
    url: '/v1/phone/delegate/:token',
    schema: {
      summary: 'The second code behind a link that a customer gave to somebody',
      description: 'The code and the place. No door, no order, nobody.',
      params: z.strictObject({ token: z.string().max(100) }),
      response: { 200: phoneSecondCode, ...problems },
    },
    async handler(request, reply) {
      const { token } = request.params;
      if (await refuseHaste(limiters, token, request, reply)) return;
      const delegate = phoneToken.safeParse(token).success ? await findDelegateByToken(parts.db, token) : null;
      if (delegate === null) return await refuse(reply, 'not-found', 'there is no such code');
      return await readSecondCode(parts.db, delegate, parts.clock.now());
    },
  });
}

/** Answers whoever asks too often, and says whether it did. */
export async function refuseHaste(limiters: Limiters, token: string, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const wait = Math.max(limiters.phoneAddress(request.ip), limiters.phoneToken(token));
  if (wait > 0) await refuse(reply.header('retry-after', wait), 'too-many', 'too many requests');
  return wait > 0;
}

async function readSecondCode(db: Queryable, delegate: StoredDelegate, now: UnixMs): Promise<PhoneSecondCode> {
  const { tenantId, code } = delegate;
  const order = await findOrder(db, tenantId, delegate.orderId);
  const pass = await findPass(db, tenantId, delegate.passId);
  const [station] = await db.query('SELECT store_id FROM stations WHERE tenant_id = $1 AND station_id = $2', [tenantId, pass?.stationId ?? '']);
  const store = await readStore(db, tenantId, str(station, 'store_id'));
  const shown = { ...shownStore(store), locale: order?.locale ?? 'es' };
  if (code === null || !opens(pass)) return { ...shown, state: 'over', code: null, until: null };
  return { ...shown, state: 'works', code, until: await untilOfPass(db, tenantId, pass, now) };
}
