import type { Database } from 'better-sqlite3';

/** One step of the schema. It runs in one transaction together with its number (`user_version`). */
export interface Migration {
  /** Strictly increasing, in tens, so that a step can be put between two. */
  readonly version: number;
  up(db: Database): void;
}
