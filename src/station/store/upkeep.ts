import { recoveryReason, type StorageStatus } from '../../contract/station/storage-views.ts';
import { enrolResponse } from '../../contract/hub/sync.ts';
import type { Cancel, Clock, UnixMs } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { done, err, ok, type Result } from '../../kernel/result.ts';
import { LIVES_KEY, RESTORED_KEY } from '../ports/restored.ts';
import type { Storage } from '../ports/storage.ts';
import type { StorageTrouble } from '../ports/trouble.ts';
import { exportAudit } from './audit-export.ts';
import { type BackupFailure, type BackupFile, listBackups, makeBackup, pruneBackups } from './backup/backups.ts';
import type { CheckCopy, CheckDepth, ClearCopies } from './backup/check-copy.ts';
import { isAsideOver } from './backup/names.ts';
import { createSweep, type Sweep } from './backup/sweep.ts';
import type { StationDatabase } from './database.ts';
import { type Keepsake, readKeepsake, writeKeepsake } from './recovery/keepsake.ts';
import { dropRequest, readRequest, requestPath, writeRequest } from './recovery/request.ts';
import { asideFiles, removeAside } from './recovery/swap.ts';
import { z } from 'zod';

/** What the upkeep needs. */
export interface UpkeepParts {
  /** Where the database is. */
  readonly path: string;
  readonly store: StationDatabase;
  /** Where backups go; the first one is written to, all are listed. */
  readonly backupFolders: readonly string[];
  readonly check: CheckCopy;
  readonly copies: ClearCopies;
  /** Free bytes on the disk that holds the database; null when the system does not say. */
  readonly freeBytes: () => number | null;
  /** The shop's IANA time zone: the thorough check runs in its night. */
  readonly timeZone: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The running upkeep. */
export interface Upkeep extends Storage {
  /** Tells that two people wish to go back to a backup, which the next start does. */
  onRestoreRequested(listener: () => void): Cancel;
  /** Does the next start go back to a backup? */
  isRestoreRequested(): boolean;
  /** Resolves when no backup is under way. */
  settled(): Promise<void>;
  /** Ends it; a backup under way is finished or given up first. */
  close(): Promise<void>;
}

/** Milliseconds. The first backup waits until the start is over and the screens are there. */
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** The hour of the shop's night in which the whole database is gone through. */
const NIGHT_HOUR = 3;
/** Key of `meta` that holds the last thorough check, as JSON. */
const CHECKED_KEY = 'lastThoroughCheck';

const checkedRow = z.object({ at: z.number(), ok: z.boolean(), detail: z.string() });
/** Programs before this one stored neither why nor how much was saved. */
const restoredRow = z.object({
  ...{ at: z.number(), backupAt: z.number().nullable() },
  reason: recoveryReason.nullable().default(null),
  salvaged: z.number().nullable().default(null),
});

/**
 * Keeps the database safe beside what it is used for (rules ): each minute a look at the free room, each hour a backup, each
 * night a thorough check of a fresh copy in another thread and an emptied journal. What people typed leaves the backups once the hub has it. Whoever
 * waits for a door notices none of it.
 *
 * The copy is made through the open connection, a few pages at a time; what is written meanwhile goes into it. It is the copy that is
 * checked, never the file that is open, since a second connection would break its locks.
 */
export function startUpkeep(parts: UpkeepParts): Upkeep {
  const upkeep = new RunningUpkeep(parts);
  upkeep.start();
  return upkeep;
}

class RunningUpkeep implements Upkeep {
  readonly #parts: UpkeepParts;
  readonly #wishes = new Set<() => void>();
  #timer: Cancel = () => {};
  #closed = false;
  #running: Promise<unknown> = Promise.resolve();
  #isRunning = false;
  #files: readonly BackupFile[] = [];
  #trouble: StorageStatus['backupTrouble'] = null;
  #nextBackupAt = 0;
  #kept: Keepsake | null;
  readonly #sweep: Sweep;

  constructor(parts: UpkeepParts) {
    this.#parts = parts;
    const { copies, store, logger } = parts;
    this.#sweep = createSweep({ copies, logger, isWaiting: (operationId) => store.isWaiting(operationId) });
    this.#kept = readKeepsake(parts.path);
  }

  start(): void {
    const { clock } = this.#parts;
    this.#files = this.#list();
    const newest = this.#files[0]?.at ?? null;
    const age = newest === null ? HOUR_MS : Math.min(HOUR_MS, Math.max(0, clock.now() - newest));
    this.#nextBackupAt = clock.monotonic() + Math.max(MINUTE_MS, HOUR_MS - age);
    this.#lookAtSpace();
    this.#keep();
    this.#timer = clock.after(MINUTE_MS, () => this.#tick());
  }

  status(): StorageStatus {
    const { store, path } = this.#parts;
    const witness = store.witness();
    const [newest] = this.#files;
    return {
      health: store.health,
      space: store.space,
      freeBytes: store.freeBytes,
      lastBackup: newest === undefined ? null : { name: newest.name, at: newest.at, bytes: newest.bytes },
      backups: this.#files.length,
      backupTrouble: this.#trouble,
      lastCheck: this.#lastCheck(),
      countersigned: witness === null ? null : { seq: witness.seq, at: witness.signedAt },
      restored: this.#readMeta(RESTORED_KEY, restoredRow),
      restoreRequested: readRequest(path)?.name ?? null,
    };
  }

  backups(): ReturnType<Storage['backups']> {
    this.#files = this.#list();
    return this.#files.map(({ name, at, bytes }) => ({ name, at, bytes }));
  }

  async backUp(): ReturnType<Storage['backUp']> {
    await this.#running;
    const made = await this.#begin('quick');
    if (!made.ok) return err({ kind: 'backup-failed', detail: made.error.detail });
    const { name, at, bytes } = made.value;
    return ok({ name, at, bytes });
  }

  requestRestore(name: string, by: Parameters<Storage['requestRestore']>[1]): ReturnType<Storage['requestRestore']> {
    const { path, store, clock } = this.#parts;
    if (by[0] === by[1]) return err({ kind: 'same-person' });
    if (!this.#list().some((file) => file.name === name)) return err({ kind: 'unknown-backup' });
    const at = clock.now();
    const noted = store.commit<undefined, never>((tx) => {
      tx.audit({ kind: 'restore.requested', at, facts: { backup: name, staff: by[0], second: by[1] } });
      return done;
    });
    if (!noted.ok) return err({ kind: 'storage' });
    const left = this.#attempt(() => writeRequest(path, { name, at, by }));
    if (left.ok) for (const listener of this.#wishes) listener();
    return left;
  }

  onRestoreRequested(listener: () => void): Cancel {
    this.#wishes.add(listener);
    return () => this.#wishes.delete(listener);
  }

  isRestoreRequested(): boolean {
    return readRequest(this.#parts.path) !== null;
  }

  cancelRestore(by: Parameters<Storage['cancelRestore']>[0]): ReturnType<Storage['cancelRestore']> {
    const { path, store, clock } = this.#parts;
    const waiting = readRequest(path);
    if (waiting === null) return err({ kind: 'none' });
    const at = clock.now();
    const noted = store.commit<undefined, never>((tx) => {
      tx.audit({ kind: 'restore.cancelled', at, facts: { backup: waiting.name, staff: by } });
      return done;
    });
    return noted.ok ? this.#attempt(() => dropRequest(path)) : err({ kind: 'storage' });
  }

  exportAudit(writeLine: Parameters<Storage['exportAudit']>[0], from?: number): ReturnType<Storage['exportAudit']> {
    return exportAudit(this.#parts.store, writeLine, from);
  }

  async settled(): Promise<void> {
    await this.#running;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#timer();
    await this.#running;
    this.#keep();
  }

  #tick(): void {
    const { clock } = this.#parts;
    this.#lookAtSpace();
    this.#keep();
    if (!this.#isRunning && clock.monotonic() >= this.#nextBackupAt) {
      this.#nextBackupAt = clock.monotonic() + HOUR_MS;
      // What went wrong has been told by then.
      void this.#begin(this.#isNightlyDue() ? 'full' : 'quick').then(({ ok: isMade }) => this.#parts.logger.debug('the hourly backup ended', { isMade }));
    } else if (!this.#isRunning) this.#beginSweep();
    if (!this.#closed) this.#timer = clock.after(MINUTE_MS, () => this.#tick());
  }

  #begin(depth: CheckDepth): ReturnType<typeof makeBackup> {
    this.#isRunning = true;
    const made = this.#backUp(depth).finally(() => {
      this.#isRunning = false;
    });
    this.#running = made;
    return made;
  }

  /** Nothing is copied on a disk that has no room to spare, nor on one that fails. */
  #beginSweep(): void {
    const { store, path } = this.#parts;
    if (store.health !== 'ok' || store.space === 'critical') return;
    const whole = asideFiles(path).filter(({ reason }) => reason === 'replaced');
    this.#isRunning = true;
    this.#running = this.#sweep.run([...this.#files, ...whole].map((file) => file.path)).finally(() => {
      this.#isRunning = false;
    });
  }

  async #backUp(depth: CheckDepth): ReturnType<typeof makeBackup> {
    const { store, backupFolders, check, clock } = this.#parts;
    const at = clock.now();
    const [folder] = backupFolders;
    // A disk that has no room to spare keeps what room there is for those who collect.
    const made: Awaited<ReturnType<typeof makeBackup>> =
      folder === undefined || store.health !== 'ok' || store.space === 'critical'
        ? err({ kind: 'not-written', detail: `the storage is ${store.health}, its room ${store.space}` })
        : await makeBackup({ folder, copyTo: (path) => store.copyTo(path), check, depth, at });
    if (this.#closed) return made;
    if (made.ok) this.#afterBackup(folder ?? '', at, depth);
    else this.#afterFailure(made.error, at, depth);
    return made;
  }

  #afterBackup(folder: string, at: UnixMs, depth: CheckDepth): void {
    const { logger, store } = this.#parts;
    this.#trouble = null;
    const pruned = pruneBackups(folder);
    this.#files = this.#list();
    const times = this.#files.map((file) => file.at);
    for (const aside of asideFiles(this.#parts.path)) if (isAsideOver(aside.at, times)) removeAside(aside);
    logger.info('a backup was made and checked', { at, depth, backups: this.#files.length, pruned });
    if (depth !== 'full') return;
    this.#putChecked({ at, ok: true, detail: '' });
    const isIdle = store.read.liveIntents().length === 0 && store.read.kioskSession() === null;
    const emptied = isIdle ? store.emptyJournal() : done;
    if (!emptied.ok) logger.error('the journal could not be emptied', { detail: emptied.error.detail });
  }

  #afterFailure(failure: BackupFailure, at: UnixMs, depth: CheckDepth): void {
    this.#trouble = { at, detail: failure.detail.slice(0, 300) };
    this.#alarm(failure.kind === 'unsound' ? 'check-failed' : 'backup-failed', at, failure.detail);
    if (depth === 'full') this.#putChecked({ at, ok: false, detail: failure.detail.slice(0, 300) });
  }

  /** Once in each night, and at the first chance when no night brought one for more than a day. */
  #isNightlyDue(): boolean {
    const { clock, timeZone } = this.#parts;
    const now = clock.now();
    const last = this.#lastCheck()?.at ?? null;
    if (last === null || now - last > DAY_MS + HOUR_MS) return true;
    const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(now));
    return hour === NIGHT_HOUR && now - last > 2 * HOUR_MS;
  }

  #lookAtSpace(): void {
    const { store, freeBytes, clock, logger } = this.#parts;
    const { before, after } = store.noteFreeSpace(freeBytes());
    if (before === after) return;
    logger[after === 'ok' ? 'info' : 'error']('the room on the disk changed', { before, after, free: store.freeBytes });
    if (after !== 'ok') this.#alarm(after === 'low' ? 'space-low' : 'space-critical', clock.now(), after);
  }

  #alarm(trouble: StorageTrouble, at: UnixMs, detail: string): void {
    const { store, logger } = this.#parts;
    logger.error('the storage needs a technician', { trouble, detail: detail.slice(0, 300) });
    const told = store.commit<undefined, never>((tx) => {
      tx.audit({ kind: 'storage.trouble', at, facts: { reason: trouble } });
      tx.enqueue({ kind: 'storage.trouble', trouble, at }, at);
      return done;
    });
    if (!told.ok) logger.error('that could not be stored', { trouble });
  }

  /** Brings what lies beside the database up to date: identity, lives, and the hub's last word about the audit. */
  #keep(): void {
    const { store, path, logger } = this.#parts;
    if (store.health === 'failed') return;
    const stored = store.read.meta('identity');
    const kept: Keepsake = {
      identity: stored === null ? (this.#kept?.identity ?? null) : enrolResponse.parse(JSON.parse(stored)),
      enrolledWith: store.read.meta('enrolledWith') ?? this.#kept?.enrolledWith ?? null,
      lives: Math.max(this.#kept?.lives ?? 0, Number(store.read.meta(LIVES_KEY) ?? '0')),
      witness: witnessOf(store),
    };
    if (kept.identity === null || JSON.stringify(kept) === JSON.stringify(this.#kept)) return;
    if (writeKeepsake(path, kept)) this.#kept = kept;
    else logger.warn('what is kept beside the database could not be written', {});
  }

  #lastCheck(): StorageStatus['lastCheck'] {
    return this.#readMeta(CHECKED_KEY, checkedRow);
  }

  #readMeta<T>(key: string, row: z.ZodType<T>): T | null {
    const text = this.#parts.store.read.meta(key);
    return text === null ? null : row.parse(JSON.parse(text));
  }

  #putChecked(checked: z.output<typeof checkedRow>): void {
    const kept = this.#parts.store.commit<undefined, never>((tx) => {
      tx.putMeta(CHECKED_KEY, JSON.stringify(checked));
      return done;
    });
    if (!kept.ok) this.#parts.logger.warn('the check could not be noted', {});
  }

  #list(): readonly BackupFile[] {
    return this.#parts.backupFolders.flatMap((folder) => listBackups(folder)).toSorted((a, b) => b.at - a.at);
  }

  #attempt(work: () => void): Result<undefined, { readonly kind: 'storage' }> {
    try {
      work();
      return done;
    } catch (error) {
      this.#parts.logger.error('a wish to restore could not be kept or dropped', { path: requestPath(this.#parts.path), detail: String(error) });
      return err({ kind: 'storage' });
    }
  }
}

/** The hub's last word, unless it is about an earlier epoch. */
function witnessOf(store: StationDatabase): Keepsake['witness'] {
  const witness = store.witness();
  return witness?.epoch === store.epoch ? witness : null;
}
