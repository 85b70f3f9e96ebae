import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatText } from '../../../renderer/i18n/format.ts';
import { messages } from '../../../renderer/i18n/messages.ts';
import type { TextKey } from '../../../renderer/i18n/text-key.ts';
import { languages } from '../../../src/kernel/language.ts';

const app = join(import.meta.dirname, '../../../src/station/app');

/** Files whose words come out of a printer. */
const papers = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((name) => /(slip|slip-words|paper|receipt)\.ts$/.test(name));

describe('the bank of lockers has one name, which people understand', () => {
  it('on every screen, in every language', () => {
    const wrong = languages.flatMap((locale) => Object.entries(messages[locale]).filter(([, message]) => /\bsilos?\b/i.test(withoutChoices(message))));
    expect(wrong).toEqual([]);
  });

  it('on every paper', () => {
    expect(papers.length).toBeGreaterThan(4);
    const wrong = papers.flatMap((name) =>
      [...readFileSync(join(app, name), 'utf8').matchAll(/'[^'\n]* silos?\b[^'\n]*'|'Silos? [^'\n]*'/gi)].map(([text]) => `${name}: ${text}`),
    );
    expect(wrong).toEqual([]);
  });

  it('is that of the waiting screen of a return that finds no room', () => {
    const key: TextKey = 'return.full.title';
    expect(languages.map((language) => formatText(language, key))).toEqual([
      'Las taquillas están llenas',
      'The lockers are full',
      'Os cacifos estão cheios',
      'Les taquilles són plenes',
    ]);
  });
});

/** A message without the names of its choices, which nobody reads. */
function withoutChoices(message: string): string {
  return message.includes(', select,') ? message.replaceAll(/\b[\w-]+ (?=\{)/g, '') : message;
}
