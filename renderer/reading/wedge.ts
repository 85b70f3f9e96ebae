/** A key press, reduced to what matters here. `at` is the event's own time stamp in milliseconds. */
export interface WedgeKey {
  readonly key: string;
  readonly at: number;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  /** AltGr is how some keyboard layouts type ordinary characters; it counts as neither Ctrl nor Alt. */
  readonly altGraph: boolean;
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

const quiet: WedgeVerdict = { swallow: false, reading: null };
const taken: WedgeVerdict = { swallow: true, reading: null };

/**
 * Tells a keyboard-wedge scanner from a person, key by key, by their speed. Scanners of this kind type whatever is in the
 * code, control keys included, which has been used to break out of kiosks: inside a burst every key is swallowed, and one
 * control key spoils the whole burst.
 *
 *     L K 1 : ... <Enter>      each key < 30 ms after the one before
 *     '----- burst -----' ^ the code, or a refusal
 */
export function createWedge(mode: WedgeMode): { key(key: WedgeKey): WedgeVerdict } {
  let text = '';
  let keys = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  let spoiled: 'control-character' | 'too-long' | null = null;
  const begin = () => {
    text = '';
    keys = 0;
    spoiled = null;
  };
  return {
    key: (press) => {
      if (isModifier(press.key)) return keys > 0 && press.at - lastAt < MAX_GAP_MS ? taken : quiet;
      const inBurst = press.at - lastAt < MAX_GAP_MS;
      lastAt = press.at;
      if (!inBurst) begin();
      if (press.key === 'Enter' && isPlain(press)) {
        if (!inBurst) return quiet;
        // The burst goes on after its Enter: a second one (CR LF) that follows at once is not a person's either.
        const verdict: WedgeVerdict = { swallow: mode === 'reading' || keys > 2 || keys === 0, reading: readingOf(text, spoiled) };
        begin();
        return verdict;
      }
      keys++;
      if (!isPlain(press) || !isPrintable(press.key)) {
        // A lone Tab or arrow belongs to whoever moves through the page by keys.
        if (!inBurst) return quiet;
        spoiled ??= 'control-character';
        return taken;
      }
      if (utf8Length(text) + utf8Length(press.key) > MAX_CODE_BYTES) spoiled ??= 'too-long';
      else text += press.key;
      if (mode === 'typing') return { swallow: keys > 2, reading: null };
      // A space presses the focused button, so a person's must pass; in a burst it is part of the code.
      return { swallow: inBurst || press.key !== ' ', reading: null };
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

function readingOf(text: string, spoiled: 'control-character' | 'too-long' | null): WedgeReading | null {
  if (spoiled !== null) return { kind: 'refused', reason: spoiled };
  return text.length < MIN_CODE_LENGTH ? null : { kind: 'code', text: withoutAimIdentifier(text) };
}

function isModifier(key: string): boolean {
  return key === 'Shift' || key === 'CapsLock' || key === 'AltGraph';
}

function isPlain(press: WedgeKey): boolean {
  return press.altGraph || !(press.ctrl || press.alt || press.meta);
}

/** One character that is not a control character; names such as `Tab` and `F4` are longer. */
function isPrintable(key: string): boolean {
  return [...key].length === 1 && !/\p{Cc}/u.test(key);
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
