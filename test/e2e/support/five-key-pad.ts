import type { Page } from 'playwright-core';

/** A thumb on a tactile keypad: nothing else touches the screen. */
export interface FiveKeyPad {
  /** Goes down until the words of what has the focus match, and presses OK. */
  press(words: string | RegExp): Promise<void>;
  /** Goes to a field, types into it with the keys on the screen, and leaves them. */
  type(field: string | RegExp, text: string): Promise<void>;
  /** Types on keys that stand on the screen by themselves. */
  typeOn(keys: string | RegExp, text: string): Promise<void>;
  back(): Promise<void>;
  help(): Promise<void>;
}

type Key = 'ArrowDown' | 'ArrowUp' | 'Enter' | 'Escape' | 'F1';

/** A person holds a key longer than a scanner does. */
const HELD_MS = 40;

/** Screens have fewer stops, rows and pages than this. */
const MOST = 200;
/** No row has more keys. Who has not found theirs by then has lost the row, and goes to it again. */
const MOST_IN_ROW = 15;

/** The keypad beside a page's screen. */
export function fiveKeyPad(page: Page): FiveKeyPad {
  const key = (name: Key): Promise<void> => page.keyboard.press(name, { delay: HELD_MS });
  const until = async (what: string, isThere: () => Promise<boolean>): Promise<void> => {
    for (let presses = 0; presses < MOST; presses++) {
      if (await isThere()) return;
      await key('ArrowDown');
    }
    throw new Error(`Five keys do not lead to ${what}.`);
  };
  const to = (words: string | RegExp): Promise<void> => until(String(words), async () => matches(words, await focusedWords(page)));
  const typeHere = async (text: string): Promise<void> => {
    for (const character of text) {
      await until(`the key ${character}`, async () => {
        if (!(await rowInHand(page)).includes(character)) return false;
        await key('Enter');
        for (let presses = 0; presses < MOST_IN_ROW; presses++) {
          if ((await focusedWords(page)) === character) return true;
          await key('ArrowDown');
        }
        if (await isInRow(page)) await key('Escape');
        return false;
      });
      await key('Enter');
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))');
    }
  };
  return {
    press: async (words) => {
      await to(words);
      await key('Enter');
    },
    type: async (field, text) => {
      await to(field);
      await key('Enter');
      await typeHere(text);
      await key('Escape');
    },
    typeOn: async (keys, text) => {
      await until(String(keys), async () => matches(keys, await gridInHand(page)));
      await typeHere(text);
    },
    back: () => key('Escape'),
    help: () => key('F1'),
  };
}

function matches(wanted: string | RegExp, words: string): boolean {
  return typeof wanted === 'string' ? words === wanted : wanted.test(words);
}

/** The name of what has the focus, as it is spoken. */
function focusedWords(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const here = document.activeElement;
    if (here === null || here === document.body) return '';
    const named = here.getAttribute('aria-label') ?? (here.labels?.[0] ?? here).textContent ?? '';
    return named.replace(/\\s+/g, ' ').trim();
  })()`);
}

/** The keys of the row that is chosen, or that is gone through. */
function rowInHand(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`[...document.querySelectorAll('[data-five="row"] [data-five-row]')].map((key) => key.textContent.trim())`);
}

/** The name of the keys on the screen in which the focus is; empty when it is elsewhere. */
function gridInHand(page: Page): Promise<string> {
  return page.evaluate<string>(`document.activeElement?.closest('[data-key-grid]')?.getAttribute('aria-label') ?? ''`);
}

/** Is a single key chosen, so that Back leads to its row? */
function isInRow(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(`document.activeElement?.closest('[data-key-grid]')?.dataset.five === 'key'`);
}
