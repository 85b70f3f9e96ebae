import type { CodeContent, Gs1Element, Gs1Problem } from '../contract/code-reading.ts';
import { type Gs1Form, gs1FormAt } from './gs1-table.ts';

/** FNC1 as scanners send it between elements: ASCII 29 (GS1 General Specifications, 7.8.3). */
export const groupSeparator = '\u001d';

/** Characters allowed in data: the invariant part of ISO/IEC 646 (GS1 General Specifications, figures 7.11-1 and 7.11-2). */
const sets = { N: /^[0-9]*$/, X: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/, Y: /^[#\-/0-9A-Z]*$/ } as const;

/**
 * Splits GS1 element strings into (identifier, value).
 *
 * ```
 *  0109501101530003 17 141120 10 AB-123 <GS> 21 10
 *  '-- 14 digits ---' '- 6 --'   '- ends at the separator
 * ```
 * A message that cannot be read to its end gives what came before the trouble and all the rest; a reader must not go on behind an identifier
 * that it does not know, because it cannot know where its data end.
 */
export function readGs1(text: string): CodeContent {
  const elements: Gs1Element[] = [];
  let at = text.startsWith(groupSeparator) ? 1 : 0;
  if (at === text.length) return { kind: 'gs1-problem', problem: { kind: 'empty' }, elements, rest: text };
  while (at < text.length) {
    const read = readElement(text, at);
    if (read.problem !== null) return { kind: 'gs1-problem', problem: read.problem, elements, rest: text.slice(at) };
    elements.push(read.element);
    at = read.next;
  }
  return { kind: 'gs1', elements };
}

/** Is the last of these digits right? Weights 3, 1, 3, ... from the right (GS1 General Specifications, 7.9.1). */
export function hasValidCheckDigit(digits: string): boolean {
  if (!/^[0-9]{2,}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) sum += Number(digits.charAt(digits.length - 1 - place)) * (place % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

type ElementRead =
  | { readonly problem: null; readonly element: Gs1Element; readonly next: number }
  | { readonly problem: Gs1Problem; readonly element: null; readonly next: null };

function readElement(text: string, at: number): ElementRead {
  const form = gs1FormAt(text, at);
  if (form === undefined) return failed({ kind: 'unknown-ai', at });
  const from = at + form.ai.length;
  const separator = text.indexOf(groupSeparator, from);
  const end = separator === -1 ? text.length : separator;
  const upTo = form.isPredefined ? Math.min(end, from + lengthOf(form)) : end;
  const value = text.slice(from, upTo);
  const trouble = troubleOf(form, value);
  if (trouble !== null) return failed({ kind: trouble, at, ai: form.ai });
  // A separator behind an element that needs none is allowed, and is passed over.
  return { problem: null, element: { ai: form.ai, value }, next: text.charAt(upTo) === groupSeparator ? upTo + 1 : upTo };
}

function failed(problem: Gs1Problem): ElementRead {
  return { problem, element: null, next: null };
}

function troubleOf(form: Gs1Form, value: string): 'bad-length' | 'bad-character' | 'bad-check-digit' | 'bad-date' | null {
  let from = 0;
  for (const { set, least, most } of form.parts) {
    const part = value.slice(from, from + most);
    if (!sets[set].test(part)) return 'bad-character';
    if (part.length < least && !isOptional(form, from)) return 'bad-length';
    from += part.length;
  }
  if (from < value.length) return 'bad-length';
  if (form.checked > 0 && !hasValidCheckDigit(value.slice(0, form.checked))) return 'bad-check-digit';
  return form.isDate && !isDate(value) ? 'bad-date' : null;
}

/** A serial part behind a key (`N13+X..17`, `N14+X..16`, the minutes of a time) may be left out; a part of a price or postal code may not. */
function isOptional(form: Gs1Form, from: number): boolean {
  return from > 0 && /^(?:253|255|8003|8008)$/.test(form.ai);
}

function lengthOf(form: Gs1Form): number {
  return form.parts.reduce((sum, part) => sum + part.most, 0);
}

/** YYMMDD; day 00 means that no day is named (GS1 General Specifications, 3.4). The year's century is not judged, so 29 February always passes. */
function isDate(digits: string): boolean {
  const month = Number(digits.slice(2, 4));
  const day = Number(digits.slice(4, 6));
  const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return longest !== undefined && day <= longest;
}
