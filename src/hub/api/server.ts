import swagger from '@fastify/swagger';
import fastify, { type FastifyError, type FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { createAuthentication } from './authenticate.ts';
import { createNonceCache } from './nonces.ts';
import { openApiOptions } from './openapi.ts';
import type { ApiParts, Limiters } from './parts.ts';
import { problemOf, problemStatus, refuse } from './problems.ts';
import { addEnrolRoute } from './routes/enrol.ts';
import { addLoyaltyRoutes } from './routes/loyalty.ts';
import { addMediaRoutes } from './routes/media.ts';
import { addOperatorRoutes } from './routes/operator.ts';
import { addAssistRoutes } from './routes/assist.ts';
import { addMemberRoutes } from './routes/members.ts';
import { addOrderRoutes } from './routes/orders.ts';
import { addPageRoutes } from './routes/pages.ts';
import { addPayLinkRoutes } from './routes/pay-links.ts';
import { addPaymentRoutes } from './routes/payments.ts';
import { addPhoneActions } from './routes/phone-actions.ts';
import { addPhoneAfter } from './routes/phone-after.ts';
import { addPhoneBagRoutes } from './routes/phone-bag.ts';
import { addPhoneRoutes } from './routes/phone.ts';
import { addSnapshotRoutes } from './routes/snapshot.ts';
import { addStaffDeskRoutes } from './routes/staff-desk.ts';
import { addSyncRoutes } from './routes/sync.ts';
import { problems, type Server } from './server-types.ts';
import { createLimiter } from './token-bucket.ts';

/** Bodies of routes that do not say otherwise, in bytes. */
const BODY_LIMIT = 65_536;

/** How long answers under way may take once the hub is told to stop, in milliseconds. */
const CLOSE_GRACE_MS = 2000;

/** The hub's HTTP server, not yet listening. It never redirects and answers every refusal as a `HubProblem`. */
export async function buildServer(parts: ApiParts): Promise<Server> {
  // A proxy on this machine says where a request came from; limits per address would else count all of them as one.
  const server = fastify({
    trustProxy: 'loopback',
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  })
    .setValidatorCompiler(validatorCompiler)
    .setSerializerCompiler(serializerCompiler)
    .withTypeProvider<ZodTypeProvider>();
  const rawBody = keepRawBodies(server);
  addGuards(server);
  addRefusals(server, parts);
  server.addHook('preClose', async () => {
    parts.changes.close();
    // A client that vanished keeps its connection "busy"; what is still there after the grace is cut, and a repeat is harmless.
    setTimeout(() => server.server.closeAllConnections(), CLOSE_GRACE_MS).unref();
  });

  await server.register(swagger, openApiOptions(parts.version));
  const limiters: Limiters = {
    station: createLimiter(parts.limits.station, parts.clock),
    enrol: createLimiter(parts.limits.enrol, parts.clock),
    phoneToken: createLimiter(parts.limits.phone, parts.clock),
    phoneAddress: createLimiter(parts.limits.phone, parts.clock),
    actionToken: createLimiter(parts.limits.action, parts.clock),
    actionAddress: createLimiter(parts.limits.phone, parts.clock),
    couponAddress: createLimiter(parts.limits.stranger, parts.clock),
    operator: createLimiter(parts.limits.operator, parts.clock),
    stranger: createLimiter(parts.limits.stranger, parts.clock),
    opening: createLimiter(parts.limits.opening, parts.clock),
    guessOrder: createLimiter(parts.limits.guess, parts.clock),
    guessStation: createLimiter(parts.limits.guesses, parts.clock),
  };
  const authentication = createAuthentication(parts, limiters, createNonceCache(), rawBody);
  addSyncRoutes(server, parts, authentication, rawBody);
  addSnapshotRoutes(server, parts, authentication);
  addEnrolRoute(server, parts, limiters);
  addPhoneRoutes(server, parts, limiters);
  addLoyaltyRoutes(server, parts, limiters);
  addPhoneActions(server, parts, limiters);
  addPhoneBagRoutes(server, parts, limiters);
  addMediaRoutes(server, parts, limiters);
  addPhoneAfter(server, parts, limiters);
  addOrderRoutes(server, parts, limiters, authentication);
  addStaffDeskRoutes(server, parts, authentication);
  addMemberRoutes(server, parts, authentication);
  addAssistRoutes(server, parts, limiters, authentication);
  addPaymentRoutes(server, parts, limiters, rawBody);
  addPayLinkRoutes(server, parts, limiters, authentication);
  addOperatorRoutes(server, parts, limiters);
  addPageRoutes(server, parts, limiters);
  addOwnRoutes(server, parts);
  await server.ready();
  return server;
}

/**
 * Takes JSON bodies as bytes and parses them only after the hooks of a route ran, because a signed request's digest is checked
 * before its content is looked at. A hook added here runs after the route's own, so parsing is done by validation itself.
 */
function keepRawBodies(server: Server): (request: FastifyRequest) => Uint8Array {
  const bodies = new WeakMap<FastifyRequest, Uint8Array>();
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    bodies.set(request, typeof body === 'string' ? Buffer.from(body) : body);
    done(null, undefined);
  });
  server.addHook('onRoute', (route) => {
    if (route.method !== 'POST') return;
    const own = route.preValidation ?? [];
    route.preValidation = [
      ...(Array.isArray(own) ? own : [own]),
      async (request, reply) => {
        const json = parseJson(bodies.get(request));
        if (json === undefined) return await refuse(reply, 'bad-request', 'the body is not JSON');
        request.body = json;
      },
    ];
  });
  return (request) => bodies.get(request) ?? new Uint8Array();
}

function parseJson(bytes: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** What holds for every answer, and for every request before anything else. */
function addGuards(server: Server): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    reply.header('cache-control', 'no-store');
    reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    // Nothing that unpacks: a small body must not become a large one.
    if (request.headers['content-encoding'] !== undefined) await refuse(reply, 'bad-request', 'content encodings are not accepted');
  });
}

function addRefusals(server: Server, parts: ApiParts): void {
  server.setNotFoundHandler((_, reply) => refuse(reply, 'not-found', 'there is nothing here'));
  server.setErrorHandler(async (failure: FastifyError, request, reply) => {
    const problem = problemOf(failure);
    if (problemStatus[problem.code] >= 500) {
      parts.logger.error('a request failed', { method: request.method, route: request.routeOptions.url ?? '', problem: failure.message.slice(0, 300) });
    }
    await refuse(reply, problem.code, problem.message);
  });
}

function addOwnRoutes(server: Server, parts: ApiParts): void {
  server.route({
    method: 'GET',
    url: '/health',
    schema: { summary: 'Does the hub work?', response: { 200: z.strictObject({ status: z.literal('ok'), version: z.string() }), ...problems } },
    async handler() {
      await parts.db.query('SELECT 1');
      return { status: 'ok' as const, version: parts.version };
    },
  });
  server.route({
    method: 'GET',
    url: '/openapi.json',
    schema: {
      summary: 'This description',
      response: { 200: { description: 'An OpenAPI 3.1 document', content: { 'application/json': { schema: z.unknown() } } } },
    },
    handler: async () => server.swagger(),
  });
}
