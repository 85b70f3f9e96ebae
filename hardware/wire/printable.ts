import { type CodePageName, hasCharacter } from './code-pages.ts';

/** What a receipt prints for signs that its page may lack. Letters with marks need no entry: they lose the mark. */
const likenesses: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201b': "'",
  '\u2032': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
  '\u2033': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2015': '-',
  '\u2212': '-',
  '\u2026': '...',
  '\u2022': '*',
  '\u2122': 'TM',
  '\u2116': 'No',
  '\u20ac': 'EUR',
  '\u0152': 'OE',
  '\u0153': 'oe',
  '\u0141': 'L',
  '\u0142': 'l',
  '\u0110': 'D',
  '\u0111': 'd',
  '\u0131': 'i',
  '\u1e9e': 'SS',
};

/**
 * Text as a printer with this page can print it. Text comes from catalogues and people: a control character in it would be a command to the
 * printer, so none gets through. Every kind of space is a plain one (amounts come with no-break spaces), marks without a letter and invisible
 * signs vanish, what the page lacks becomes what looks like it, and what looks like nothing a question mark: one for each character, so that
 * nobody takes a missing letter for another word.
 */
export function printableText(text: string, page: CodePageName): string {
  const plain = text.normalize('NFC').replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]/gu, ' ');
  return Array.from(plain.replace(/\p{Cf}/gu, ''), (character) => printed(character, page)).join('');
}

function printed(character: string, page: CodePageName): string {
  if (hasCharacter(page, character)) return character;
  const likeness = likenesses[character];
  if (likeness !== undefined) return likeness;
  const bare = character.normalize('NFD').replace(/\p{M}/gu, '');
  if (bare === '') return '';
  return Array.from(bare, (letter) => (hasCharacter(page, letter) ? letter : (likenesses[letter] ?? '?'))).join('');
}
