import type { Page } from 'playwright-core';
import type { Language } from '../../../scripts/demo/words.ts';

/** The words of one screen in one language: what is seen on it, and the names that are only heard. */
export interface ScreenWords {
  readonly screen: string;
  readonly language: Language;
  readonly words: readonly string[];
}

/** Reads the words off the page, each text once. */
export async function readWords(page: Page): Promise<readonly string[]> {
  return await page.evaluate<string[]>(source);
}

/**
 * What reads the same in two languages, with the screens that show it: `es=en "Stock" kiosk/kiosk.bag`. Figures, codes and single letters are
 * left out. What remains is data (names of people, shops and goods, which the catalogue gives in one language), words that two languages
 * share, or words that somebody forgot to translate. It is for reading, not for failing.
 */
export function findAlike(seen: readonly ScreenWords[]): readonly string[] {
  const found = new Map<string, string>();
  const spanish = new Map(seen.filter(({ language }) => language === 'es').map((one) => [one.screen, new Set(one.words)]));
  for (const { screen, language, words } of seen) {
    if (language === 'es') continue;
    for (const text of words) {
      const key = `es=${language} ${JSON.stringify(text)}`;
      if (/\p{L}{3}/u.test(text) && !found.has(key) && spanish.get(screen)?.has(text) === true) found.set(key, screen);
    }
  }
  return [...found].map(([key, screen]) => `${key} ${screen}`).toSorted();
}

/** Runs in the page, so it is text: the types of this folder know no document. */
const source = `(() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = (node.textContent ?? '').replaceAll(/\\s+/g, ' ').trim();
    if (text !== '' && node.parentElement?.closest('script, style') === null && node.parentElement.checkVisibility()) found.add(text);
  }
  for (const element of document.querySelectorAll('[aria-label], [placeholder], [alt]'))
    for (const name of ['aria-label', 'placeholder', 'alt']) if (element.getAttribute(name)) found.add(element.getAttribute(name));
  return [...found];
})()`;
