import { parseFragment } from 'parse5';

/**
 * The text of a description written in HTML, by the HTML standard's own parser: paragraphs and breaks become lines, list items get
 * a dash, entities become characters; what is not text (scripts, styles, frames, comments) is gone. The result is plain text: it
 * is shown as text and never as HTML again.
 */
export function htmlToText(html: string): string {
  const lines: Line = { text: '' };
  if (html !== '') walk(parseFragment(html), lines, 0);
  return tidy(lines.text);
}

/** Control and text-direction characters have no business in a shop's words: some turn what follows around. */
export function cleanText(text: string): string {
  return text
    .replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, '')
    .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .replace(/\p{Cs}/gu, '\ufffd');
}

/** One line: cleaned, every run of blanks a single one. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}

interface Line {
  text: string;
}

/** The parts of a parsed node that are read here. */
interface HtmlNode {
  readonly nodeName: string;
  readonly value?: string;
  readonly childNodes?: readonly HtmlNode[];
}

const SKIPPED = new Set([
  'script',
  'style',
  'template',
  'iframe',
  'noscript',
  'object',
  'embed',
  'svg',
  'math',
  'head',
  'title',
  'textarea',
  'select',
  '#comment',
]);
const BLOCKS = new Set([
  'p',
  'div',
  'ul',
  'ol',
  'table',
  'tr',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'section',
  'article',
  'blockquote',
  'pre',
  'hr',
  'dl',
  'dt',
  'dd',
  'li',
]);
/** Deeper than any description; deeper nesting is an attack on the stack. */
const MAX_DEPTH = 200;

function walk(node: HtmlNode, out: Line, depth: number): void {
  if (SKIPPED.has(node.nodeName) || depth > MAX_DEPTH) return;
  if (node.nodeName === '#text') {
    out.text += (node.value ?? '').replace(/\s+/g, ' ');
    return;
  }
  if (node.nodeName === 'br') out.text += '\n';
  const block = BLOCKS.has(node.nodeName);
  if (block) out.text += '\n';
  if (node.nodeName === 'li') out.text += '- ';
  if (node.nodeName === 'td' || node.nodeName === 'th') out.text += ' ';
  for (const child of node.childNodes ?? []) walk(child, out, depth + 1);
  if (block) out.text += '\n';
}

function tidy(text: string): string {
  const lines = text.split('\n').map((line) => cleanLine(line));
  return lines
    .filter((line) => line !== '' && line !== '-')
    .join('\n')
    .trim();
}
