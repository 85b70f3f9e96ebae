import { z } from 'zod';
import { type Change, CHUNK, changedPiece, type Standing, standing } from '../../../core/catalogue/postings.ts';
import { numberRow, type Sql } from '../sql.ts';
import { type IndexWords, LISTED_BEGINNING } from './index-words.ts';
import type { Labels } from './labels.ts';
import { labelList, pieceKey, wordList } from './list-keys.ts';

/** The lists of products by their words: collected while a page is applied, written at its end, because most words come again and again. */
export interface WordRows {
  begin(): void;
  /** `before` are the words by which the product was found until now, null if it was not. */
  change(id: number, before: IndexWords | null, now: IndexWords | null): void;
  store(): void;
}

const pieceRow = z.object({ piece: z.instanceof(Uint8Array) });

/** A word of the page, with the lists of its beginnings. */
interface PageWord {
  uses: number;
  readonly own: ListChanges;
  readonly beginnings: readonly ListChanges[];
}

/** Prepares the statements over the writer's connection. */
export function wordRows(sql: Sql, numberOf: Labels): WordRows {
  const count = sql.one(
    numberRow,
    'INSERT INTO term (term, uses) VALUES (?, ?) ON CONFLICT (term) DO UPDATE SET uses = uses + excluded.uses RETURNING id AS value',
  );
  const write = pieceWriter(sql);
  const words = new Map<string, PageWord>();
  const labels = new Map<number, ListChanges>();
  const ofLabel = (kind: 'beginning' | 'category' | 'mark', value: string): ListChanges => {
    const label = numberOf(kind, value);
    return labels.get(label) ?? added(labels, label, new ListChanges());
  };
  const ofWord = (word: string): PageWord => {
    const known = words.get(word);
    if (known !== undefined) return known;
    const beginnings = Array.from({ length: Math.min(word.length, LISTED_BEGINNING) }, (_, i) => ofLabel('beginning', word.slice(0, i + 1)));
    return added(words, word, { uses: 0, own: new ListChanges(), beginnings });
  };
  const mark = (id: number, { title, rest, category, isPopular }: IndexWords, isGone: boolean): void => {
    const markWords = (list: readonly string[], where: Standing): void => {
      for (const one of list) {
        const word = ofWord(one);
        // A word that is in the title and beside it is one word of the product.
        if (!word.own.add(id, where) && !isGone) word.uses += 1;
        for (const beginning of word.beginnings) beginning.add(id, where);
      }
    };
    markWords(title, isGone ? standing.gone : standing.title);
    markWords(rest, isGone ? standing.gone : standing.beside);
    ofLabel('category', category).add(id, isGone ? standing.gone : standing.beside);
    if (isPopular) ofLabel('mark', 'popular').add(id, isGone ? standing.gone : standing.beside);
  };
  const begin = (): void => {
    words.clear();
    labels.clear();
  };
  return {
    begin,
    change: (id, before, now) => {
      if (before !== null) mark(id, before, true);
      if (now !== null) mark(id, now, false);
    },
    store: () => {
      for (const [word, { uses, own }] of words) {
        const term = count(word, uses);
        if (term === null) throw new Error('the word got no row');
        write(wordList(term), own.byChunk());
      }
      for (const [label, changes] of labels) write(labelList(label), changes.byChunk());
      begin();
    },
  };
}

/** What becomes of a list in a page. Products mostly come in the order of their numbers, each once. */
class ListChanges {
  readonly #ids: number[] = [];
  readonly #standings: Standing[] = [];

  /** Of a product that was taken out or added just now the greater counts, but what is gone is gone. True if it was there already. */
  add(id: number, where: Standing): boolean {
    const last = this.#ids.length - 1;
    if (this.#ids[last] !== id) {
      this.#ids.push(id);
      this.#standings.push(where);
      return false;
    }
    const before = this.#standings[last] ?? standing.gone;
    if (where === standing.gone || where > before) this.#standings[last] = where;
    return before !== standing.gone;
  }

  byChunk(): ReadonlyMap<number, readonly Change[]> {
    const chunks = new Map<number, Change[]>();
    const isInOrder = this.#ids.every((id, i) => i === 0 || (this.#ids[i - 1] ?? id) < id);
    // What was said last of a product counts.
    const last = isInOrder
      ? this.#ids.entries()
      : [...new Map(this.#ids.map((id, i) => [id, i]))].sort(([one], [two]) => one - two).map(([id, i]) => [i, id] as const);
    for (const [i, id] of last) {
      const chunk = Math.floor(id / CHUNK);
      (chunks.get(chunk) ?? added(chunks, chunk, [])).push({ place: id % CHUNK, standing: this.#standings[i] ?? standing.gone });
    }
    return chunks;
  }
}

/** Writes the changed pieces of a list. */
function pieceWriter(sql: Sql): (list: number, chunks: ReadonlyMap<number, readonly Change[]>) => void {
  const read = sql.one(pieceRow, 'SELECT piece FROM posting WHERE key = ?');
  const put = sql.run('INSERT INTO posting (key, piece) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET piece = excluded.piece');
  const drop = sql.run('DELETE FROM posting WHERE key = ?');
  return (list, chunks) => {
    for (const [chunk, changes] of chunks) {
      const key = pieceKey(list, chunk);
      const before = read(key)?.piece ?? new Uint8Array();
      const piece = changedPiece(before, changes);
      if (piece.length > 0) put(key, piece);
      else if (before.length > 0) drop(key);
    }
  };
}

function added<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): Value {
  map.set(key, value);
  return value;
}
