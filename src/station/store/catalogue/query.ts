import { foldWords } from '../../../core/catalogue/fold-text.ts';

const MAX_WORDS = 8;
const MAX_WORD = 40;

/**
 * The FTS5 query for what a shopper typed so far, or null when there is no word in it. Each word must be found, either as the
 * beginning of a word as written (it may not be finished) or, folded, as the singular of one (`camisas` finds `camisa`).
 * Only letters and digits reach the query, each word in quotes, so nothing typed is ever an operator.
 */
export function matchQuery(text: string): string | null {
  const words = (plain(text).match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MAX_WORDS).map((word) => word.slice(0, MAX_WORD));
  if (words.length === 0) return null;
  return words.map((word) => `(({title brand words codes} : "${word}" *) OR ({folded} : "${foldWords(word)[0] ?? word}"))`).join(' AND ');
}

/** Without accents and case, as the tokenizer `unicode61 remove_diacritics 2` sees it. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
