import type { Database } from 'better-sqlite3';
import type { Operation } from '../../contract/events/operations.ts';
import type { Clock, UnixMs } from '../../kernel/clock.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { Result } from '../../kernel/result.ts';
import type { StationStore, StorageFailure, StoreReader, StoreWriter } from '../ports/store.ts';
import type { Ballast } from './ballast.ts';
import { STATION_SCHEMA } from './migrations/run.ts';
import { sqliteVersion } from './settings.ts';
import { createSql } from './sql.ts';
import type { AuditDamage, AuditHead } from './tables/audit.ts';
import type { RejectedRow } from './tables/outbox.ts';
import { stationTables, type Tables } from './tables/tables.ts';
import { runTransaction, StorageHealth } from './transaction.ts';
import { storeReader, storeWriter } from './writer.ts';

/** `station.db` with what only the composition and the sync may use. */
export interface StationDatabase extends StationStore {
  /** UUID of this database's life; another one after a restore. */
  readonly epoch: string;
  /** Version of the schema (`user_version`). */
  readonly schema: number;
  readonly sqliteVersion: string;
  /** Walks the audit chain and names the first entry that was changed or is missing. */
  verifyAudit(): Result<AuditHead, AuditDamage>;
  /** Operations that the hub refused and that nobody has dealt with yet, oldest first. */
  rejected(limit: number): readonly RejectedRow[];
  /** For the sync: the tables, to be read at any time. */
  readonly tables: Tables;
  /** For the sync: `commit` with the tables instead of the port's writer. */
  commitTables<T, E>(work: (tables: Tables) => Result<T, E>): Result<T, E | StorageFailure>;
  /** Tells that operations left the outbox, after the commit that took them out. */
  onDrained(listener: () => void): () => void;
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
  #ballastTriedAt: number;

  constructor(parts: StationStoreParts) {
    const { db, logger } = parts;
    this.#parts = parts;
    this.#health = new StorageHealth((state, detail) => {
      logger[state === 'ok' ? 'info' : 'error']('the storage changed its state', { state, detail });
    });
    this.tables = stationTables(createSql(db, (error) => this.#health.note(error)), logger);
    this.read = storeReader(this.tables);
    this.#writer = storeWriter(this.tables, (operation, occurredAt) => this.#enqueue(operation, occurredAt));
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
    return runTransaction(
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
        return work();
      },
    );
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
