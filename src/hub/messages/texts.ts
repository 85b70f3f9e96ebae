import type { Locale } from '../../contract/schema.ts';
import { caMessages } from './texts/ca.ts';
import { enMessages } from './texts/en.ts';
import { esMessages } from './texts/es.ts';
import type { MessageTexts } from './texts/message-texts.ts';
import { ptMessages } from './texts/pt.ts';

/** What messages to customers say, by language. */
export const messageTexts: Readonly<Record<Locale, MessageTexts>> = { es: esMessages, en: enMessages, pt: ptMessages, ca: caMessages };
