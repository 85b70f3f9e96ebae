import type { Locale } from '../../src/contract/schema.ts';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { regionOf } from '../../src/kernel/language.ts';

/** What is known of where a bag is sent. */
type Sent = Partial<Pick<KioskSession, 'ways' | 'shipTo'>>;

/** A country's name as the screen speaks, `Portugal` for `PT`. */
export function countryName(locale: Locale, code: string): string {
  return new Intl.DisplayNames([regionOf[locale]], { type: 'region' }).of(code) ?? code;
}

/** The countries that the shop sends to (ISO 3166-1, two letters), its own first. */
export function countriesOf({ ways }: Sent): readonly string[] {
  return ways?.countries ?? [];
}

/** The country with which an address begins: what was said before, else the shop's own. Empty where the shop sends nothing. */
export function firstCountry(sent: Sent): string {
  const countries = countriesOf(sent);
  const before = sent.shipTo?.country;
  return before !== undefined && countries.includes(before) ? before : (countries[0] ?? '');
}

/** Is this the one country that the shop sends to? Then nobody needs to be told it. */
export function isOnlyCountry(sent: Sent, code: string): boolean {
  const countries = countriesOf(sent);
  return countries.length === 1 && countries[0] === code;
}
