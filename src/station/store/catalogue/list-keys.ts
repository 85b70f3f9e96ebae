/*
 * Numbers of lists and of their pieces in the table `posting`. A list belongs to a word of `term` or to a label: a category, the beginning of words,
 * or the mark of popular products.
 */

/** A list has at most so many pieces; 4096 pieces of 32 768 products are more than any shop has. */
export const PIECES = 4096;

/** The list of a word, by its number in `term`. */
export function wordList(term: number): number {
  return 2 * term;
}

/** The list of a label, by its number in `label`. */
export function labelList(label: number): number {
  return 2 * label + 1;
}

/** Where the piece for a chunk is; the pieces of a list stand side by side. */
export function pieceKey(list: number, chunk: number): number {
  return list * PIECES + chunk;
}
