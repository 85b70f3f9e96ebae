import { z } from 'zod';
import type { StationConfig } from '../../../contract/hub/sync.ts';
import { type Facets, NO_FILTERS, type SearchPage, type Suggestion } from '../../../contract/station/catalogue-views.ts';
import type { ProductCard } from '../../../contract/station/views.ts';
import type { CataloguePage, CatalogueQuery } from '../../ports/catalogue.ts';
import type { Vocabulary } from '../../../core/catalogue/vocabulary.ts';
import { fullGtin } from '../../../core/catalogue/product-code.ts';
import { isGtin } from '../../../kernel/gtin.ts';
import { numberRow, plainRow, type Sql } from '../sql.ts';
import { candidates, type Found, type Source } from './candidates.ts';
import { readCard } from './card.ts';
import { facetReader } from './facets.ts';
import { distance, filterReader, isOpen, passes } from './filter.ts';
import { kindsInHex } from './offers.ts';
import { placeKinds } from './places.ts';
import { isKnown, typedWords, wordsOf } from './query.ts';
import { similarReader } from './similar.ts';
import { fewerWords, readings } from './suggest.ts';
import { vocabularyReader } from './vocabulary-reader.ts';
import { wordLists, type WordLists, type Words } from './word-lists.ts';

/** Searching over one connection, on the thread that calls. */
export interface CatalogueSearch {
  search(query: CataloguePage): SearchPage;
  facets(query: CatalogueQuery): Facets;
  similar(productId: string): readonly ProductCard[];
}

const MOST_SUGGESTED = 6;
const MOST_SIMILAR = 8;
/** Products whose categories are suggested. */
const MOST_CATEGORISED = 500;

const cardRow = plainRow({ id: 'number', card: 'text', offers: 'text' });
const offersRow = z.object({ id: z.number(), offers: z.instanceof(Uint8Array), category: z.string() });
const categoryRow = z.object({ category: z.string(), count: z.number() });

/** What came of a query, and the words it was read as if they are not those that were typed. */
interface Understood<T> {
  readonly found: T;
  readonly corrected: string | null;
}

/** Prepares the statements. `config` says where "here" is; without one nothing is in stock. */
export function catalogueSearch(sql: Sql, config: () => StationConfig | null): CatalogueSearch {
  const vocabulary = vocabularyReader(sql);
  const kinds = placeKinds(sql, config);
  const filterOf = filterReader(sql);
  const lists = wordLists(sql);
  const found = candidates(sql, lists);
  const facets = facetReader(sql, found, config);
  const suggest = suggester(sql, lists, found);
  const similar = similarReader(sql, lists);
  const cardsOf = sql.many(
    cardRow,
    `SELECT listing.id, card, hex(offers) AS offers FROM json_each(?) AS wanted CROSS JOIN listing ON listing.id = wanted.value CROSS JOIN product ON product.id = listing.id`,
  );
  const coded = codeReader(sql);
  const asOneReading = oneReading(sql);
  const understand = understanding(sql, vocabulary);
  const withAny = (source: Source): Source | null => (source.kind === 'all' || found.isAny(source) ? source : null);
  const cards = (ids: readonly number[], kindOf: readonly number[]): ProductCard[] => {
    const rows = cardsOf(JSON.stringify(ids));
    // Rows come as they were asked for; one that is gone is left out.
    const inOrder = rows.every((row, i) => row.id === ids[i]) ? rows : rows.toSorted((one, two) => ids.indexOf(one.id) - ids.indexOf(two.id));
    return inOrder.map((row) => ({ ...readCard(row.card), here: distance(kindsInHex(row.offers, kindOf)) === 0 }));
  };
  const search = (query: CataloguePage): SearchPage => {
    const kindOf = kinds();
    const { offset, limit, sort } = query;
    const page = (list: Found, corrected: string | null): SearchPage => ({
      items: cards(list.ids.slice(offset, offset + limit), kindOf),
      total: list.total,
      isMore: list.isMore,
      corrected,
      suggestions: [],
    });
    const labelled = coded.gtin(query.text);
    if (labelled.length > 0) return page({ ids: labelled, total: labelled.length, isMore: false }, null);
    const filter = filterOf(query.filters);
    const named = coded.sku(query, (offers) => isOpen(filter) || passes(filter, offers, kindOf));
    const find = (source: Source): Found | null => {
      // What is only excluded by a filter is no typo; without one, what finds nothing need not be asked for twice.
      if (!isOpen(filter) && withAny(source) === null) return null;
      const list = found.find({ source, sort, filter, kindOf, upTo: offset + limit });
      return source.kind === 'words' && isOpen(filter) && list.total === 0 ? null : list;
    };
    const understood = understand(query, find);
    // Whoever typed a whole SKU made no typo.
    if (named.length > 0) return page(before(named, understood?.corrected === null ? understood.found : null), null);
    if (understood !== null) return page(understood.found, understood.corrected);
    return { items: [], total: 0, isMore: false, corrected: null, suggestions: [...suggest(query, vocabulary())] };
  };
  return {
    search: (query) => asOneReading(() => search(query)),
    facets: (query) =>
      asOneReading(() => {
        const understood = understand(query, withAny);
        return facets(understood?.found ?? null, filterOf(query.filters ?? NO_FILTERS), kinds());
      }),
    similar: (productId) =>
      asOneReading(() => {
        const kindOf = kinds();
        return cards(similar(productId, MOST_SIMILAR, kindOf), kindOf);
      }),
  };
}

/** Tries what words may mean, likeliest first, until `tried` makes something of one reading. */
function understanding(sql: Sql, vocabulary: () => Vocabulary): <T>(query: CatalogueQuery, tried: (source: Source) => T | null) => Understood<T> | null {
  const labelOf = sql.one(numberRow, "SELECT id AS value FROM label WHERE kind = 'category' AND value = ?");
  /** A category that no product has is one that finds nothing. */
  const categoryOf = (category: string | null): number | null => (category === null ? null : (labelOf(category) ?? -1));
  return <T>({ text, category }: CatalogueQuery, tried: (source: Source) => T | null): Understood<T> | null => {
    const words = typedWords(text);
    const label = categoryOf(category);
    const asTold = (found: T | null, corrected: string | null): Understood<T> | null => (found === null ? null : { found, corrected });
    if (words.length === 0) return asTold(tried({ kind: 'all', category: label }), null);
    const known = vocabulary();
    const read = (reading: readonly string[]): T | null => tried({ kind: 'words', words: wordsOf(known, reading, label) });
    const asTyped = words.every((word) => isKnown(known, word)) ? asTold(read(words), null) : null;
    if (asTyped !== null) return asTyped;
    for (const reading of readings(known, words)) {
      const meant = asTold(read(reading), reading.join(' '));
      if (meant !== null) return meant;
    }
    return null;
  };
}

/** All statements of a question see the file as it was at its first: a page of the pull may be written meanwhile. One lock for all of them is quicker, too. */
function oneReading(sql: Sql): <T>(read: () => T) => T {
  const begin = sql.run('BEGIN');
  const end = sql.run('COMMIT');
  return (read) => {
    begin();
    try {
      return read();
    } finally {
      end();
    }
  };
}

/** What was named first, then what words found, each once. */
function before(named: readonly number[], found: Found | null): Found {
  const others = (found?.ids ?? []).filter((id) => !named.includes(id));
  const twice = (found?.ids.length ?? 0) - others.length;
  return { ids: [...named, ...others], total: named.length + (found?.total ?? 0) - twice, isMore: found?.isMore ?? false };
}

/**
 * Products by a code that was typed as a whole. A GTIN means that product and nothing else, wherever it is; a SKU, as it is written or in capitals, may be a word
 * as well (`POLO`, `501`): then it is one result of the question, which keeps its category and its filters.
 */
function codeReader(sql: Sql) {
  const byGtin = sql.many(numberRow, 'SELECT DISTINCT listing.id AS value FROM variant JOIN listing ON listing.id = variant.product WHERE gtin = ? LIMIT 60');
  const bySku = sql.many(
    offersRow,
    `SELECT DISTINCT listing.id, listing.offers, label.value AS category FROM variant JOIN listing ON listing.id = variant.product
     JOIN label ON label.id = listing.category WHERE sku IN (?, ?) LIMIT 60`,
  );
  const codeIn = (text: string): string | null => (/^\S{3,}$/.test(text.trim()) ? text.trim() : null);
  return {
    gtin: (text: string): readonly number[] => {
      const code = codeIn(text);
      return code !== null && isGtin(code) ? byGtin(fullGtin(code)) : [];
    },
    sku: ({ text, category }: CatalogueQuery, isWanted: (offers: Uint8Array) => boolean): readonly number[] => {
      const code = codeIn(text);
      if (code === null) return [];
      return bySku(code, code.toUpperCase()).flatMap((row) => ((category === null || row.category === category) && isWanted(row.offers) ? [row.id] : []));
    },
  };
}

/** Other ways to look where words find nothing: the same words in every category, fewer words, and the categories that these lead to. */
function suggester(sql: Sql, lists: WordLists, found: ReturnType<typeof candidates>) {
  const mostOf = sql.many(
    categoryRow,
    `SELECT label.value AS category, count(*) AS count FROM json_each(?) AS wanted CROSS JOIN listing ON listing.id = wanted.value
     JOIN label ON label.id = listing.category WHERE label.value <> '' GROUP BY label.value ORDER BY count DESC, label.value LIMIT 3`,
  );
  const inCategories = (words: Words): readonly z.infer<typeof categoryRow>[] => {
    const some: number[] = [];
    lists.each(words, 'oldest', (id) => some.push(id) < MOST_CATEGORISED);
    return mostOf(JSON.stringify(some));
  };
  return ({ text, category }: CatalogueQuery, vocabulary: Vocabulary): readonly Suggestion[] => {
    const words = typedWords(text);
    const isWhole = words.every((word) => isKnown(vocabulary, word));
    const elsewhere = category === null ? [] : [...(isWhole ? [words] : []), ...readings(vocabulary, words)];
    const corrected = readings(vocabulary, words).slice(0, 2);
    const tried = [...elsewhere, ...fewerWords(vocabulary, words), ...corrected.flatMap((reading) => fewerWords(vocabulary, reading))];
    const suggestions = new Map<string, Suggestion>();
    let categories: readonly z.infer<typeof categoryRow>[] = [];
    const nothing = { sizes: null, colours: null, kinds: 0, from: 0, to: Number.POSITIVE_INFINITY };
    for (const reading of tried.slice(0, 16)) {
      const key = reading.join(' ');
      if (suggestions.size >= MOST_SUGGESTED - 3 || suggestions.has(key)) continue;
      const sought = wordsOf(vocabulary, reading, null);
      const { total } = found.find({ source: { kind: 'words', words: sought }, sort: 'relevance', filter: nothing, kindOf: [], upTo: 1 });
      if (total === 0) continue;
      suggestions.set(key, { kind: 'words', text: key, count: total });
      if (categories.length === 0) categories = inCategories(sought);
    }
    return [...suggestions.values(), ...categories.map((entry) => ({ kind: 'category' as const, ...entry }))];
  };
}
