import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import {
  type Filters,
  filters as filtersSchema,
  NO_FILTERS,
  type SearchPage,
  type Sort,
  sort as sortSchema,
} from '../../src/contract/station/catalogue-views.ts';
import type { UnixMs } from '../../src/kernel/clock.ts';
import type { ProductCard } from '../../src/contract/station/views.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { ok, type Result } from '../../src/kernel/result.ts';
import { keepSameParts } from '../bridge/same-parts.ts';

/** What a person looks for. `category` null means all. */
export interface BrowseQuery {
  readonly text: string;
  readonly category: string | null;
  readonly filters: Filters;
  readonly sort: Sort;
}

/** Everything, in the usual order. */
export const EVERYTHING: BrowseQuery = { text: '', category: null, filters: NO_FILTERS, sort: 'relevance' };

/** A category and how many products it has. */
export interface CategoryCount {
  readonly category: string;
  readonly count: number;
}

/** The products found so far. `found` is null until the first answer; older results stay until newer ones are there. */
export interface Browse {
  readonly categories: readonly CategoryCount[];
  readonly found:
    | (Pick<SearchPage, 'total' | 'isMore' | 'corrected' | 'suggestions'> & { readonly query: BrowseQuery; readonly items: readonly ProductCard[] })
    | null;
  readonly failed: boolean;
  /** Fetches the next page, or tries again after a failure. */
  readonly more: () => void;
}

const PAGE = 24;

/** The address of a list, so that a reload and the way back find it again. */
export function browseRoute({ text, category, filters, sort }: BrowseQuery): string {
  const query = new URLSearchParams({
    ...(category === null ? {} : { c: category }),
    ...(text === '' ? {} : { q: text }),
    ...(isNarrowed(filters) ? { f: JSON.stringify(filters) } : {}),
    ...(sort === 'relevance' ? {} : { s: sort }),
  }).toString();
  return query === '' ? '/kiosk' : `/kiosk?${query}`;
}

/** The list that an address names. Filters and an order that nobody could have chosen here are none. */
export function queryOf(parameters: URLSearchParams): BrowseQuery {
  const order = sortSchema.safeParse(parameters.get('s'));
  return {
    text: parameters.get('q') ?? '',
    category: parameters.get('c'),
    filters: filtersOf(parameters.get('f')),
    sort: order.success ? order.data : 'relevance',
  };
}

function filtersOf(text: string | null): Filters {
  try {
    const parsed = filtersSchema.safeParse(JSON.parse(text ?? 'null'));
    return parsed.success ? parsed.data : NO_FILTERS;
  } catch {
    return NO_FILTERS;
  }
}

/** Is anything narrowed? */
export function isNarrowed(filters: Filters): boolean {
  return chosenCount(filters) > 0;
}

/** How many filters are chosen; a range of prices is one. */
export function chosenCount({ sizes, colours, places, price }: Filters): number {
  return sizes.length + colours.length + places.length + (price.from === null && price.to === null ? 0 : 1);
}

/** The cards of an answer; those that are shown already stay what they are, so that nothing of them is drawn again. */
export function sameCards(shown: readonly ProductCard[], found: readonly ProductCard[]): readonly ProductCard[] {
  const known = new Map(shown.map((card) => [card.productId, card]));
  return found.map((card) => {
    const before = known.get(card.productId);
    return before === undefined ? card : keepSameParts(before, card);
  });
}

/** An answer about a list: pages that follow each other as one, or why there is none. */
type Answer<E> = Result<SearchPage, E>;

/**
 * Pages of a list behind `before`, as one, until there are `upTo` products or no more. A newer catalogue is asked for as many as are shown: nothing is taken from under
 * a finger that has come far.
 */
export async function pagesBehind<E>(
  before: readonly ProductCard[],
  upTo: number,
  ask: (offset: number, limit: number) => Promise<Answer<E>>,
): Promise<Answer<E>> {
  let items = before;
  for (;;) {
    const page = await ask(items.length, PAGE);
    if (!page.ok) return page;
    items = [...items, ...page.value.items];
    if (items.length >= upTo || page.value.items.length < PAGE) return ok({ ...page.value, items: [...items] });
  }
}

/** Follows a query through the catalogue, page by page. A newer catalogue (`asOf`) is asked again. */
export function useBrowse(query: BrowseQuery, asOf: UnixMs | null): Browse {
  const { catalogue } = useKiosk();
  const [found, setFound] = useState<Browse['found']>(null);
  const [failed, setFailed] = useState(false);
  const [categories, setCategories] = useState<readonly CategoryCount[]>([]);
  const turn = useRef(0);
  const shown = useRef<readonly ProductCard[]>([]);
  const route = browseRoute(query);

  const fetchPages = useCallback(
    async (before: readonly ProductCard[], upTo: number) => {
      const mine = ++turn.current;
      const asked = queryOf(new URLSearchParams(route.split('?')[1] ?? ''));
      const text = asked.text.trim().slice(0, 100);
      const page = await pagesBehind(before, upTo, (offset, limit) => catalogue.search({ ...asked, text, offset, limit }));
      // An answer to an older question must not replace a newer one's.
      if (mine !== turn.current) return;
      // A finger that comes down while many tiles are drawn goes first.
      startTransition(() => {
        setFailed(!page.ok);
        if (page.ok) setFound((now) => ({ ...page.value, query: asked, items: sameCards(now?.items ?? [], page.value.items) }));
      });
    },
    [catalogue, route],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer catalogue is the reason to ask again
  useEffect(() => {
    void fetchPages([], shown.current.length);
  }, [fetchPages, asOf]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer catalogue is the reason to ask again
  useEffect(() => {
    void catalogue.categories().then((answer) => {
      if (answer.ok) setCategories((shown) => keepSameParts(shown, answer.value));
    });
  }, [catalogue, asOf]);

  shown.current = found !== null && browseRoute(found.query) === route ? found.items : [];
  const more = useCallback(() => void fetchPages(shown.current, 0), [fetchPages]);
  return { categories, found, failed, more };
}
