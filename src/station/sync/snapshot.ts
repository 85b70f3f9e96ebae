import { createPublicKey, verify } from 'node:crypto';
import { MAX_SNAPSHOT_PART_BYTES, partsOf, snapshotBytes, type SnapshotManifest, snapshotManifest } from '../../contract/hub/snapshot.ts';
import type { Logger } from '../../kernel/logger.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { SnapshotProblem, SnapshotTaker, SyncCatalogue, SyncStore } from '../ports/sync.ts';
import type { SyncFailure } from './failure.ts';
import { type HubClient, type HubFailure, parseAnswer } from './hub-client.ts';
import { readIdentity } from './identity.ts';
import { trustedAuditKey } from './witness.ts';

/** Brings the whole catalogue at once, where the hub has it as a file. */
export interface SnapshotPull {
  /**
   * `taken`: the catalogue is the hub's now, as far as the snapshot's cursors. `none`: pages are the way, for whatever reason. A failure is one that passes: what came is kept, and
   * the next try goes on behind it.
   */
  take(stationId: string): Promise<Result<'taken' | 'none', SyncFailure>>;
  /** The catalogue has come to its end: nothing of a snapshot is needed any more. */
  done(): Promise<void>;
}

/** What taking one needs. */
export interface SnapshotPullParts {
  readonly store: SyncStore;
  readonly catalogue: SyncCatalogue & SnapshotTaker;
  readonly client: HubClient;
  readonly logger: Logger;
  readonly timeoutMs: number;
  /** Packed for a line that is slower than unpacking; as it is from a hub on this very machine. */
  readonly isPacked: boolean;
}

/** A station that has a catalogue takes a snapshot only when it is so many changes ahead: fewer come by pages as fast, and shoppers' screens change less. */
const WORTH = 20_000;
/** A line on which parts break off so often without any getting through may still carry pages, which are smaller. */
const MOST_BREAKS = 3;
const MAX_MANIFEST_BYTES = 65_536;
/** What does not pack at all is a little longer for it. */
const PACKING_BYTES = 65_536;

/** Makes the way for snapshots. A file that was not what it should be is not tried again while this program runs. */
export function createSnapshotPull(parts: SnapshotPullParts): SnapshotPull {
  const { catalogue, logger } = parts;
  const refused = new Set<string>();
  let breaks = 0;
  let mayBeLeft = true;
  const giveUp = (manifest: SnapshotManifest, problem: SnapshotProblem): 'none' => {
    logger.warn('a snapshot of the catalogue was not taken: it is pulled by pages', { kind: problem.kind, detail: 'detail' in problem ? problem.detail : '' });
    refused.add(manifest.name);
    return 'none';
  };
  const bring = async (manifest: SnapshotManifest, stationId: string): Promise<Result<'taken' | 'none', SyncFailure>> => {
    const begun = await catalogue.beginSnapshot(manifest);
    if (!begun.ok) return ok(giveUp(manifest, begun.error));
    const brought = await bringParts(parts, manifest, { from: begun.value, stationId, progressed: () => (breaks = 0) });
    if (!brought.ok) {
      if ('code' in brought.error && brought.error.code === 'not-found') return ok('none');
      breaks += 1;
      return brought;
    }
    const swapped = brought.value ?? (await catalogue.swapSnapshot());
    if (!swapped.ok) return ok(giveUp(manifest, swapped.error));
    logger.info('the catalogue was taken whole', { bytes: manifest.bytes, ...manifest.cursors });
    return ok('taken');
  };
  return {
    take: async (stationId) => {
      if (breaks >= MOST_BREAKS) return ok('none');
      const asked = await askManifest(parts, stationId);
      if (!asked.ok || asked.value === null) return asked.ok ? ok('none') : asked;
      const manifest = asked.value;
      if (refused.has(manifest.name) || !isWorth(catalogue, manifest)) return ok('none');
      mayBeLeft = true;
      return await bring(manifest, stationId);
    },
    done: async () => {
      if (mayBeLeft) await catalogue.forgetSnapshot();
      mayBeLeft = false;
    },
  };
}

function isWorth(catalogue: SyncCatalogue, { cursors }: SnapshotManifest): boolean {
  const own = { catalogue: catalogue.cursor('catalogue'), stock: catalogue.cursor('stock') };
  // Never back behind what is here.
  if (cursors.catalogue < own.catalogue || cursors.stock < own.stock) return false;
  return own.catalogue === 0 || cursors.catalogue + cursors.stock - own.catalogue - own.stock >= WORTH;
}

/** The manifest that the hub has, or null: there is none, its hub is from before snapshots, or it is not signed by the hub that this station knows. */
async function askManifest(
  { store, catalogue, client, logger, timeoutMs }: SnapshotPullParts,
  stationId: string,
): Promise<Result<SnapshotManifest | null, HubFailure>> {
  const path = `/v1/snapshot?format=${catalogue.snapshotFormat}`;
  const answer = await client.ask({ method: 'GET', path, stationId, timeoutMs, maxBytes: MAX_MANIFEST_BYTES });
  // `bad-request`: from a hub that wants something else to be asked by now.
  if (!answer.ok) return answer.error.kind === 'refused' && ['not-found', 'bad-request'].includes(answer.error.code) ? ok(null) : answer;
  const parsed = parseAnswer(snapshotManifest, answer.value);
  const fits = parsed.ok && parsed.value.format === catalogue.snapshotFormat && partsOf(parsed.value) === parsed.value.parts.length;
  if (fits && isGenuine(store, parsed.value)) return parsed;
  logger.warn('the manifest of a snapshot is not believed');
  return ok(null);
}

function isGenuine(store: SyncStore, manifest: SnapshotManifest): boolean {
  const identity = readIdentity(store.read);
  if (identity === null || trustedAuditKey(store, identity) !== manifest.publicKey) return false;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: manifest.publicKey }, format: 'jwk' });
  return verify(null, snapshotBytes(identity.tenantId, manifest), key, Buffer.from(manifest.signature, 'base64url'));
}

interface Bringing {
  readonly from: number;
  readonly stationId: string;
  readonly progressed: () => void;
}

/**
 * All parts that are missing, in order; the next one is on its way while one is written. A failure of the line is a failure; what is wrong with a part is
 * the value; null when all are here.
 */
async function bringParts(
  { catalogue, client, timeoutMs, isPacked }: SnapshotPullParts,
  { name, parts, partBytes }: SnapshotManifest,
  { from, stationId, progressed }: Bringing,
): Promise<Result<{ readonly ok: false; readonly error: SnapshotProblem } | null, HubFailure>> {
  const maxBytes = Math.min(partBytes, MAX_SNAPSHOT_PART_BYTES) + PACKING_BYTES;
  const ask = (part: number): ReturnType<HubClient['ask']> => {
    const path = `/v1/snapshot/part?name=${name}&part=${part}&packed=${isPacked ? 'yes' : 'no'}`;
    return client.ask({ method: 'GET', path, stationId, timeoutMs, maxBytes, answers: 'bytes' });
  };
  let next = from < parts.length ? ask(from) : null;
  let taking: ReturnType<SnapshotTaker['takePart']> | null = null;
  for (let part = from; next !== null; part++) {
    const answer = await next;
    next = answer.ok && part + 1 < parts.length ? ask(part + 1) : null;
    const taken = await taking;
    taking = null;
    if (taken?.ok === false) return ok(err(taken.error));
    if (!answer.ok) return answer;
    progressed();
    taking = catalogue.takePart(part, answer.value, isPacked);
  }
  const last = await taking;
  return ok(last?.ok === false ? err(last.error) : null);
}
