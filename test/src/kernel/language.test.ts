import { describe, expect, it } from 'vitest';
import { givenText, languageNames, languageOfTag, languages } from '../../../src/kernel/language.ts';

describe('a text that the shop gave', () => {
  it.each([
    ['in the language', { es: 'Caja', en: 'Box', pt: 'Caixa', ca: 'Capsa' }, 'ca', 'Capsa'],
    ['in the first that there is, where it lacks the language', { es: 'Caja', en: 'Box' }, 'pt', 'Caja'],
    ['in the only one that there is', { ca: 'Capsa' }, 'en', 'Capsa'],
    ['in another, where it is there but empty', { pt: '', en: 'Box' }, 'pt', 'Box'],
    ['as nothing, only where it was never given', {}, 'es', ''],
  ] as const)('reads %s', (_, given, language, expected) => {
    expect(givenText(given, language)).toBe(expected);
  });
});

describe('the language of a browser', () => {
  it.each([
    ['es-MX', 'es'],
    ['en-US', 'en'],
    ['pt-BR', 'pt'],
    ['pt-PT', 'pt'],
    ['ca-ES', 'ca'],
    ['CA-valencia', 'ca'],
    ['fr-FR', 'es'],
    ['', 'es'],
    // A tag that begins alike is another language: Papiamento.
    ['pap', 'es'],
  ] as const)('%s is served in %s', (tag, expected) => {
    expect(languageOfTag(tag)).toBe(expected);
  });
});

it('every language calls itself by a name of its own', () => {
  expect(new Set(languages.map((language) => languageNames[language])).size).toBe(languages.length);
});
