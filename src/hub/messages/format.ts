import type { Locale } from '../../contract/schema.ts';
import { regionOf } from '../../kernel/language.ts';
import { momentInWords } from '../../kernel/moment-words.ts';
import type { Money } from '../../kernel/money.ts';

/** An amount as people of that language write it. */
export function formatMoney(amount: Money, locale: Locale): string {
  const format = new Intl.NumberFormat(regionOf[locale], { style: 'currency', currency: amount.currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount.minor / 10 ** digits);
}

/** A day and time in the shop's own time zone, as it stands after "el", "on", "no dia" or "el dia". */
export function formatMoment(at: number, locale: Locale, timeZone: string): string {
  return momentInWords(locale, at, timeZone);
}

/** The same, short, for a text message. */
export function formatShortMoment(at: number, locale: Locale, timeZone: string): string {
  return new Intl.DateTimeFormat(regionOf[locale], { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit', timeZone }).format(at);
}
