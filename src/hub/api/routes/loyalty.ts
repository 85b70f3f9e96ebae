import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { confirmConsentRequest, consentPage, type MemberPage, memberPage } from '../../../contract/hub/loyalty.ts';
import { phoneNothing } from '../../../contract/hub/phone.ts';
import { ok, type Result } from '../../../kernel/result.ts';
import { findConsentByToken, lockConsentByToken, type StoredConsent } from '../../db/consents.ts';
import { eraseNotes } from '../../db/member-notes.ts';
import { findMemberByToken, lockMember, publishMember, putMember, type StoredMember } from '../../db/members.ts';
import { confirmConsent, freshMember, sendMemberCode, withdrawConsent } from '../../domain/consents.ts';
import { audit, type Happening } from '../../domain/context.ts';
import { readConsentPage, readMemberPage } from '../../domain/loyalty-views.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { ApiParts, Limiters } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';
import { phoneToken, refuseHaste } from './phone.ts';
import { refuseWork } from './phone-actions.ts';

const params = z.strictObject({ token: z.string().max(100) });
const BODY_LIMIT = 4096;

/**
 * `/v1/consent/{token}` and `/v1/member/{token}`: the pages behind the links that a mailbox was sent. Looking at a link changes nothing, because
 * programs that check mail follow links too; only a button that a person presses does.
 */
export function addLoyaltyRoutes(server: Server, parts: ApiParts, limiters: Limiters): void {
  addConsentRoutes(server, parts, limiters);
  addMemberRoutes(server, parts, limiters);
}

function addConsentRoutes(server: Server, parts: ApiParts, limiters: Limiters): void {
  const response = { 200: consentPage, ...problems };
  server.route({
    method: 'GET',
    url: '/v1/consent/:token',
    schema: { summary: 'What somebody at a kiosk said yes to, for the mailbox that they named', params, response },
    async handler(request, reply) {
      const { token } = request.params;
      if (await refuseHaste(limiters, token, request, reply)) return;
      const consent = phoneToken.safeParse(token).success ? await findConsentByToken(parts.db, token) : null;
      return consent === null ? await refuse(reply, 'not-found', 'there is no such page') : await readConsentPage(parts.db, consent);
    },
  });
  server.post(
    '/v1/consent/:token/confirm',
    { bodyLimit: BODY_LIMIT, schema: { summary: 'Confirm it', params, response, body: confirmConsentRequest } },
    (request, reply) => {
      const address = request.body.address ?? null;
      return onConsent(parts, limiters, request, reply, (c, consent) => confirmConsent(c, consent, { address, fresh: freshMember(parts.random) }));
    },
  );
  server.post(
    '/v1/consent/:token/withdraw',
    { bodyLimit: BODY_LIMIT, schema: { summary: 'Take it back, at any time', params, response, body: phoneNothing } },
    (request, reply) =>
      onConsent(parts, limiters, request, reply, async (c, consent) => {
        await withdrawConsent(c, consent);
        return ok(undefined);
      }),
  );
}

type Token = FastifyRequest<{ Params: { token: string } }>;

async function onConsent(
  parts: ApiParts,
  limiters: Limiters,
  request: Token,
  reply: FastifyReply,
  work: (c: Happening, consent: StoredConsent) => Promise<Result<undefined, Refusal>>,
) {
  const { token } = request.params;
  if (await refuseHurry(limiters, token, request, reply)) return;
  const at = parts.clock.now();
  const done = await parts.db.transaction(async (tx): Promise<Result<undefined, Refusal> | null> => {
    const consent = phoneToken.safeParse(token).success ? await lockConsentByToken(tx, token) : null;
    return consent === null ? null : await work({ tx, at, station: { tenantId: consent.tenantId, stationId: null } }, consent);
  });
  if (done === null) return void (await refuse(reply, 'not-found', 'there is no such page'));
  if (!done.ok) return void (await refuseWork(reply, done.error));
  await parts.intake.durable();
  parts.changed();
  const consent = await findConsentByToken(parts.db, token);
  return consent === null ? undefined : await readConsentPage(parts.db, consent);
}

function addMemberRoutes(server: Server, parts: ApiParts, limiters: Limiters): void {
  const response = { 200: memberPage, ...problems };
  server.route({
    method: 'GET',
    url: '/v1/member/:token',
    schema: { summary: "A member's code and points", params, response },
    async handler(request, reply) {
      const { token } = request.params;
      if (await refuseHaste(limiters, token, request, reply)) return;
      const member = phoneToken.safeParse(token).success ? await findMemberByToken(parts.db, token) : null;
      return member === null ? await refuse(reply, 'not-found', 'there is no such member') : await pageOf(parts, member);
    },
  });
  server.post(
    '/v1/member/:token/new-code',
    { bodyLimit: BODY_LIMIT, schema: { summary: 'Make a new code: the one before is lost, and good no more', params, response, body: phoneNothing } },
    (request, reply) => onMember(parts, limiters, request, reply, renewCode),
  );
  server.post(
    '/v1/member/:token/leave',
    {
      bodyLimit: BODY_LIMIT,
      schema: { summary: 'Leave: who it was is erased at once, points are lost', params, response: { 200: phoneNothing, ...problems }, body: phoneNothing },
    },
    async (request, reply) => {
      await onMember(parts, limiters, request, reply, leave);
      return reply.sent ? undefined : {};
    },
  );
}

async function onMember(
  parts: ApiParts,
  limiters: Limiters,
  request: Token,
  reply: FastifyReply,
  work: (c: Happening, member: StoredMember) => Promise<void>,
): Promise<MemberPage | undefined> {
  const { token } = request.params;
  if (await refuseHurry(limiters, token, request, reply)) return;
  const found = phoneToken.safeParse(token).success ? await findMemberByToken(parts.db, token) : null;
  if (found === null) return void (await refuse(reply, 'not-found', 'there is no such member'));
  const at = parts.clock.now();
  await parts.db.transaction(async (tx) => {
    const member = await lockMember(tx, found.tenantId, found.memberId);
    if (member !== null) await work({ tx, at, station: { tenantId: found.tenantId, stationId: null } }, member);
  });
  await parts.intake.durable();
  parts.changed();
  const member = await findMemberByToken(parts.db, token);
  return member === null ? undefined : await pageOf(parts, member);
}

/** A code that was lost is good no more from now on, wherever the news has arrived. After 255 of them it begins anew. */
async function renewCode(c: Happening, member: StoredMember): Promise<void> {
  const renewed = { ...member, generation: (member.generation + 1) % 256 };
  await putMember(c.tx, renewed);
  await publishMember(c.tx, member.tenantId, member.memberId, c.at);
  await sendMemberCode(c, renewed);
  await audit(c, 'member.code-renewed', { memberId: member.memberId, generation: renewed.generation });
}

async function leave(c: Happening, member: StoredMember): Promise<void> {
  await putMember(c.tx, { ...member, contact: null, address: null, sizes: [], endedAt: c.at });
  await eraseNotes(c.tx, member.tenantId, member.memberId);
  await publishMember(c.tx, member.tenantId, member.memberId, c.at);
  await audit(c, 'member.left', { memberId: member.memberId });
}

function pageOf(parts: ApiParts, member: StoredMember): Promise<MemberPage> {
  return readMemberPage(parts.db, member, parts.memberCode(member.tenantId, member));
}

/** Answers whoever does too much in too short a time, and says whether it did. */
async function refuseHurry(limiters: Limiters, token: string, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const wait = Math.max(limiters.actionAddress(request.ip), limiters.actionToken(token));
  if (wait > 0) await refuse(reply.header('retry-after', wait), 'too-many', 'too many requests');
  return wait > 0;
}
