import { z } from 'zod';
import { product as productSchema } from '../../../contract/catalogue.ts';
import { foldWord, plainWords } from '../../../core/catalogue/fold-text.ts';
import { jsonColumn, numberRow, type Sql } from '../sql.ts';
import { distance } from './filter.ts';
import { eachOffer, emptyOffer } from './offers.ts';
import type { WordLists } from './word-lists.ts';

/** Products that share one word are looked at up to this many, and so are the popular ones of a category. */
const MOST_PER_WORD = 200;
const MOST_POPULAR = 60;
/** Words that say nothing about a garment are this short: "de", "con". */
const SHORTEST_WORD = 4;
/** Most words of a title that are looked for. */
const MOST_WORDS = 6;
/** Three times the price is as far as a price can be. */
const FARTHEST_PRICE = Math.log(3);

const ownRow = z.object({ id: z.number(), category: z.number(), price: z.number(), offers: z.instanceof(Uint8Array), body: jsonColumn(productSchema) });
const otherRow = z.object({ price: z.number(), popularity: z.number(), offers: z.instanceof(Uint8Array) });

/**
 * Numbers of products that resemble one, best first. What counts: rare words of the title in common, then a price near, then the same
 * colours, then what is here, then what sells. It stays within the category; what cannot be had anywhere is left out.
 */
export function similarReader(sql: Sql, lists: WordLists): (productId: string, limit: number, kindOf: readonly number[]) => readonly number[] {
  const own = sql.one(
    ownRow,
    'SELECT listing.id, listing.category, price, offers, body FROM product JOIN listing ON listing.id = product.id WHERE product_id = ?',
  );
  /** Products of a category that have a word in their title. */
  const sharing = (word: string, category: number): readonly number[] => {
    const ids: number[] = [];
    lists.each({ words: [{ words: new Map([[word, false]]), beginning: null }], category, isPopular: false }, 'oldest', (id, tier) => {
      if (tier < 2) ids.push(id);
      return ids.length < MOST_PER_WORD;
    });
    return ids;
  };
  const popular = sql.many(numberRow, 'SELECT id AS value FROM listing WHERE category = ? ORDER BY popularity DESC, id LIMIT ?');
  const listed = sql.one(otherRow, 'SELECT price, popularity, offers FROM listing WHERE id = ?');
  return (productId, limit, kindOf) => {
    const mine = own(productId);
    if (mine === null) return [];
    const words = new Map<number, number>(popular(mine.category, MOST_POPULAR).map((id) => [id, 0]));
    for (const word of tellingWords(mine.body.title)) {
      const ids = sharing(word, mine.category);
      // A word that half of the category has tells little.
      for (const id of ids) words.set(id, (words.get(id) ?? 0) + 1 / Math.log2(2 + ids.length));
    }
    words.delete(mine.id);
    const colours = coloursOf(mine.offers);
    const scored = [...words].flatMap(([id, shared]) => {
      const row = listed(id);
      if (row === null) return [];
      const away = distance(kindsIn(row.offers, kindOf));
      if (away === 2) return [];
      const price = 1 - Math.min(1, Math.abs(Math.log((row.price + 1) / (mine.price + 1))) / FARTHEST_PRICE);
      const near = away === 0 ? 0.4 : 0;
      return [{ id, score: 3 * shared + price + 0.5 * overlap(colours, coloursOf(row.offers)) + near + row.popularity / 200 }];
    });
    scored.sort((one, two) => two.score - one.score || one.id - two.id);
    return scored.slice(0, limit).map(({ id }) => id);
  };
}

function tellingWords(title: string): readonly string[] {
  const words = plainWords(title).map(foldWord);
  return [...new Set(words)].filter((word) => word.length >= SHORTEST_WORD && /^[\p{L}\p{N}]+$/u.test(word)).slice(0, MOST_WORDS);
}

/** The kinds of all places that have any of a product's variants, as bits. */
function kindsIn(offers: Uint8Array, kindOf: readonly number[]): number {
  const seen = emptyOffer();
  let kinds = 0;
  eachOffer(offers, kindOf, seen, () => {
    kinds |= seen.kinds;
  });
  return kinds;
}

/** The colour families of a product's variants, as bits. */
function coloursOf(offers: Uint8Array): number {
  const seen = emptyOffer();
  let bits = 0;
  eachOffer(offers, [], seen, () => {
    bits |= seen.colour === 0 ? 0 : 1 << seen.colour;
  });
  return bits;
}

/** How much of two sets of bits is in both: 0 nothing, 1 all. */
function overlap(one: number, two: number): number {
  const both = bitsIn(one & two);
  return both === 0 ? 0 : both / bitsIn(one | two);
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
