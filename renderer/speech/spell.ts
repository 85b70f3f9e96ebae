/** Numbers of orders, receipts and codes: capitals and digits with a dash between them, or more digits than a price has. */
const CODE = /(?<![\p{L}\p{N}@.,-])(?=[^\s]*\p{N})(?:[A-Z0-9]+(?:[-\u2010\u2011][A-Z0-9]+)+|\d{5,})(?![\p{L}\p{N}@-]|[.,]\d)/gu;

/** Characters of a code that are said in one breath where nobody grouped them. */
const GROUP = 3;

/**
 * A code for the ear, character by character: `A2K9-77` becomes `A 2 K 9, 7 7`. Groups that are written stay; a long run is cut into threes,
 * so that nobody has to keep eight digits in mind.
 */
export function spelled(code: string): string {
  return code
    .split(/[^\p{L}\p{N}]+/u)
    .filter((group) => group !== '')
    .flatMap(inBreaths)
    .map((group) => [...group.toUpperCase()].join(' '))
    .join(', ');
}

/** Four are one breath yet; the last group is never a single character. */
function inBreaths(group: string): readonly string[] {
  const characters = [...group];
  if (characters.length <= GROUP + 1) return [group];
  const breaths: string[] = [];
  for (let at = 0; at < characters.length; ) {
    const left = characters.length - at;
    const size = left === GROUP + 1 ? GROUP + 1 : GROUP;
    breaths.push(characters.slice(at, at + size).join(''));
    at += size;
  }
  return breaths;
}

/** A text whose codes are said character by character, and everything else as it stands. Ranges of numbers (`2-4`) and dates are no codes. */
export function withCodesSpelled(text: string): string {
  return text.replace(CODE, (code) => (/[A-Z]/.test(code) || /^\d+$/.test(code) ? spelled(code) : code));
}
