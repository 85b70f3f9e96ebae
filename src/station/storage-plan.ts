import { join } from 'node:path';
import type { StationFile } from './config.ts';
import { type SpaceLimits, usualSpaceLimits } from './store/space.ts';

/** Where the database and its backups are, and when the disk counts as low. */
export interface StoragePlan {
  readonly path: string;
  /** The first is written to; all are looked through when a backup is needed. */
  readonly backupFolders: readonly string[];
  readonly spaceLimits: SpaceLimits;
}

const MIB = 1_048_576;
/** A developer's machine is often fuller than a silo's, and nothing of value is lost on it. */
const demoLimits: SpaceLimits = { lowBytes: 64 * MIB, criticalBytes: 16 * MIB };

/** What a station's configuration says about its storage. */
export function storagePlan({ dataDir, demo, storage }: Pick<StationFile, 'dataDir' | 'demo' | 'storage'>): StoragePlan {
  const usual = demo ? demoLimits : usualSpaceLimits;
  const bytes = (mib: number | undefined, otherwise: number): number => (mib === undefined ? otherwise : mib * MIB);
  const own = join(dataDir, 'backups');
  return {
    path: join(dataDir, 'station.db'),
    backupFolders: storage.backupDir === undefined ? [own] : [storage.backupDir, own],
    spaceLimits: { lowBytes: bytes(storage.lowMiB, usual.lowBytes), criticalBytes: bytes(storage.criticalMiB, usual.criticalBytes) },
  };
}
