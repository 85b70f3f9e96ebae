import { expandUpcE } from '../../src/kernel/gtin.ts';
import { usCharacter } from './us-layout.ts';

/** A key press, reduced to what matters here. `at` is the event's own time stamp in milliseconds. */
export interface WedgeKey {
  readonly key: string;
  /** The place on the keyboard, whatever is printed on it; empty when the event does not say. */
  readonly code: string;
  readonly at: number;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  /** AltGr is how some keyboard layouts type ordinary characters; it counts as neither Ctrl nor Alt. */
  readonly altGraph: boolean;
  /** A key that is held down and repeats by itself. Only people do that. */
  readonly repeat: boolean;
}

/** What a burst of keys turned out to be. */
export type WedgeReading = { readonly kind: 'code'; readonly text: string } | { readonly kind: 'refused'; readonly reason: 'control-character' | 'too-long' };

/** The verdict on one key: whether it must be kept from the page, and what it completed. */
export interface WedgeVerdict {
  readonly swallow: boolean;
  readonly reading: WedgeReading | null;
}

/**
 * Who listens below. `reading`: a screen without text entry; every printable key is taken from the first one on. `typing`: a
 * screen where people may type; the first two keys of a burst pass, because they look like a person's.
 */
export type WedgeMode = 'reading' | 'typing';

/** Keys of one burst are closer together than this; people's are not. */
export const MAX_GAP_MS = 30;
/** Longest code taken, in UTF-8 bytes. */
export const MAX_CODE_BYTES = 512;
/** Shorter bursts are a bouncing key, not a code. */
export const MIN_CODE_LENGTH = 4;
/** Codes closer together than this are one gesture of one person; the later one is dropped unseen. */
export const MIN_BETWEEN_READINGS_MS = 500;

/** ASCII GS, which ends a value of variable length (GS1 General Specifications, section 7.8). */
const SEPARATOR = '\u001d';
/** Begins like an element string: with a GTIN, or with another identifier and a separator behind its value. No other control character gets so far. */
const ELEMENTS = /^\p{Cc}?(?:01[0-9]{14}|[0-9]{2,4}[!-z]{1,90}\p{Cc})/u;

const quiet: WedgeVerdict = { swallow: false, reading: null };
const taken: WedgeVerdict = { swallow: true, reading: null };

/**
 * Tells a keyboard-wedge scanner from a person, key by key, by their speed. Scanners of this kind type whatever is in the
 * code, control keys included, which has been used to break out of kiosks: inside a burst every key is swallowed, and one
 * control key spoils the whole burst. One is told apart: Ctrl and `]` is how they type the separator of GS1 element strings, ASCII 29, and it
 * counts where the burst is one.
 *
 *     L K 1 : ... <Enter>      each key < 30 ms after the one before
 *     '----- burst -----' ^ the code, or a refusal
 *
 * A scanner whose idea of the keyboard is not the computer's types other characters than it means. The burst is therefore read twice: by
 * what the keys typed, and by their places on a US keyboard, which is what scanners believe in unless set otherwise. The second reading counts
 * only where it has the shape of a code of this shop and the first has not.
 */
export function createWedge(mode: WedgeMode): { key(key: WedgeKey): WedgeVerdict } {
  let burst = new Burst();
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    key: (press) => {
      const inBurst = press.at - lastAt < MAX_GAP_MS;
      if (isModifier(press.key)) return burst.keys > 0 && inBurst ? taken : quiet;
      if (press.repeat) return inBurst ? taken : quiet;
      lastAt = press.at;
      if (!inBurst) burst = new Burst();
      if (press.key === 'Enter' && isPlain(press)) {
        if (!inBurst) return quiet;
        // The burst goes on after its Enter: a second one (CR LF) that follows at once is not a person's either.
        const verdict: WedgeVerdict = { swallow: mode === 'reading' || burst.keys > 2 || burst.keys === 0, reading: burst.read() };
        burst = new Burst();
        return verdict;
      }
      burst.add(press);
      if (!isPlain(press) || !isPrintable(press.key)) {
        // A lone Tab or arrow belongs to whoever moves through the page by keys.
        return inBurst ? taken : quiet;
      }
      if (mode === 'typing') return { swallow: burst.keys > 2, reading: null };
      // A space presses the focused button, so a person's must pass; in a burst it is part of the code.
      return { swallow: inBurst || press.key !== ' ', reading: null };
    },
  };
}

/** Lets a reading pass at most twice a second. It outlives the wedges of the screens, so that a change of screen is no way around it. */
export function createReadingGate(): { passes(at: number): boolean } {
  let last = Number.NEGATIVE_INFINITY;
  return {
    passes: (at) => {
      if (at - last < MIN_BETWEEN_READINGS_MS) return false;
      last = at;
      return true;
    },
  };
}

/**
 * The code without the AIM identifier (ISO/IEC 15424) that some scanners send first: `]Q1` and its kind. One is removed and
 * nothing else is touched.
 */
export function withoutAimIdentifier(text: string): string {
  return /^\][A-Za-z][0-9A-Za-z]/.test(text) ? text.slice(3) : text;
}

/** Is this key a modifier alone? On some layouts AltGr comes as Control and AltGraph. */
export function isModifier(key: string): boolean {
  return key === 'Shift' || key === 'CapsLock' || key === 'AltGraph' || key === 'Control' || key === 'Alt';
}

/** Typed without Ctrl, Alt and the Windows key. */
export function isPlain(press: WedgeKey): boolean {
  return press.altGraph || !(press.ctrl || press.alt || press.meta);
}

/** One character that is not a control character; names such as `Tab` and `F4` are longer. */
export function isPrintable(key: string): boolean {
  return [...key].length === 1 && !/\p{Cc}/u.test(key);
}

type Spoiled = 'control-character' | 'too-long';

/** One way to read a burst; null once it holds what no code may hold. */
class Reading {
  text = '';
  spoiled: Spoiled | null = null;
  #bytes = 0;

  add(character: string | null): void {
    if (character === null) {
      this.spoiled ??= 'control-character';
      return;
    }
    this.#bytes += new TextEncoder().encode(character).length;
    if (this.#bytes > MAX_CODE_BYTES) this.spoiled ??= 'too-long';
    if (this.spoiled === null) this.text += character;
  }

  get code(): string {
    // Eight digits under this name are a UPC-E as it is printed (ISO/IEC 15424, UPC/EAN).
    const upc = /^\]E0(\d{8})$/.exec(this.text)?.[1];
    return (upc === undefined ? null : expandUpcE(upc)) ?? withoutAimIdentifier(this.text);
  }

  /** What no code may hold: a separator belongs to element strings alone. */
  get trouble(): Spoiled | null {
    return this.spoiled ?? (this.text.includes(SEPARATOR) && !ELEMENTS.test(this.code) ? 'control-character' : null);
  }
}

/** The keys of one burst, read by what they typed and by their places. */
class Burst {
  keys = 0;
  readonly #typed = new Reading();
  readonly #placed = new Reading();

  add(press: WedgeKey): void {
    this.keys += 1;
    if (isSeparator(press)) {
      this.#typed.add(SEPARATOR);
      this.#placed.add(SEPARATOR);
      return;
    }
    const isText = isPlain(press) && isPrintable(press.key);
    this.#typed.add(isText ? press.key : null);
    // A dead key types nothing by itself, and is an ordinary character where the scanner believes it is.
    const mayBePlaced = isPlain(press) && !press.altGraph && (isText || press.key === 'Dead');
    this.#placed.add(mayBePlaced ? usCharacter(press.code, press.shift) : null);
  }

  read(): WedgeReading | null {
    const typed = this.#typed;
    const placed = this.#placed;
    const reason = typed.trouble;
    if (placed.trouble === null && isKnownShape(placed.code) && !(reason === null && isKnownShape(typed.code))) return { kind: 'code', text: placed.code };
    if (reason !== null) return { kind: 'refused', reason };
    return typed.text.length < MIN_CODE_LENGTH ? null : { kind: 'code', text: typed.code };
  }
}

/** The key that stands for the separator: at its place on a US keyboard, or where it types the sign of the same number. */
function isSeparator(press: WedgeKey): boolean {
  if (!press.ctrl || press.alt || press.meta || press.altGraph) return false;
  return press.code === 'BracketRight' || press.key === ']' || press.key === SEPARATOR;
}

/**
 * The shop's own codes (collection codes, badges, members', coupons, orders at the till), web addresses (a bag's, GS1 Digital Link), GS1 element
 * strings and the digits under the bars of a product: with these nobody means anything else.
 */
function isKnownShape(text: string): boolean {
  return /^[A-Z]{2}1:/.test(text) || /^https?:\/\/[0-9A-Za-z]/.test(text) || ELEMENTS.test(text) || /^(?:[0-9]{8}|[0-9]{12,14})$/.test(text);
}
