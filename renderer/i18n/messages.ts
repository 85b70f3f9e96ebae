import type { Locale } from '../../src/contract/schema.ts';
import { languages } from '../../src/kernel/language.ts';
import { caMessages } from './ca/all.ts';
import { enMessages } from './en/all.ts';
import { esMessages } from './es/all.ts';
import { ptMessages } from './pt/all.ts';
import { provideMessages } from './spoken.ts';
import type { Messages } from './text-key.ts';

/** Every message in every language, for programs and tests that read them all; to import this is to have them. Pages load the one they speak. */
export const messages: Readonly<Record<Locale, Messages>> = { es: esMessages, en: enMessages, pt: ptMessages, ca: caMessages };

for (const language of languages) provideMessages(language, messages[language]);
