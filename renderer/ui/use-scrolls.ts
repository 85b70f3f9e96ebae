import { type RefObject, useEffect, useState } from 'react';

/** Whether an element's content is higher than the element, so that keyboards must be able to reach and scroll it. */
export function useScrolls(element: RefObject<HTMLElement | null>): boolean {
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const box = element.current;
    if (box === null) return undefined;
    const look = () => setScrolls(box.scrollHeight > box.clientHeight + 1);
    const sizes = new ResizeObserver(look);
    sizes.observe(box);
    for (const child of box.children) sizes.observe(child);
    look();
    return () => sizes.disconnect();
  }, [element]);
  return scrolls;
}
