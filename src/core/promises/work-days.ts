import type { WorkCalendar } from '../../contract/hub/delivery.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { DayText } from '../../kernel/day-words.ts';
import { addDays, type LocalDay, localDay, weekday } from '../../kernel/local-day.ts';

/** A day and a time of day as the shop's clock shows them. `minute` counts from midnight. */
export interface ShopTime {
  readonly day: LocalDay;
  readonly minute: number;
}

/** What the shop's clock shows. `timeZone` is an IANA name. */
export function shopTime(at: UnixMs, timeZone: string): ShopTime {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric' }).formatToParts(at);
  const read = (type: 'hour' | 'minute'): number => Number(parts.find((part) => part.type === type)?.value);
  return { day: localDay(at, timeZone), minute: read('hour') * 60 + read('minute') };
}

/** The minute of the day that `14:30` is. */
export function minuteOf(clockTime: string): number {
  return Number(clockTime.slice(0, 2)) * 60 + Number(clockTime.slice(3, 5));
}

/** `2026-11-24`. */
export function dayText({ year, month, day }: LocalDay): DayText {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Is it a working day? */
export function isWorkDay(day: LocalDay, calendar: WorkCalendar): boolean {
  return calendar.weekdays.includes(weekday(day)) && !calendar.closed.includes(dayText(day));
}

/**
 * The day itself if it is a working day, else the next one. Ends because a calendar closes 400 days at most, and works on a weekday at least.
 */
export function workDayFrom(day: LocalDay, calendar: WorkCalendar): LocalDay {
  let next = day;
  while (!isWorkDay(next, calendar)) next = addDays(next, 1);
  return next;
}

/** So many working days after a day; the day itself for none. */
export function workDaysAfter(day: LocalDay, count: number, calendar: WorkCalendar): LocalDay {
  let next = day;
  for (let counted = 0; counted < count; counted += 1) next = workDayFrom(addDays(next, 1), calendar);
  return next;
}
