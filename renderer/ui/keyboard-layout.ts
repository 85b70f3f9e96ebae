import type { Language } from '../../src/kernel/language.ts';

/** A pad of digits alone, one for telephone numbers, and one for amounts of money. */
export type PadKind = 'digits' | 'phone' | 'amount';

/** Which keys a field needs: prose, an e-mail address, a search, or an address with digits. */
export type KeyboardKind = 'text' | 'email' | 'search';

/** One key. `char` types itself; the others act. */
export type Key =
  | { readonly kind: 'char'; readonly char: string; readonly wide?: boolean }
  | { readonly kind: 'shift' | 'backspace' | 'space' | 'accents' | 'symbols' | 'letters' | 'done' };

/** What the keyboard shows: letters, letters with accents, or digits and signs. */
export type KeyboardPage = 'letters' | 'accents' | 'symbols';

/**
 * The rows of a keyboard, in the arrangement of the language's own: beside the l stands ñ in Spanish, and ç in Portuguese and Catalan. Digits are always
 * there: addresses and e-mails need them.
 */
export function keyboardRows(kind: KeyboardKind, page: KeyboardPage, upper: boolean, language: Language): readonly (readonly Key[])[] {
  const shown = (row: string): Key[] => [...row].map((char) => ({ kind: 'char', char: upper ? char.toLocaleUpperCase('es') : char }));
  const last = lastRow(kind, page, language);
  if (page === 'symbols') {
    return [shown('1234567890'), shown("@#€&_-()='"), [...shown('*":;/!?+,.'), { kind: 'backspace' }], last];
  }
  if (page === 'accents') {
    return [shown('1234567890'), shown('áéíóúüñç·'), [{ kind: 'shift' }, ...shown('àèòïâêôãõ'), { kind: 'backspace' }], last];
  }
  return [
    shown('1234567890'),
    shown('qwertyuiop'),
    shown(`asdfghjkl${BESIDE_L[language]}`),
    [{ kind: 'shift' }, ...shown('zxcvbnm'), ...(kind === 'email' ? shown('-_') : []), { kind: 'backspace' }],
    last,
  ];
}

/** A field's text and where its caret or selection is, in UTF-16 units. */
export interface EditState {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Types `insert` in place of the selection, unless the result would be longer than `limit` (UTF-16 units). */
export function typed(state: EditState, insert: string, limit: number): EditState {
  const text = state.text.slice(0, state.start) + insert + state.text.slice(state.end);
  if (text.length > limit) return state;
  const caret = state.start + insert.length;
  return { text, start: caret, end: caret };
}

/** Removes the selection, or the whole character before the caret (never half of a surrogate pair). */
export function erased(state: EditState): EditState {
  if (state.start !== state.end) return { text: state.text.slice(0, state.start) + state.text.slice(state.end), start: state.start, end: state.start };
  const before = [...state.text.slice(0, state.start)].slice(0, -1).join('');
  return { text: before + state.text.slice(state.end), start: before.length, end: before.length };
}

/** Should the next letter be a capital? At the start of prose and after a space in names and addresses; never in an e-mail. */
export function capitalNext(kind: KeyboardKind, state: EditState): boolean {
  if (kind !== 'text') return false;
  const before = state.text.slice(0, state.start);
  return before === '' || before.endsWith(' ');
}

const BESIDE_L: Readonly<Record<Language, string>> = { es: 'ñ', en: 'ñ', pt: 'ç', ca: 'ç' };

/** How most addresses end where a language is spoken, beside `.com`. */
const ENDING: Readonly<Record<Language, string>> = { es: '.es', en: '.es', pt: '.pt', ca: '.cat' };

function lastRow(kind: KeyboardKind, page: KeyboardPage, language: Language): readonly Key[] {
  const pages: Key[] = [{ kind: page === 'symbols' ? 'letters' : 'symbols' }];
  if (kind === 'email') {
    const endings: Key[] = ['@', '.', '.com', ENDING[language]].map((char) => ({ kind: 'char', char, wide: true }));
    return [...pages, ...endings, { kind: 'done' }];
  }
  const accents: Key = { kind: page === 'accents' ? 'letters' : 'accents' };
  return [...pages, accents, { kind: 'space' }, { kind: 'done' }];
}
