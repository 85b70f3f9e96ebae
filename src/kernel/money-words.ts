import { type Language, regionOf } from './language.ts';
import type { Money } from './money.ts';

/** The country whose currency people of a language write with its own sign, where it is not the language's usual one: `$ 12.995,00`, not `12.995,00 ARS`. */
const home: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  es: { ARS: 'es-AR', CLP: 'es-CL', MXN: 'es-MX', COP: 'es-CO', PEN: 'es-PE', UYU: 'es-UY' },
  en: { USD: 'en-US' },
  pt: { BRL: 'pt-BR' },
  ca: {},
};

const formats = new Map<string, Intl.NumberFormat>();

/**
 * An amount as people of a language write it: `29,95 €`. One in the money of another country where the language is spoken is written as it is there;
 * for everybody else it keeps the name of its currency, because a bare `$` would say too little. How many decimals there are is the currency's own.
 */
export function moneyInWords(language: Language, { minor, currency }: Money): string {
  const key = `${language} ${currency}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(home[language][currency] ?? regionOf[language], { style: 'currency', currency });
    formats.set(key, format);
  }
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** decimals);
}
