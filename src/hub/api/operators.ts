import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { OperatorRight } from '../../contract/hub/operator.ts';
import { findOperator, type Operator } from '../db/operators.ts';
import type { ApiParts, Limiters } from './parts.ts';
import { refuse } from './problems.ts';

/** A hook for routes that only operators with a right may call, and the way to ask who is calling. */
export interface OperatorAuthentication {
  with(right: OperatorRight): onRequestAsyncHookHandler;
  /** The operator whose token it was. Throws (a bug) on a route without the hook. */
  operatorOf(request: FastifyRequest): Operator;
}

const TOKEN = /^Bearer ([A-Za-z0-9_-]{43})$/;

/** Makes the hook: `Authorization: Bearer <token>` (RFC 6750). Guessing is slowed down per address, asking per operator. */
export function createOperatorAuthentication(parts: ApiParts, limiters: Limiters): OperatorAuthentication {
  const believed = new WeakMap<FastifyRequest, Operator>();
  return {
    with: (right) => async (request, reply) => {
      const token = TOKEN.exec(request.headers.authorization ?? '')?.[1];
      const operator = token === undefined ? null : await findOperator(parts.db, token, parts.clock.now());
      if (operator === null) return await refuseStranger(parts, limiters, request, reply);
      const wait = limiters.operator(operator.operatorId);
      if (wait > 0) return await refuse(reply.header('retry-after', wait), 'too-many', 'this operator asks too often');
      if (!operator.rights.has(right)) return await refuse(reply, 'forbidden', 'this operator may not do that');
      believed.set(request, operator);
    },
    operatorOf(request) {
      const operator = believed.get(request);
      if (operator === undefined) throw new Error('this route does not ask for an operator');
      return operator;
    },
  };
}

async function refuseStranger(parts: ApiParts, limiters: Limiters, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const wait = limiters.stranger(request.ip);
  if (wait > 0) return await refuse(reply.header('retry-after', wait), 'too-many', 'too many requests');
  parts.logger.warn('an operator was not believed', { method: request.method });
  await refuse(reply.header('www-authenticate', 'Bearer'), 'unauthorised', 'this needs the token of an operator');
}
