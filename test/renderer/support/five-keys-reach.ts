/**
 * Runs in the page. Walks down through the whole screen with a keypad's Down key, and names what can be touched but was not
 * reached, and what the walk did not come out of.
 */
export function fiveKeysReach(): string[] {
  const dialogs = document.querySelectorAll('[role="dialog"], [role="alertdialog"]');
  const scope = dialogs[dialogs.length - 1] ?? document.body;
  const wanted = new Set<Element>();
  for (const element of scope.querySelectorAll('button:not(:disabled), a[href], input:not([type=hidden]):not(:disabled)')) {
    if (element.closest('[aria-hidden="true"], [inert], .frame-keys, .frame-pad') !== null || !element.checkVisibility({ visibilityProperty: true })) continue;
    wanted.add(element.closest('[data-key-grid]') ?? element);
  }
  let at = performance.now();
  const press = (key: string) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    // Keys as fast as a scanner's would be kept from the page.
    at += 200;
    Object.defineProperty(event, 'timeStamp', { value: at });
    (document.activeElement ?? document.body).dispatchEvent(event);
  };
  const reached = new Set<Element>();
  let first: Element | null = null;
  // Each stop may take some pages, and each set of keys some rows.
  const most = wanted.size * 12 + 60;
  let presses = 0;
  for (; presses < most; presses++) {
    press('ArrowDown');
    const here = document.activeElement;
    if (here === null || here === document.body) continue;
    const stop = here.closest('[data-key-grid]') ?? here;
    if (reached.has(stop) && stop === first && reached.size > 1 && [...wanted].every((one) => reached.has(one))) break;
    first ??= stop;
    reached.add(stop);
  }
  // The screen is left as it was found.
  const before = document.activeElement;
  if (before instanceof HTMLElement) before.blur();
  document.querySelector('main')?.scrollTo({ top: 0 });
  const name = (element: Element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${(element.textContent ?? '').slice(0, 40)}"`;
  return [...wanted].filter((one) => !reached.has(one)).map((one) => `${name(one)} is not reached with five keys`);
}
