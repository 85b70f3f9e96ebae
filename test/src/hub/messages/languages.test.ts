import { describe, expect, it } from 'vitest';
import type { Law } from '../../../../src/core/orders/legal-clock.ts';
import '../../../../renderer/i18n/messages.ts';
import { formatText } from '../../../../renderer/i18n/format.ts';
import { afterTexts } from '../../../../src/hub/messages/after-texts.ts';
import { loyaltyTexts } from '../../../../src/hub/messages/loyalty-texts.ts';
import { stockTexts } from '../../../../src/hub/messages/stock-texts.ts';
import { messageTexts } from '../../../../src/hub/messages/texts.ts';
import { wayTexts } from '../../../../src/hub/messages/way-texts.ts';
import { type Language, languages } from '../../../../src/kernel/language.ts';

const tables = { messageTexts, afterTexts, stockTexts, wayTexts, loyaltyTexts };

/** What is put into the places of texts that take something else than words. */
const special: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  doors: [[[7]], [[3, 7, 12]]],
  sms: [[{ store: 'STORE', title: 'TITLE', number: 'NUMBER', code: 'CODE', pin: 'PIN', doors: [3, 7], until: 'UNTIL', url: 'URL' }]],
  'short.sms': [['NUMBER', 'UNTIL']],
  leadPart: [
    ['DATE', 1],
    ['DATE', 2],
  ],
  from: [[['PLACE', 'OTHER']]],
  what: [
    ['TITLE', 1],
    ['TITLE', 2],
  ],
  rights: ['eu', 'ar', 'cl', 'shop'].map((law) => [{ law, days: 14, months: 36 }]),
};

/** Every sentence of a table with its name, its places filled. */
function sentences(value: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] {
  const name = path.join('.');
  if (typeof value === 'string') return [[name, value]];
  if (typeof value === 'function') {
    const given = special[path.slice(-2).join('.')] ?? special[path.at(-1) ?? ''] ?? [['FIRST', 'SECOND', 'THIRD', 'FOURTH']];
    return given.flatMap((args, i) => sentences(value(...args), [...path, String(i)]));
  }
  return Object.entries(value ?? {}).flatMap(([key, part]) => sentences(part, [...path, key]));
}

const written = Object.fromEntries(
  languages.map((language) => [language, new Map(Object.entries(tables).flatMap(([name, table]) => sentences(table[language], [name])))]),
);
const of = (language: Language): ReadonlyMap<string, string> => written[language] ?? new Map();

describe('what mails and text messages say', () => {
  it.each(languages)('has every sentence in %s, and none is empty or broken', (language) => {
    const names = (one: Language) => [...of(one).keys()].toSorted();
    expect(names(language)).toEqual(names('es'));
    expect([...of(language)].filter(([, text]) => text.trim() === '' || /undefined|NaN|\[object|\$\{/.test(text))).toEqual([]);
  });

  it.each(languages)('fills the same places in %s', (language) => {
    const places = (text: string) => [...new Set(text.match(/[A-Z]{4,}|\d+/g) ?? [])].filter((place) => !/^(SMS|HTML)$/.test(place)).toSorted();
    expect([...of(language)].filter(([name, text]) => places(text).join() !== places(of('es').get(name) ?? '').join())).toEqual([]);
  });

  it('is in the words of its own language', () => {
    for (const language of ['pt', 'ca'] as const) {
      expect([...of(language)].filter(([, text]) => /[ñ¿¡]/.test(text.replace('Botón', '')))).toEqual([]);
      expect([...of(language)].filter(([name, text]) => text === of('es').get(name) && /\p{L}{4,} \p{L}{2,} \p{L}{2,}/u.test(text))).toEqual([]);
    }
    // Letters that the other does not have.
    expect([...of('pt')].filter(([, text]) => /[ïè]|l·l/.test(text))).toEqual([]);
    expect([...of('ca')].filter(([, text]) => /[ãõê]/.test(text))).toEqual([]);
  });

  it.each(languages)('calls buttons as the screens do, in %s', (language) => {
    const rights = (law: Law) => afterTexts[language].rights({ law, days: 14, months: 36 });
    for (const law of ['eu', 'ar', 'cl', 'shop'] as const) expect(rights(law)).toContain(formatText(language, 'after.withdraw.button', { law }));
    expect(messageTexts[language].ready.moreDays).toContain(formatText(language, 'phone.step.more-days'));
  });
});
