import { CROCKFORD, crockfordCheck, readCrockford } from '../../kernel/crockford.ts';

/** Characters of a short code without its check character. */
const SHORT_CODE_LENGTH = 8;

/**
 * The short code that a person typed, in the form it is stored: 8 Crockford characters and a check character, capitals, with O
 * read as 0, I and L as 1, blanks and hyphens dropped. Null when it is no short code or its check character is wrong.
 */
export function readShortCode(typed: string): string | null {
  const code = readCrockford(typed);
  if (code.length !== SHORT_CODE_LENGTH + 1) return null;
  for (const character of code) if (!CROCKFORD.includes(character)) return null;
  return crockfordCheck(code.slice(0, SHORT_CODE_LENGTH)) === code.slice(SHORT_CODE_LENGTH) ? code : null;
}

/** A short code as people read it: `7K3M-9QRT-X`. */
export function showShortCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}
