import { type RefObject, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';

/** How a dialog that lies over everything is left besides its own buttons. */
export interface ModalWays {
  /** Escape closes it. */
  readonly byKey: boolean;
  /** A touch beside it closes it. */
  readonly byTouchBeside: boolean;
  readonly onClose: () => void;
}

/** The dialogs that are open, the topmost last: it alone has the keys. */
const open: HTMLElement[] = [];

const REACHED = 'button:enabled, a[href], input:enabled, select:enabled, textarea:enabled, [tabindex="0"]';

/**
 * Makes an element the only thing there is while it is shown: it takes the focus and keeps it, what lies under it is hidden from tools that read
 * the page, and the focus goes back where it was. Nothing of the page is measured or styled anew for that, so that it is there in the next frame.
 */
export function useModal(ways: ModalWays): RefObject<HTMLElement | null> {
  const dialog = useRef<HTMLElement>(null);
  // Before the dialog is there: a button in it may take the focus as it appears.
  const [before] = useState(() => document.activeElement);
  const close = useEffectEvent((how: 'byKey' | 'byTouchBeside') => {
    if (ways[how]) ways.onClose();
  });
  useLayoutEffect(() => {
    const box = dialog.current;
    if (box === null) return undefined;
    open.push(box);
    const show = hideBeside(box);
    if (!box.contains(document.activeElement)) box.focus({ preventScroll: true });
    const done = new AbortController();
    const { signal } = done;
    document.addEventListener('keydown', (event) => onKey(box, event, () => close('byKey')), { signal });
    document.addEventListener('focusin', (event) => keepFocus(box, event), { signal });
    const outside = topOf(box);
    outside.addEventListener('click', (event) => (isBeside(box, event.target) ? close('byTouchBeside') : undefined), { signal });
    return () => {
      done.abort();
      open.splice(open.indexOf(box), 1);
      show();
      // Once it is gone: whatever was done in it may have put the focus elsewhere.
      requestAnimationFrame(() => giveBack(before));
    };
  }, [before]);
  return dialog;
}

function onKey(box: HTMLElement, event: KeyboardEvent, close: () => void): void {
  if (open.at(-1) !== box || event.defaultPrevented) return;
  if (event.key === 'Escape') {
    event.preventDefault();
    close();
  }
  if (event.key === 'Tab') goAround(box, event);
}

/** From the last control to the first, and back. */
function goAround(box: HTMLElement, event: KeyboardEvent): void {
  const stops = [...box.querySelectorAll<HTMLElement>(REACHED)].filter((stop) => stop.checkVisibility({ visibilityProperty: true }));
  const here = document.activeElement;
  const isAtEnd = event.shiftKey ? here === box || here === stops[0] : here === stops.at(-1);
  if (!isAtEnd && stops.length > 0) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

function keepFocus(box: HTMLElement, event: FocusEvent): void {
  if (open.at(-1) === box && event.target instanceof Node && !box.contains(event.target)) box.focus({ preventScroll: true });
}

function giveBack(before: Element | null): void {
  const here = document.activeElement;
  const isFree = here === null || here === document.body;
  if (isFree && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
}

/** Hides what stands beside the dialog in the page, and answers how it is shown again. */
function hideBeside(box: HTMLElement): () => void {
  const own = topOf(box);
  const others = [...document.body.children].filter((other) => other !== own && !other.matches('script, style, [aria-hidden="true"]'));
  for (const other of others) other.setAttribute('aria-hidden', 'true');
  return () => {
    for (const other of others) other.removeAttribute('aria-hidden');
  };
}

/** The child of the body that the dialog stands in. */
function topOf(box: HTMLElement): Element {
  let top: Element = box;
  while (top.parentElement !== null && top.parentElement !== document.body) top = top.parentElement;
  return top;
}

function isBeside(box: HTMLElement, target: EventTarget | null): boolean {
  return open.at(-1) === box && target instanceof Node && !box.contains(target);
}
