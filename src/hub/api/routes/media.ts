import { z } from 'zod';
import { MEDIA_CONTENT_TYPES, MEDIA_NAME, mediaType } from '../../../contract/media.ts';
import { ROOM_POLICY } from '../room-policy.ts';
import type { ApiParts, Limiters } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';
import { addPage } from './pages.ts';

/**
 * `GET /media/{hash}.{type}`, a photograph or a model of the catalogue, for stations, phones, and the phones' own viewers; and `GET /m/{hash}.glb`, the page that
 * shows a model in the room where the phone is. A file is named by its content, and nothing of it is secret.
 */
export function addMediaRoutes(server: Server, parts: ApiParts, limiters: Limiters): void {
  addPage(server, parts, limiters, {
    url: '/m/:token',
    summary: 'The page of a model',
    isPage: (name) => /^[0-9a-f]{64}\.glb$/.test(name),
    policy: ROOM_POLICY,
  });
  server.route({
    method: 'GET',
    url: '/media/:name',
    schema: {
      summary: 'A photograph or a model of the catalogue',
      params: z.strictObject({ name: z.string().max(100) }),
      response: { 200: { description: 'The file', content: { '*/*': { schema: z.unknown() } } }, ...problems },
    },
    async handler(request, reply) {
      const { name } = request.params;
      const type = mediaType.safeParse(MEDIA_NAME.test(name) ? name.slice(name.indexOf('.') + 1) : '');
      const bytes = type.success ? await parts.media.read(name) : null;
      if (!type.success || bytes === null) return await refuse(reply, 'not-found', 'there is no such file');
      reply.header('cache-control', 'public, max-age=31536000, immutable').type(MEDIA_CONTENT_TYPES[type.data]);
      // Phones hand a model to a viewer of their own, which is another origin.
      if (type.data === 'glb' || type.data === 'usdz') reply.header('access-control-allow-origin', '*');
      return await reply.send(Buffer.from(bytes));
    },
  });
}
