import type { FastifyRequest } from 'fastify';
import {
  type BucketName,
  bucketNames,
  MAX_PUSH_BYTES,
  pullQuery,
  pullResponse,
  pushQuery,
  pushRequest,
  pushResponse,
  WAITING_HEADER,
  waitQuery,
  waitResponse,
} from '../../../contract/hub/sync.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import { type Bucket, pullText } from '../../db/buckets.ts';
import { readRevisions } from '../../db/heard.ts';
import type { StationIdentity } from '../../domain/context.ts';
import type { PushRefusal } from '../../domain/push.ts';
import type { Authentication } from '../authenticate.ts';
import type { ApiParts } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';

/** Longest answer time of a wait, and how often it looks by itself: changes of another hub process give no signal here. */
const WAIT_MS = 25_000;
const LOOK_MS = 2_000;

const signed = [{ stationSignature: [] }];

/** `POST /v1/push`, `GET /v1/pull`, `GET /v1/wait`: what stations say and ask. */
export function addSyncRoutes(server: Server, parts: ApiParts, auth: Authentication, rawBody: (request: FastifyRequest) => Uint8Array): void {
  server.route({
    method: 'POST',
    url: '/v1/push',
    bodyLimit: MAX_PUSH_BYTES,
    schema: {
      summary: 'Hand over operations, in the order in which they happened',
      description: 'Applied in one transaction, each exactly once. A repeat changes nothing and is answered as the first time.',
      security: signed,
      querystring: pushQuery,
      body: pushRequest,
      response: { 200: pushResponse, ...problems },
    },
    onRequest: auth.onRequest,
    preValidation: auth.preValidation,
    async handler(request, reply) {
      const [at, isAsking] = [parts.clock.now(), request.query.ahead !== undefined];
      const raw = { text: () => Buffer.from(rawBody(request)).toString('utf8'), isAhead: isAsking && request.body.operations.length > 0 };
      const { tenantId, stationId, storeId, bank } = auth.stationOf(request);
      const done = await parts.intake.push({ tenantId, stationId, storeId, bank }, request.body, raw, at);
      if (!done.ok) return await refusePush(reply, done.error);
      const { outcomes, durableSeq, audit } = done.value;
      const head = audit === null ? null : { epoch: request.body.epoch, ...audit, signedAt: at };
      return {
        outcomes: [...outcomes],
        durableSeq,
        serverTime: at,
        ...(isAsking && parts.intake.takesAhead ? { ahead: true as const } : {}),
        ...(head === null ? {} : { audit: parts.auditSigner.witness({ tenantId, stationId }, head) }),
      };
    },
  });

  server.route({
    method: 'GET',
    url: '/v1/pull',
    schema: {
      summary: 'One page of what changed in a bucket',
      description: 'A cursor ahead of the bucket (the hub was restored) is a conflict: begin again at 0.',
      security: signed,
      querystring: pullQuery,
      response: { 200: pullResponse, ...problems },
    },
    onRequest: auth.onRequest,
    preValidation: auth.preValidation,
    async handler(request, reply) {
      const { bucket, cursor, limit } = request.query;
      const station = auth.stationOf(request);
      const page = await pullText(parts.db, bucketOf(station, bucket), cursor, limit, parts.clock.now());
      if (page === null) return await refuse(reply, 'conflict', 'the cursor is ahead of the bucket: begin again at 0');
      await parts.listening.note(station.stationId, bucketOf(station, bucket), cursor, isWaiting(request));
      return await sendPage(reply, page);
    },
  });

  server.route({
    method: 'GET',
    url: '/v1/wait',
    schema: {
      summary: 'Wait until something changed for this station, 25 seconds at most',
      description: "`at` is the sum of the revisions of the station's buckets. A hint: polling is the floor.",
      security: signed,
      querystring: waitQuery,
      response: { 200: waitResponse, ...problems },
    },
    onRequest: auth.onRequest,
    preValidation: auth.preValidation,
    handler: async (request) => ({ at: await waitForChange(parts, auth.stationOf(request), request.query.since, request) }),
  });
}

function isWaiting(request: FastifyRequest): boolean {
  return request.headers[WAITING_HEADER] === '1';
}

/** The bucket that a station means by a name: the scope follows from who asks. */
export function bucketOf(station: StationIdentity, bucket: BucketName): Bucket {
  const { tenantId, stationId, storeId } = station;
  switch (bucket) {
    case 'catalogue':
    case 'stock':
    case 'keys':
    case 'couriers':
    case 'returns':
    case 'loyalty':
    case 'coupons':
    case 'members':
      return { tenantId, bucket, scope: '' };
    case 'orders':
    case 'staff':
    case 'config':
    case 'calls':
    case 'slides':
      return { tenantId, bucket, scope: storeId };
    case 'passes':
    case 'parcels':
    case 'revoked':
    case 'commands':
    case 'allotments':
      return { tenantId, bucket, scope: stationId };
    default:
      return assertNever(bucket);
  }
}

async function waitForChange(parts: ApiParts, station: StationIdentity, since: number, request: FastifyRequest): Promise<number> {
  const buckets = bucketNames.map((name) => bucketOf(station, name));
  const endsAt = parts.clock.monotonic() + WAIT_MS;
  for (;;) {
    // Asked for before the look, so that a change between look and wait is not missed.
    const left = endsAt - parts.clock.monotonic();
    const changed = parts.changes.wait(Math.max(0, Math.min(LOOK_MS, left)));
    const revisions = await readRevisions(parts.db, buckets);
    const at = revisions.reduce((sum, [, revision]) => sum + revision, 0);
    // No cursor is ahead of its bucket: a station whose sum is the whole sum has heard everything.
    if (at === since) for (const [bucket, revision] of revisions) await parts.listening.note(station.stationId, bucket, revision, isWaiting(request));
    if (at > since || left <= 0 || request.socket.destroyed || parts.changes.closed()) return at;
    await changed;
  }
}

/** A page is text already, and what the schema says: to read it and write it once more would take longer than all the rest. */
async function sendPage(reply: Parameters<typeof refuse>[0], page: string): Promise<void> {
  await reply.type('application/json; charset=utf-8').send(page);
}

function refusePush(reply: Parameters<typeof refuse>[0], refusal: PushRefusal): Promise<void> {
  switch (refusal.kind) {
    case 'not-in-sequence':
      return refuse(reply, 'bad-request', 'the operations of a push follow each other without a gap');
    case 'gap':
      return refuse(reply, 'conflict', `operations are missing: expected ${refusal.expected}`);
    case 'old-epoch':
      return refuse(reply, 'conflict', 'this epoch was followed by another');
    default:
      return assertNever(refusal);
  }
}
