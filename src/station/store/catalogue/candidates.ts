import type { Sort } from '../../../contract/station/catalogue-views.ts';
import { numberRow, plainRow, type Sql } from '../sql.ts';
import { distance, type Filter, isOpen, passes } from './filter.ts';
import { kindsInHex } from './offers.ts';
import { mayBeWhole, wholeOnly } from './query.ts';
import type { WordLists, Words } from './word-lists.ts';

/** What is looked through: the products that words find, or all of a category (null: of the catalogue). */
export type Source = { readonly kind: 'words'; readonly words: Words } | { readonly kind: 'all'; readonly category: number | null };

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

const listedRow = plainRow({ id: 'number', price: 'number', popularity: 'number', offers: 'bytes' });
const offersRow = plainRow({ id: 'number', popularity: 'number', offers: 'text' });

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
export function candidates(sql: Sql, lists: WordLists): Candidates {
  const words = wordSource(sql, lists);
  const all = listSource(sql);
  // One statement for all of a window: asked for one by one they take longer than everything else of a search.
  const offersOf = sql.many(
    offersRow,
    'SELECT listing.id, popularity, hex(offers) AS offers FROM json_each(?) AS wanted CROSS JOIN listing ON listing.id = wanted.value',
  );
  const each = (source: Source, sort: Sort, visit: (row: Listed, tier: number) => boolean): void => {
    if (source.kind === 'words') words.each(source.words, sort, visit);
    else all.each(source.category, sort, (row) => visit(row, 0));
  };
  const nearestFirst = (entries: readonly Entry[], kindOf: readonly number[]): number[] => {
    const nearest = entries.slice(0, WINDOW);
    const rows = offersOf(JSON.stringify(nearest.map(({ id }) => id)));
    let next = 0;
    const window = nearest.map(({ id, tier }, place) => {
      // Rows come as they were asked for; one that is gone is left out.
      const row = rows[next]?.id === id ? rows[next++] : rows.find((other) => other.id === id);
      return { id, tier, place, popularity: row?.popularity ?? 0, distance: distance(kindsInHex(row?.offers ?? '', kindOf)) };
    });
    window.sort((one, two) => one.tier - two.tier || one.distance - two.distance || two.popularity - one.popularity || one.place - two.place);
    const ids = window.map(({ id }) => id);
    return entries.length > WINDOW ? [...ids, ...entries.slice(WINDOW).map(({ id }) => id)] : ids;
  };
  const best = ({ source, kindOf, upTo }: Asked): Found => {
    const need = Math.max(WINDOW, upTo);
    if (source.kind === 'words') {
      const { entries, counted } = words.best(source.words, need);
      const most = Math.max(MOST_COUNTED, need);
      return { ids: nearestFirst(entries, kindOf), total: Math.min(counted, most), isMore: counted > most };
    }
    const entries = all.first(source.category, need);
    const ids = nearestFirst(entries, kindOf);
    if (entries.length < need) return { ids, total: entries.length, isMore: false };
    const counted = all.count(source.category, MOST_LISTED + 1);
    return { ids, total: Math.min(counted, MOST_LISTED), isMore: counted > MOST_LISTED };
  };
  const scanned = ({ source, sort, filter, kindOf }: Asked): Found => {
    const found: (Listed & { readonly tier: number })[] = [];
    let looked = 0;
    each(source, sort, (row, tier) => {
      if (looked++ === MOST_SCANNED) return false;
      if (passes(filter, row.offers, kindOf)) found.push({ ...row, tier });
      return true;
    });
    if (source.kind === 'words' && sort === 'price-up') found.sort((one, two) => one.price - two.price || one.id - two.id);
    if (source.kind === 'words' && sort === 'price-down') found.sort((one, two) => two.price - one.price || one.id - two.id);
    const isMore = looked > MOST_SCANNED;
    if (sort !== 'relevance') return { ids: found.map(({ id }) => id), total: found.length, isMore };
    if (source.kind === 'words') found.sort((one, two) => one.tier - two.tier || two.popularity - one.popularity || one.id - two.id);
    return { ids: nearestFirst(found, kindOf), total: found.length, isMore };
  };
  return {
    find: (asked) => (asked.sort === 'relevance' && isOpen(asked.filter) ? best(asked) : scanned(asked)),
    isAny: (source) => (source.kind === 'words' ? words.isAny(source.words) : all.count(source.category, 1) > 0),
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

type Listed = ReturnType<typeof listedRow.parse>;

/** A product, and how well it fits: the number of its tier. */
interface Entry {
  readonly id: number;
  readonly tier: number;
}

/** What was found first in each tier. */
type Tiers = readonly [Entry[], Entry[], Entry[]];

/** Rows that are read at a time. */
const BATCH = 500;

function wordSource(sql: Sql, lists: WordLists) {
  const listed = sql.many(
    listedRow,
    'SELECT listing.id, price, popularity, offers FROM json_each(?) AS wanted CROSS JOIN listing ON listing.id = wanted.value ORDER BY wanted.key',
  );
  /** Up to `need` of each tier, until `isEnough` of how many there were and of the tiers. */
  const firstOfTiers = (
    words: Words,
    need: number,
    isEnough: (counted: number, tiers: Tiers) => boolean,
  ): { readonly tiers: Tiers; readonly counted: number } => {
    const tiers: Tiers = [[], [], []];
    let counted = 0;
    lists.each(words, 'oldest', (id, tier) => {
      counted += 1;
      if (tiers[tier].length < need) tiers[tier].push({ id, tier });
      return !isEnough(counted, tiers);
    });
    return { tiers, counted };
  };
  return {
    /** Up to `need`, tier by tier, in each the popular ones first; and how many there are, as far as they had to be counted. */
    best: (words: Words, need: number): { readonly entries: readonly Entry[]; readonly counted: number } => {
      const most = Math.max(MOST_COUNTED, need);
      const popular = { ...words, isPopular: true };
      // Lists of beginnings are long, so whole words are looked for without them.
      const isApart = mayBeWhole(words) && words.words.some(({ beginning }) => beginning !== null);
      const isWholeFull = (_counted: number, [whole]: Tiers): boolean => whole.length === need;
      const apart = isApart ? [popular, words].flatMap((one) => firstOfTiers(wholeOnly(one), need, isWholeFull).tiers[0]) : [];
      const first = mayBeWhole(words) && !isApart ? 0 : 1;
      const isFull = (_counted: number, tiers: Tiers): boolean => tiers[first].length === need || apart.length >= need;
      const ofPopular = firstOfTiers(popular, need, isFull).tiers;
      const all = firstOfTiers(words, need, (counted, tiers) => counted > most && isFull(counted, tiers));
      const inOrder = ([0, 1, 2] as const).flatMap((tier) => [ofPopular[tier], all.tiers[tier]]);
      return { entries: eachOnce([apart, ...inOrder], need), counted: all.counted };
    },
    isAny: (words: Words): boolean => {
      let isAny = false;
      lists.each(words, 'oldest', () => {
        isAny = true;
        return false;
      });
      return isAny;
    },
    each: (words: Words, sort: Sort, visit: (row: Listed, tier: number) => boolean): void => {
      let batch = new Map<number, number>();
      const visitBatch = (): boolean => {
        const rows = listed(JSON.stringify([...batch.keys()]));
        const goesOn = rows.every((row) => visit(row, batch.get(row.id) ?? 0));
        batch = new Map();
        return goesOn;
      };
      let goesOn = true;
      lists.each(words, sort === 'new' ? 'newest' : 'oldest', (id, tier) => {
        batch.set(id, tier);
        if (batch.size === BATCH) goesOn = visitBatch();
        return goesOn;
      });
      if (goesOn) visitBatch();
    },
  };
}

/** The first `need` of some lists, one after the other, each product once. */
function eachOnce(lists: readonly (readonly Entry[])[], need: number): readonly Entry[] {
  const entries: Entry[] = [];
  const taken = new Set<number>();
  for (const list of lists) {
    for (const entry of list) {
      if (entries.length === need) return entries;
      if (taken.has(entry.id)) continue;
      taken.add(entry.id);
      entries.push(entry);
    }
  }
  return entries;
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
