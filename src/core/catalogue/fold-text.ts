/**
 * The words of a text as search compares them: without accents, case and punctuation, and without the endings of plurals in the shops'
 * languages (`Camisas`, `camisa`, `CAMISA` and the Catalan `camises` are one word, and so are `blouse` and `blouses`, `calção` and `calções`).
 * Fold both what is indexed and what is typed. Only equality counts: a folded word is no word of any language.
 */
export function foldWords(text: string): readonly string[] {
  return plainWords(text).map(foldWord);
}

/** The folded words, separated by single blanks. */
export function foldText(text: string): string {
  return foldWords(text).join(' ');
}

/** The words of a text as they are written, but without accents, case and punctuation. */
export function plainWords(text: string): readonly string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Folds one of `plainWords`. Rules in order: plural s, then the Portuguese -ões of what ends in -ão, then a silent or joining e, or the a of a long
 * word, which is an e in the Catalan plural; then letters that change with the ending (luz, luces; jersey, jerséis).
 */
export function foldWord(word: string): string {
  if (word.length < 3 || /\d/.test(word)) return word;
  let stem = word;
  if (stem.length > 3 && stem.endsWith('s') && !stem.endsWith('ss')) stem = stem.slice(0, -1);
  if (stem.endsWith('oe') && stem.length > 4) return `${stem.slice(0, -2)}ao`;
  if (stem.endsWith('e') && stem.length > 3) stem = stem.slice(0, -1);
  else if (stem.endsWith('a') && stem.length > 4) stem = stem.slice(0, -1);
  if (stem.endsWith('z')) return `${stem.slice(0, -1)}c`;
  if (stem.endsWith('y')) return `${stem.slice(0, -1)}i`;
  if (stem.endsWith('f')) return `${stem.slice(0, -1)}v`;
  return stem;
}
