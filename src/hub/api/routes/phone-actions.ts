import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { phoneExtend, phoneMakeDelegate, phoneMakeReturn, phoneNothing, phoneOrder, type PhoneOrder, phoneResetPin } from '../../../contract/hub/phone.ts';
import { stockChoice } from '../../../contract/stock.ts';
import type { Result } from '../../../kernel/result.ts';
import { findOrderByToken, lockOrder, type StoredOrder } from '../../db/orders.ts';
import type { Happening } from '../../domain/context.ts';
import { makeDelegate, revokeDelegate } from '../../domain/delegates.ts';
import { extendDeadline } from '../../domain/extend.ts';
import { readPhoneOrder } from '../../domain/phone-view.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { resendCode } from '../../domain/resend.ts';
import { resetPin } from '../../domain/reset-pin.ts';
import { cancelReturn, makeReturn } from '../../domain/return-permits.ts';
import { decideShort } from '../../domain/stock/decide.ts';
import { drawPin, hashPin } from '../../keys/pins.ts';
import type { ApiParts, Limiters } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';
import { phoneToken } from './phone.ts';

/** What an action does to its order, which is locked meanwhile. */
type Work = (c: Happening, order: StoredOrder) => Promise<Result<undefined, Refusal>>;

const params = z.strictObject({ token: z.string().max(100) });
const numbered = z.strictObject({ token: z.string().max(100), number: z.coerce.number().int().min(1).max(1000) });
const response = { 200: phoneOrder, ...problems };
/** The largest body, of a return with fifty lines, in bytes. */
const BODY_LIMIT = 16_384;

/** `POST /v1/phone/{token}/...`: what the customer may do on the page behind their order's link. Each answers with the order as it is then. */
export function addPhoneActions(server: Server, parts: ApiParts, limiters: Limiters): void {
  const act = (request: FastifyRequest<{ Params: { token: string } }>, reply: FastifyReply, prepare: (order: StoredOrder) => Promise<Work> | Work) =>
    actOn(parts, limiters, request.params.token, { request, reply, prepare });
  const openMint = async ({ tenantId }: StoredOrder) => ({ random: parts.random, tenantId, key: await parts.keyOf(tenantId) });

  const schema = (summary: string) => ({ summary, params, response });
  server.post(
    '/v1/phone/:token/extend',
    { bodyLimit: BODY_LIMIT, schema: { ...schema('Give the parcels of an order more days'), body: phoneExtend } },
    (request, reply) => act(request, reply, () => (c, order) => extendDeadline(c, order, request.body.used)),
  );
  server.post('/v1/phone/:token/pin', { bodyLimit: BODY_LIMIT, schema: { ...schema('Make a new PIN'), body: phoneResetPin } }, (request, reply) =>
    act(request, reply, async () => {
      const pin = drawPin(parts.random);
      const hash = await hashPin(pin, parts.random, parts.pinCost);
      return (c, order) => resetPin(c, order, request.body.resets, { pin, hash });
    }),
  );
  server.post(
    '/v1/phone/:token/resend',
    { bodyLimit: BODY_LIMIT, schema: { ...schema("Send the code to the order's contact again"), body: phoneNothing } },
    (request, reply) => act(request, reply, () => resendCode),
  );
  server.post(
    '/v1/phone/:token/delegates',
    { bodyLimit: BODY_LIMIT, schema: { ...schema('Make a second code for somebody else'), body: phoneMakeDelegate } },
    (request, reply) =>
      act(request, reply, async (found) => {
        const mint = await openMint(found);
        return (c, order) => makeDelegate(c, order, request.body.made, mint);
      }),
  );
  server.post(
    '/v1/phone/:token/delegates/:number/revoke',
    { bodyLimit: BODY_LIMIT, schema: { summary: 'Take a second code back', params: numbered, response, body: phoneNothing } },
    (request, reply) => act(request, reply, () => (c, order) => revokeDelegate(c, order, request.params.number)),
  );
  server.post(
    '/v1/phone/:token/stock',
    { bodyLimit: BODY_LIMIT, schema: { ...schema('Decide about pieces of an order that are nowhere: wait, give up, or take another'), body: stockChoice } },
    (request, reply) => act(request, reply, () => (c, order) => decideShort(c, order, request.body)),
  );
  server.post(
    '/v1/phone/:token/returns',
    { bodyLimit: BODY_LIMIT, schema: { ...schema('Make a code to bring goods back with'), body: phoneMakeReturn } },
    (request, reply) =>
      act(request, reply, async (found) => {
        const mint = await openMint(found);
        return (c, order) => makeReturn(c, order, request.body, mint);
      }),
  );
  server.post(
    '/v1/phone/:token/returns/:number/cancel',
    { bodyLimit: BODY_LIMIT, schema: { summary: 'Take an announced return back', params: numbered, response, body: phoneNothing } },
    (request, reply) => act(request, reply, () => (c, order) => cancelReturn(c, order, request.params.number)),
  );
}

/** A request of the page behind an order's link, and what it does. */
export interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Made outside the transaction: keys are loaded and PINs hashed here. */
  readonly prepare: (order: StoredOrder) => Promise<Work> | Work;
}

/** Does what a customer asks for with their order, which is locked meanwhile, and answers with the order as it is then. */
export async function actOn(parts: ApiParts, limiters: Limiters, token: string, { request, reply, prepare }: Asked): Promise<PhoneOrder | undefined> {
  const wait = Math.max(limiters.actionAddress(request.ip), limiters.actionToken(token));
  if (wait > 0) return void (await refuse(reply.header('retry-after', wait), 'too-many', 'too many requests'));
  const found = phoneToken.safeParse(token).success ? await findOrderByToken(parts.db, token) : null;
  if (found === null) return void (await refuse(reply, 'not-found', 'there is no such order'));
  const work = await prepare(found);
  const { tenantId, orderId } = found;
  const at = parts.clock.now();
  const done = await parts.db.transaction(async (tx) => {
    const order = await lockOrder(tx, tenantId, orderId);
    if (order === null) throw new Error('an order vanished');
    return await work({ tx, at, station: { tenantId, stationId: null } }, order);
  });
  if (!done.ok) return void (await refuseWork(reply, done.error));
  // What a customer was told must survive a power cut: a code that was taken back above all.
  await parts.intake.durable();
  parts.changed();
  const order = await findOrderByToken(parts.db, token);
  return order === null ? undefined : await readPhoneOrder(parts.db, order, parts.clock.now());
}

/** Says why something was not done. */
export async function refuseWork(reply: FastifyReply, refusal: Refusal): Promise<void> {
  const codes = { unknown: 'not-found', 'not-now': 'conflict', 'too-often': 'too-many' } as const;
  await refuse(reply, codes[refusal.kind], refusal.message);
}
