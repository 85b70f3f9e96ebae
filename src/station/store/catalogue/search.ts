import { z } from 'zod';
import type { StationConfig } from '../../../contract/hub/sync.ts';
import { type Facets, NO_FILTERS, type SearchPage, type Suggestion } from '../../../contract/station/catalogue-views.ts';
import type { ProductCard } from '../../../contract/station/views.ts';
import type { CataloguePage, CatalogueQuery } from '../../ports/catalogue.ts';
import { fullGtin } from '../../../core/catalogue/product-code.ts';
import { isGtin } from '../../../kernel/gtin.ts';
import { jsonColumn, numberRow, type Sql } from '../sql.ts';
import { candidates, type Found, type Source } from './candidates.ts';
import { storedCard } from './card.ts';
import { facetReader } from './facets.ts';
import { distance, filterReader } from './filter.ts';
import { placeKinds } from './places.ts';
import { tiersOf, typedWords } from './query.ts';
import { isKnown } from './query.ts';
import { similarReader } from './similar.ts';
import { fewerWords, readings } from './suggest.ts';
import { vocabularyReader } from './vocabulary-reader.ts';

/** Searching over one connection, on the thread that calls. */
export interface CatalogueSearch {
  search(query: CataloguePage): SearchPage;
  facets(query: CatalogueQuery): Facets;
  similar(productId: string): readonly ProductCard[];
}

const MOST_SUGGESTED = 6;
const MOST_SIMILAR = 8;

const cardRow = z.object({ id: z.number(), card: jsonColumn(storedCard), offers: z.instanceof(Uint8Array) });
const categoryRow = z.object({ category: z.string(), count: z.number() });

/** What a query comes down to: what is looked through, and the words it was read as if they are not those that were typed. */
interface Understood {
  readonly source: Source;
  readonly corrected: string | null;
}

/** Prepares the statements. `config` says where "here" is; without one nothing is in stock. */
export function catalogueSearch(sql: Sql, config: () => StationConfig | null): CatalogueSearch {
  const vocabulary = vocabularyReader(sql);
  const kinds = placeKinds(sql, config);
  const filterOf = filterReader(sql);
  const found = candidates(sql);
  const facets = facetReader(sql, found, config);
  const suggest = suggester(sql, found);
  const similar = similarReader(sql);
  const labelOf = sql.one(numberRow, "SELECT id AS value FROM label WHERE kind = 'category' AND value = ?");
  const cardsOf = sql.many(
    cardRow,
    `SELECT listing.id, card, offers FROM json_each(?) AS wanted CROSS JOIN listing ON listing.id = wanted.value CROSS JOIN product ON product.id = listing.id`,
  );
  const coded = codeReader(sql);
  /** A category that no product has is one that finds nothing. */
  const categoryOf = (category: string | null): number | null => (category === null ? null : (labelOf(category) ?? -1));
  const understand = ({ text, category }: CatalogueQuery): Understood | null => {
    const words = typedWords(text);
    const label = categoryOf(category);
    if (words.length === 0) return { source: { kind: 'all', category: label }, corrected: null };
    const known = vocabulary();
    const read = (reading: readonly string[]): Source => ({ kind: 'words', tiers: tiersOf(known, reading, label) });
    const asTyped = words.every((word) => isKnown(known, word)) ? read(words) : null;
    if (asTyped !== null && found.isAny(asTyped)) return { source: asTyped, corrected: null };
    for (const reading of readings(known, words)) {
      const source = read(reading);
      if (found.isAny(source)) return { source, corrected: reading.join(' ') };
    }
    return null;
  };
  const cards = (ids: readonly number[], kindOf: readonly number[]): ProductCard[] => {
    const rows = new Map(cardsOf(JSON.stringify(ids)).map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = rows.get(id);
      return row === undefined ? [] : [{ ...row.card, here: distance(row.offers, kindOf) === 0 }];
    });
  };
  return {
    search: (query) => {
      const kindOf = kinds();
      const { offset, limit, sort } = query;
      const page = (list: Found, corrected: string | null): SearchPage => ({
        items: cards(list.ids.slice(offset, offset + limit), kindOf),
        total: list.total,
        isMore: list.isMore,
        corrected,
        suggestions: [],
      });
      const labelled = coded(query.text);
      if (labelled.length > 0) return page({ ids: labelled, total: labelled.length, isMore: false }, null);
      const understood = understand(query);
      if (understood !== null) {
        const filter = filterOf(query.filters);
        return page(found.find({ source: understood.source, sort, filter, kindOf, upTo: offset + limit }), understood.corrected);
      }
      return { items: [], total: 0, isMore: false, corrected: null, suggestions: [...suggest(query, vocabulary())] };
    },
    facets: (query) => {
      const understood = understand(query);
      return facets(understood?.source ?? null, filterOf(query.filters ?? NO_FILTERS), kinds());
    },
    similar: (productId) => {
      const kindOf = kinds();
      return cards(similar(productId, MOST_SIMILAR, kindOf), kindOf);
    },
  };
}

/** Products by a code that was typed as a whole: a GTIN, or a SKU as it is written or in capitals. */
function codeReader(sql: Sql): (text: string) => readonly number[] {
  const byGtin = sql.many(numberRow, 'SELECT DISTINCT listing.id AS value FROM variant JOIN listing ON listing.id = variant.product WHERE gtin = ? LIMIT 60');
  const bySku = sql.many(
    numberRow,
    'SELECT DISTINCT listing.id AS value FROM variant JOIN listing ON listing.id = variant.product WHERE sku IN (?, ?) LIMIT 60',
  );
  return (text) => {
    const code = text.trim();
    if (code.length < 3 || /\s/.test(code)) return [];
    const found = isGtin(code) ? byGtin(fullGtin(code)) : [];
    return found.length > 0 ? found : bySku(code, code.toUpperCase());
  };
}

/** Other ways to look where words find nothing: the same words in every category, fewer words, and the categories that these lead to. */
function suggester(sql: Sql, found: ReturnType<typeof candidates>) {
  const inCategories = sql.many(
    categoryRow,
    `SELECT value AS category, count(*) AS count FROM
       (SELECT listing.category FROM search CROSS JOIN listing ON listing.id = search.rowid WHERE search MATCH ? LIMIT 500) AS some
     JOIN label ON label.id = some.category WHERE value <> '' GROUP BY value ORDER BY count DESC, value LIMIT 3`,
  );
  return ({ text, category }: CatalogueQuery, vocabulary: Parameters<typeof readings>[0]): readonly Suggestion[] => {
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
      const tiers = tiersOf(vocabulary, reading, null);
      const { total } = found.find({ source: { kind: 'words', tiers }, sort: 'relevance', filter: nothing, kindOf: [], upTo: 1 });
      if (total === 0) continue;
      suggestions.set(key, { kind: 'words', text: key, count: total });
      if (categories.length === 0) categories = inCategories(tiers.anywhere);
    }
    return [...suggestions.values(), ...categories.map((entry) => ({ kind: 'category' as const, ...entry }))];
  };
}
