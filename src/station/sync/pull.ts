import { bucketNames, MAX_PULL_ROWS, type BucketName } from '../../contract/hub/sync.ts';
import { type AppliedPage, parsePage } from '../../core/sync/pages.ts';
import type { Clock, UnixMs } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Result } from '../../kernel/result.ts';
import { err, ok } from '../../kernel/result.ts';
import { RESTORE_UNTOLD_KEY } from '../ports/restored.ts';
import { isCatalogueBucket, type SyncCatalogue, type SyncStore } from '../ports/sync.ts';
import type { SyncFailure } from './failure.ts';
import { decodeUtf8, type HubClient } from './hub-client.ts';
import type { SnapshotPull } from './snapshot.ts';

/** Brings what the hub knows to this station, bucket by bucket. */
export interface Puller {
  /** Pulls every bucket to its end; answers whether anything was new. */
  pullAll(stationId: string): Promise<Result<{ readonly changed: boolean }, SyncFailure>>;
  /** The sum of all cursors: what a change at the hub is measured against. */
  reached(): number;
}

/** What pulling needs. */
export interface PullerParts {
  readonly store: SyncStore;
  readonly catalogue: SyncCatalogue;
  readonly client: HubClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timeoutMs: number;
  /** The way for whole catalogues; left out where the catalogue takes none. */
  readonly snapshots?: SnapshotPull;
  /** Told the hub's time after each page. */
  readonly onHubTime: (time: UnixMs) => void;
}

/** A step of one bucket: `next` asks for another page at once. */
type PageStep = Result<{ readonly next: boolean; readonly rows: number }, SyncFailure>;

const MAX_PAGE_BYTES = 16_777_216;
/** Pages that the thread of the screens applies are short; those of the catalogue's own thread may be long. */
const PAGE_ROWS: Readonly<Record<BucketName, number>> = {
  catalogue: MAX_PULL_ROWS,
  stock: MAX_PULL_ROWS,
  orders: 200,
  keys: 500,
  passes: 500,
  staff: 500,
  config: 10,
  parcels: 500,
  revoked: 500,
  couriers: 500,
  returns: 200,
  commands: 50,
  calls: 100,
  allotments: 500,
  loyalty: 10,
  coupons: 500,
  members: 500,
  slides: 10,
};
/** In this order: who may do what and where this is, before what can be bought. */
const ORDER: readonly BucketName[] = [
  'commands',
  'config',
  'keys',
  'revoked',
  'staff',
  'couriers',
  'calls',
  'passes',
  'orders',
  'parcels',
  'returns',
  'loyalty',
  'coupons',
  'members',
  'slides',
  'catalogue',
  'allotments',
  'stock',
];

/** Buckets that a hub from before them does not know: it has none of that, and the rest goes on. */
const LATER: ReadonlySet<BucketName> = new Set<BucketName>(['loyalty', 'coupons', 'members', 'allotments', 'slides']);

/** Makes the puller. Pages are applied one after the other, each with its cursor in one transaction; a repeat is harmless. */
export function createPuller(parts: PullerParts): Puller {
  const reach = (bucket: BucketName): number => (isCatalogueBucket(bucket) ? parts.catalogue.cursor(bucket) : parts.store.cursor(bucket));
  const pullBucket = async (bucket: BucketName, stationId: string): Promise<Result<number, SyncFailure>> => {
    // A file without a catalogue asks for all of it at once; another one when its first page says that there is much more.
    let mayTake = isCatalogueBucket(bucket) && parts.snapshots !== undefined;
    for (let rows = 0; ; ) {
      const from = reach(bucket);
      if (mayTake && (rows > 0 || (bucket === 'catalogue' && from === 0))) {
        mayTake = false;
        const taken = (await parts.snapshots?.take(stationId)) ?? ok('none');
        if (!taken.ok) return taken;
        if (taken.value === 'taken') {
          rows += 1;
          continue;
        }
      }
      const step = await pullPage(parts, bucket, from, stationId);
      if (!step.ok) return step;
      rows += step.value.rows;
      if (!step.value.next) return ok(rows);
      if (step.value.rows > 0 && reach(bucket) <= from) return err({ kind: 'no-progress', detail: bucket });
    }
  };
  return {
    pullAll: async (stationId) => {
      let rows = 0;
      for (const bucket of ORDER) {
        // After a restore: passes that the hub takes for blank may have been given away, until it has heard of the restore.
        if (bucket === 'passes' && (parts.store.read.meta(RESTORE_UNTOLD_KEY) ?? '') !== '') continue;
        const pulled = await pullBucket(bucket, stationId);
        if (!pulled.ok) return pulled;
        rows += pulled.value;
      }
      await parts.snapshots?.done();
      return ok({ changed: rows > 0 });
    },
    reached: () => bucketNames.reduce((sum, bucket) => sum + reach(bucket), 0),
  };
}

async function pullPage(parts: PullerParts, bucket: BucketName, from: number, stationId: string): Promise<PageStep> {
  const { client, clock, timeoutMs } = parts;
  const at = clock.now();
  const path = `/v1/pull?bucket=${bucket}&cursor=${from}&limit=${PAGE_ROWS[bucket]}`;
  const answer = await client.ask({ method: 'GET', path, stationId, timeoutMs, maxBytes: MAX_PAGE_BYTES, waiting: parts.store.waiting(1).length > 0 });
  if (!answer.ok) {
    const { error } = answer;
    // The hub begins a new history: what is pulled again from the start changes nothing that is still true.
    if (error.kind === 'refused' && error.code === 'conflict' && from > 0) return restart(parts, bucket);
    if (error.kind === 'refused' && error.code === 'bad-request' && LATER.has(bucket)) return ok({ next: false, rows: 0 });
    return answer;
  }
  const applied = await apply(parts, bucket, from, answer.value, at);
  if (!applied.ok) return applied;
  const { skipped, more } = applied.value;
  for (const row of skipped.slice(0, 10)) parts.logger.warn('a row from the hub was left out', { bucket, revision: row.revision, detail: row.detail });
  if (skipped.length > 10) parts.logger.warn('more rows from the hub were left out', { bucket, count: skipped.length - 10 });
  return ok({ next: more, rows: applied.value.applied + skipped.length });
}

async function apply(
  parts: PullerParts,
  bucket: BucketName,
  from: number,
  bytes: Uint8Array<ArrayBuffer>,
  at: UnixMs,
): Promise<Result<AppliedPage, SyncFailure>> {
  if (isCatalogueBucket(bucket)) {
    const answer = await parts.catalogue.applyPage(bucket, from, bytes, at);
    if (!answer.ok) return err(answer.error.kind === 'bad-page' ? { kind: 'not-the-hub', detail: 'body' } : { kind: 'catalogue', detail: answer.error.kind });
    parts.onHubTime(answer.value.serverTime);
    return ok(answer.value);
  }
  const text = decodeUtf8(bytes);
  const page = text === null ? null : parsePage(text);
  if (page?.ok !== true) return err({ kind: 'not-the-hub', detail: 'body' });
  parts.onHubTime(page.value.serverTime);
  // Nothing new is the most common answer: it is not worth a flush.
  if (page.value.rows.length === 0 && page.value.next === from) return ok({ applied: 0, skipped: [], next: from, more: false });
  const applied = parts.store.applyPage(bucket, from, page.value, at);
  if (applied.ok) return applied;
  return err(applied.error.kind === 'storage' ? applied.error : { kind: 'no-progress', detail: bucket });
}

async function restart(parts: PullerParts, bucket: BucketName): Promise<PageStep> {
  parts.logger.warn('the hub has a shorter history than this station: the bucket is pulled from the start', { bucket });
  if (isCatalogueBucket(bucket)) {
    const answer = await parts.catalogue.restart(bucket);
    return answer.ok ? ok({ next: true, rows: 0 }) : err({ kind: 'catalogue', detail: answer.error.kind });
  }
  const kept = parts.store.restartBucket(bucket);
  return kept.ok ? ok({ next: true, rows: 0 }) : kept;
}
