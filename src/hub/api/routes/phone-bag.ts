import { z } from 'zod';
import { phoneBag, phoneBagAsk } from '../../../contract/hub/phone-bag.ts';
import { readPhoneBag } from '../../domain/phone-bag.ts';
import type { ApiParts, Limiters } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';
import { addPage } from './pages.ts';

/** The largest body, of fifty lines with the longest names, in bytes. */
const BODY_LIMIT = 32_768;

/**
 * `GET /b/{station}`, the page of a bag that a kiosk showed as a code, and `POST /v1/phone/bag/{station}`, what the shop says of its goods. The bag
 * itself stands in the address where no server sees it; what is asked here names goods and nobody, and nothing of it is kept.
 */
export function addPhoneBagRoutes(server: Server, parts: ApiParts, limiters: Limiters): void {
  addPage(server, parts, limiters, { url: '/b/:token', summary: 'The page of a bag', isPage: (station) => stationName.safeParse(station).success });
  server.route({
    method: 'POST',
    url: '/v1/phone/bag/:station',
    bodyLimit: BODY_LIMIT,
    schema: {
      summary: 'What a shop says of the goods in a bag',
      params: z.strictObject({ station: z.string().max(100) }),
      body: phoneBagAsk,
      response: { 200: phoneBag, ...problems },
    },
    async handler(request, reply) {
      if (limiters.phoneAddress(request.ip) > 0) return await refuse(reply.header('retry-after', 5), 'too-many', 'too many requests');
      const bag = stationName.safeParse(request.params.station).success ? await readPhoneBag(parts.db, request.params.station, request.body.lines) : null;
      return bag ?? (await refuse(reply, 'not-found', 'there is no such shop'));
    },
  });
}

const stationName = z.string().min(1).max(60);
