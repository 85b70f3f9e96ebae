import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Operation } from '../../contract/events/operations.ts';
import { type AuditWitness, auditWitness } from '../../contract/hub/audit-witness.ts';
import type { PullResponse } from '../../contract/hub/sync.ts';
import type { Clock, UnixMs } from '../../kernel/clock.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { Result } from '../../kernel/result.ts';
import { done, err } from '../../kernel/result.ts';
import { CHECK_ALL_KEY, LIVES_KEY, RESTORE_UNTOLD_KEY } from '../ports/restored.ts';
import type { OutboxRow, StationStore, StorageFailure, StorageSpace, StoreReader, StoreWriter } from '../ports/store.ts';
import type { EpochLag, Rejection, StationBucket, SyncStore } from '../ports/sync.ts';
import { applyRows } from './apply-rows.ts';
import type { Ballast } from './ballast.ts';
import { STATION_SCHEMA } from './migrations/run.ts';
import { markRestored } from './recovery/mark-restored.ts';
import { sqliteVersion } from './settings.ts';
import { spaceOf, type SpaceLimits } from './space.ts';
import { createSql } from './sql.ts';
import type { AuditDamage, AuditEntry, AuditHead } from './tables/audit.ts';
import type { RejectedRow } from './tables/outbox.ts';
import { stationTables, type Tables } from './tables/tables.ts';
import { runTransaction, StorageHealth } from './transaction.ts';
import { storeReader, storeWriter } from './writer.ts';

/** `station.db` with what only the composition, the sync and tests may use. */
export interface StationDatabase extends StationStore, SyncStore {
  readonly read: StoreReader;
  /** Version of the schema (`user_version`). */
  readonly schema: number;
  readonly sqliteVersion: string;
  /** Walks the audit chain and names the first entry that was changed or is missing. */
  verifyAudit(): Result<AuditHead, AuditDamage>;
  /** Operations that the hub refused and that nobody has dealt with yet, oldest first. */
  rejected(limit: number): readonly RejectedRow[];
  readonly tables: Tables;
  /** Does this operation still wait for the hub? */
  isWaiting(operationId: string): boolean;
  /** Entries of the audit after number `after`, in order. */
  auditEntries(after: number, limit: number): readonly AuditEntry[];
  /** The hash of an entry of the audit; of number 0, the chain's origin. Null: there is no such entry. */
  auditHashAt(seq: number): string | null;
  /** The last word of the hub about this audit, or null. */
  witness(): AuditWitness | null;
  /**
   * Begins another life in place, when this database was found to be older than what the hub has signed for: see `markRestored`.
   */
  distrust(at: UnixMs): Result<undefined, StorageFailure>;
  /** Copies the open database to a new file, a few pages at a time, so that nobody waits. Rejects with what went wrong. */
  copyTo(path: string): Promise<void>;
  /** Writes the journal back into the file and empties it. Only when nothing is going on: commits after it are slower for a while. */
  emptyJournal(): Result<undefined, StorageFailure>;
  /** Told how many bytes are free on the disk; null: nobody knows. Answers with the state before and after. */
  noteFreeSpace(bytes: number | null): { readonly before: StorageSpace; readonly after: StorageSpace };
  /** What was told last; null before that. */
  readonly freeBytes: number | null;
  /** Tells when the disk or the file failed, once. */
  onFailed(listener: () => void): () => void;
  /** `commit` with the tables themselves instead of the port's writer. */
  commitTables<T, E>(work: (tables: Tables) => Result<T, E>): Result<T, E | StorageFailure>;
}

/** What the store is made of. */
export interface StationStoreParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  readonly ballast: Ballast;
  readonly spaceLimits: SpaceLimits;
}

const TRY_BALLAST_AGAIN_MS = 60_000;
/** How long refused operations are counted for staff: as long as the hub keeps their bodies for those who look into them, ninety days. */
const REFUSED_KEPT_MS = 90 * 86_400_000;
/** Pages of an online copy between two turns of the event loop: well under a millisecond of work. */
const PAGES_AT_A_TIME = 50;
/** Key of `meta` that holds the last word of the hub about the audit, as JSON. */
const WITNESS_KEY = 'auditWitness';

/** The one connection to `station.db`. */
export class SqliteStationStore implements StationDatabase {
  readonly read: StoreReader;
  readonly tables: Tables;
  readonly schema = STATION_SCHEMA;
  readonly sqliteVersion: string;
  readonly #parts: StationStoreParts;
  readonly #health: StorageHealth;
  readonly #writer: StoreWriter;
  readonly #enqueued = new Set<() => void>();
  readonly #drained = new Set<() => void>();
  readonly #pulled = new Set<(bucket: string) => void>();
  readonly #failed = new Set<() => void>();
  readonly #spaceChanged = new Set<() => void>();
  #space: StorageSpace = 'ok';
  #freeBytes: number | null = null;
  #enqueuedInThisCommit = false;
  #forgotInThisCommit = false;
  #ballastTriedAt: number;

  constructor(parts: StationStoreParts) {
    const { db, logger } = parts;
    this.#parts = parts;
    this.#health = new StorageHealth((state, detail) => {
      logger[state === 'ok' ? 'info' : 'error']('the storage changed its state', { state, detail });
      if (state === 'failed') for (const listener of [...this.#failed]) listener();
    });
    this.tables = stationTables(
      createSql(db, (error) => this.#health.note(error)),
      logger,
    );
    this.read = storeReader(this.tables);
    this.#writer = {
      ...storeWriter(this.tables, (operation, occurredAt) => this.#enqueue(operation, occurredAt)),
      putKioskSession: (json) => {
        this.tables.small.putKioskSession(json);
        this.#forgotInThisCommit ||= json === null;
      },
      // It may hold where a receipt was to go.
      dropReturnDraft: (parcelId) => {
        this.tables.silo.dropDraft(parcelId);
        this.#forgotInThisCommit = true;
      },
    };
    this.sqliteVersion = sqliteVersion(db);
    this.#ballastTriedAt = parts.clock.monotonic();
    if (!parts.ballast.restore()) logger.warn('no room for the ballast file: the disk is almost full');
  }

  get epoch(): string {
    return this.read.meta('epoch') ?? '';
  }

  get health(): 'ok' | 'full' | 'failed' {
    return this.#health.state;
  }

  get space(): StorageSpace {
    return this.#space;
  }

  get freeBytes(): number | null {
    return this.#freeBytes;
  }

  commit<T, E>(work: (tx: StoreWriter) => Result<T, E>): Result<T, E | StorageFailure> {
    this.#takeRoomAgain();
    const result = this.#run(() => work(this.#writer));
    if (result.ok && this.#enqueuedInThisCommit) for (const listener of [...this.#enqueued]) listener();
    return result;
  }

  commitTables<T, E>(work: (tables: Tables) => Result<T, E>): Result<T, E | StorageFailure> {
    const before = this.tables.outbox.size().pending;
    const result = this.#run(() => work(this.tables));
    if (result.ok && this.tables.outbox.size().pending < before) for (const listener of [...this.#drained]) listener();
    return result;
  }

  verifyAudit(): Result<AuditHead, AuditDamage> {
    return this.tables.audit.verify();
  }

  auditEntries(after: number, limit: number): readonly AuditEntry[] {
    return this.tables.audit.entries(after, limit);
  }

  auditHashAt(seq: number): string | null {
    return this.tables.audit.hashAt(seq);
  }

  witness(): AuditWitness | null {
    const stored = this.read.meta(WITNESS_KEY);
    return stored === null ? null : auditWitness.parse(JSON.parse(stored));
  }

  keepWitness(witness: AuditWitness, at: UnixMs): Result<undefined, StorageFailure> {
    const isOurs = witness.epoch === this.epoch && this.auditHashAt(witness.seq) === witness.hash;
    return this.commitTables<undefined, never>(({ small, audit }) => {
      if (isOurs) small.putMeta(WITNESS_KEY, JSON.stringify(witness));
      else audit.append({ kind: 'audit.not-as-signed', at, facts: { epoch: witness.epoch, seq: witness.seq } });
      return done;
    });
  }

  rejected(limit: number): readonly RejectedRow[] {
    return this.tables.outbox.rejected(limit);
  }

  waiting(limit: number, after = 0): readonly OutboxRow[] {
    return this.tables.outbox.first(limit, after);
  }

  lastSeq(): number {
    return this.tables.outbox.lastSeq();
  }

  isWaiting(operationId: string): boolean {
    return this.tables.outbox.isWaiting(operationId);
  }

  settle(upTo: number, rejected: readonly Rejection[], at: UnixMs): Result<undefined, StorageFailure> {
    return this.commitTables<undefined, never>(({ outbox, audit }) => {
      for (const { seq, reason } of rejected) {
        const operation = outbox.reject(seq, reason, at);
        if (operation !== null) audit.append({ kind: 'operation.rejected', at, facts: { operation, seq } });
      }
      outbox.endRejected(at - REFUSED_KEPT_MS);
      this.#forgotInThisCommit = outbox.holdsTyped(upTo);
      outbox.forget(upTo);
      this.#trustNewPasses();
      return done;
    });
  }

  beginEpoch(epoch: string, at: UnixMs, lag: EpochLag): Result<undefined, StorageFailure> {
    return this.commitTables<undefined, never>((tables) => {
      const { small, outbox, compartments, audit } = tables;
      audit.append({ kind: 'station.new-epoch', at, facts: { before: this.epoch, epoch, lag: lag.kind } });
      compartments.checkAll();
      if (lag.kind === 'older') {
        // How old the copy is nobody knows: nothing is to be withdrawn at the hub because of that, whatever this machine's clock says.
        this.#beginLife(epoch, at, at, true);
        suspectIdle(tables);
        small.putMeta(CHECK_ALL_KEY, '');
      } else {
        small.putMeta('epoch', epoch);
        outbox.renumber();
        this.#enqueue({ kind: 'storage.trouble', trouble: 'hub-rolled-back', missing: lag.missing, at }, at);
      }
      return done;
    });
  }

  distrust(at: UnixMs): Result<undefined, StorageFailure> {
    const epoch = uuidV7<'epoch'>(at, this.#parts.random);
    return this.commitTables<undefined, never>(({ audit }) => {
      const copiedAt = lastAuditAt(this.tables) ?? at;
      audit.append({ kind: 'audit.rolled-back', at, facts: { before: this.epoch, epoch } });
      this.#beginLife(epoch, at, copiedAt);
      this.#enqueue({ kind: 'storage.trouble', trouble: 'audit-rolled-back', at }, at);
      return done;
    });
  }

  async copyTo(path: string): Promise<void> {
    await this.#parts.db.backup(path, { progress: () => PAGES_AT_A_TIME });
  }

  emptyJournal(): Result<undefined, StorageFailure> {
    if (this.#health.state === 'failed') return err({ kind: 'storage', detail: this.#health.detail });
    try {
      this.#parts.db.pragma('wal_checkpoint(TRUNCATE)');
      return done;
    } catch (error) {
      this.#health.note(error);
      return err({ kind: 'storage', detail: error instanceof Error ? error.message : String(error) });
    }
  }

  noteFreeSpace(bytes: number | null): { readonly before: StorageSpace; readonly after: StorageSpace } {
    const before = this.#space;
    this.#freeBytes = bytes;
    this.#space = spaceOf(bytes, before, this.#parts.spaceLimits);
    if (this.#space !== before) for (const listener of [...this.#spaceChanged]) listener();
    return { before, after: this.#space };
  }

  onFailed(listener: () => void): () => void {
    return subscribe(this.#failed, listener);
  }

  onSpace(listener: () => void): () => void {
    return subscribe(this.#spaceChanged, listener);
  }

  cursor(bucket: StationBucket): number {
    return this.tables.cursors.get(bucket);
  }

  applyPage(bucket: StationBucket, from: number, page: PullResponse, at: UnixMs): ReturnType<SyncStore['applyPage']> {
    const applied = this.commitTables((tables) => applyRows(tables, bucket, from, page, at));
    if (applied.ok && page.rows.length > 0) for (const listener of [...this.#pulled]) listener(bucket);
    return applied;
  }

  restartBucket(bucket: StationBucket): Result<undefined, StorageFailure> {
    return this.commitTables<undefined, never>(({ cursors }) => {
      cursors.advance(bucket, 0, 0);
      return done;
    });
  }

  onEnqueued(listener: () => void): () => void {
    return subscribe(this.#enqueued, listener);
  }

  onPulled(listener: (bucket: string) => void): () => void {
    return subscribe(this.#pulled, listener);
  }

  onDrained(listener: () => void): () => void {
    return subscribe(this.#drained, listener);
  }

  close(): void {
    this.#parts.db.close();
  }

  #run<T, E>(work: () => Result<T, E>): Result<T, E | StorageFailure> {
    const { db, ballast, logger } = this.#parts;
    const result = runTransaction(
      {
        db,
        health: this.#health,
        makeRoom: () => {
          const made = ballast.drop();
          if (made) logger.error('the disk is full: the ballast file was given up');
          return made;
        },
      },
      () => {
        this.#enqueuedInThisCommit = false;
        this.#forgotInThisCommit = false;
        return work();
      },
    );
    if (result.ok && this.#forgotInThisCommit) this.#clearJournal();
    return result;
  }

  /** A new life of this database, in the transaction that is open. */
  #beginLife(epoch: string, at: UnixMs, backupAt: UnixMs, isAgeUnknown = false): void {
    const lives = Number(this.read.meta(LIVES_KEY) ?? '0') + 1;
    const operationId = uuidV7<'operation'>(at, this.#parts.random);
    markRestored(this.tables, { epoch, at, backupAt, isAgeUnknown, reason: 'rolled-back', lives, salvaged: [], operationId });
  }

  /** Once the hub has heard of a restore it has taken the old blank passes back: those that come from now on are new. */
  #trustNewPasses(): void {
    const { small, outbox, cursors } = this.tables;
    const told = small.meta(RESTORE_UNTOLD_KEY) ?? '';
    if (told === '' || outbox.isWaiting(told)) return;
    small.putMeta(RESTORE_UNTOLD_KEY, '');
    cursors.advance('passes', 0, 0);
  }

  /**
   * What a person left is gone from its page (`secure_delete`), but older copies of the page stand in the journal until that is
   * written over, which may take days. The commit stands whatever becomes of this.
   */
  #clearJournal(): void {
    const { db, logger } = this.#parts;
    this.#forgotInThisCommit = false;
    try {
      db.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      this.#health.note(error);
      logger.error('the journal could not be cleared', { detail: error instanceof Error ? error.message : String(error) });
    }
  }

  #enqueue(operation: Operation, occurredAt: UnixMs): void {
    const { clock, random } = this.#parts;
    this.tables.outbox.append(uuidV7<'operation'>(clock.now(), random), operation, occurredAt);
    this.#enqueuedInThisCommit = true;
  }

  /** After a full disk: once a minute, sees whether somebody made room, and takes the ballast back. */
  #takeRoomAgain(): void {
    const { clock, ballast } = this.#parts;
    if (this.#health.state !== 'full' || clock.monotonic() - this.#ballastTriedAt < TRY_BALLAST_AGAIN_MS) return;
    this.#ballastTriedAt = clock.monotonic();
    if (ballast.restore()) this.#health.roomAgain();
  }
}

/** When the last entry of the audit was made: about when a copy of this database was. */
function lastAuditAt({ audit }: Tables): UnixMs | null {
  const last = audit.entry(audit.head().seq);
  return last === null ? null : z.object({ at: z.number() }).parse(JSON.parse(last)).at;
}

/** Puts every compartment under suspicion whose door nobody has in hand. */
function suspectIdle({ compartments, intents }: Tables): void {
  const live = new Set(intents.live().map((intent) => intent.compartmentId));
  for (const row of compartments.all()) {
    if (!live.has(row.compartmentId) && row.state !== 'out-of-service') compartments.put({ ...row, state: 'suspect', needsCheck: true });
  }
}

function subscribe<A extends readonly unknown[]>(listeners: Set<(...told: A) => void>, listener: (...told: A) => void): () => void {
  const own = (...told: A): void => listener(...told);
  listeners.add(own);
  return () => {
    listeners.delete(own);
  };
}
