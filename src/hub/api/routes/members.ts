import { timingSafeEqual } from 'node:crypto';
import { memberAddress, memberAddressRequest } from '../../../contract/hub/loyalty.ts';
import { findMember, type StoredMember } from '../../db/members.ts';
import { audit } from '../../domain/context.ts';
import type { Authentication } from '../authenticate.ts';
import type { ApiParts } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';

/** The largest question, in bytes. */
const BODY_LIMIT = 1024;

/** `POST /v1/members/address`: what a kiosk asks for a member who stands there and has shown their code. */
export function addMemberRoutes(server: Server, parts: ApiParts, auth: Authentication): void {
  server.route({
    method: 'POST',
    url: '/v1/members/address',
    bodyLimit: BODY_LIMIT,
    schema: {
      summary: 'Where the things of a member go who has shown their code',
      description: 'A code that is not theirs, or not theirs any more, is answered like a member that does not exist.',
      security: [{ stationSignature: [] }],
      body: memberAddressRequest,
      response: { 200: memberAddress, ...problems },
    },
    onRequest: auth.onRequest,
    preValidation: auth.preValidation,
    async handler(request, reply) {
      const { tenantId, stationId } = auth.stationOf(request);
      const { memberId, code } = request.body;
      const member = await findMember(parts.db, tenantId, memberId);
      if (member === null || !isTheirs(parts, member, code)) return await refuse(reply, 'not-found', 'there is no such member');
      const at = parts.clock.now();
      await parts.db.transaction((tx) => audit({ tx, at, station: { tenantId, stationId } }, 'member.address-told', { memberId, stationId }));
      return { address: member.address };
    },
  });
}

/** Is this the member's own code? Signatures of this kind are always the same, so that the code is made once more and compared. */
export function isTheirs(parts: Pick<ApiParts, 'memberCode'>, member: StoredMember, code: string): boolean {
  const [shown, theirs] = [Buffer.from(code.trim()), Buffer.from(parts.memberCode(member.tenantId, member))];
  return shown.length === theirs.length && timingSafeEqual(shown, theirs);
}
