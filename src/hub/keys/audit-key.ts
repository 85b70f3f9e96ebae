import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { z } from 'zod';
import { type AuditWitness, auditWitnessBytes } from '../../contract/hub/audit-witness.ts';
import { type SnapshotFacts, type SnapshotManifest, snapshotBytes } from '../../contract/hub/snapshot.ts';
import type { SecretFiles } from './secret-files.ts';

/** Signs for the heads of stations' audit chains and for snapshots of the catalogue, each under a name of its own, and for nothing else. */
export interface AuditSigner {
  /** Raw Ed25519, base64url: what a station is given when it enrols. */
  readonly publicKey: string;
  witness(station: { readonly tenantId: string; readonly stationId: string }, head: Pick<AuditWitness, 'epoch' | 'seq' | 'hash' | 'signedAt'>): AuditWitness;
  snapshot(tenantId: string, facts: SnapshotFacts): SnapshotManifest;
}

const keyFile = z.strictObject({ privateKey: z.string().max(400) });
const NAME = 'audit-key.json';

/**
 * The hub's audit key, made at the first start. Not one that signs codes or commands, and each of its texts begins with what it is, so that no signature can be passed off as another.
 * Several hubs of one database share their secrets folder, or stations believe only the one that they enrolled with.
 */
export async function loadAuditSigner(secrets: SecretFiles): Promise<AuditSigner> {
  const stored = await secrets.read(NAME);
  const key =
    stored === null
      ? generateKeyPairSync('ed25519').privateKey
      : createPrivateKey({ key: Buffer.from(keyFile.parse(JSON.parse(stored)).privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  if (stored === null) await secrets.write(NAME, JSON.stringify({ privateKey: key.export({ format: 'der', type: 'pkcs8' }).toString('base64') }));
  const publicKey = createPublicKey(key).export({ format: 'jwk' }).x;
  if (publicKey === undefined) throw new Error('not an Ed25519 key');
  const signed = (bytes: Uint8Array): string => sign(null, bytes, key).toString('base64url');
  return {
    publicKey,
    snapshot: (tenantId, facts) => ({ ...facts, publicKey, signature: signed(snapshotBytes(tenantId, facts)) }),
    witness: (station, { epoch, seq, hash, signedAt }) => {
      const head = { epoch, seq, hash, signedAt };
      return { ...head, publicKey, signature: signed(auditWitnessBytes(station, head)) };
    },
  };
}
