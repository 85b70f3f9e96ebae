import { enrolRequest, enrolResponse } from '../../../contract/hub/sync.ts';
import { enrol } from '../../domain/enrolment.ts';
import type { ApiParts, Limiters } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';

/** `POST /v1/enrol`: a one-time code for an identity. Not signed: the hub learns the key here. */
export function addEnrolRoute(server: Server, parts: ApiParts, limiters: Limiters): void {
  server.route({
    method: 'POST',
    url: '/v1/enrol',
    bodyLimit: 4096,
    schema: {
      summary: 'Enrol a station with a one-time code',
      body: enrolRequest,
      response: { 200: enrolResponse, ...problems },
    },
    async onRequest(request, reply) {
      const wait = limiters.enrol(request.ip);
      if (wait > 0) await refuse(reply.header('retry-after', wait), 'too-many', 'too many enrolments from this address');
    },
    async handler(request, reply) {
      const done = await enrol(parts.db, request.body, parts.clock.now(), parts.enrolling);
      if (!done.ok) return await refuse(reply, 'forbidden', 'the code is unknown, used or too old');
      // An identity that a station keeps must survive a power cut here as well.
      await parts.intake.checkpoint();
      parts.logger.info('station enrolled', { station: done.value.stationId });
      return { ...done.value, auditKey: parts.auditSigner.publicKey };
    },
  });
}
