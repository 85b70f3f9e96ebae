import type { FastifyReply, FastifyRequest } from 'fastify';
import { customer, type Customer, customerRequest, eraseNoteRequest, noteRequest } from '../../../contract/hub/assist.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import { uuidV7 } from '../../../kernel/ids.ts';
import type { Result } from '../../../kernel/result.ts';
import { addNote, type CustomerContext, type CustomerRefusal, dropNote, readCustomer } from '../../domain/customers.ts';
import type { Authentication } from '../authenticate.ts';
import type { ApiParts, Limiters } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';
import { isTheirs } from './members.ts';

/** The largest question, in bytes. */
const BODY_LIMIT = 2048;

/**
 * `POST /v1/assist/...`: what somebody of the staff who stands beside a customer may see and note of them. The station answers for who is signed in; the
 * hub for whether that is somebody who serves this shop's customers, and for the record.
 */
export function addAssistRoutes(server: Server, parts: ApiParts, limiters: Limiters, auth: Authentication): void {
  const guards = { bodyLimit: BODY_LIMIT, onRequest: auth.onRequest, preValidation: auth.preValidation };
  const schemaOf = (summary: string) => ({ summary, security: [{ stationSignature: [] }], response: { 200: customer, ...problems } });
  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    staffId: string,
    work: (c: CustomerContext) => Promise<Result<Customer, CustomerRefusal>>,
  ): Promise<Customer | undefined> => {
    const { tenantId, stationId, storeId } = auth.stationOf(request);
    // A number can be guessed: a station that asks for one after the other is slowed down.
    const wait = limiters.guessStation(`assist/${tenantId}/${stationId}`);
    if (wait > 0) return void (await refuse(reply.header('retry-after', wait), 'too-many', 'too many customers are looked up here'));
    const at = parts.clock.now();
    const told = await parts.db.transaction((tx) =>
      work({ tx, at, station: { tenantId, stationId, storeId }, staffId, isTheirs: (member, code) => isTheirs(parts, member, code) }),
    );
    if (told.ok) return told.value;
    return void (await refuseCustomer(reply, told.error));
  };
  server.post(
    '/v1/assist/customer',
    { ...guards, schema: { ...schemaOf('Orders, sizes and notes of a customer'), body: customerRequest } },
    (request, reply) => {
      const { staffId, who } = request.body;
      return answer(request, reply, staffId, (c) => readCustomer(c, who));
    },
  );
  server.post('/v1/assist/note', { ...guards, schema: { ...schemaOf('Note something about a member'), body: noteRequest } }, async (request, reply) => {
    const { staffId, who, words } = request.body;
    const noteId = uuidV7(parts.clock.now(), parts.random);
    const noted = await answer(request, reply, staffId, (c) => addNote(c, who, { noteId, words }));
    await parts.intake.durable();
    return noted;
  });
  server.post('/v1/assist/note/erase', { ...guards, schema: { ...schemaOf('Erase a note'), body: eraseNoteRequest } }, async (request, reply) => {
    const { staffId, who, noteId } = request.body;
    const erased = await answer(request, reply, staffId, (c) => dropNote(c, who, noteId));
    await parts.intake.durable();
    return erased;
  });
}

async function refuseCustomer(reply: FastifyReply, { kind }: CustomerRefusal): Promise<void> {
  switch (kind) {
    case 'not-staff':
      return void (await refuse(reply, 'forbidden', 'nobody of this shop serves customers by that name'));
    case 'unknown':
      return void (await refuse(reply, 'not-found', 'there is no such customer'));
    case 'full':
      return void (await refuse(reply, 'conflict', 'no more notes are kept about this customer'));
    default:
      return assertNever(kind);
  }
}
