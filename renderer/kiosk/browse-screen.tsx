import { NO_FILTERS, type Suggestion } from '../../src/contract/station/catalogue-views.ts';
import type { ProductCard } from '../../src/contract/station/views.ts';
import { memo, useEffect, useRef, useState } from 'react';
import { useKiosk } from '../bridge/hooks.tsx';
import { useText } from '../i18n/use-text.ts';
import './browse-screen.css';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CategoryRail } from './category-rail.tsx';
import { FilterBar } from './filter-bar.tsx';
import { LabelCamera } from './label-scan.tsx';
import { Problem } from './problem.tsx';
import { ProductTile } from './product-tile.tsx';
import { SessionCorner } from './session-corner.tsx';
import type { SessionScreenProps } from './session-screen.ts';
import { GoodsStrip } from './similar-goods.tsx';
import { type Browse, type BrowseQuery, browseRoute, type CategoryCount, EVERYTHING, isNarrowed } from './use-browse.ts';
import type { LabelScan } from './use-label-scan.ts';

export interface BrowseScreenProps extends SessionScreenProps {
  readonly query: BrowseQuery;
  readonly browse: Browse;
  readonly scan: LabelScan;
}

/** What the search came to, by its id: whoever types hears it when they come back to the field, whatever key cut it off before. */
const COUNT = 'browse-count';

/** Search, categories and the products found. Typing searches; there is no button for it. */
export function BrowseScreen({ session, query, browse, scan }: BrowseScreenProps) {
  const text = useText();
  const { found } = browse;
  return (
    <ScreenFrame screen="browse" remember={`${session.sessionId} ${browseRoute(query)}`} corner={<SessionCorner session={session} />}>
      <h1 className="visually-hidden">{text('kiosk.browse.title')}</h1>
      <div className="browse">
        <div className="browse-search">
          <TextField
            label={text('kiosk.search')}
            hideLabel
            placeholder={text('kiosk.search')}
            icon={<Icon name="search" />}
            keys="search"
            describedBy={COUNT}
            limit={100}
            value={query.text}
            onChange={(value) => look({ ...query, text: value })}
          />
          {query.text === '' ? null : (
            <Button kind="quiet" icon={<Icon name="close" />} label={text('kiosk.search.clear')} onPress={() => look({ ...query, text: '' })}>
              {null}
            </Button>
          )}
        </div>
        <CategoryRail categories={browse.categories} chosen={query.category} onChoose={lookIn} />
        <section className="browse-results" aria-live="polite" aria-busy={found === null}>
          <Problem kind={browse.failed ? 'unreachable' : null} />
          <FilterBar query={query} total={found === null || found.isMore ? null : found.total} onLook={look}>
            <LabelCamera scan={scan} />
          </FilterBar>
          {found?.corrected == null ? null : (
            <p className="browse-corrected">{text('find.corrected', { typed: found.query.text.trim(), meant: found.corrected })}</p>
          )}
          {found === null ? null : found.total === 0 && isNarrowed(found.query.filters) && found.suggestions.length === 0 ? (
            <NothingNarrowed onClear={() => look({ ...query, filters: NO_FILTERS })} />
          ) : found.total === 0 ? (
            <Empty found={found} categories={browse.categories} onLook={look} />
          ) : (
            <Results more={browse.more} found={found} />
          )}
        </section>
      </div>
    </ScreenFrame>
  );
}

function look(query: BrowseQuery): void {
  goTo(browseRoute(query));
}

function lookIn(category: string | null): void {
  look({ ...EVERYTHING, category });
}

/** Drawn again only when other products are found, so that each letter typed costs little. */
const Results = memo(function Results({ more, found }: { readonly more: () => void; readonly found: NonNullable<Browse['found']> }) {
  const text = useText();
  const end = useRef<HTMLDivElement>(null);
  const rest = found.total - found.items.length;
  useEffect(() => {
    if (end.current === null || rest <= 0) return undefined;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && more(), { rootMargin: '600px' });
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [more, rest]);
  return (
    <>
      <p className="browse-count" id={COUNT}>
        {text(found.isMore ? 'find.more-than' : 'kiosk.results', { count: found.total })}
      </p>
      <ul className="browse-grid">
        {found.items.map((card) => (
          <li key={card.productId}>
            <ProductTile card={card} />
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <div className="browse-more" ref={end}>
          <Button onPress={more}>{text('kiosk.results.more')}</Button>
        </div>
      ) : null}
    </>
  );
});

const SUGGESTED = 6;

/** Only the filters are in the way. */
function NothingNarrowed({ onClear }: { readonly onClear: () => void }) {
  const text = useText();
  return (
    <div className="browse-empty">
      <h2 id={COUNT}>{text('find.filters.none')}</h2>
      <p>{text('find.filters.none.body')}</p>
      <div className="browse-empty-choices">
        <Button kind="primary" size="large" onPress={onClear}>
          {text('find.filters.clear')}
        </Button>
      </div>
    </div>
  );
}

/** Other words and categories that do find something; the largest categories where nothing resembles what was typed. */
function Empty({
  found,
  categories,
  onLook,
}: {
  readonly found: NonNullable<Browse['found']>;
  readonly categories: readonly CategoryCount[];
  readonly onLook: (query: BrowseQuery) => void;
}) {
  const text = useText();
  const { query, suggestions } = found;
  const largest = [...categories].sort((a, b) => b.count - a.count).slice(0, SUGGESTED);
  const others: readonly Suggestion[] = suggestions.length > 0 ? suggestions : largest.map((entry) => ({ kind: 'category', ...entry }));
  return (
    <div className="browse-empty">
      <h2 id={COUNT}>{query.text === '' ? text('kiosk.empty.category') : text('kiosk.empty.title', { query: query.text })}</h2>
      <p>{text(suggestions.length > 0 ? 'find.suggested' : 'kiosk.empty.body')}</p>
      <div className="browse-empty-choices">
        {others.map((other) =>
          other.kind === 'words' ? (
            <Button key={`q ${other.text}`} size="large" onPress={() => onLook({ ...EVERYTHING, text: other.text })}>
              {text('find.suggested.words', { text: other.text, count: String(other.count) })}
            </Button>
          ) : (
            <Button key={`c ${other.category}`} size="large" onPress={() => onLook({ ...EVERYTHING, category: other.category })}>
              {other.category}
            </Button>
          ),
        )}
      </div>
      <PopularGoods />
    </div>
  );
}

const POPULAR = 4;

/** What sells most now, for whoever found nothing. */
function PopularGoods() {
  const text = useText();
  const { catalogue } = useKiosk();
  const [cards, setCards] = useState<readonly ProductCard[]>([]);
  useEffect(() => {
    let gone = false;
    void catalogue.search({ text: '', category: null, offset: 0, limit: POPULAR }).then((answer) => {
      if (!gone && answer.ok) setCards(answer.value.items);
    });
    return () => {
      gone = true;
    };
  }, [catalogue]);
  return <GoodsStrip title={text('product.popular')} cards={cards} />;
}
