/**
 * Runs in the page. Nothing may be wider than its screen or stick out of the box that holds it, nothing that is touched may lie over something
 * else that is touched, no words over other words, no word may be torn apart, and everything that is touched is at least 48 px in both directions.
 */
export function measureScreen(): string[] {
  const hearing = new Map<Element, boolean>();
  const problems: string[] = [];
  const page = document.documentElement;
  if (page.scrollWidth > window.innerWidth) problems.push(`the page is ${page.scrollWidth} px wide in a window of ${window.innerWidth}`);
  const isFramed = document.querySelector('.frame') !== null;
  if (isFramed && page.scrollHeight > window.innerHeight + 1) problems.push(`the page is ${page.scrollHeight} px high in a window of ${window.innerHeight}`);
  for (const element of document.querySelectorAll('body *')) {
    if (!(element instanceof HTMLElement) || element.getClientRects().length === 0 || isForTheEar(element, hearing)) continue;
    // What drifts past leaves the screen on purpose; its band is named, and what is in it goes with it.
    if (element.closest('.attract-picture > *') === null) problems.push(...fitProblems(element));
    problems.push(...pictureProblems(element), ...edgeProblems(element));
  }
  problems.push(...signProblems(hearing), ...lightProblems());
  const sheets = document.querySelectorAll('[role=dialog], [role=alertdialog]');
  const top = sheets[sheets.length - 1] ?? document.body;
  const clips = new Map<Element, Box>();
  problems.push(...touchProblems(top, hearing, clips), ...wordProblems(top, hearing, clips));
  return problems;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A clipped box is kept for the ear and is not on the screen; nor is anything in it. */
function isForTheEar(element: Element, known: Map<Element, boolean>): boolean {
  const before = known.get(element);
  if (before !== undefined) return before;
  const { clip, clipPath } = getComputedStyle(element);
  const answer = clip !== 'auto' || clipPath !== 'none' || (element.parentElement !== null && isForTheEar(element.parentElement, known));
  known.set(element, answer);
  return answer;
}

function nameOf(element: Element): string {
  return `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${(element.textContent ?? '').slice(0, 40)}"`;
}

/** What of an element does not fit where it is. */
function fitProblems(element: HTMLElement): string[] {
  const problems: string[] = [];
  const style = getComputedStyle(element);
  const clips = style.overflowX !== 'visible' || style.overflowY === 'hidden' || style.overflowY === 'clip';
  if (clips && style.overflowX !== 'auto' && element.scrollWidth > element.clientWidth + 1)
    problems.push(`${nameOf(element)} hides ${element.scrollWidth - element.clientWidth} px of its width`);
  if (style.overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1)
    problems.push(`${nameOf(element)} hides ${element.scrollHeight - element.clientHeight} px of its height`);
  const box = element.getBoundingClientRect();
  if (box.width > 0 && (box.left < -1 || box.right > window.innerWidth + 1)) problems.push(`${nameOf(element)} sticks out of the screen`);
  const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '');
  if (hasText && style.display !== 'inline' && element.scrollWidth > element.clientWidth + 1) problems.push(`${nameOf(element)} is too narrow for its words`);
  return problems;
}

/** A picture whose place has no size is not there to be seen. */
function pictureProblems(element: HTMLElement): string[] {
  if (!element.matches('img, canvas, video, .garment-picture')) return [];
  const { width, height } = element.getBoundingClientRect();
  return width < 1 || height < 1 ? [`${nameOf(element)} in ${nameOf(element.parentElement ?? element)} is a picture of ${width} x ${height} px`] : [];
}

/**
 * The drawing of the doors is there to show the one that is lit: it has to be on the screen before anybody scrolls. Half a screen, for who sits, has room for the
 * words about the door and what is to be touched; the drawing follows below.
 */
function lightProblems(): string[] {
  const main = document.querySelector('.frame main');
  if (main === null || main.scrollTop > 0 || document.documentElement.matches('[data-reach="low"]')) return [];
  const edge = main.getBoundingClientRect().bottom + 1;
  return [...main.querySelectorAll('.at-door-map .door[data-lit="true"]')].flatMap((door) => {
    const over = door.getBoundingClientRect().bottom - edge;
    return over > 0 ? [`the lit door "${door.textContent}" is ${Math.round(over)} px below what is seen`] : [];
  });
}

/** A sign that shares its line with long words must not give them its own room: squeezed, nobody knows it any more. */
function signProblems(hearing: Map<Element, boolean>): string[] {
  return [...document.querySelectorAll('svg.icon')].flatMap((sign) => {
    const { width, height } = sign.getBoundingClientRect();
    if (width === 0 || isForTheEar(sign, hearing) || Math.min(width, height) > 0.7 * Math.max(width, height)) return [];
    return [`a sign in ${nameOf(sign.parentElement ?? sign)} is squeezed to ${Math.round(width)} x ${Math.round(height)} px`];
  });
}

/**
 * With high contrast, the grounds that set boxes apart all become white, so a box has an edge instead. One that has words at a distance from its
 * side, round corners and a ground, and neither edge nor another colour than what is behind it, has lost its shape.
 */
function edgeProblems(element: HTMLElement): string[] {
  if (document.documentElement.dataset['contrast'] !== 'high') return [];
  const { backgroundColor, borderRadius, paddingLeft, borderTopWidth, boxShadow, outlineStyle, filter } = getComputedStyle(element);
  if (isClear(backgroundColor) || borderRadius === '0px' || parseFloat(paddingLeft) < 4) return [];
  if (borderTopWidth !== '0px' || boxShadow !== 'none' || outlineStyle !== 'none' || filter !== 'none') return [];
  return groundUnder(element) === backgroundColor ? [`${nameOf(element)} has no edge in high contrast`] : [];
}

function groundUnder(element: HTMLElement): string {
  for (let under = element.parentElement; under !== null; under = under.parentElement) {
    const { backgroundColor } = getComputedStyle(under);
    if (!isClear(backgroundColor)) return backgroundColor;
  }
  return 'rgb(255, 255, 255)';
}

function isClear(colour: string): boolean {
  return colour === 'transparent' || colour === 'rgba(0, 0, 0, 0)';
}

/** What is too small to be touched, and what lies over something else that is touched. Under a sheet nothing can be. */
function touchProblems(scope: Element, hearing: Map<Element, boolean>, clips: Map<Element, Box>): string[] {
  const problems: string[] = [];
  const touched: { readonly element: Element; readonly box: Box }[] = [];
  for (const element of document.querySelectorAll('button, a[href], input:not([type=hidden]), [role=button], label.choice')) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || isForTheEar(element, hearing)) continue;
    // The real radio button hides inside its label, which is what is touched.
    if (element instanceof HTMLInputElement && element.closest('label') !== null) continue;
    if (box.width < 48 || box.height < 48) problems.push(`${nameOf(element)} is ${Math.round(box.width)} x ${Math.round(box.height)} px`);
    if (scope.contains(element) && element.checkVisibility({ visibilityProperty: true })) touched.push({ element, box: within(box, clipOf(element, clips)) });
  }
  for (const [at, one] of touched.entries())
    for (const other of touched.slice(at + 1))
      if (lap(one.box, other.box) > 1 && !holds(one, other) && !holds(other, one)) problems.push(`${nameOf(other.element)} lies over ${nameOf(one.element)}`);
  return problems;
}

/** Does one lie wholly in the other, as a small button does in the corner of a picture that is touched as well? */
function holds(outer: { readonly element: Element; readonly box: Box }, inner: { readonly element: Element; readonly box: Box }): boolean {
  const isInside =
    inner.box.left >= outer.box.left && inner.box.right <= outer.box.right && inner.box.top >= outer.box.top && inner.box.bottom <= outer.box.bottom;
  return isInside || outer.element.contains(inner.element);
}

/** Lines of words that lie over others, and words that are torn apart. What floats over a screen for a moment is a layer of its own. */
function wordProblems(scope: Element, hearing: Map<Element, boolean>, clips: Map<Element, Box>): string[] {
  const problems: string[] = [];
  const lines: { readonly text: string; readonly box: Box; readonly layer: Element | null }[] = [];
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const holder = node.parentElement;
    const text = node.textContent ?? '';
    if (holder === null || text.trim() === '' || isForTheEar(holder, hearing) || !holder.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      continue;
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()];
    const clip = clipOf(holder, clips);
    const layer = layerOf(holder);
    for (const box of boxes) lines.push({ text, box: within(inkOf(box), clip), layer });
    // A phone with very large text has no room to be so particular.
    if (boxes.length > 1 && window.innerWidth > 300 && holder.closest('.button, h1, h2') !== null)
      problems.push(...brokenOver(node, text, range, /\p{L}+-\p{L}+/gu).map((word) => `${nameOf(holder)} breaks "${word}" at its hyphen`));
    if (boxes.length > 1) problems.push(...brokenOver(node, text, range, ORDER_NUMBER).map((number) => `${nameOf(holder)} breaks the number ${number}`));
    if (boxes.length > 1) problems.push(...tornWords(node, text, range).map((word) => `${nameOf(holder)} tears "${word}" apart`));
  }
  for (const [at, one] of lines.entries())
    for (const other of lines.slice(at + 1))
      if (one.layer === other.layer && lap(one.box, other.box) > 2) problems.push(`"${other.text.slice(0, 40)}" lies over "${one.text.slice(0, 40)}"`);
  return problems;
}

function layerOf(element: Element): Element | null {
  for (let box: Element | null = element; box !== null; box = box.parentElement) if (getComputedStyle(box).position === 'fixed') return box;
  return null;
}

/** A line of words is lower than its box, which has room above and below the letters that it shares with its neighbours. */
function inkOf({ left, top, right, bottom, height }: DOMRect): Box {
  return { left, top: top + height * 0.22, right, bottom: bottom - height * 0.22 };
}

/** What people read out or type has to stand in one piece: `K1-00042-7`. */
const ORDER_NUMBER = /\b[A-Z]\d{1,2}-\d{5}-[\dA-Z]\b/gu;

/** Words whose end stands on another line than their beginning; codes and addresses may be torn. */
function tornWords(node: Node, text: string, range: Range): string[] {
  return brokenOver(node, text, range, /(?<=^|[\s«(¿¡])\p{L}{2,}(?=$|[\s»).,:;!?…])/gu);
}

function brokenOver(node: Node, text: string, range: Range, words: RegExp): string[] {
  return [...text.matchAll(words)].flatMap((match) => {
    range.setStart(node, match.index);
    range.setEnd(node, match.index + match[0].length);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1 ? [match[0]] : [];
  });
}

/** Where what an element holds can be seen at all: scrolled out of its box, it is not on the screen. */
function clipOf(element: Element, known: Map<Element, Box>): Box {
  const before = known.get(element);
  if (before !== undefined) return before;
  const { overflowX, position } = getComputedStyle(element);
  const parent = element.parentElement;
  const outer = parent === null || position === 'fixed' ? { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 } : clipOf(parent, known);
  const isOpen = overflowX === 'visible' || parent === null || parent === document.documentElement;
  const clip = isOpen ? outer : within(element.getBoundingClientRect(), outer);
  known.set(element, clip);
  return clip;
}

function within(box: Box, clip: Box): Box {
  return {
    left: Math.max(box.left, clip.left),
    top: Math.max(box.top, clip.top),
    right: Math.min(box.right, clip.right),
    bottom: Math.min(box.bottom, clip.bottom),
  };
}

/** How far two boxes lie over each other, in the direction in which it is less; negative: they do not. */
function lap(one: Box, other: Box): number {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return Math.min(across, down);
}
