import { z } from 'zod';
import { phoneClaim, phoneWithdraw } from '../../../contract/hub/after.ts';
import { phoneOrder } from '../../../contract/hub/phone.ts';
import { uuidV7 } from '../../../kernel/ids.ts';
import { claimByPhone } from '../../after/claims.ts';
import { withdrawByPhone } from '../../after/withdraw.ts';
import type { ApiParts, Limiters } from '../parts.ts';
import { problems, type Server } from '../server-types.ts';
import { actOn } from './phone-actions.ts';

const params = z.strictObject({ token: z.string().max(100) });
const response = { 200: phoneOrder, ...problems };
/** The largest body, a withdrawal with fifty lines, in bytes. */
const BODY_LIMIT = 16_384;

/**
 * `POST /v1/phone/{token}/withdraw` and `/claims`: what the law gives after the sale, without an account and behind the order's own link. The first is
 * what "confirm withdrawal" does (directive 2011/83, article 11a); its acknowledgement goes to the order's contact, with date and time.
 */
export function addPhoneAfter(server: Server, parts: ApiParts, limiters: Limiters): void {
  server.post(
    '/v1/phone/:token/withdraw',
    { bodyLimit: BODY_LIMIT, schema: { summary: 'Withdraw from the contract', params, response, body: phoneWithdraw } },
    (request, reply) =>
      actOn(parts, limiters, request.params.token, {
        request,
        reply,
        prepare: () => {
          const withdrawalId = uuidV7<'withdrawal'>(parts.clock.now(), parts.random);
          return (c, order) => withdrawByPhone(c, order, { ...request.body, withdrawalId, at: c.at });
        },
      }),
  );
  server.post(
    '/v1/phone/:token/claims',
    { bodyLimit: BODY_LIMIT, schema: { summary: 'Claim that something is not as it should be', params, response, body: phoneClaim } },
    (request, reply) =>
      actOn(parts, limiters, request.params.token, {
        request,
        reply,
        prepare: () => {
          const claimId = uuidV7<'claim'>(parts.clock.now(), parts.random);
          return (c, order) => claimByPhone(c, order, { ...request.body, claimId, at: c.at });
        },
      }),
  );
}
