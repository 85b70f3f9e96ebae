import { useCallback, useEffect, useRef, useState } from 'react';
import type { UnixMs } from '../../src/kernel/clock.ts';
import type { ProductCard } from '../../src/contract/station/views.ts';
import { useKiosk } from '../bridge/hooks.tsx';

/** What a person looks for. `category` null means all. */
export interface BrowseQuery {
  readonly text: string;
  readonly category: string | null;
}

/** A category and how many products it has. */
export interface CategoryCount {
  readonly category: string;
  readonly count: number;
}

/** The products found so far. `found` is null until the first answer; older results stay until newer ones are there. */
export interface Browse {
  readonly categories: readonly CategoryCount[];
  readonly found: { readonly query: BrowseQuery; readonly items: readonly ProductCard[]; readonly total: number } | null;
  readonly failed: boolean;
  /** Fetches the next page, or tries again after a failure. */
  readonly more: () => void;
}

const PAGE = 24;

/** The address of a list, so that a reload and the way back find it again. */
export function browseRoute({ text, category }: BrowseQuery): string {
  const query = new URLSearchParams({ ...(category === null ? {} : { c: category }), ...(text === '' ? {} : { q: text }) }).toString();
  return query === '' ? '/kiosk' : `/kiosk?${query}`;
}

/** Follows a query through the catalogue, page by page. A newer catalogue (`asOf`) is asked again. */
export function useBrowse({ text, category }: BrowseQuery, asOf: UnixMs | null): Browse {
  const { catalogue } = useKiosk();
  const [found, setFound] = useState<Browse['found']>(null);
  const [failed, setFailed] = useState(false);
  const [categories, setCategories] = useState<readonly CategoryCount[]>([]);
  const turn = useRef(0);

  const fetchPage = useCallback(
    async (before: readonly ProductCard[]) => {
      const mine = ++turn.current;
      const page = await catalogue.search({ text: text.trim().slice(0, 100), category, offset: before.length, limit: PAGE });
      // An answer to an older question must not replace a newer one's.
      if (mine !== turn.current) return;
      setFailed(!page.ok);
      if (page.ok) setFound({ query: { text, category }, items: [...before, ...page.value.items], total: page.value.total });
    },
    [catalogue, text, category],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer catalogue is the reason to ask again
  useEffect(() => {
    void fetchPage([]);
  }, [fetchPage, asOf]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer catalogue is the reason to ask again
  useEffect(() => {
    void catalogue.categories().then((answer) => {
      if (answer.ok) setCategories(answer.value);
    });
  }, [catalogue, asOf]);

  const shown = useRef<readonly ProductCard[]>([]);
  shown.current = found !== null && found.query.text === text && found.query.category === category ? found.items : [];
  const more = useCallback(() => void fetchPage(shown.current), [fetchPage]);
  return { categories, found, failed, more };
}
