import { z } from 'zod';
import { unixMs, uuid } from '../schema.ts';
import { asciiBytes } from './signature.ts';

/**
 * The hub's word that it has seen the head of a station's audit chain (rule H-21). A chain proves its order, but not that its tail is
 * still there: a station that can no longer show the entry which was signed for has lost it, or somebody took it away.
 */
export const auditWitness = z.strictObject({
  epoch: uuid,
  seq: z.number().int().min(0),
  /** The chain's hash at `seq`, in hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signedAt: unixMs,
  /** The hub's key for this and nothing else: raw Ed25519, base64url. A station trusts the one that it was enrolled with, or met first. */
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** Base64url of 64 bytes, over `auditWitnessBytes`. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});
export type AuditWitness = z.infer<typeof auditWitness>;

/** What is signed: a name that no other signature of the hub has, then whose chain, which entry, and when. */
export function auditWitnessBytes(
  station: { readonly tenantId: string; readonly stationId: string },
  witness: Pick<AuditWitness, 'epoch' | 'seq' | 'hash' | 'signedAt'>,
): Uint8Array {
  const { epoch, seq, hash, signedAt } = witness;
  return asciiBytes(['LOCKBANK-AUDIT-v1', station.tenantId, station.stationId, epoch, seq, hash, signedAt].join('\0'));
}
