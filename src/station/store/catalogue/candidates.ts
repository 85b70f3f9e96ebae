import { z } from 'zod';
import type { Sort } from '../../../contract/station/catalogue-views.ts';
import { numberRow, type Sql } from '../sql.ts';
import { distance, type Filter, isOpen, passes } from './filter.ts';
import { popularOf, type Tiers } from './query.ts';

/** What is looked through: the products that words find, or all of a category (null: of the catalogue). */
export type Source = { readonly kind: 'words'; readonly tiers: Tiers } | { readonly kind: 'all'; readonly category: number | null };

/** Numbers of products in their order, of which `total` were counted. */
export interface Found {
  readonly ids: readonly number[];
  readonly total: number;
  /** There are more than `total`. */
  readonly isMore: boolean;
}

/** Products that are looked at for a filter or an order by price; with more of them a touch would have to wait. */
export const MOST_SCANNED = 20_000;
/** Only the first of a list are put in order by where they are; the rest keeps the catalogue's order. */
const WINDOW = 96;
/** Further matches of words are not counted. */
const MOST_COUNTED = 1000;
const MOST_LISTED = 10_000;

const listedRow = z.object({ id: z.number(), price: z.number(), popularity: z.number(), offers: z.instanceof(Uint8Array) });
const offersRow = z.object({ id: z.number(), popularity: z.number(), offers: z.instanceof(Uint8Array) });

/** What a search for numbers of products takes. `upTo` is how many are wanted from the start of the list. */
export interface Asked {
  readonly source: Source;
  readonly sort: Sort;
  readonly filter: Filter;
  readonly kindOf: readonly number[];
  readonly upTo: number;
}

/** Finds numbers of products. */
export interface Candidates {
  find(asked: Asked): Found;
  /** Is there any? */
  isAny(source: Source): boolean;
  /** Hands over up to `MOST_SCANNED` products with their offers, in no order that matters; false if there were more. */
  scan(source: Source, visit: (offers: Uint8Array, id: number) => void): boolean;
}

/** Prepares the statements. */
export function candidates(sql: Sql): Candidates {
  const words = wordSource(sql);
  const all = listSource(sql);
  // One statement for all of a window: asked for one by one they take longer than everything else of a search.
  const offersOf = sql.many(offersRow, 'SELECT listing.id, popularity, offers FROM json_each(?) AS wanted CROSS JOIN listing ON listing.id = wanted.value');
  const each = (source: Source, sort: Sort, visit: (row: Listed) => boolean): void => {
    if (source.kind === 'words') words.each(source.tiers.anywhere, sort, visit);
    else all.each(source.category, sort, visit);
  };
  const nearestFirst = (entries: Entry[], kindOf: readonly number[]): number[] => {
    const nearest = entries.slice(0, WINDOW);
    const rows = new Map(offersOf(JSON.stringify(nearest.map(({ id }) => id))).map((row) => [row.id, row]));
    const window = nearest.map((entry, place) => {
      const row = rows.get(entry.id);
      return { ...entry, place, popularity: row?.popularity ?? 0, distance: row === undefined ? 2 : distance(row.offers, kindOf) };
    });
    window.sort((one, two) => one.tier - two.tier || one.distance - two.distance || two.popularity - one.popularity || one.place - two.place);
    return [...window, ...entries.slice(WINDOW)].map(({ id }) => id);
  };
  const best = ({ source, kindOf, upTo }: Asked): Found => {
    const need = Math.max(WINDOW, upTo);
    const entries = source.kind === 'words' ? words.best(source.tiers, need) : all.first(source.category, need);
    const ids = nearestFirst(entries, kindOf);
    if (entries.length < need) return { ids, total: entries.length, isMore: false };
    const most = source.kind === 'words' ? Math.max(MOST_COUNTED, need) : MOST_LISTED;
    const counted = source.kind === 'words' ? words.count(source.tiers.anywhere, most + 1) : all.count(source.category, most + 1);
    return { ids, total: Math.min(counted, most), isMore: counted > most };
  };
  const scanned = ({ source, sort, filter, kindOf }: Asked): Found => {
    const found: Listed[] = [];
    let looked = 0;
    each(source, sort, (row) => {
      if (looked++ === MOST_SCANNED) return false;
      if (passes(filter, row.offers, kindOf)) found.push(row);
      return true;
    });
    if (source.kind === 'words' && sort === 'price-up') found.sort((one, two) => one.price - two.price || one.id - two.id);
    if (source.kind === 'words' && sort === 'price-down') found.sort((one, two) => two.price - one.price || one.id - two.id);
    const isMore = looked > MOST_SCANNED;
    if (sort !== 'relevance') return { ids: found.map(({ id }) => id), total: found.length, isMore };
    const tier = source.kind === 'words' ? words.tierOf(source.tiers) : () => 0;
    const entries = found.map(({ id, popularity }) => ({ id, tier: tier(id), popularity }));
    if (source.kind === 'words') entries.sort((one, two) => one.tier - two.tier || two.popularity - one.popularity || one.id - two.id);
    return { ids: nearestFirst(entries, kindOf), total: found.length, isMore };
  };
  return {
    find: (asked) => (asked.sort === 'relevance' && isOpen(asked.filter) ? best(asked) : scanned(asked)),
    isAny: (source) => (source.kind === 'words' ? words.count(source.tiers.anywhere, 1) : all.count(source.category, 1)) > 0,
    scan: (source, visit) => {
      let looked = 0;
      each(source, 'relevance', ({ offers, id }) => {
        if (looked++ === MOST_SCANNED) return false;
        visit(offers, id);
        return true;
      });
      return looked <= MOST_SCANNED;
    },
  };
}

type Listed = z.infer<typeof listedRow>;

/** A product, and how well it fits: the number of its tier. */
interface Entry {
  readonly id: number;
  readonly tier: number;
}

function wordSource(sql: Sql) {
  const first = sql.many(numberRow, 'SELECT rowid AS value FROM search WHERE search MATCH ? ORDER BY rowid LIMIT ?');
  const count = sql.one(numberRow, 'SELECT count(*) AS value FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)');
  // A CROSS JOIN keeps the index of words outside, so that the rows come one by one in its order.
  const joined =
    'SELECT listing.id, price, popularity, offers FROM search CROSS JOIN listing ON listing.id = search.rowid WHERE search MATCH ? ORDER BY search.rowid';
  const oldest = sql.each(listedRow, joined);
  const newest = sql.each(listedRow, `${joined} DESC`);
  const queries = ({ wholeTitle, title, anywhere }: Tiers): readonly string[] => [...(wholeTitle === null ? [] : [wholeTitle]), title, anywhere];
  return {
    /** Each tier finds what those before it found, so its first `need` hold as many new ones as are still wanted. Within a tier what is popular comes first. */
    best: (tiers: Tiers, need: number): Entry[] => {
      const found = new Map<number, Entry>();
      for (const [tier, query] of queries(tiers).entries()) {
        if (found.size >= need) break;
        for (const part of [popularOf(query), query]) for (const id of first(part, need)) if (found.size < need && !found.has(id)) found.set(id, { id, tier });
      }
      return [...found.values()];
    },
    count: (query: string, most: number) => count(query, most) ?? 0,
    each: (query: string, sort: Sort, visit: (row: Listed) => boolean) => (sort === 'new' ? newest : oldest)(visit, query),
    tierOf: (tiers: Tiers): ((id: number) => number) => {
      const tierByIds = new Map<number, number>();
      const known = queries(tiers).slice(0, -1);
      for (const [tier, query] of known.entries()) for (const id of first(query, MOST_SCANNED)) if (!tierByIds.has(id)) tierByIds.set(id, tier);
      return (id) => tierByIds.get(id) ?? known.length;
    },
  };
}

const ORDERS: Readonly<Record<Sort, string>> = { relevance: 'popularity DESC, id', new: 'id DESC', 'price-up': 'price, id', 'price-down': 'price DESC, id' };

function listSource(sql: Sql) {
  const statements = (where: string) => ({
    first: sql.many(numberRow, `SELECT id AS value FROM listing ${where} ORDER BY ${ORDERS.relevance} LIMIT ?`),
    count: sql.one(numberRow, `SELECT count(*) AS value FROM (SELECT 1 FROM listing ${where} LIMIT ?)`),
    each: {
      relevance: sql.each(listedRow, `SELECT id, price, popularity, offers FROM listing ${where} ORDER BY ${ORDERS.relevance}`),
      new: sql.each(listedRow, `SELECT id, price, popularity, offers FROM listing ${where} ORDER BY ${ORDERS.new}`),
      'price-up': sql.each(listedRow, `SELECT id, price, popularity, offers FROM listing ${where} ORDER BY ${ORDERS['price-up']}`),
      'price-down': sql.each(listedRow, `SELECT id, price, popularity, offers FROM listing ${where} ORDER BY ${ORDERS['price-down']}`),
    },
  });
  const whole = statements('');
  const within = statements('WHERE category = ?');
  return {
    first: (category: number | null, need: number): Entry[] =>
      (category === null ? whole.first(need) : within.first(category, need)).map((id) => ({ id, tier: 0 })),
    count: (category: number | null, most: number): number => (category === null ? whole.count(most) : within.count(category, most)) ?? 0,
    each: (category: number | null, sort: Sort, visit: (row: Listed) => boolean): void =>
      category === null ? whole.each[sort](visit) : within.each[sort](visit, category),
  };
}
