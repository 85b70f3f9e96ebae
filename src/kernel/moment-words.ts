import { type Language, regionOf } from './language.ts';

/**
 * A day with its day of the week: `martes, 24 de noviembre`. Portuguese and Catalan have the number first, `24 de novembro (terça-feira)`, because
 * "no dia" and "el dia" before it fit any day, and an article before the day of the week or the first of a month would not.
 */
export function dayInWords(language: Language, at: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const date = { day: 'numeric', month: 'long' } as const;
  const write = (parts: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(regionOf[language], { ...parts, ...zone }).format(at);
  switch (language) {
    case 'es':
    case 'en':
      return write({ weekday: 'long', ...date });
    case 'pt':
    case 'ca':
      return `${write(date)} (${write({ weekday: 'long' })})`;
  }
}

/** The same with its time of day: `martes, 24 de noviembre, a las 15:05`. */
export function momentInWords(language: Language, at: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = new Intl.DateTimeFormat(regionOf[language], { hour: '2-digit', minute: '2-digit', ...zone }).format(at);
  return `${dayInWords(language, at, timeZone)}${AT[language]}${time}`;
}

const AT: Readonly<Record<Language, string>> = { es: ', a las ', en: ' at ', pt: ', às ', ca: ', a les ' };
