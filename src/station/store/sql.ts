import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Id } from '../../kernel/ids.ts';

/** What may be bound to a `?`. Booleans are bound as 0 and 1 by the caller, so that nothing is guessed. */
export type Bindable = string | number | null | Uint8Array;

/** How a row is read: a schema, or `plainRow` where there are hundreds of rows to a touch. Throws on what is not such a row. */
export interface Row<T> {
  parse(found: unknown): T;
}

/**
 * The narrow connection that table modules get. Statements are prepared once, parameters are always bound, and every row is
 * parsed by a schema on its way out.
 */
export interface Sql {
  one<T>(row: Row<T>, sql: string): (...parameters: readonly Bindable[]) => T | null;
  many<T>(row: Row<T>, sql: string): (...parameters: readonly Bindable[]) => readonly T[];
  /** Hands rows over one by one until `visit` answers false, for what may be too many to hold. */
  each<T>(row: Row<T>, sql: string): (visit: (row: T) => boolean, ...parameters: readonly Bindable[]) => void;
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

interface PlainTypes {
  readonly number: number;
  readonly text: string;
  readonly bytes: Uint8Array;
}

/**
 * A row of columns that are what they are, none of them null. Says no more and no less than a schema would, without making another object of each row:
 * a search reads hundreds, and what it leaves behind is what the next touch waits for.
 */
export function plainRow<const C extends Readonly<Record<string, keyof PlainTypes>>>(columns: C): Row<{ readonly [K in keyof C]: PlainTypes[C[K]] }> {
  const wanted = Object.entries(columns);
  const isSuch = (found: unknown): found is { readonly [K in keyof C]: PlainTypes[C[K]] } => {
    if (typeof found !== 'object' || found === null) return false;
    for (const column of wanted) if (!isOf(Reflect.get(found, column[0]), column[1])) return false;
    return true;
  };
  return {
    parse: (found) => {
      if (!isSuch(found)) throw new TypeError(`a row without ${wanted.map(([name, type]) => `${name} (${type})`).join(', ')}`);
      return found;
    },
  };
}

/** A row that is one number, named `value`. */
export const numberRow: Row<number> = onlyValue(plainRow({ value: 'number' }));

/** A row that is one text, named `value`. */
export const textRow: Row<string> = onlyValue(plainRow({ value: 'text' }));

function onlyValue<T>(row: Row<{ readonly value: T }>): Row<T> {
  return { parse: (found) => row.parse(found).value };
}

function isOf(value: unknown, type: keyof PlainTypes): boolean {
  switch (type) {
    case 'number':
      return typeof value === 'number';
    case 'text':
      return typeof value === 'string';
    case 'bytes':
      return value instanceof Uint8Array;
  }
}
