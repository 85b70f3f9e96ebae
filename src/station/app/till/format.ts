import type { Locale } from '../../../contract/schema.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import { regionOf } from '../../../kernel/language.ts';
import type { Money } from '../../../kernel/money.ts';
import { moneyInWords } from '../../../kernel/money-words.ts';

/** How a slip writes amounts and times: in the order's language and the shop's time zone. */
export interface SlipFormat {
  money(amount: Money): string;
  dateTime(at: UnixMs): string;
}

/** A format for slips. `timeZone` is an IANA name. No-break blanks become plain ones: receipt printers have none. */
export function slipFormat(locale: Locale, timeZone: string): SlipFormat {
  const dates = new Intl.DateTimeFormat(regionOf[locale], { dateStyle: 'short', timeStyle: 'short', timeZone });
  return {
    money: (amount) => plain(moneyInWords(locale, amount)),
    dateTime: (at) => plain(dates.format(at)),
  };
}

function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}
