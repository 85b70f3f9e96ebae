import { open, readFile, rm } from 'node:fs/promises';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_SNAPSHOT_PART_BYTES, MAX_SNAPSHOT_PARTS, partsOf, type SnapshotFacts, type SnapshotManifest } from '../../contract/hub/snapshot.ts';
import { MAX_PULL_ROWS } from '../../contract/hub/sync.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { packedName, SNAPSHOT_FILE } from '../../station/store/catalogue/snapshot-files.ts';
import { openSnapshotMaker, type SnapshotMaker } from '../../station/store/catalogue/snapshot-maker.ts';
import { pullText } from '../db/buckets.ts';
import type { Database } from '../db/database.ts';
import { num, str } from '../db/rows.ts';

/** The snapshots that this hub hands out. */
export interface Snapshots {
  /** Makes what is missing or old: a chore, one at a time. Nothing waits for it. */
  tend(): Promise<void>;
  /** The newest snapshot of a tenant, or null while there is none (yet), or none of that format. */
  newest(tenantId: string, format: number): SnapshotManifest | null;
  /** The bytes of one part, or null for a file or a part that is not (any longer) here. */
  part(tenantId: string, name: string, index: number, isPacked: boolean): Promise<Buffer | null>;
  /** Ends a making that is under way at its next page. */
  stop(): void;
}

/** What making them needs. */
export interface SnapshotParts {
  readonly db: Database;
  /** A folder of their own. What an earlier program left in it is not used. */
  readonly dir: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sign: (tenantId: string, facts: SnapshotFacts) => SnapshotManifest;
  /** A catalogue with its stock is worth a snapshot from so many changes on, and a new one when so many came since. */
  readonly leastChanges: number;
}

const BUCKETS = ['catalogue', 'stock'] as const;
/** A catalogue this large: a new snapshot comes when a twentieth of it has changed. */
const SHARE = 20;

interface Tenant {
  readonly tenantId: string;
  readonly changes: number;
}

/**
 * A snapshot is a station's own file: the maker follows the buckets page by page as a station does, and now and then a copy is put aside, hashed, packed and signed. It is made
 * anew after each start of the hub: its database may be an older one by then, and a snapshot must never hold what the hub does not.
 */
export function createSnapshots(parts: SnapshotParts): Snapshots {
  const { clock, logger } = parts;
  /** By tenant: the newest and the one before, of which parts may still be asked for. */
  const made = new Map<string, readonly SnapshotManifest[]>();
  const folders = new Map<string, string>();
  const tooLarge = new Set<string>();
  let count = 0;
  let isEmpty = false;
  let isStopping = false;
  const make = async ({ tenantId }: Tenant): Promise<void> => {
    const [before] = made.get(tenantId) ?? [];
    const folder = join(parts.dir, tenantId);
    mkdirSync(folder, { recursive: true });
    count += 1;
    const draft = join(folder, `${count}`);
    const maker = openSnapshotMaker(join(folder, 'making.db'), before === undefined);
    try {
      const cursors = before?.cursors ?? { catalogue: 0, stock: 0 };
      for (const bucket of BUCKETS) if (!(await follow(parts, maker, { tenantId, bucket, from: cursors[bucket], stopped: () => isStopping }))) return;
      const published = await maker.publish(draft, MAX_SNAPSHOT_PART_BYTES);
      if (partsOf(published) > MAX_SNAPSHOT_PARTS) {
        tooLarge.add(tenantId);
        await rm(folder, { recursive: true, force: true });
        return logger.warn('the catalogue is too large for a snapshot: new stations pull it by pages', { bytes: published.bytes });
      }
      const manifest = parts.sign(tenantId, { ...published, takenAt: clock.now() });
      folders.set(manifest.name, draft);
      const [, oldest] = made.get(tenantId) ?? [];
      made.set(tenantId, [manifest, ...(before === undefined ? [] : [before])]);
      if (oldest !== undefined) await drop(oldest.name);
      logger.info('a snapshot of the catalogue was made', { bytes: manifest.bytes, ...manifest.cursors });
    } catch (failure) {
      // The next one begins with nothing: whatever was wrong with this one does not come again with it.
      for (const { name } of made.get(tenantId) ?? []) await drop(name);
      made.delete(tenantId);
      logger.error('no snapshot of a catalogue was made', { problem: failure instanceof Error ? failure.message.slice(0, 300) : String(failure) });
    } finally {
      await maker.end();
    }
  };
  const drop = async (name: string): Promise<void> => {
    const folder = folders.get(name);
    folders.delete(name);
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  return {
    async tend() {
      if (!isEmpty) await rm(parts.dir, { recursive: true, force: true });
      isEmpty = true;
      for (const tenant of await tenantsWith(parts.db, parts.leastChanges)) {
        const [newest] = made.get(tenant.tenantId) ?? [];
        const old = newest === undefined ? null : newest.cursors.catalogue + newest.cursors.stock;
        const isDue = old === null || tenant.changes < old || tenant.changes - old >= Math.max(parts.leastChanges, old / SHARE);
        if (isDue && !isStopping && !tooLarge.has(tenant.tenantId)) await make(tenant);
      }
    },
    newest: (tenantId, format) => made.get(tenantId)?.find((manifest) => manifest.format === format) ?? null,
    part: async (tenantId, name, index, isPacked) => {
      const manifest = made.get(tenantId)?.find((one) => one.name === name);
      const folder = folders.get(name);
      if (manifest === undefined || folder === undefined || index >= manifest.parts.length) return null;
      return isPacked ? await readFile(join(folder, packedName(index))) : await readPart(join(folder, SNAPSHOT_FILE), manifest, index);
    },
    stop: () => {
      isStopping = true;
    },
  };
}

interface Following {
  readonly tenantId: string;
  readonly bucket: (typeof BUCKETS)[number];
  readonly from: number;
  readonly stopped: () => boolean;
}

/** Brings a bucket of the maker's file to its end; false when it was stopped. Throws when the hub's history is shorter than the file's. */
async function follow({ db, clock }: SnapshotParts, maker: SnapshotMaker, { tenantId, bucket, from, stopped }: Following): Promise<boolean> {
  for (let cursor = from; !stopped(); ) {
    const at = clock.now();
    const page = await pullText(db, { tenantId, bucket, scope: '' }, cursor, MAX_PULL_ROWS, at);
    if (page === null) throw new Error('the hub has a shorter history than its snapshot');
    const { next, more } = await maker.apply(bucket, cursor, new TextEncoder().encode(page), at);
    if (!more) return true;
    cursor = next;
  }
  return false;
}

async function tenantsWith(db: Database, leastChanges: number): Promise<readonly Tenant[]> {
  const rows = await db.query(
    `SELECT tenant_id, sum(revision)::bigint AS changes FROM bucket_counters
     WHERE bucket IN ('catalogue', 'stock') AND scope = '' GROUP BY tenant_id HAVING sum(revision) >= $1 ORDER BY tenant_id`,
    [leastChanges],
  );
  return rows.map((row) => ({ tenantId: str(row, 'tenant_id'), changes: num(row, 'changes') }));
}

async function readPart(path: string, { bytes, partBytes }: SnapshotManifest, index: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const part = Buffer.alloc(Math.min(partBytes, bytes - index * partBytes));
    await file.read(part, 0, part.length, index * partBytes);
    return part;
  } finally {
    await file.close();
  }
}
