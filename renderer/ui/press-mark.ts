import type { Cancel } from '../../src/kernel/clock.ts';

const CONTROLS = 'button:enabled:not([aria-disabled="true"]), a[href], label';

/**
 * Marks the control under a finger with `data-held` as soon as the finger comes down, and until it is lifted or slides away: the very next frame shows the
 * press. The browser's own `:active` waits first whether a finger is about to scroll. Written into the page directly, so that nothing is drawn anew for it.
 */
export function markPresses(page: Document): Cancel {
  let held: Element | null = null;
  const release = (): void => {
    held?.removeAttribute('data-held');
    held = null;
  };
  const hold = (event: PointerEvent): void => {
    release();
    held = event.target instanceof Element ? event.target.closest(CONTROLS) : null;
    held?.setAttribute('data-held', '');
  };
  const done = new AbortController();
  const heard = { capture: true, passive: true, signal: done.signal } as const;
  page.addEventListener('pointerdown', hold, heard);
  for (const name of ['pointerup', 'pointercancel', 'dragstart'] as const) page.addEventListener(name, release, heard);
  return () => {
    done.abort();
    release();
  };
}
