import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { messages } from '../../../renderer/i18n/messages.ts';
import type { TextKey } from '../../../renderer/i18n/text-key.ts';
import { type Language, languages, regionOf } from '../../../src/kernel/language.ts';

const keys = Object.keys(messages.es).filter((key): key is TextKey => key in messages.es);

/** The languages that the Spanish messages are put into. */
const others = languages.filter((language) => language !== 'es');

/** Sentences that read the same in Spanish and in another language, and are right so. */
const ALIKE: Readonly<Record<Exclude<Language, 'es'>, readonly TextKey[]>> = {
  en: [],
  pt: ['collect.locked.title', 'kiosk.contact.how', 'speech.role.field', 'speech.role.row', 'staff.status.bus.family'],
  ca: ['service.export.head'],
};

/** Sentences whose quoted words are examples of what to type. */
const EXAMPLES: readonly TextKey[] = ['kiosk.empty.body'];

describe('the messages', () => {
  it.each(others)('have the same names in %s as in Spanish', (language) => {
    expect(Object.keys(messages[language]).toSorted()).toEqual(keys.toSorted());
  });

  it.each(languages)('are never empty in %s', (language) => {
    expect(keys.filter((key) => messages[language][key].trim() === '')).toEqual([]);
  });

  it.each(languages)('are valid ICU in %s', (language) => {
    expect(keys.filter((key) => !parses(messages[language][key], language))).toEqual([]);
  });

  it.each(others)('ask for the same values in %s, and choose between no words but the same', (language) => {
    expect(keys.filter((key) => argumentsOf(messages.es[key]).join() !== argumentsOf(messages[language][key]).join())).toEqual([]);
    const known = (key: TextKey) => new Set(casesOf(messages.es[key], SELECT).flat());
    expect(keys.filter((key) => casesOf(messages[language][key], SELECT).some((names) => names.some((name) => !known(key).has(name))))).toEqual([]);
  });

  it.each(['pt', 'ca'] as const)('tell one from many in %s wherever Spanish does', (language) => {
    // Words for a million ("many") read as the plural does.
    const counting = (message: string) =>
      casesOf(message, PLURAL)
        .map((names) =>
          names
            .filter((name) => name !== 'many')
            .toSorted()
            .join('|'),
        )
        .toSorted()
        .join(' ');
    expect(keys.filter((key) => counting(messages.es[key]) !== counting(messages[language][key]))).toEqual([]);
  });

  it.each(others)('say each thing in the words of %s: no sentence is the Spanish one', (language) => {
    const shared = keys.filter((key) => messages.es[key] === messages[language][key] && /\p{L}{4,} \p{L}{2,} \p{L}{2,}/u.test(messages.es[key]));
    expect(shared.toSorted()).toEqual(ALIKE[language]);
  });

  it('have no letter or sign that gives another language away', () => {
    const strange: Readonly<Record<'en' | 'pt' | 'ca', RegExp>> = { en: /[ñ¿¡ãõ·]/, pt: /[ñ¿¡·ï]|l·l/, ca: /[ñ¿¡ãõêâ]/ };
    for (const language of ['en', 'pt', 'ca'] as const) {
      const wrong = keys.filter((key) => strange[language].test(messages[language][key].replaceAll(ALLOWED_SIGNS, '')));
      expect(wrong.map((key) => `${language} ${key}: ${messages[language][key]}`)).toEqual([]);
    }
  });
});

describe('the messages, where they name something', () => {
  it.each(languages)('call a button in %s as it is called where it stands', (language) => {
    const said = keys.map((key) => messages[language][key]);
    const isThere = (name: string): boolean => said.some((text) => text === name || text.startsWith(`${name}:`));
    const wrong = keys.flatMap((key) => {
      const names = [...messages[language][key].matchAll(/[«“]([^»”{]+)[»”]/g)].map((found) => found[1] ?? '');
      return EXAMPLES.includes(key) ? [] : names.filter((name) => !isThere(name)).map((name) => `${key}: ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('call head office by one name in Portuguese', () => {
    expect(keys.filter((key) => /\bcentral\b/i.test(messages.pt[key]))).toEqual([]);
  });
});

/** What stands between parts of a line in every language, and a name that the law of Argentina writes itself. */
const ALLOWED_SIGNS = / · |Botón de arrepentimiento/g;

function parses(message: string, language: Language): boolean {
  try {
    new IntlMessageFormat(message, regionOf[language]);
    return true;
  } catch {
    return false;
  }
}

/** Kinds of elements of a message. */
const SELECT = 5;
const PLURAL = 6;

/** The names of the cases of every element of one kind in a message. */
function casesOf(message: string, kind: typeof SELECT | typeof PLURAL): readonly (readonly string[])[] {
  const found: string[][] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const part of node) walk(part);
    else if (typeof node === 'object' && node !== null) {
      const entries = new Map<string, unknown>(Object.entries(node));
      const options = entries.get('options');
      if (typeof options !== 'object' || options === null) return;
      if (entries.get('type') === kind) found.push(Object.keys(options));
      for (const option of Object.values(options)) walk(new Map<string, unknown>(Object.entries(option ?? {})).get('value'));
    }
  };
  walk(new IntlMessageFormat(message, 'es').getAst());
  return found;
}

/** The names of a message's places, sorted, each once. */
function argumentsOf(message: string): readonly string[] {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const part of node) walk(part);
    else if (typeof node === 'object' && node !== null) {
      const entries = new Map<string, unknown>(Object.entries(node));
      const value = entries.get('value');
      // Type 0 is plain text and 7 the "#" of a plural; every other kind of element names an argument.
      if (typeof entries.get('type') === 'number' && entries.get('type') !== 0 && entries.get('type') !== 7 && typeof value === 'string') found.add(value);
      const options = entries.get('options');
      if (typeof options === 'object' && options !== null) for (const option of Object.values(options)) walk(option);
      else walk(entries.get('value'));
    }
  };
  walk(new IntlMessageFormat(message, 'es').getAst());
  return [...found].sort();
}
