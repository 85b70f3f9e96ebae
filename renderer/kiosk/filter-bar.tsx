import { type ReactNode, useEffect, useState } from 'react';
import { type Facets, type Filters, NO_FILTERS, type Sort, sort as sorts } from '../../src/contract/station/catalogue-views.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { afterPress } from '../ui/after-press.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import './filter-bar.css';
import { type BrowseQuery, browseRoute, chosenCount, isNarrowed, queryOf } from './use-browse.ts';

export interface FilterBarProps {
  readonly query: BrowseQuery;
  /** How many products the list has; null while that is not known, or when they are too many to be counted. */
  readonly total: number | null;
  readonly onLook: (query: BrowseQuery) => void;
  /** Other ways to look, beside the filters. */
  readonly children: ReactNode;
}

/** Opens what a list can be narrowed to and ordered by, and takes filters away again. */
export function FilterBar({ query, total, onLook, children }: FilterBarProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const chosen = chosenCount(query.filters);
  const clear = () => onLook({ ...query, filters: NO_FILTERS });
  return (
    <div className="filter-bar">
      <Button onPress={() => setOpen(true)}>{chosen === 0 ? text('find.filters') : text('find.filters.chosen', { count: chosen })}</Button>
      {chosen === 0 ? null : <Button onPress={clear}>{text('find.filters.clear')}</Button>}
      {children}
      <Sheet
        open={open}
        title={text('find.filters')}
        closeLabel={text('ui.close')}
        onClose={() => setOpen(false)}
        actions={
          total === null ? null : (
            <Button kind="primary" size="large" wide onPress={() => setOpen(false)}>
              {text('find.filters.show', { count: total })}
            </Button>
          )
        }
      >
        {/* The list behind the sheet is out of hearing. */}
        <p className="visually-hidden" role="status">
          {total === null ? '' : text('kiosk.results', { count: total })}
        </p>
        <FilterGroups query={query} onLook={onLook} />
      </Sheet>
    </div>
  );
}

/** The groups are asked for while they are open, and again after each choice. */
function FilterGroups({ query, onLook }: Omit<FilterBarProps, 'total' | 'children'>) {
  const text = useText();
  const price = usePriceWords();
  const facets = useFacets(query);
  const { filters } = query;
  // Of very many products only the first are counted.
  const words = (count: number) => (facets?.isMore === true ? `${count}+` : String(count));
  const narrow = (changes: Partial<Filters>) => onLook({ ...query, filters: { ...filters, ...changes } });
  return (
    <>
      <Group title={text('find.sort')}>
        {sorts.options.map((order: Sort) => (
          <Chip key={order} chosen={query.sort === order} onPress={() => onLook({ ...query, sort: order })}>
            {text(`find.sort.${order}`)}
          </Chip>
        ))}
      </Group>
      <Group title={text('find.place')} empty={facets?.places.length === 0}>
        {facets?.places.map(({ place, count }) => (
          <Chip key={place} chosen={filters.places.includes(place)} count={words(count)} onPress={() => narrow({ places: toggled(filters.places, place) })}>
            {text(`find.place.${place}`)}
          </Chip>
        ))}
      </Group>
      <Group title={text('find.size')} empty={facets?.sizes.length === 0}>
        {facets?.sizes.map(({ size, count }) => (
          <Chip key={size} chosen={filters.sizes.includes(size)} count={words(count)} onPress={() => narrow({ sizes: toggled(filters.sizes, size) })}>
            {size}
          </Chip>
        ))}
      </Group>
      <Group title={text('find.colour')} empty={facets?.colours.length === 0}>
        {facets?.colours.map(({ colour, count }) => (
          <Chip
            key={colour}
            chosen={filters.colours.includes(colour)}
            count={words(count)}
            onPress={() => narrow({ colours: toggled(filters.colours, colour) })}
          >
            {text(`find.colour.${colour}`)}
          </Chip>
        ))}
      </Group>
      <Group title={text('find.price')} empty={facets?.prices.length === 0}>
        {facets?.prices.map(({ from, to, count }) => {
          const chosen = filters.price.from === from && filters.price.to === to;
          return (
            <Chip key={`${from} ${to}`} chosen={chosen} count={words(count)} onPress={() => narrow({ price: chosen ? NO_FILTERS.price : { from, to } })}>
              {price(from, to, facets.currency)}
            </Chip>
          );
        })}
      </Group>
      {isNarrowed(filters) ? <Button onPress={() => narrow(NO_FILTERS)}>{text('find.filters.clear')}</Button> : null}
    </>
  );
}

function Group({ title, empty = false, children }: { readonly title: string; readonly empty?: boolean | undefined; readonly children: ReactNode }) {
  if (empty) return null;
  return (
    <section className="filter-group">
      <h3>{title}</h3>
      <div className="filter-chips">{children}</div>
    </section>
  );
}

interface ChipProps {
  readonly chosen: boolean;
  /** How many products there would be. */
  readonly count?: string;
  readonly onPress: () => void;
  readonly children: string;
}

function Chip({ chosen, count, onPress, children }: ChipProps) {
  return (
    <button type="button" className="filter-chip" aria-pressed={chosen} onClick={(event) => afterPress(event, onPress)}>
      {count === undefined ? children : `${children} (${count})`}
    </button>
  );
}

function usePriceWords(): (from: number | null, to: number | null, currency: string) => string {
  const text = useText();
  const locale = useLocale();
  return (from, to, currency) => {
    const words = (minor: number) => formatMoney(locale, { minor, currency });
    if (from === null) return to === null ? '' : text('find.price.below', { to: words(to) });
    return to === null ? text('find.price.from', { from: words(from) }) : text('find.price.between', { from: words(from), to: words(to) });
  };
}

function toggled<T>(values: readonly T[], value: T): T[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}

/** Counts of what is asked for now; the older ones stay until they come. */
function useFacets(query: BrowseQuery): Facets | null {
  const { catalogue } = useKiosk();
  const [facets, setFacets] = useState<Facets | null>(null);
  const route = browseRoute({ ...query, sort: 'relevance' });
  useEffect(() => {
    let gone = false;
    const { text, category, filters } = queryOf(new URLSearchParams(route.split('?')[1] ?? ''));
    void catalogue.facets({ text: text.trim().slice(0, 100), category, filters }).then((answer) => {
      if (!gone && answer.ok) setFacets(answer.value);
    });
    return () => {
      gone = true;
    };
  }, [catalogue, route]);
  return facets;
}
