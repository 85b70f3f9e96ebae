import { z } from 'zod';
import { text, unixMs } from '../schema.ts';

/** A backup on the station's disk. */
export const backupView = z.strictObject({ name: text(60), at: unixMs, bytes: z.number().int().min(0) });
export type BackupView = z.infer<typeof backupView>;

/**
 * What a database was replaced for: people asked for it (`replaced`), it was damaged or gone, or it was older than what the hub has signed
 * for (`rolled-back`).
 */
export const recoveryReason = z.enum(['replaced', 'damaged', 'lost', 'rolled-back']);
export type RecoveryReason = z.infer<typeof recoveryReason>;

/** How the station's database and its disk are: part of the status page. */
export const storageStatus = z.strictObject({
  /** `failed`: no door opens until the station was started again, which it does by itself. */
  health: z.enum(['ok', 'full', 'failed']),
  /** `low`: nothing new is taken in. `critical`: people are asked to call staff. */
  space: z.enum(['ok', 'low', 'critical']),
  /** Null: the system does not say. */
  freeBytes: z.number().int().min(0).nullable(),
  lastBackup: backupView.nullable(),
  backups: z.number().int().min(0),
  /** Why the last try at a backup came to nothing; null when it did not. */
  backupTrouble: z.strictObject({ at: unixMs, detail: text(300) }).nullable(),
  /** The last thorough check of a copy of the whole database, with its audit chain. */
  lastCheck: z.strictObject({ at: unixMs, ok: z.boolean(), detail: text(300) }).nullable(),
  /** The last entry of the audit that the hub has signed for. */
  countersigned: z.strictObject({ seq: z.number().int().min(0), at: unixMs }).nullable(),
  /**
   * When this database was last restored or made anew, from the backup of when (null: from none), what for, and how many operations that
   * the hub did not have were saved from the one before. `reason` null: a program that did not say yet.
   */
  restored: z
    .strictObject({ at: unixMs, backupAt: unixMs.nullable(), reason: recoveryReason.nullable(), salvaged: z.number().int().min(0).nullable() })
    .nullable(),
  /** The backup that the next start goes back to. */
  restoreRequested: text(60).nullable(),
});
export type StorageStatus = z.infer<typeof storageStatus>;
