/** The languages that people are spoken to in, the first that a shop without one of them falls back to first. */
export const languages = ['es', 'en', 'pt', 'ca'] as const;
export type Language = (typeof languages)[number];

/** Whose rules for numbers, dates and plurals a language follows: where the shops are. Portuguese is that of Portugal. */
export const regionOf: Readonly<Record<Language, string>> = { es: 'es-ES', en: 'en-GB', pt: 'pt-PT', ca: 'ca-ES' };

/** What each language calls itself: whoever looks for theirs can read nothing else. */
export const languageNames: Readonly<Record<Language, string>> = { es: 'Español', en: 'English', pt: 'Português', ca: 'Català' };

/** A text that a shop gives, in those languages that it has. One of them at least. */
export type GivenText = Readonly<Partial<Record<Language, string>>>;

/** A given text in a language; where the shop gave none, in the first of `languages` that it has. Empty only where there is none at all. */
export function givenText(given: GivenText, language: Language): string {
  for (const one of [language, ...languages]) {
    const text = given[one];
    if (text !== undefined && text !== '') return text;
  }
  return '';
}

/** The language of a browser's tag, the closest that there is: `pt-BR` is Portuguese, `ca-ES` Catalan. Spanish where there is none. */
export function languageOfTag(tag: string): Language {
  const spoken = tag.toLowerCase().split('-')[0];
  return languages.find((one) => one === spoken) ?? 'es';
}
