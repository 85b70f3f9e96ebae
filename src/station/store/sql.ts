import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Id } from '../../kernel/ids.ts';

/** What may be bound to a `?`. Booleans are bound as 0 and 1 by the caller, so that nothing is guessed. */
export type Bindable = string | number | null | Uint8Array;

/**
 * The narrow connection that table modules get. Statements are prepared once, parameters are always bound, and every row is
 * parsed by a schema on its way out.
 */
export interface Sql {
  one<S extends z.ZodType>(row: S, sql: string): (...parameters: readonly Bindable[]) => z.output<S> | null;
  many<S extends z.ZodType>(row: S, sql: string): (...parameters: readonly Bindable[]) => readonly z.output<S>[];
  /** Hands rows over one by one until `visit` answers false, for what may be too many to hold. */
  each<S extends z.ZodType>(row: S, sql: string): (visit: (row: z.output<S>) => boolean, ...parameters: readonly Bindable[]) => void;
  /** Answers with the number of rows that changed. */
  run(sql: string): (...parameters: readonly Bindable[]) => number;
}

/** Wraps a connection; `onError` sees every error of the engine before it is rethrown, so that a fault is never missed. */
export function createSql(db: Database, onError: (error: unknown) => void): Sql {
  const watched = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      onError(error);
      throw error;
    }
  };
  return {
    one: (row, sql) => {
      const statement = db.prepare<Bindable[]>(sql);
      return (...parameters) => {
        const found = watched(() => statement.get(...parameters));
        return found === undefined ? null : row.parse(found);
      };
    },
    many: (row, sql) => {
      const statement = db.prepare<Bindable[]>(sql);
      return (...parameters) => watched(() => statement.all(...parameters)).map((found) => row.parse(found));
    },
    each: (row, sql) => {
      const statement = db.prepare<Bindable[]>(sql);
      return (visit, ...parameters) =>
        watched(() => {
          for (const found of statement.iterate(...parameters)) if (!visit(row.parse(found))) return;
        });
    },
    run: (sql) => {
      const statement = db.prepare<Bindable[]>(sql);
      return (...parameters) => watched(() => statement.run(...parameters)).changes;
    },
  };
}

/** A column that holds the id of one kind of thing. */
export function idColumn<Kind extends string>() {
  return z.string().transform((value) => value as Id<Kind>);
}

/** A column that holds 0 or 1. */
export const flagColumn = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1);

/** A column of JSON text. */
export function jsonColumn<S extends z.ZodType>(schema: S) {
  return z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);
}

/** 0 or 1, as a flag is stored. */
export function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

/** A row that is one number, named `value`. */
export const numberRow = z.object({ value: z.number() }).transform((row) => row.value);

/** A row that is one text, named `value`. */
export const textRow = z.object({ value: z.string() }).transform((row) => row.value);
