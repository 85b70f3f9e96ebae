import type { Locale } from '../../../contract/schema.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import { regionOf } from '../../../kernel/language.ts';
import type { Money } from '../../../kernel/money.ts';

/** How a slip writes amounts and times: in the order's language and the shop's time zone. */
export interface SlipFormat {
  money(amount: Money): string;
  dateTime(at: UnixMs): string;
}

/** A format for slips. `timeZone` is an IANA name. No-break blanks become plain ones: receipt printers have none. */
export function slipFormat(locale: Locale, timeZone: string): SlipFormat {
  const region = regionOf[locale];
  const dates = new Intl.DateTimeFormat(region, { dateStyle: 'short', timeStyle: 'short', timeZone });
  return {
    money: (amount) => plain(moneyText(region, amount)),
    dateTime: (at) => plain(dates.format(at)),
  };
}

function moneyText(region: string, amount: Money): string {
  const format = new Intl.NumberFormat(region, { style: 'currency', currency: amount.currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount.minor / 10 ** digits);
}

function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}
