import { z } from 'zod';
import { unixMs } from '../schema.ts';
import { asciiBytes } from './signature.ts';

/** Longest part of a snapshot in bytes, before it is packed; and how large a snapshot may be at all. A larger catalogue is pulled by pages. */
export const MAX_SNAPSHOT_PART_BYTES = 8_388_608;
export const MAX_SNAPSHOT_PARTS = 128;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** `GET /v1/snapshot?format=F`: the newest snapshot of the catalogue in the station's own format, or `not-found`. */
export const snapshotQuery = z.strictObject({ format: z.coerce.number().int().min(1).max(1_000_000) });

/**
 * A file of the whole catalogue with its stock and its search, as a station keeps it, in parts of `partBytes` (the last one is shorter). `cursors` say how far
 * it holds each bucket: what follows is pulled by pages. Everything is fixed by `parts` and what is signed with them.
 */
export const snapshotManifest = z.strictObject({
  format: z.number().int().min(1),
  /** Names the file at its hub, so that parts of two files never mix: SHA-256 (hex) over the hashes of its parts. */
  name: sha256,
  bytes: z.number().int().min(1),
  partBytes: z.number().int().min(1024).max(MAX_SNAPSHOT_PART_BYTES),
  /** SHA-256 (hex) of each part as it is in the file. */
  parts: z.array(sha256).min(1).max(MAX_SNAPSHOT_PARTS),
  cursors: z.strictObject({ catalogue: z.number().int().min(0), stock: z.number().int().min(0) }),
  takenAt: unixMs,
  /** The hub's key, the same as for witnesses of audits: raw Ed25519, base64url. */
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** Base64url of 64 bytes, over `snapshotBytes`. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});
export type SnapshotManifest = z.infer<typeof snapshotManifest>;

/** What of a manifest is signed. */
export type SnapshotFacts = Omit<SnapshotManifest, 'publicKey' | 'signature'>;

/**
 * `GET /v1/snapshot/part?name=H&part=N&packed=P`: the bytes of one part, as they are (`no`) or as one frame of Zstandard (RFC 8878).
 */
export const snapshotPartQuery = z.strictObject({
  name: sha256,
  part: z.coerce
    .number()
    .int()
    .min(0)
    .max(MAX_SNAPSHOT_PARTS - 1),
  packed: z.enum(['yes', 'no']),
});

/** What is signed: a name that no other signature of the hub has, whose catalogue, and everything that the manifest says. */
export function snapshotBytes(tenantId: string, { format, name, bytes, partBytes, parts, cursors, takenAt }: SnapshotFacts): Uint8Array {
  return asciiBytes(['LOCKBANK-SNAPSHOT-v1', tenantId, format, name, bytes, partBytes, cursors.catalogue, cursors.stock, takenAt, ...parts].join('\0'));
}

/** How many parts a file of so many bytes has. */
export function partsOf({ bytes, partBytes }: Pick<SnapshotFacts, 'bytes' | 'partBytes'>): number {
  return Math.ceil(bytes / partBytes);
}
