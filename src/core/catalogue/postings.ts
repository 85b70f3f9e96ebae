/*
 * Lists of products that have a word, as bytes. Products are numbered; 32 768 numbers in a row are a chunk, and a list has a piece for each chunk in
 * which there is any. Inside its chunk a product is its place there.
 */

/** Products of a chunk. */
export const CHUNK = 1 << 15;

/** Where a product has a word: nowhere any longer, beside its title, or in its title; of two places the greater counts. */
export const standing = { gone: 0, beside: 1, title: 2 } as const;
export type Standing = (typeof standing)[keyof typeof standing];

/** What a piece is to say of a product at a place of its chunk. */
export interface Change {
  readonly place: number;
  readonly standing: Standing;
}

/**
 * A piece with changes, each place at most once and in ascending order. The bytes are ascending numbers of seven bits a byte, the lowest first, with
 * the eighth bit where more follow; each is twice the distance from the place before, plus one where the word stands in the title:
 *
 *     places 3, 4 (title), 700   ->   6 | 3 | 0xf0 0x0a
 *
 * An empty piece has no bytes.
 */
export function changedPiece(piece: Uint8Array, changes: readonly Change[]): Uint8Array {
  const writer = new PieceWriter(piece.length + 3 * changes.length);
  let next = 0;
  /** Is the place itself among the changes up to it? */
  const writeUpTo = (place: number): boolean => {
    for (let change = changes[next]; change !== undefined && change.place <= place; change = changes[next]) {
      next += 1;
      if (change.standing !== standing.gone) writer.put(change.place, change.standing === standing.title);
      if (change.place === place) return true;
    }
    return false;
  };
  eachInPiece(piece, (place, isTitle) => {
    if (!writeUpTo(place)) writer.put(place, isTitle);
  });
  writeUpTo(CHUNK);
  return writer.bytes();
}

/** Walks a piece in the order of its places. */
export function eachInPiece(piece: Uint8Array, visit: (place: number, isTitle: boolean) => void): void {
  let place = 0;
  let at = 0;
  while (at < piece.length) {
    let byte = piece[at++] ?? 0;
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80 && at < piece.length; shift += 7) {
      byte = piece[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
    }
    place += value >>> 1;
    visit(place, (value & 1) === 1);
  }
}

class PieceWriter {
  readonly #bytes: Uint8Array;
  #length = 0;
  #last = 0;

  constructor(most: number) {
    this.#bytes = new Uint8Array(most);
  }

  put(place: number, isTitle: boolean): void {
    let rest = ((place - this.#last) << 1) | (isTitle ? 1 : 0);
    this.#last = place;
    for (; rest >= 0x80; rest >>>= 7) this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
    this.#bytes[this.#length++] = rest;
  }

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}
