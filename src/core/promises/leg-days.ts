import type { DeliveryLeg, WorkCalendar } from '../../contract/hub/delivery.ts';
import type { DaySpan, DayText } from '../../kernel/day-words.ts';
import { addDays } from '../../kernel/local-day.ts';
import { dayText, minuteOf, type ShopTime, workDayFrom, workDaysAfter } from './work-days.ts';

/** Who works when on a leg: where the goods lie, who brings them, and where they are handed out. */
export interface LegCalendars {
  readonly from: WorkCalendar;
  readonly carrier: WorkCalendar;
  readonly to: WorkCalendar;
}

/**
 * The days between which goods arrive that are ordered now.
 *
 * ```
 *  ordered      | cut-off? |   handling    |   least .. most   |
 *  ─────────────▶ working day ────────────▶ leaves ───────────▶ carrier's day ──▶ first day on which it is handed out
 *                 of `from`                 day of `from`
 * ```
 */
export function legDays(leg: DeliveryLeg, { from, carrier, to }: LegCalendars, now: ShopTime): DaySpan {
  const late = now.minute >= minuteOf(leg.cutOff);
  const begun = workDayFrom(late ? addDays(now.day, 1) : now.day, from);
  const leaves = workDaysAfter(begun, leg.handling, from);
  const arrives = (days: number) => dayText(workDayFrom(workDaysAfter(leaves, days, carrier), to));
  return { from: arrives(leg.least), until: arrives(leg.most) };
}

/** The span in which all of several things are there; both ends are those of the last. Throws (a bug) for none. */
export function allOf(spans: readonly DaySpan[]): DaySpan {
  const [first, ...others] = spans;
  if (first === undefined) throw new Error('there is nothing to wait for');
  return others.reduce((all, { from, until }) => ({ from: later(from, all.from), until: later(until, all.until) }), first);
}

/** ISO days sort as text. */
function later(one: DayText, other: DayText): DayText {
  return one.localeCompare(other) > 0 ? one : other;
}
