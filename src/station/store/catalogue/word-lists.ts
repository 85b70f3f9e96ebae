import { ChunkSet } from '../../../core/catalogue/chunk-set.ts';
import { ChunkMatcher, type Form, type Tier } from '../../../core/catalogue/match-chunk.ts';
import { CHUNK } from '../../../core/catalogue/postings.ts';
import { numberRow, plainRow, type Sql } from '../sql.ts';
import { labelList, wordList } from './list-keys.ts';
import { type PieceReader, pieceReader } from './piece-reader.ts';

/** One typed word as what it is looked for by. */
export interface WordForms {
  /** Words of the catalogue; those with true are the typed word as a whole. */
  readonly words: ReadonlyMap<string, boolean>;
  /** A beginning of words that has a list of its own, or null. */
  readonly beginning: string | null;
}

/** What is looked for: products that have each word, within a category if one is given, and only popular ones if that is asked for. */
export interface Words {
  readonly words: readonly WordForms[];
  /** A category's label. */
  readonly category: number | null;
  readonly isPopular: boolean;
}

/** Which end of the catalogue comes first. */
export type Direction = 'oldest' | 'newest';

/** Finds products by the lists of the words that they have. */
export interface WordLists {
  /** Hands over numbers of products in the catalogue's order, or the other way round, until `visit` answers false. */
  each(words: Words, direction: Direction, visit: (id: number, tier: Tier) => boolean): void;
}

const termRow = plainRow({ term: 'text', id: 'number' });

/** One list that a word is looked for by, with its piece in the chunk that is looked through. */
interface Listed extends Form {
  readonly list: number;
  readonly chunks: ChunkSet;
  piece: Uint8Array;
}

interface SoughtList {
  readonly lists: readonly Listed[];
  /** Those of the lists that have a piece in the chunk that is looked through. */
  readonly forms: Listed[];
  readonly isScope: boolean;
}

const NOTHING = new Uint8Array();

/** So many words' numbers are kept: one reading of what was typed asks for them up to four times, the next letter for most of them again. */
const MOST_NUMBERS = 5000;

/** Prepares the statements. */
export function wordLists(sql: Sql): WordLists {
  const numbersOf = sql.many(termRow, 'SELECT term.term, term.id FROM json_each(?) AS wanted CROSS JOIN term ON term.term = wanted.value');
  const label = sql.one(numberRow, 'SELECT id AS value FROM label WHERE kind = ? AND value = ?');
  const pieces = pieceReader(sql);
  const matcher = new ChunkMatcher();
  /** The numbers of words that were asked for since anything was written; undefined for one that no product has. */
  const numbers = new Map<string, number | undefined>();
  const learn = (words: WordForms['words']): void => {
    const unknown = [...words.keys()].filter((word) => !numbers.has(word));
    if (unknown.length === 0) return;
    if (numbers.size > MOST_NUMBERS) numbers.clear();
    for (const word of words.keys()) numbers.set(word, numbers.get(word));
    for (const { term, id } of numbersOf(JSON.stringify([...words.keys()]))) numbers.set(term, id);
  };
  const ofWord = (id: number, isWhole: boolean): Listed => ({ list: wordList(id), chunks: pieces.chunks(wordList(id), 'read'), isWhole, piece: NOTHING });
  const ofLabel = (id: number, isWhole: boolean): Listed => ({
    list: labelList(id),
    chunks: pieces.chunks(labelList(id), 'look'),
    isWhole,
    piece: NOTHING,
  });
  const scope = (id: number | null): SoughtList => soughtIn(id === null ? [] : [ofLabel(id, true)], true);
  const formsOf = ({ words, beginning }: WordForms): SoughtList => {
    learn(words);
    const forms: Listed[] = [];
    for (const [word, isWhole] of words) {
      const id = numbers.get(word);
      if (id !== undefined) forms.push(ofWord(id, isWhole));
    }
    const list = beginning === null ? null : label('beginning', beginning);
    return soughtIn(list === null ? forms : [ofLabel(list, false), ...forms], false);
  };
  const soughtOf = ({ words, category, isPopular }: Words): readonly SoughtList[] => [
    ...words.map(formsOf),
    ...(category === null ? [] : [scope(category)]),
    ...(isPopular ? [scope(label('mark', 'popular'))] : []),
  ];
  return {
    each: (words, direction, visit) => {
      if (pieces.refresh()) numbers.clear();
      const sought = soughtOf(words);
      for (const chunk of chunksOf(sought, direction)) {
        for (const one of sought) turnTo(chunk, one, pieces);
        const count = matcher.match(sought);
        for (let i = 0; i < count; i++) {
          const at = direction === 'oldest' ? i : count - 1 - i;
          if (!visit(chunk * CHUNK + matcher.place(at), matcher.tier(at))) return;
        }
      }
    },
  };
}

function soughtIn(lists: readonly Listed[], isScope: boolean): SoughtList {
  return { lists, forms: [], isScope };
}

/** The chunks in which each of the words is, in their order. */
function chunksOf(sought: readonly SoughtList[], direction: Direction): readonly number[] {
  const chunks = ChunkSet.inEach(sought.map(({ lists }) => lists.map((list) => list.chunks)));
  return direction === 'oldest' ? chunks : chunks.reverse();
}

/** Takes the pieces for a chunk in hand. The same objects serve for each chunk: there are thousands in a second of typing, and what they left behind would be collected during some touch. */
function turnTo(chunk: number, { lists, forms }: SoughtList, pieces: PieceReader): void {
  forms.length = 0;
  for (const list of lists) {
    if (!list.chunks.has(chunk)) continue;
    list.piece = pieces.piece(list.list, chunk);
    forms.push(list);
  }
}
