import { z } from 'zod';
import { type Term, Vocabulary } from '../../../core/catalogue/vocabulary.ts';
import { numberRow, type Sql } from '../sql.ts';

const termRow = z.object({ term: z.string(), uses: z.number() });

/** The catalogue's words as they are now, kept in memory and read again when there are new ones. */
export function vocabularyReader(sql: Sql): () => Vocabulary {
  const last = sql.one(numberRow, 'SELECT coalesce(max(id), 0) AS value FROM term');
  const read = sql.many(termRow, 'SELECT term, uses FROM term WHERE id > ?');
  let terms: readonly Term[] = [];
  let upTo = 0;
  let readAnewAt = 0;
  let vocabulary = new Vocabulary([]);
  return () => {
    const newest = last() ?? 0;
    if (newest === upTo) return vocabulary;
    // How often words are used changes with each product; only its order of magnitude matters, so it is read anew when the words have doubled.
    if (newest >= 2 * readAnewAt || newest < upTo) {
      terms = read(0);
      readAnewAt = newest;
    } else terms = [...terms, ...read(upTo)];
    upTo = newest;
    vocabulary = new Vocabulary(terms);
    return vocabulary;
  };
}
