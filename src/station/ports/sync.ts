import type { AuditWitness } from '../../contract/hub/audit-witness.ts';
import type { SnapshotManifest } from '../../contract/hub/snapshot.ts';
import type { BucketName, PullResponse } from '../../contract/hub/sync.ts';
import type { AppliedPage, BadPage } from '../../core/sync/pages.ts';
import type { Cancel, UnixMs } from '../../kernel/clock.ts';
import type { Result } from '../../kernel/result.ts';
import type { Catalogue } from './catalogue.ts';
import type { OutboxRow, StationStore, StorageFailure } from './store.ts';

/** The buckets that `catalogue.db` holds. */
export type CatalogueBucket = 'catalogue' | 'stock';
/** The buckets that `station.db` holds. */
export type StationBucket = Exclude<BucketName, CatalogueBucket>;

/** An operation that the hub refused for good, by its number in the outbox. */
export interface Rejection {
  readonly seq: number;
  readonly reason: string;
}

/** Who has gone back in time: this station, or a hub that has lost so many operations that it had taken. */
export type EpochLag = { readonly kind: 'older' } | { readonly kind: 'hub-older'; readonly missing: number };

/** What the sync may do with `station.db` beside a command's `commit`. Each call is one durable transaction. */
export interface SyncStore extends Pick<StationStore, 'read' | 'commit' | 'onEnqueued'> {
  /** UUID of this database's life; another one after a restore. */
  readonly epoch: string;
  /** The oldest operations that the hub has not durably taken, in order; those behind `after` where it is given. */
  waiting(limit: number, after?: number): readonly OutboxRow[];
  /** The last number given out in this epoch; 0 before the first. */
  lastSeq(): number;
  /** Forgets the operations up to and with `upTo`, keeping the rejected ones among them apart for people to see. */
  settle(upTo: number, rejected: readonly Rejection[], at: UnixMs): Result<undefined, StorageFailure>;
  /**
   * Begins a new epoch: what waits is numbered from 1, and every compartment is to be looked into. When it is this database that lags
   * behind (`older`: somebody put an old copy in place), its books are not believed either: it goes on as after a restore. When the hub does, the hub is told
   * what it has lost, for its people.
   */
  beginEpoch(epoch: string, at: UnixMs, lag: EpochLag): Result<undefined, StorageFailure>;
  /** Keeps the hub's word about an entry of this audit chain; one of another epoch, or about an entry that is not here, is an alarm. */
  keepWitness(witness: AuditWitness, at: UnixMs): Result<undefined, StorageFailure>;
  /** How far a bucket was pulled. */
  cursor(bucket: StationBucket): number;
  /**
   * Applies a page that was asked for from cursor `from`, and moves the cursor. A row that the contract or the schema does not
   * allow is left out and told of; the rest of the page is not held up by it. What was seen at this station is never undone.
   */
  applyPage(bucket: StationBucket, from: number, page: PullResponse, at: UnixMs): Result<AppliedPage, StorageFailure | { readonly kind: 'wrong-cursor' }>;
  /** Begins a bucket again from the start. */
  restartBucket(bucket: StationBucket): Result<undefined, StorageFailure>;
  /** Tells that operations left the outbox, after they did. */
  onDrained(listener: () => void): Cancel;
}

/** Why a page was not applied to the catalogue. */
export type ApplyProblem =
  | BadPage
  /** The page was asked for from another place than the file has reached. */
  | { readonly kind: 'wrong-cursor' }
  | { readonly kind: 'damaged'; readonly detail: string }
  | { readonly kind: 'storage'; readonly detail: string };

/** An applied page with the hub's time. */
export interface AppliedToCatalogue extends AppliedPage {
  readonly serverTime: UnixMs;
}

/** Why a snapshot did not become the catalogue. */
export type SnapshotProblem =
  /** It is not what its manifest says, or not a catalogue as this program keeps it. Nothing of it is kept. */
  | { readonly kind: 'wrong-snapshot'; readonly detail: 'hash' | 'length' | 'packing' | 'not-a-catalogue' | 'schema' | 'cursors' }
  /** It does not fit beside the catalogue that is in use. */
  | { readonly kind: 'no-room' }
  | { readonly kind: 'storage'; readonly detail: string };

/** Takes a whole catalogue in parts, beside the one in use, and puts it in its place at once. */
export interface SnapshotTaker {
  /** The only format of a snapshot that this program reads. */
  readonly snapshotFormat: number;
  /** Makes ready for the parts of this file; answers how many of them are here from an earlier try. */
  beginSnapshot(manifest: SnapshotManifest): Promise<Result<number, SnapshotProblem>>;
  /** Keeps the next part, packed or not, if it is what its manifest says. The bytes are handed over and empty afterwards. */
  takePart(index: number, bytes: Uint8Array<ArrayBuffer>, isPacked: boolean): Promise<Result<undefined, SnapshotProblem>>;
  /** Puts the whole file in the catalogue's place. Whatever happens meanwhile, there is the old one or the new one. */
  swapSnapshot(): Promise<Result<undefined, SnapshotProblem>>;
  /** Takes away what is here of a snapshot that is not wanted any more. */
  forgetSnapshot(): Promise<void>;
}

/** What the sync may do with `catalogue.db`. */
export interface SyncCatalogue extends Catalogue {
  /** How far a bucket was pulled; 0 for a new file. */
  cursor(bucket: CatalogueBucket): number;
  /** Has another thread apply the bytes of a page that was asked for from `from`. They are handed over and empty afterwards. */
  applyPage(bucket: CatalogueBucket, from: number, page: Uint8Array<ArrayBuffer>, at: UnixMs): Promise<Result<AppliedToCatalogue, ApplyProblem>>;
  /** Begins a bucket again from the start; what the hub does not mention again goes away at its end. */
  restart(bucket: CatalogueBucket): Promise<Result<undefined, ApplyProblem>>;
  /** Tells that what is read here has changed. */
  onChange(listener: () => void): Cancel;
}

/** The key that says that a request comes from this device. The private half never leaves this object. */
export interface DeviceKey {
  /** The raw 32-byte Ed25519 public key, base64url. */
  readonly publicKey: string;
  /** Ed25519 (RFC 8032). */
  sign(message: Uint8Array): Uint8Array;
  sha256(bytes: Uint8Array): Uint8Array;
}

/** Keeps the secret of this station's bank (base64url of 32 bytes) where only this program reads it, durably. */
export type KeepBankKey = (key: string) => Result<undefined, StorageFailure>;

/** Narrows a bucket's name to the two of `catalogue.db`. */
export function isCatalogueBucket(bucket: BucketName): bucket is CatalogueBucket {
  return bucket === 'catalogue' || bucket === 'stock';
}
