import type { Locale } from '../../contract/schema.ts';
import { regionOf } from '../../kernel/language.ts';
import { momentInWords } from '../../kernel/moment-words.ts';
import type { Money } from '../../kernel/money.ts';
import { moneyInWords } from '../../kernel/money-words.ts';

/** An amount as people of that language write it. */
export function formatMoney(amount: Money, locale: Locale): string {
  return moneyInWords(locale, amount);
}

/** A day and time in the shop's own time zone, as it stands after "el", "on", "no dia" or "el dia". */
export function formatMoment(at: number, locale: Locale, timeZone: string): string {
  return momentInWords(locale, at, timeZone);
}

/** The same, short, for a text message. */
export function formatShortMoment(at: number, locale: Locale, timeZone: string): string {
  return new Intl.DateTimeFormat(regionOf[locale], { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit', timeZone }).format(at);
}
