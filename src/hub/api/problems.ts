import type { FastifyReply } from 'fastify';
import type { HubProblem } from '../../contract/hub/sync.ts';

type Code = HubProblem['code'];

/** The HTTP status of each refusal. */
export const problemStatus: Readonly<Record<Code, number>> = {
  'bad-request': 400,
  unauthorised: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
};

/** Answers with a refusal in the one shape that all refusals of the hub have. */
export async function refuse(reply: FastifyReply, code: Code, message: string): Promise<void> {
  const problem: HubProblem = { code, message: message.slice(0, 400) };
  await reply.code(problemStatus[code]).type('application/json; charset=utf-8').serializer(JSON.stringify).send(problem);
}

/** The refusal for a failure that Fastify met before or after a handler; anything unknown is the hub's own trouble. */
export function problemOf(failure: { readonly statusCode?: number | undefined; readonly message: string; readonly validation?: unknown }): HubProblem {
  if (failure.validation !== undefined) return { code: 'bad-request', message: failure.message.slice(0, 400) };
  if (failure.statusCode === 413) return { code: 'too-large', message: 'the body is too large' };
  if (failure.statusCode !== undefined && failure.statusCode >= 400 && failure.statusCode < 500) {
    return { code: 'bad-request', message: failure.message.slice(0, 400) };
  }
  return { code: 'unavailable', message: 'the hub cannot do this now' };
}
