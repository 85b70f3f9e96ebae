import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { hubProblem } from '../../contract/hub/sync.ts';

/** The HTTP server, its routes typed by their zod schemas. */
export type Server = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, ZodTypeProvider>;

/** The refusals of every route, for the description of the API. */
export const problems = { '4xx': hubProblem, '5xx': hubProblem };
