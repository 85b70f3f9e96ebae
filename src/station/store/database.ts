import type { Database } from 'better-sqlite3';
import type { Operation } from '../../contract/events/operations.ts';
import type { PullResponse } from '../../contract/hub/sync.ts';
import type { Clock, UnixMs } from '../../kernel/clock.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { Result } from '../../kernel/result.ts';
import { done } from '../../kernel/result.ts';
import type { OutboxRow, StationStore, StorageFailure, StoreReader, StoreWriter } from '../ports/store.ts';
import type { Rejection, StationBucket, SyncStore } from '../ports/sync.ts';
import { applyRows } from './apply-rows.ts';
import type { Ballast } from './ballast.ts';
import { STATION_SCHEMA } from './migrations/run.ts';
import { sqliteVersion } from './settings.ts';
import { createSql } from './sql.ts';
import type { AuditDamage, AuditHead } from './tables/audit.ts';
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
}

const TRY_BALLAST_AGAIN_MS = 60_000;

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
  #enqueuedInThisCommit = false;
  #forgotInThisCommit = false;
  #ballastTriedAt: number;

  constructor(parts: StationStoreParts) {
    const { db, logger } = parts;
    this.#parts = parts;
    this.#health = new StorageHealth((state, detail) => {
      logger[state === 'ok' ? 'info' : 'error']('the storage changed its state', { state, detail });
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

  rejected(limit: number): readonly RejectedRow[] {
    return this.tables.outbox.rejected(limit);
  }

  waiting(limit: number): readonly OutboxRow[] {
    return this.tables.outbox.first(limit);
  }

  lastSeq(): number {
    return this.tables.outbox.lastSeq();
  }

  settle(upTo: number, rejected: readonly Rejection[], at: UnixMs): Result<undefined, StorageFailure> {
    return this.commitTables<undefined, never>(({ outbox, audit }) => {
      for (const { seq, reason } of rejected) {
        const operation = outbox.reject(seq, reason, at);
        if (operation !== null) audit.append({ kind: 'operation.rejected', at, facts: { operation, seq } });
      }
      this.#forgotInThisCommit = outbox.holdsContact(upTo);
      outbox.forget(upTo);
      return done;
    });
  }

  beginEpoch(epoch: string, at: UnixMs): Result<undefined, StorageFailure> {
    return this.commitTables<undefined, never>(({ small, outbox, compartments, audit }) => {
      audit.append({ kind: 'station.new-epoch', at, facts: { before: this.epoch, epoch } });
      small.putMeta('epoch', epoch);
      outbox.renumber();
      compartments.checkAll();
      return done;
    });
  }

  cursor(bucket: StationBucket): number {
    return this.tables.cursors.get(bucket);
  }

  applyPage(bucket: StationBucket, from: number, page: PullResponse, at: UnixMs): ReturnType<SyncStore['applyPage']> {
    return this.commitTables((tables) => applyRows(tables, bucket, from, page, at));
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

function subscribe(listeners: Set<() => void>, listener: () => void): () => void {
  const own = (): void => listener();
  listeners.add(own);
  return () => {
    listeners.delete(own);
  };
}
