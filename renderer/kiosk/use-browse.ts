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

/** Follows a query through the catalogue, page by page. A newer catalogue (`asOf`) is asked again. */
export function useBrowse(query: BrowseQuery, asOf: UnixMs | null): Browse {
  const { catalogue } = useKiosk();
  const [found, setFound] = useState<Browse['found']>(null);
  const [failed, setFailed] = useState(false);
  const [categories, setCategories] = useState<readonly CategoryCount[]>([]);
  const turn = useRef(0);
  const route = browseRoute(query);

  const fetchPage = useCallback(
    async (before: readonly ProductCard[]) => {
      const mine = ++turn.current;
      const asked = queryOf(new URLSearchParams(route.split('?')[1] ?? ''));
      const page = await catalogue.search({ ...asked, text: asked.text.trim().slice(0, 100), offset: before.length, limit: PAGE });
      // An answer to an older question must not replace a newer one's.
      if (mine !== turn.current) return;
      // A finger that comes down while many tiles are drawn goes first.
      startTransition(() => {
        setFailed(!page.ok);
        if (page.ok) setFound((shown) => ({ ...page.value, query: asked, items: [...before, ...sameCards(shown?.items ?? [], page.value.items)] }));
      });
    },
    [catalogue, route],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer catalogue is the reason to ask again
  useEffect(() => {
    void fetchPage([]);
  }, [fetchPage, asOf]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer catalogue is the reason to ask again
  useEffect(() => {
    void catalogue.categories().then((answer) => {
      if (answer.ok) setCategories((shown) => keepSameParts(shown, answer.value));
    });
  }, [catalogue, asOf]);

  const shown = useRef<readonly ProductCard[]>([]);
  shown.current = found !== null && browseRoute(found.query) === route ? found.items : [];
  const more = useCallback(() => void fetchPage(shown.current), [fetchPage]);
  return { categories, found, failed, more };
}
