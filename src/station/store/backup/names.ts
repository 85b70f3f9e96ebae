import type { UnixMs } from '../../../kernel/clock.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How many hours and how many days have a backup of their own (rule R-09). */
export const KEPT_HOURS = 24;
export const KEPT_DAYS = 14;

const SHAPE = /^station-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z\.db$/;

/** The name of the backup that was begun at `at`: `station-20261122T101500Z.db`. */
export function backupName(at: UnixMs): string {
  const digits = new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '');
  return `station-${digits}.db`;
}

/** When a backup of this name was begun, or null: it is none. */
export function backupTime(name: string): UnixMs | null {
  const match = SHAPE.exec(name);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isFinite(at) ? at : null;
}

/**
 * The backups that may go: all but the newest of each of the last 24 hours and of each of the last 14 days that have one. Hours and
 * days are counted, not measured from now: a clock that leaps ahead must not make every backup look too old.
 */
export function expiredBackups(times: readonly UnixMs[]): readonly UnixMs[] {
  const newestFirst = times.toSorted((a, b) => b - a);
  const kept = new Set([...newestOfEach(newestFirst, HOUR_MS, KEPT_HOURS), ...newestOfEach(newestFirst, DAY_MS, KEPT_DAYS)]);
  return newestFirst.filter((time) => !kept.has(time));
}

/**
 * Is the time over of what was put aside at `at`? Then as many later days as are kept have a backup of their own: it ends as a backup of its
 * day does, counted and not measured as well.
 */
export function isAsideOver(at: UnixMs, backups: readonly UnixMs[]): boolean {
  return new Set(backups.filter((time) => time > at).map((time) => Math.floor(time / DAY_MS))).size >= KEPT_DAYS;
}

function newestOfEach(newestFirst: readonly UnixMs[], spanMs: number, most: number): readonly UnixMs[] {
  const newest = new Map<number, UnixMs>();
  for (const time of newestFirst) {
    const span = Math.floor(time / spanMs);
    if (!newest.has(span) && newest.size < most) newest.set(span, time);
  }
  return [...newest.values()];
}
