import type { LockAddress } from '../contract/lock-board.ts';

/** The fields of one command, as they came in. */
export type Fields = Readonly<Record<string, unknown>>;

/** Highest address and channel of any family. */
const highest = 255;
/** Longest time that a command may name, in milliseconds. */
const longestMs = 600_000;

/** Is it an object with keys? */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Is it the number of a board or of a lock? */
export function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= highest;
}

/** Is it a time in milliseconds? */
export function isTime(value: unknown): value is number {
  return isWithin(value, longestMs);
}

/** Is it a number from 0 to `most`? */
export function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}

/** The door that `board` and `lock` name. */
export function readAddress({ board, lock }: Fields): LockAddress | undefined {
  return isIndex(board) && isIndex(lock) ? { board, lock } : undefined;
}

/** Reads text as an object with one key; undefined for anything else. A null for its value means no fields. */
export function readOneKey(text: string): { readonly key: string; readonly fields: Fields } | undefined {
  const raw = parseJson(text);
  const [entry, ...more] = isFields(raw) ? Object.entries(raw) : [];
  if (entry === undefined || more.length > 0) return undefined;
  const [key, value] = entry;
  const fields = value === null ? {} : value;
  return isFields(fields) ? { key, fields } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
