import type { UnixMs } from './clock.ts';

/** A day of the calendar, as a wall in some place shows it. `month` from 1. */
export interface LocalDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The day that it is at a moment in an IANA time zone. Throws (a bug) for a zone that does not exist. */
export function localDay(at: UnixMs, timeZone: string): LocalDay {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, calendar: 'gregory', year: 'numeric', month: 'numeric', day: 'numeric' }).formatToParts(at);
  const read = (type: 'year' | 'month' | 'day'): number => Number(parts.find((part) => part.type === type)?.value);
  return { year: read('year'), month: read('month'), day: read('day') };
}

/** The day so many days later, or earlier for a number below zero. */
export function addDays({ year, month, day }: LocalDay, days: number): LocalDay {
  return fromUtc(Date.UTC(year, month - 1, day + days));
}

/** The day so many months later: the same number of the month, or its last day where the month is shorter (Regulation 1182/71, article 3(2)c). */
export function addMonths({ year, month, day }: LocalDay, months: number): LocalDay {
  const lastOfMonth = fromUtc(Date.UTC(year, month - 1 + months + 1, 0));
  return { ...lastOfMonth, day: Math.min(day, lastOfMonth.day) };
}

/** 0 for Sunday to 6 for Saturday. */
export function weekday({ year, month, day }: LocalDay): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

/** The last millisecond of a day in an IANA time zone, daylight saving included: clocks change at night, so a day may have 23 or 25 hours. */
export function endOfDay(day: LocalDay, timeZone: string): UnixMs {
  const next = addDays(day, 1);
  const midnight = Date.UTC(next.year, next.month - 1, next.day);
  // The distance to UTC at the guess may be that of the other side of a change of clocks; at the corrected moment it is the right one. Where clocks go back at midnight
  // itself, as in Chile, the last hour of the day comes twice: its second time counts.
  const guess = midnight - offsetAt(midnight, timeZone);
  return midnight - Math.min(offsetAt(guess - 1, timeZone), offsetAt(guess, timeZone)) - 1;
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(at: UnixMs, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, calendar: 'gregory', hourCycle: 'h23', ...EVERYTHING }).formatToParts(at);
  const read = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return shown - Math.floor(at / 1000) * 1000;
}

const EVERYTHING = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;

function fromUtc(at: UnixMs): LocalDay {
  const date = new Date(at);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
