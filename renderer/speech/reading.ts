import { stopsOf } from '../five-keys/stops.ts';
import type { Part, Secret } from './said.ts';

/** What goes on counting by itself: time that passes, seconds that are left. */
const COUNTS = '[aria-live="off"]';

/** What a person meets on the way through a screen: texts and stops, in the order in which they stand. */
export type Met = { readonly kind: 'text'; readonly part: Part } | { readonly kind: 'stop'; readonly stop: HTMLElement };

/** Marks what is a person's own: `data-private="personal"`, or `"pin"`. */
const PRIVATE = '[data-private]';

/** What announces itself when it changes; what is wrong with a field among it. */
export const REGION = '[role="status"], [role="alert"], [aria-live="polite"], [aria-live="assertive"], output, .field-problem';

/** All texts and stops within `root`, in reading order, `without` one of its elements. What is hidden from people is hidden from ears too; what acts is a stop and not a text. */
export function readAlong(root: HTMLElement, without: Element | null = null): readonly Met[] {
  const stops = new Set(stopsOf(root));
  const met: Met[] = [];
  let line: { words: string; secret: Secret | null }[] = [];
  const flush = (): void => {
    for (const { words, secret } of line) {
      const plain = squeezed(words);
      if (plain !== '') met.push({ kind: 'text', part: secret === null ? { words: plain } : { words: plain, secret } });
    }
    line = [];
  };
  const add = (words: string, of: Element): void => {
    const secret = secretOf(of);
    const last = line.at(-1);
    if (last !== undefined && last.secret === secret) last.words += words;
    else line.push({ words, secret });
  };
  const visit = (node: Node): void => {
    if (node instanceof Text) {
      if (node.parentElement !== null) add(node.data, node.parentElement);
      return;
    }
    if (!(node instanceof HTMLElement || node instanceof SVGElement) || node === without || isHidden(node)) return;
    const stop = node instanceof HTMLElement ? stopIn(node, stops) : null;
    if (stop !== null) {
      flush();
      met.push({ kind: 'stop', stop });
      return;
    }
    const name = ownName(node);
    if (name !== null) return add(` ${name} `, node);
    // The name of a field is said with it.
    if (node instanceof HTMLLabelElement && node.control !== null && !node.contains(node.control)) return flush();
    // What cannot be pressed now is still there to be known.
    if (node.matches('button, input, select, textarea, [data-key-grid]')) return flush();
    const isInline = /^(inline|contents)/.test(getComputedStyle(node).display);
    if (!isInline) flush();
    else add(' ', node);
    for (const child of node.childNodes) visit(child);
    if (!isInline) flush();
    else add(' ', node);
  };
  for (const child of root.childNodes) visit(child);
  flush();
  return met;
}

/** The texts within `root`, those of what can be pressed and of one element left out. */
export function textsIn(root: HTMLElement, without: Element | null = null): readonly Part[] {
  return readAlong(root, without).flatMap((met) => (met.kind === 'text' ? [met.part] : []));
}

/** What a region that announces itself says now: its name where its content is for the eye, its texts otherwise. */
export function wordsOfRegion(region: HTMLElement): readonly Part[] {
  const label = region.matches('output') ? region.getAttribute('aria-label') : null;
  if (label === null) return textsIn(region);
  const secret = secretOf(region);
  return [secret === null ? { words: label } : { words: label, secret }];
}

/** What a region says, the same as long as only a count in it goes on. */
export function matterOfRegion(region: HTMLElement): string {
  const words = JSON.stringify(wordsOfRegion(region));
  return region.querySelector(COUNTS) === null ? words : words.replace(/\d+/g, '0');
}

/** The name of what can be reached (a part of "Accessible Name and Description Computation 1.2" that covers what our screens are made of). */
export function nameOf(element: HTMLElement): string {
  const by = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter((id) => id !== '');
  const referred = by.map((id) => textOf(element.ownerDocument.getElementById(id))).join(' ');
  if (squeezed(referred) !== '') return squeezed(referred);
  const label = element.getAttribute('aria-label');
  if (label !== null && label !== '') return squeezed(label);
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) {
    const labels = [...(element.labels ?? [])].map(textOf).join(' ');
    return squeezed(labels) === '' ? (element.getAttribute('placeholder') ?? '') : squeezed(labels);
  }
  return squeezed(textOf(element));
}

/** The name of a group: what it is called, never what is in it. */
export function nameOfGroup(group: HTMLElement): string {
  const isNamed = group.hasAttribute('aria-label') || group.hasAttribute('aria-labelledby');
  return isNamed ? nameOf(group) : squeezed(textOf(group.querySelector('legend')));
}

/** The texts that `aria-describedby` or another reference names. */
export function referredBy(element: HTMLElement, attribute: 'aria-describedby' | 'aria-errormessage'): string {
  const ids = (element.getAttribute(attribute) ?? '').split(/\s+/).filter((id) => id !== '');
  return squeezed(ids.map((id) => textOf(element.ownerDocument.getElementById(id))).join(' '));
}

/** Whose ears something is for; null: everybody's. */
export function secretOf(element: Element): Secret | null {
  const marked = element.closest<HTMLElement>(PRIVATE)?.dataset['private'];
  return marked === 'pin' || marked === 'personal' ? marked : null;
}

/** The text of an element as it is heard: with the names of pictures, without what is hidden, and a pause where a line ends. */
function textOf(element: Element | null): string {
  if (element === null) return '';
  let words = '';
  for (const child of element.childNodes) {
    if (child instanceof Text) words += child.data;
    else if ((child instanceof HTMLElement || child instanceof SVGElement) && !isHidden(child)) {
      const own = ownName(child) ?? textOf(child);
      // The parts of a tile stand below each other: they are not one word.
      words += /^inline/.test(getComputedStyle(child).display) ? ` ${own} ` : `, ${own}, `;
    }
  }
  return words;
}

/** The name of what is a picture, or has its words only for ears; null for everything that is read through. */
function ownName(element: Element): string | null {
  if (element instanceof HTMLImageElement) return element.alt;
  if (element instanceof HTMLOutputElement) return element.getAttribute('aria-label');
  if (element.getAttribute('role') === 'img') return element.getAttribute('aria-label') ?? '';
  return element instanceof SVGElement ? '' : null;
}

/** A choice hides its button in its line: the line is what is met. */
function stopIn(element: HTMLElement, stops: ReadonlySet<HTMLElement>): HTMLElement | null {
  if (stops.has(element)) return element;
  if (!element.matches('label')) return null;
  const input = element.querySelector<HTMLElement>('input');
  return input !== null && stops.has(input) ? input : null;
}

function isHidden(element: Element): boolean {
  return element.matches('[aria-hidden="true"], [hidden], [inert], title, script, style') || !element.checkVisibility({ visibilityProperty: true });
}

function squeezed(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .replace(/(\s*,)+/g, ',')
    .replace(/^[\s,]+|[\s,]+$/g, '');
}
