import type { Locale } from '../../src/contract/schema.ts';
import type { UnixMs } from '../../src/kernel/clock.ts';
import { regionOf } from '../../src/kernel/language.ts';

/** A day with its year: a guarantee ends years from now. */
export function longDay(locale: Locale, at: UnixMs): string {
  return new Intl.DateTimeFormat(regionOf[locale], { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}

/** The same with its time: what was declared counts from then. */
export function longMoment(locale: Locale, at: UnixMs): string {
  return new Intl.DateTimeFormat(regionOf[locale], { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(at);
}

/** An order's number that no line breaks into two. */
export function unbroken(number: string): string {
  return number.replaceAll('-', '\u2011');
}
