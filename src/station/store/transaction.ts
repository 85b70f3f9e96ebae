import type { Database } from 'better-sqlite3';
import type { Result } from '../../kernel/result.ts';
import { err } from '../../kernel/result.ts';
import type { StorageFailure } from '../ports/store.ts';
import { faultOf } from './problems.ts';

/** How well the disk under a database is: `failed` stays until the program was started again and the file checked. */
export class StorageHealth {
  #state: 'ok' | 'full' | 'failed' = 'ok';
  #detail = '';
  readonly #onChange: (state: 'ok' | 'full' | 'failed', detail: string) => void;

  constructor(onChange: (state: 'ok' | 'full' | 'failed', detail: string) => void) {
    this.#onChange = onChange;
  }

  get state(): 'ok' | 'full' | 'failed' {
    return this.#state;
  }

  get detail(): string {
    return this.#detail;
  }

  /** Takes note of an error of the engine; errors that say nothing about the disk are left alone. */
  note(error: unknown): void {
    const fault = faultOf(error);
    if (fault === 'full' || fault === 'failed') this.#set(fault, error instanceof Error ? error.message : String(error));
  }

  /** There is room again. A failure is not forgiven. */
  roomAgain(): void {
    if (this.#state === 'full') this.#set('ok', '');
  }

  #set(state: 'ok' | 'full' | 'failed', detail: string): void {
    if (this.#state === 'failed' || this.#state === state) return;
    this.#state = state;
    this.#detail = detail;
    this.#onChange(state, detail);
  }
}

/** What a transaction runs on. */
export interface TransactionHost {
  readonly db: Database;
  readonly health: StorageHealth;
  /** Called when the disk is full; true when room was made, and then the work is run once more. */
  makeRoom(): boolean;
}

/**
 * Runs `work` between `BEGIN IMMEDIATE` and `COMMIT`. What `work` did is durable when this returns a success, and undone in
 * every other case: an `err` is handed on, a fault of the disk becomes `storage`, and anything else is thrown. On a full disk
 * the work is run a second time after room was made, so it must not do anything but use its transaction.
 */
export function runTransaction<T, E>(host: TransactionHost, work: () => Result<T, E>): Result<T, E | StorageFailure> {
  if (host.health.state === 'failed') return err({ kind: 'storage', detail: host.health.detail });
  try {
    return attempt(host.db, work);
  } catch (error) {
    host.health.note(error);
    if (faultOf(error) === 'full' && host.makeRoom()) return secondAttempt(host, work);
    return storageFailure(error);
  }
}

function attempt<T, E>(db: Database, work: () => Result<T, E>): Result<T, E> {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec(result.ok ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    rollBack(db);
    throw error;
  }
}

function secondAttempt<T, E>(host: TransactionHost, work: () => Result<T, E>): Result<T, E | StorageFailure> {
  try {
    return attempt(host.db, work);
  } catch (error) {
    host.health.note(error);
    return storageFailure(error);
  }
}

/** Some errors have rolled back already; one while rolling back adds nothing to the error that led here. */
function rollBack(db: Database): void {
  if (!db.inTransaction) return;
  try {
    db.exec('ROLLBACK');
  } catch (error) {
    if (faultOf(error) === 'none') throw error;
  }
}

function storageFailure(error: unknown): Result<never, StorageFailure> {
  if (faultOf(error) === 'none') throw error;
  return err({ kind: 'storage', detail: error instanceof Error ? error.message : String(error) });
}
