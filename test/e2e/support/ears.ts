import type { Page, WebSocket } from 'playwright-core';

/** The keys of the keypad, as the keyboard that it pretends to be. `F2`: its key for speech. */
export type PadKey = 'ArrowDown' | 'ArrowUp' | 'Enter' | 'Escape' | 'F1' | 'F2';

/** Which way somebody goes to find something: from the beginning, or from the end, where the next step is. */
export type Way = 'down' | 'up';

/**
 * Somebody who sees nothing and has five keys. All that they know of the page is what it hands to the voice: the texts are read from the wire between
 * page and station, on their way to the program that speaks. Which key comes next is decided by them alone.
 */
export interface Ears {
  /** Goes until the stop that is heard has this name, and presses OK. A pattern is tried on all that is said of the stop. */
  press(name: string | RegExp, way?: Way): Promise<void>;
  /** Waits until something is heard that matches, since the last key, and answers all that was heard since. */
  hear(words: string | RegExp): Promise<string>;
  /** Goes to a field, types with the keys on the screen, and leaves them. Answers all that was heard on the way. */
  type(field: string | RegExp, text: string): Promise<string>;
  /** Types on keys that stand on the screen by themselves. Answers all that was heard on the way. */
  typeOn(text: string): Promise<string>;
  key(key: PadKey): Promise<void>;
}

/** A person holds a key longer than a scanner does. */
const HELD_MS = 36;

/** Screens have fewer stops, rows and keys than this. */
const MOST = 80;

/** A word comes within so many milliseconds, however busy the machine is. */
const PATIENCE_MS = 30_000;

/** Names of signs as Spanish ears hear them. */
const SIGNS: Readonly<Record<string, string>> = { '.': 'punto', '@': 'arroba', '-': 'guion' };

/** What can be pressed, as Spanish ears hear it. */
const ROLES = 'botón|enlace|opción|casilla|campo de texto';

/** How what is said of a stop goes: which it is of how many; the keys of a row; one key or sign. */
const STOP = /\d+ de \d+\.|fila de teclas\.$|(^|[.] )[^\s.]+( bajo| más)?\.$/;

/** Puts ears to a page. It is loaded anew, so that nothing of its wire is missed. */
export async function earsAt(page: Page): Promise<Ears> {
  const heard = listenAt(page);
  // Whatever a story that broke off left of its listening.
  await page.evaluate(`sessionStorage.removeItem('pasillo.preferences')`);
  await page.reload();
  await page.locator('h1').first().waitFor();
  const key = async (name: PadKey): Promise<void> => {
    heard.forget();
    await page.keyboard.press(name, { delay: HELD_MS });
  };
  const goTo = async (what: string, isThere: (words: string) => boolean, way: Way = 'down'): Promise<void> => {
    const met: string[] = [];
    for (let presses = 0; presses < MOST; presses++) {
      if (isThere(heard.all())) return;
      await key(way === 'down' ? 'ArrowDown' : 'ArrowUp');
      met.push(await heard.until('a stop', (words) => STOP.test(words)));
    }
    throw new Error(`Nothing that is heard leads to ${what}: ${met.join(' | ')}`);
  };
  const typeHere = async (text: string): Promise<string> => {
    let all = '';
    for (const character of text) {
      const name = SIGNS[character] ?? character.toLowerCase();
      await goTo(`a row with ${character}`, (words) => keysIn(words).includes(name));
      await key('Enter');
      await heard.until('a key', (words) => STOP.test(words));
      await goTo(character, (words) => ` ${words.toLowerCase()}`.endsWith(` ${name}.`));
      await key('Enter');
      all += ` ${await heard.until('the row again', isRow)}`;
    }
    return all;
  };
  const press = async (name: string | RegExp, way: Way = 'down'): Promise<void> => {
    await goTo(String(name), (words) => isStop(sinceScreen(words), name), way);
    await key('Enter');
  };
  return {
    press,
    hear: (words) => heard.until(String(words), (all) => (typeof words === 'string' ? all.includes(words) : words.test(all))),
    type: async (field, text) => {
      await press(field);
      await heard.until('the keys', isRow);
      await typeHere(text);
      await key('Escape');
      return await heard.until('the field again', (words) => words.includes('campo de texto'));
    },
    typeOn: async (text) => await typeHere(text),
    key,
  };
}

interface Heard {
  readonly all: () => string;
  readonly forget: () => void;
  /** Waits until what was heard is enough, and answers it. */
  readonly until: (what: string, isEnough: (all: string) => boolean) => Promise<string>;
}

function listenAt(page: Page): Heard {
  let pieces: string[] = [];
  let wake = (): void => undefined;
  page.on('websocket', (socket: WebSocket) => {
    const asked = new Map<string, string>();
    socket.on('framesent', ({ payload }) => {
      const [id, text] = spokenIn(payload.toString()) ?? [];
      if (id !== undefined && text !== undefined) asked.set(id, text);
    });
    // Only what has become sound is heard: a station that is busy is asked again.
    socket.on('framereceived', ({ payload }) => {
      const text = asked.get(soundIn(payload.toString()) ?? '');
      if (text === undefined) return;
      pieces.push(text);
      wake();
    });
  });
  const all = (): string => pieces.join(' ');
  return {
    all,
    forget: () => {
      pieces = [];
    },
    until: async (what, isEnough) => {
      const end = Date.now() + PATIENCE_MS;
      for (let left = PATIENCE_MS; !isEnough(all()); left = end - Date.now()) {
        if (left <= 0) throw new Error(`${what} is not heard, but: ${all()}`);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      return all();
    },
  };
}

/** The number of a message from page to station and what it has spoken; null for all others. */
function spokenIn(message: string): readonly [string, string] | null {
  const [, id, text] = /^\{"i":"(\w+)".*"\/speech\/say".*"text":("(?:[^"\\]|\\.)*")/.exec(message) ?? [];
  return id === undefined || text === undefined ? null : [id, String(JSON.parse(text))];
}

/** The number of the message that this one answers with a sound; null for all others. */
function soundIn(message: string): string | null {
  const [, id] = /^\{"i":"(\w+)".{0,60}"ok":true,"value":\{"wav":/.exec(message.slice(0, 120)) ?? [];
  return id ?? null;
}

/** What was heard since another screen was said to its end: what stood on the one before is gone. */
function sinceScreen(words: string): string {
  return (words.split('que elegir: pulsa abajo.').at(-1) ?? '').trimStart();
}

/** Is this said of a stop with that name? Its group may be named before it, its line after it. */
function isStop(words: string, name: string | RegExp): boolean {
  if (typeof name !== 'string') return STOP.test(words) && name.test(words);
  return new RegExp(`(^|[.:?] )${escaped(name)}, (${ROLES})`).test(words);
}

function isRow(words: string): boolean {
  return words.endsWith('fila de teclas.');
}

/** The keys of a row, as they were read out. */
function keysIn(words: string): readonly string[] {
  if (!isRow(words)) return [];
  const row = words.slice(0, -', fila de teclas.'.length).split('. ').at(-1) ?? '';
  return row.toLowerCase().split(', ');
}

/** Words as a pattern that they match. */
export function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
