import type { Cancel } from '../../../src/kernel/clock.ts';

type Listener = (width: number) => void;

const listeners = new WeakMap<Element, Listener>();
let watcher: ResizeObserver | null = null;

/**
 * Tells how many of the panel's pixels an element is wide, now and whenever it changes. The browser says so after it has laid the page out
 * anyway, and for what it left out of the page (`content-visibility`) only when that comes into sight: nothing is measured for its own sake.
 */
export function onWidth(element: Element, listener: Listener): Cancel {
  watcher ??= new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) listeners.get(target)?.(Math.round(contentRect.width * devicePixelRatio));
  });
  const watching = watcher;
  listeners.set(element, listener);
  watching.observe(element);
  return () => {
    watching.unobserve(element);
    listeners.delete(element);
  };
}
