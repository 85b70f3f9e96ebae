import type { StorageStatus } from '../../contract/station/storage-views.ts';
import type { BackupView } from '../../contract/station/storage-views.ts';
import type { StaffId } from '../../kernel/ids.ts';
import type { Result } from '../../kernel/result.ts';

/** What people may ask of the station's storage. */
export interface Storage {
  status(): StorageStatus;
  /** The backups of all folders, the newest first. Every one was checked when it was made. */
  backups(): readonly BackupView[];
  /** Makes a backup now. */
  backUp(): Promise<Result<BackupView, { readonly kind: 'backup-failed'; readonly detail: string }>>;
  /**
   * Has the next start go back to a backup, on the word of two people. What happened since goes on to the hub, but the bank is to be
   * looked into door by door. Nothing changes before the start, for which the station asks by itself; `cancelRestore` takes it back.
   */
  requestRestore(name: string, by: readonly [StaffId, StaffId]): Result<undefined, { readonly kind: 'unknown-backup' | 'same-person' | 'storage' }>;
  cancelRestore(by: StaffId): Result<undefined, { readonly kind: 'none' | 'storage' }>;
  /**
   * Writes the audit from entry `from` on, line by line, as `npm run audit -- verify` reads it; see `store/audit-export.ts`. `writeLine` may
   * ask for patience by a promise.
   */
  exportAudit(writeLine: (line: string) => void | Promise<void>, from?: number): Promise<{ readonly entries: number }>;
}
