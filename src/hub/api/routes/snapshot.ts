import { z } from 'zod';
import { snapshotManifest, snapshotPartQuery, snapshotQuery } from '../../../contract/hub/snapshot.ts';
import type { Authentication } from '../authenticate.ts';
import type { ApiParts } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';

const signed = [{ stationSignature: [] }];

/** `GET /v1/snapshot` and `GET /v1/snapshot/part`: the whole catalogue as a file, for stations that have nothing or very old figures. */
export function addSnapshotRoutes(server: Server, parts: ApiParts, auth: Authentication): void {
  const common = { onRequest: auth.onRequest, preValidation: auth.preValidation };
  server.route({
    ...common,
    method: 'GET',
    url: '/v1/snapshot',
    schema: {
      summary: 'What the newest snapshot of the catalogue consists of',
      description: 'Not found while there is none of this format: then pages are pulled.',
      security: signed,
      querystring: snapshotQuery,
      response: { 200: snapshotManifest, ...problems },
    },
    async handler(request, reply) {
      const manifest = parts.snapshots.newest(auth.stationOf(request).tenantId, request.query.format);
      return manifest ?? (await refuse(reply, 'not-found', 'there is no snapshot of this format'));
    },
  });
  server.route({
    ...common,
    method: 'GET',
    url: '/v1/snapshot/part',
    schema: {
      summary: 'One part of a snapshot',
      description: 'Not found when the hub has made newer ones since: then its manifest is asked for again.',
      security: signed,
      querystring: snapshotPartQuery,
      response: { 200: { description: 'The bytes', content: { 'application/octet-stream': { schema: z.unknown() } } }, ...problems },
    },
    async handler(request, reply) {
      const { name, part, packed } = request.query;
      const bytes = await parts.snapshots.part(auth.stationOf(request).tenantId, name, part, packed === 'yes');
      if (bytes === null) return await refuse(reply, 'not-found', 'this snapshot is not here any more');
      return await reply.type('application/octet-stream').send(bytes);
    },
  });
}
