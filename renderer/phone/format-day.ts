import type { Locale } from '../../src/contract/schema.ts';
import type { UnixMs } from '../../src/kernel/clock.ts';
import { regionOf } from '../../src/kernel/language.ts';
import { dayInWords, momentInWords } from '../../src/kernel/moment-words.ts';

/** A day and time as a person would say it: `jueves, 3 de diciembre, 21:00`. */
export function formatDay(locale: Locale, at: UnixMs): string {
  if (locale !== 'es') return momentInWords(locale, at);
  // Spanish screens are short of the room for "a las".
  return new Intl.DateTimeFormat(regionOf[locale], { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' }).format(at);
}

/** A day alone: `jueves, 3 de diciembre`. */
export function formatDate(locale: Locale, at: UnixMs): string {
  return dayInWords(locale, at);
}

/** A moment among others, short and exact: `20 nov, 23:04`. */
export function formatMoment(locale: Locale, at: UnixMs): string {
  return new Intl.DateTimeFormat(regionOf[locale], { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `3, 7 y 12`. */
export function formatDoors(locale: Locale, doors: readonly number[]): string {
  return new Intl.ListFormat(regionOf[locale], { type: 'conjunction' }).format(doors.map(String));
}

/** The calendar day of a moment where the phone is, `2026-11-24`. */
export function dayOf(at: UnixMs): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
