import type { Page, WebSocket } from 'playwright-core';

/**
 * Somebody who sees nothing and has five keys. All that they know of the page is what it hands to the voice: the texts are read from the wire between
 * page and station, on their way to the program that speaks.
 */
export interface Ears {
  /** Goes down until what is heard matches, and presses OK. */
  press(words: string | RegExp): Promise<void>;
  /** Waits until something is heard that matches, since the last key or since now, and answers all that was heard. */
  hear(words: string | RegExp): Promise<string>;
  /** Goes to a field, types with the keys on the screen, and leaves them. */
  type(field: string | RegExp, text: string): Promise<void>;
  /** Types on keys that stand on the screen by themselves. */
  typeOn(keys: string | RegExp, text: string): Promise<void>;
  key(key: Key): Promise<void>;
  /** Begins to listen: the speech key of the keypad. */
  start(): Promise<void>;
  /** Ends listening, for whoever comes next. */
  stop(): Promise<void>;
}

type Key = 'ArrowDown' | 'ArrowUp' | 'Enter' | 'Escape' | 'F1' | 'F2';

/** A person holds a key longer than a scanner does. */
const HELD_MS = 40;

/** Screens have fewer stops, rows and keys than this. */
const MOST = 120;

/** A word comes within so many milliseconds, however busy the machine is. */
const PATIENCE_MS = 15_000;

/** Names of signs as Spanish ears hear them. */
const SIGNS: Readonly<Record<string, string>> = { '.': 'punto', '@': 'arroba', '-': 'guion' };

/** Puts ears to a page. It is loaded anew, so that nothing of its wire is missed. */
export async function earsAt(page: Page): Promise<Ears> {
  let heard: string[] = [];
  let wake = (): void => undefined;
  const listen = (socket: WebSocket): void => {
    socket.on('framesent', ({ payload }) => {
      const text = spokenIn(payload.toString());
      if (text === null) return;
      heard.push(text);
      wake();
    });
  };
  page.on('websocket', listen);
  await page.reload();
  await page.locator('h1').first().waitFor();
  const all = (): string => heard.join(' ');
  const until = async (what: string, isThere: () => boolean): Promise<void> => {
    const end = Date.now() + PATIENCE_MS;
    while (!isThere()) {
      const left = end - Date.now();
      if (left <= 0) throw new Error(`${what} is not heard, but: ${all()}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const key = async (name: Key): Promise<void> => {
    heard = [];
    await page.keyboard.press(name, { delay: HELD_MS });
  };
  const goTo = async (what: string, isThere: () => boolean): Promise<void> => {
    for (let presses = 0; presses < MOST; presses++) {
      if (heard.length > 0 && isThere()) return;
      await key('ArrowDown');
      await until('all of a stop', () => WHOLE.test(all()));
    }
    throw new Error(`Nothing that is heard leads to ${what}; last: ${all()}`);
  };
  const press = async (words: string | RegExp): Promise<void> => {
    await key('ArrowDown');
    await until('all of a stop', () => WHOLE.test(all()));
    const named = typeof words === 'string' ? new RegExp(`(^|[.] )${escaped(words)}, (${ROLES})`) : words;
    await goTo(String(words), () => isIn(named, all()));
    await key('Enter');
  };
  const typeHere = async (text: string): Promise<void> => {
    for (const character of text) {
      const name = SIGNS[character] ?? character.toLowerCase();
      await goTo(`a row with ${character}`, () => all().endsWith('fila de teclas.') && keysIn(all()).includes(name));
      await key('Enter');
      await until('a key', () => heard.length > 0);
      await goTo(character, () => all().toLowerCase() === `${name}.`);
      await key('Enter');
      await until('the row again', () => all().endsWith('fila de teclas.'));
    }
  };
  return {
    press,
    hear: async (words) => {
      await until(String(words), () => isIn(words, all()));
      return all();
    },
    type: async (field, text) => {
      await press(field);
      await until('the keys', () => all().endsWith('fila de teclas.'));
      await typeHere(text);
      await key('Escape');
      await until('the field again', () => heard.length > 0);
    },
    typeOn: async (keys, text) => {
      await goTo(String(keys), () => isIn(keys, all()));
      await typeHere(text);
    },
    key,
    start: async () => {
      await key('F2');
      await until('how it is used', () => isIn(/Voz activada/, all()));
    },
    stop: async () => {
      await key('F2');
      await until('the end', () => isIn(/Voz apagada/, all()));
      page.off('websocket', listen);
    },
  };
}

/** How what is said of a stop goes: which it is of how many, a row of keys, or a key. */
const WHOLE = /\d+ de \d+\.|fila de teclas\.$|^[^ ]{1,12}( [^ ]{1,10})?\.$/;

/** What can be pressed, as Spanish ears hear it. */
const ROLES = 'botón|enlace|opción|casilla|campo de texto';

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What one message from page to station has spoken; null for all others. */
function spokenIn(message: string): string | null {
  const [, text] = /"\/speech\/say".*"text":("(?:[^"\\]|\\.)*")/.exec(message) ?? [];
  return text === undefined ? null : String(JSON.parse(text));
}

function isIn(words: string | RegExp, heard: string): boolean {
  return typeof words === 'string' ? heard.includes(words) : words.test(heard);
}

/** The keys of a row, as they were read out. */
function keysIn(heard: string): readonly string[] {
  const row =
    heard
      .replace(/[,.]? ?fila de teclas\.$/, '')
      .split('. ')
      .at(-1) ?? '';
  return row.toLowerCase().split(', ');
}
