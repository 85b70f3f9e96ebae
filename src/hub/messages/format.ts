import type { Locale } from '../../contract/schema.ts';
import type { Money } from '../../kernel/money.ts';

const REGION: Readonly<Record<Locale, string>> = { es: 'es-ES', en: 'en-GB' };

/** An amount as people of that language write it. */
export function formatMoney(amount: Money, locale: Locale): string {
  const format = new Intl.NumberFormat(REGION[locale], { style: 'currency', currency: amount.currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount.minor / 10 ** digits);
}

/** A day and time in the shop's own time zone, as it stands after "el" or "on". */
export function formatMoment(at: number, locale: Locale, timeZone: string): string {
  const day = new Intl.DateTimeFormat(REGION[locale], { weekday: 'long', day: 'numeric', month: 'long', timeZone }).format(at);
  const time = new Intl.DateTimeFormat(REGION[locale], { hour: '2-digit', minute: '2-digit', timeZone }).format(at);
  return locale === 'es' ? `${day}, a las ${time}` : `${day} at ${time}`;
}

/** The same, short, for a text message. */
export function formatShortMoment(at: number, locale: Locale, timeZone: string): string {
  return new Intl.DateTimeFormat(REGION[locale], { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit', timeZone }).format(at);
}
