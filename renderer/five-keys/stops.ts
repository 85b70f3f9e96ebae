/** What can be reached: everything that acts when it is touched, and every choice of a group by itself. */
const REACHABLE = 'a[href], button, input:not([type="hidden"]), select, textarea, [tabindex="0"]';

/** Sets of keys on the screen: to the person one stop, with rows and keys in it. */
export const GRID = '[data-key-grid]';

/** Keys that belong to a field and come with it: one enters them by OK on the field. */
const BESIDE_FIELD = '.frame-keys, .frame-pad';

/** Where the person is: the topmost dialog, or the whole page. */
export function scopeOf(page: Document): HTMLElement {
  const dialogs = page.querySelectorAll<HTMLElement>('[role="dialog"], [role="alertdialog"]');
  return dialogs[dialogs.length - 1] ?? page.body;
}

/** All stops within `scope` in the order in which they are read. A set of keys on the screen is one stop. */
export function stopsOf(scope: HTMLElement): readonly HTMLElement[] {
  const found: HTMLElement[] = [];
  for (const element of scope.querySelectorAll<HTMLElement>(`${REACHABLE}, ${GRID}`)) {
    if (element.closest(BESIDE_FIELD) !== null || !isThere(element)) continue;
    const grid = element.closest<HTMLElement>(GRID);
    // What only scrolls is scrolled on the way to what is in it.
    const isStop = grid === null ? !element.matches('main') : grid === element;
    if (isStop) found.push(element);
  }
  return found;
}

/** The first stop of the matter itself, below whatever stands above it on all screens. */
export function firstStop(scope: HTMLElement, stops: readonly HTMLElement[]): HTMLElement | undefined {
  const main = scope.querySelector('main') ?? scope;
  return stops.find((stop) => main.contains(stop)) ?? stops[0];
}

/** The box that people see of a stop: for a choice that is its whole line, not the button that hides in it. */
export function boxOf(stop: HTMLElement): HTMLElement {
  return stop instanceof HTMLInputElement ? (stop.closest<HTMLElement>('label') ?? stop) : stop;
}

function isThere(element: HTMLElement): boolean {
  if (element.matches(':disabled') || element.closest('[aria-hidden="true"], [inert], [hidden]') !== null) return false;
  return element.checkVisibility({ visibilityProperty: true });
}
