import type { Cancel } from '../../src/kernel/clock.ts';

const CONTROLS = 'button:enabled:not([aria-disabled="true"]), a[href], label';

/**
 * Marks the control under a finger with `data-held` (and says what it is held by: `touch`, `mouse`) as soon as the finger comes down: the very next frame shows the press. The browser's own `:active` waits
 * first whether a finger is about to scroll. The mark stays until the frame that shows what the press did (`after-press.ts`), so that no frame is drawn in
 * between only to take it away; a finger that slides away takes it along. Written into the page directly, so that nothing is drawn anew for it.
 */
export function markPresses(page: Document): Cancel {
  // An object of its own for each press: the same control may be pressed again at once.
  let held: { readonly control: Element } | null = null;
  const release = (): void => {
    held?.control.removeAttribute('data-held');
    held = null;
  };
  const hold = (event: PointerEvent): void => {
    release();
    const control = event.target instanceof Element ? event.target.closest(CONTROLS) : null;
    if (control === null) return;
    held = { control };
    control.setAttribute('data-held', event.pointerType);
  };
  const lift = (): void => {
    const lifted = held;
    // The first frame is that of the press, the second shows what it did.
    requestAnimationFrame(() => requestAnimationFrame(() => (held === lifted ? release() : undefined)));
  };
  const done = new AbortController();
  const heard = { capture: true, passive: true, signal: done.signal } as const;
  page.addEventListener('pointerdown', hold, heard);
  page.addEventListener('pointerup', lift, heard);
  for (const name of ['pointercancel', 'dragstart'] as const) page.addEventListener(name, release, heard);
  return () => {
    done.abort();
    release();
  };
}
