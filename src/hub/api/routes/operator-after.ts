import { z } from 'zod';
import { settleRefund } from '../../../contract/hub/operator.ts';
import { answerClaim as answerClaimBody, type operatorClaim, type operatorWithdrawal } from '../../../contract/hub/operator-after.ts';
import { uuid } from '../../../contract/schema.ts';
import { answerClaim } from '../../after/claims.ts';
import { settleWithdrawal } from '../../after/settle-withdrawal.ts';
import { claimNumberOf, findAllClaims } from '../../db/claims.ts';
import type { Queryable } from '../../db/database.ts';
import { findAllWithdrawals } from '../../db/withdrawals.ts';
import type { OperatorAuthentication } from '../operators.ts';
import type { ApiParts } from '../parts.ts';
import { problems, type Server } from '../server-types.ts';
import { answer, done, inTransaction, security } from './operator-parts.ts';

/** `POST /v1/operator/withdrawals/{id}/settle` and `/v1/operator/claims/{id}/answer`: what became of what customers asked for after the sale. */
export function addOperatorAfter(server: Server, parts: ApiParts, auth: OperatorAuthentication): void {
  server.route({
    method: 'POST',
    url: '/v1/operator/withdrawals/:withdrawalId/settle',
    schema: {
      summary: 'Tell that the money for a withdrawal went back, or that it will not',
      description: 'The customer is told. Asked again with the same body it does nothing.',
      security,
      params: z.strictObject({ withdrawalId: uuid }),
      body: settleRefund,
      response: { 200: done, ...problems },
    },
    onRequest: auth.with('refund'),
    async handler(request, reply) {
      const operator = auth.operatorOf(request);
      const { withdrawalId } = request.params;
      return await answer(reply, await inTransaction(parts, operator, (c) => settleWithdrawal(c, operator, withdrawalId, request.body)));
    },
  });
  server.route({
    method: 'POST',
    url: '/v1/operator/claims/:claimId/answer',
    schema: {
      summary: 'Answer a claim under the guarantee',
      description: 'The customer is told, in the words that are given here.',
      security,
      params: z.strictObject({ claimId: uuid }),
      body: answerClaimBody,
      response: { 200: done, ...problems },
    },
    onRequest: auth.with('refund'),
    async handler(request, reply) {
      const operator = auth.operatorOf(request);
      const { claimId } = request.params;
      return await answer(reply, await inTransaction(parts, operator, (c) => answerClaim(c, operator, claimId, request.body)));
    },
  });
}

/** Who withdrew from what; what waits for people first. */
export async function listWithdrawals(db: Queryable, tenantId: string): Promise<z.infer<typeof operatorWithdrawal>[]> {
  return (await findAllWithdrawals(db, tenantId)).map(({ tenantId: _tenant, number: _number, receivedAt: _heard, currency: _currency, lines, ...rest }) => ({
    ...rest,
    lines: [...lines],
  }));
}

/** The claims under the guarantee; those that wait for an answer first. */
export async function listClaims(db: Queryable, tenantId: string): Promise<z.infer<typeof operatorClaim>[]> {
  return (await findAllClaims(db, tenantId)).map(({ tenantId: _tenant, receivedAt: _heard, orderNumber, number, ...rest }) => ({
    ...rest,
    number: claimNumberOf(orderNumber, number),
  }));
}
