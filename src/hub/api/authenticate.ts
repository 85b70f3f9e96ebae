import { createHash, createPublicKey, verify } from 'node:crypto';
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler, preValidationAsyncHookHandler } from 'fastify';
import { decodeBase64Url, encodeBase64Url } from '../../contract/hub/base64.ts';
import { checkSignature, isFresh, type ReceivedSignature, readSignature, type VerifyingCrypto } from '../../contract/hub/signature.ts';
import { findStation, type KnownStation } from '../domain/enrolment.ts';
import type { NonceCache } from './nonces.ts';
import type { ApiParts, Limiters } from './parts.ts';
import { refuse } from './problems.ts';

/** A request on its way to being believed. */
interface Claim {
  readonly station: KnownStation;
  readonly received: ReceivedSignature;
}

/** Hooks for a route that only stations may call, and the way to ask who is calling. */
export interface Authentication {
  /** Before the content is read: shape of the signature, its time, a known key. */
  readonly onRequest: onRequestAsyncHookHandler;
  /** Before the content is parsed: its digest, the signature, the nonce, the station's rate. */
  readonly preValidation: preValidationAsyncHookHandler;
  /** The station that signed. Throws (a bug) on a route without the hooks. */
  stationOf(request: FastifyRequest): KnownStation;
}

/** One message for all of it: who is not who they say learns nothing about which part was wrong. */
const NOT_BELIEVED = 'the request is not signed by a known station';

/** Makes the hooks. Identity comes from the key alone. */
export function createAuthentication(
  parts: ApiParts,
  limiters: Limiters,
  nonces: NonceCache,
  rawBody: (request: FastifyRequest) => Uint8Array,
): Authentication {
  const claims = new WeakMap<FastifyRequest, Claim>();
  const believed = new WeakMap<FastifyRequest, KnownStation>();
  const seconds = () => Math.floor(parts.clock.now() / 1000);

  return {
    async onRequest(request, reply) {
      const received = readSignature(request.headers);
      if (!received.ok) return await refuseCaller(parts, request, reply, received.error.kind);
      if (!isFresh(received.value, seconds())) return await refuseCaller(parts, request, reply, 'stale');
      const station = await findStation(parts.db, received.value.keyId);
      if (station === null) return await refuseCaller(parts, request, reply, 'unknown-key');
      claims.set(request, { station, received: received.value });
    },
    async preValidation(request, reply) {
      const claim = claims.get(request);
      if (claim === undefined) return await refuseCaller(parts, request, reply, 'unsigned');
      const { station, received } = claim;
      const problem = signatureProblem(claim, request, rawBody(request), parts.origins(), seconds());
      if (problem !== null) return await refuseCaller(parts, request, reply, problem);
      if (station.revoked) return await refuse(reply, 'forbidden', 'this station has no access any more');
      const wait = limiters.station(station.stationId);
      if (wait > 0) return await refuse(reply.header('retry-after', wait), 'too-many', 'this station asks too often');
      // Behind the limit, so that a station in a loop cannot fill the memory with nonces.
      if (!nonces.take(station.stationId, received.nonce, seconds())) return await refuseCaller(parts, request, reply, 'replayed');
      believed.set(request, station);
    },
    stationOf(request) {
      const station = believed.get(request);
      if (station === undefined) throw new Error('this route does not authenticate');
      return station;
    },
  };
}

async function refuseCaller(parts: ApiParts, request: FastifyRequest, reply: FastifyReply, reason: string): Promise<void> {
  parts.logger.warn('request not believed', { reason, method: request.method });
  // A station whose clock is wrong must be able to find that out; the time is no secret.
  await refuse(reply, 'unauthorised', reason === 'stale' ? 'the signature is too old or from the future: check the clock' : NOT_BELIEVED);
}

/** Tries every origin under which the hub is known: a proxy in front may have changed the Host header. */
function signatureProblem(claim: Claim, request: FastifyRequest, body: Uint8Array, origins: readonly string[], nowSeconds: number): string | null {
  const publicKey = decodeBase64Url(claim.station.publicKey);
  if (publicKey === null) return 'key';
  for (const origin of origins) {
    const signed = { method: request.method, targetUri: origin + request.url, body };
    const checked = checkSignature(claim.received, signed, { publicKey, nowSeconds }, crypto);
    if (checked.ok) return null;
    if (checked.error.kind !== 'signature') return checked.error.kind;
  }
  return 'signature';
}

const crypto: VerifyingCrypto = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  verify(publicKey, message, signature) {
    try {
      const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: encodeBase64Url(publicKey) } });
      return verify(null, message, key, signature);
    } catch {
      // Bytes that are no key sign nothing.
      return false;
    }
  },
};
