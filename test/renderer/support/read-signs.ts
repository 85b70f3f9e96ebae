import type { Signs } from '../../e2e/support/signs.ts';

/**
 * Runs in the page. The colours of words are judged by what lies behind their middle, as axe does it; words that are scrolled out of the screen
 * have nothing there, and are told apart by what holds them.
 */
export function readSigns(): Signs {
  const marks: string[] = [];
  const places: string[] = [`${innerWidth} ${innerHeight}`];
  for (const element of document.querySelectorAll('body *')) {
    const { display, visibility, overflowX, overflowY } = getComputedStyle(element);
    marks.push(`${display} ${visibility}`);
    if (overflowX === 'visible' && overflowY === 'visible' && !element.matches('button, a, input, label, select, textarea, [role], [tabindex]')) continue;
    const { x, y, width, height } = element.getBoundingClientRect();
    places.push([x, y, width, height, element.scrollWidth, element.scrollHeight].map(Math.round).join(' '));
  }
  const colours = new Set<string>();
  const paints = new Map<Element, string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (holder === null || (node.textContent ?? '').trim() === '' || !holder.checkVisibility({ visibilityProperty: true })) continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      colours.add(
        `${inkOf(holder)} on ${groundOf(holder, box)
          .map((element) => paintOf(element, paints))
          .join('/')}`,
      );
  }
  const { lang, title } = document.documentElement;
  return {
    structure: shorten(`${lang}|${title}|${document.title}|${document.body.outerHTML}|${marks.join(',')}`),
    layout: shorten(places.join(',')),
    colours: [...colours].map(shorten),
  };
}

function inkOf(element: Element): string {
  const { color, fontSize, fontWeight, textShadow, textDecorationLine } = getComputedStyle(element);
  return `${color} ${fontSize} ${fontWeight} ${textShadow} ${textDecorationLine}`;
}

/** From the top downwards: what is painted where the words are. */
function groundOf(holder: Element, { left, top, width, height }: DOMRect): readonly Element[] {
  const there = document.elementsFromPoint(left + width / 2, top + height / 2);
  return [...there, ...(there.includes(holder) ? [] : ancestorsOf(holder))];
}

function ancestorsOf(element: Element): readonly Element[] {
  return element.parentElement === null ? [element] : [element, ...ancestorsOf(element.parentElement)];
}

function paintOf(element: Element, known: Map<Element, string>): string {
  const before = known.get(element);
  if (before !== undefined) return before;
  const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = getComputedStyle(element);
  const isPicture = element.matches('img, svg, canvas, video') ? element.tagName : '';
  const answer = `${backgroundColor} ${backgroundImage} ${opacity} ${filter} ${mixBlendMode} ${isPicture}`;
  known.set(element, answer);
  return answer;
}

/** Two different texts give the same number about once in 2^53 times. */
function shorten(text: string): string {
  let [one, other] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 2654435761);
    other = Math.imul(other ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
  other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return `${(one >>> 0).toString(36)}.${(other >>> 0).toString(36)}`;
}
