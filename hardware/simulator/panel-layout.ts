import { readFileSync, statSync } from 'node:fs';
import type { Result } from '../contract/result.ts';
import { isFields, isIndex } from './command-fields.ts';

/** Where a door is in the room: `column` from the left and `row` from the top count from 0. */
export interface PlacedDoor {
  readonly number: number;
  /** Null: the first bus. */
  readonly bus: string | null;
  readonly board: number;
  readonly lock: number;
  readonly column: number;
  readonly row: number;
  readonly heightMm: number;
}

const largest = 1_000_000;
const highestMm = 3000;
const highestNumber = 9999;

/** Reads the file that says where the doors are. Keys that mean nothing here are left out. The error is one sentence. */
export function readLayout(path: string): Result<readonly PlacedDoor[], string> {
  try {
    if (statSync(path).size > largest) return { ok: false, error: `${path} is too large.` };
    const raw: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const doors = Array.isArray(raw) ? raw.map(doorOf) : [];
    const good = doors.filter((door) => door !== undefined);
    return good.length > 0 && good.length === doors.length ? { ok: true, value: good } : { ok: false, error: `${path} is no list of doors.` };
  } catch (error) {
    return { ok: false, error: `${path}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function doorOf(raw: unknown): PlacedDoor | undefined {
  if (!isFields(raw)) return undefined;
  const { number, bus = null, board, lock, column, row, heightMm } = raw;
  const isWhere = isIndex(board) && isIndex(lock) && isIndex(column) && isIndex(row) && (bus === null || typeof bus === 'string');
  return isWhere && isUpTo(number, highestNumber) && isUpTo(heightMm, highestMm) ? { number, bus, board, lock, column, row, heightMm } : undefined;
}

function isUpTo(value: unknown, most: number): value is number {
  return typeof value === 'number' && value > 0 && value <= most;
}
