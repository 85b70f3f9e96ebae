import type { Locale } from '../../src/contract/schema.ts';
import type { Messages } from './text-key.ts';

/*
 * The languages that this page can speak by now. A page loads the one it begins with before it shows anything, and the others when it has nothing else to
 * do: each is as large as everything else of a screen. They come from where the page came from, so a station that went away costs no language.
 */
const spoken = new Map<Locale, Messages>();

const loaders: Readonly<Record<Locale, () => Promise<Messages>>> = {
  es: () => import('./es/all.ts').then(({ esMessages }) => esMessages),
  en: () => import('./en/all.ts').then(({ enMessages }) => enMessages),
  pt: () => import('./pt/all.ts').then(({ ptMessages }) => ptMessages),
  ca: () => import('./ca/all.ts').then(({ caMessages }) => caMessages),
};

/** The messages of a language that was loaded. */
export function messagesOf(locale: Locale): Messages {
  const messages = spoken.get(locale);
  if (messages === undefined) throw new Error(`the language ${locale} was not loaded`);
  return messages;
}

/** Can the page speak it at once? */
export function isSpoken(locale: Locale): boolean {
  return spoken.has(locale);
}

/** Gives a language its messages. */
export function provideMessages(locale: Locale, messages: Messages): void {
  spoken.set(locale, messages);
}

/** Loads a language; false where it does not come. */
export async function loadMessages(locale: Locale): Promise<boolean> {
  if (isSpoken(locale)) return true;
  try {
    provideMessages(locale, await loaders[locale]());
    return true;
  } catch {
    return false;
  }
}
