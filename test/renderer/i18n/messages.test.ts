import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { messages, type TextKey } from '../../../renderer/i18n/messages.ts';

const keys = Object.keys(messages.es).filter((key): key is TextKey => key in messages.es);

describe('the messages', () => {
  it('have the same names in every language', () => {
    expect(Object.keys(messages.en).sort()).toEqual([...keys].sort());
  });

  it('are never empty', () => {
    expect(keys.filter((key) => messages.es[key].trim() === '' || messages.en[key].trim() === '')).toEqual([]);
  });

  it('are valid ICU in every language', () => {
    const broken = keys.flatMap((key) => (['es', 'en'] as const).filter((locale) => !parses(messages[locale][key])).map((locale) => `${locale} ${key}`));
    expect(broken).toEqual([]);
  });

  it('ask for the same values in every language', () => {
    const differing = keys.filter((key) => argumentsOf(messages.es[key]).join() !== argumentsOf(messages.en[key]).join());
    expect(differing).toEqual([]);
  });

  it('say each thing in its own words: no English sentence is the Spanish one', () => {
    // Words that are the same in both languages.
    const shared = keys.filter((key) => messages.es[key] === messages.en[key] && /[a-z]{4,} [a-z]{2,} [a-z]{2,}/i.test(messages.es[key]));
    expect(shared).toEqual([]);
  });
});

function parses(message: string): boolean {
  try {
    new IntlMessageFormat(message, 'es');
    return true;
  } catch {
    return false;
  }
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
