import type { z } from 'zod';
import type { Row } from './database.ts';

/** A text column; throws (a bug or a damaged database) on anything else. */
export function str(row: Row | undefined, column: string): string {
  const value = row?.[column];
  if (typeof value !== 'string') throw new Error(`column ${column} is not text`);
  return value;
}

/** A whole-number column; throws on anything else. */
export function num(row: Row | undefined, column: string): number {
  const value = row?.[column];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Error(`column ${column} is not a whole number`);
  return value;
}

/** A nullable text column. */
export function strOrNull(row: Row | undefined, column: string): string | null {
  return row?.[column] === null ? null : str(row, column);
}

/** A nullable whole-number column. */
export function numOrNull(row: Row | undefined, column: string): number | null {
  return row?.[column] === null ? null : num(row, column);
}

/** A `jsonb` column (or any other) through its schema; throws when it does not fit. */
export function parsed<T>(row: Row | undefined, column: string, schema: z.ZodType<T>): T {
  return schema.parse(row?.[column]);
}
