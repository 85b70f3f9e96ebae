import { memo, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { afterPress } from '../ui/after-press.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import './category-rail.css';
import type { CategoryCount } from './use-browse.ts';

/** Which categories there are, and which one is looked at. */
export interface CategoryRailProps {
  readonly categories: readonly CategoryCount[];
  /** Null is everything. */
  readonly chosen: string | null;
  readonly onChoose: (category: string | null) => void;
}

/** As many categories as there is room for, and a button for all of them: nothing has to be swiped to be found. Not drawn again for what is typed. */
export const CategoryRail = memo(function CategoryRail({ categories, chosen, onChoose }: CategoryRailProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const names = [null, ...inReach(categories, chosen)];
  const fitting = useFitting(list, names.length);
  return (
    <nav className="rail" aria-label={text('kiosk.categories')}>
      <ul className="rail-list" ref={list}>
        {names.map((category, index) => (
          <li key={category ?? ''} style={index < fitting ? {} : { visibility: 'hidden' }}>
            <button type="button" className="rail-chip" aria-pressed={chosen === category} onClick={(event) => afterPress(event, () => onChoose(category))}>
              {category ?? text('kiosk.category.all')}
            </button>
          </li>
        ))}
      </ul>
      {fitting < names.length ? <Button onPress={() => setOpen(true)}>{text('kiosk.categories.more')}</Button> : null}
      <Sheet open={open} title={text('kiosk.categories')} closeLabel={text('ui.close')} onClose={() => setOpen(false)}>
        <ul className="rail-all">
          {[null, ...categories.map(({ category }) => category)].map((category) => (
            <li key={category ?? ''}>
              <Button
                wide
                size="large"
                kind={chosen === category ? 'primary' : 'secondary'}
                onPress={() => {
                  setOpen(false);
                  onChoose(category);
                }}
              >
                {category ?? text('kiosk.category.all')}
              </Button>
            </li>
          ))}
        </ul>
      </Sheet>
    </nav>
  );
});

/** The categories in their order, with the chosen one in front, so that it is always among those that fit. */
function inReach(categories: readonly CategoryCount[], chosen: string | null): readonly string[] {
  const names = categories.map(({ category }) => category);
  return chosen === null ? names : [chosen, ...names.filter((name) => name !== chosen)];
}

/** How many of the list's items lie wholly inside it, counted again whenever its size changes. */
function useFitting(list: RefObject<HTMLUListElement | null>, count: number): number {
  const [fitting, setFitting] = useState(count);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other items take other room
  useLayoutEffect(() => {
    const box = list.current;
    if (box === null) return undefined;
    const measure = () => {
      const items = [...box.children].filter((item) => item instanceof HTMLElement);
      const over = items.findIndex((item) => item.offsetTop - box.offsetTop + item.offsetHeight > box.clientHeight + 1);
      setFitting(over === -1 ? items.length : over);
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(box);
    return () => watcher.disconnect();
  }, [list, count]);
  return fitting;
}
