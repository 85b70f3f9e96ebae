import type { Locale } from '../../src/contract/schema.ts';
import type { UnixMs } from '../../src/kernel/clock.ts';
import { regionOf } from '../i18n/format.ts';

/** A day and time as a person would say it: `jueves, 3 de diciembre, 21:00`. */
export function formatDay(locale: Locale, at: UnixMs): string {
  return new Intl.DateTimeFormat(regionOf[locale], { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' }).format(at);
}
