import { z } from 'zod';
import { numberRow, type Sql } from '../sql.ts';

/** The table `pull_cursor`: how far each bucket of this database was pulled, and how many rows had to be skipped. */
export interface CursorTable {
  get(bucket: string): number;
  advance(bucket: string, cursor: number, skipped: number): void;
  all(): readonly { readonly bucket: string; readonly cursor: number; readonly skipped: number }[];
}

const row = z.object({ bucket: z.string(), cursor: z.number(), skipped: z.number() });

/** Prepares the statements of `pull_cursor`. */
export function cursorTable(sql: Sql): CursorTable {
  const get = sql.one(numberRow, 'SELECT cursor AS value FROM pull_cursor WHERE bucket = ?');
  const advance = sql.run(`
    INSERT INTO pull_cursor (bucket, cursor, skipped) VALUES (?, ?, ?)
    ON CONFLICT (bucket) DO UPDATE SET cursor = excluded.cursor, skipped = pull_cursor.skipped + excluded.skipped`);
  const all = sql.many(row, 'SELECT bucket, cursor, skipped FROM pull_cursor ORDER BY bucket');
  return {
    get: (bucket) => get(bucket) ?? 0,
    advance: (bucket, cursor, skipped) => {
      advance(bucket, cursor, skipped);
    },
    all: () => all(),
  };
}
