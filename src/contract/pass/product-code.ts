import { isGtin } from '../../kernel/gtin.ts';

/**
 * Does a scanned text look like the code on a product: the digits of a GTIN, or a GS1 Digital Link (a web address with `/01/` and a
 * GTIN in its path)? Only said to the person; the text is never followed.
 */
export function looksLikeProductCode(text: string): boolean {
  if (text.length > 512) return false;
  if (isGtin(text)) return true;
  const link = /^https?:\/\/[^/?#\s]+(?:\/[^/?#\s]*)*?\/01\/(\d{8}|\d{12,14})(?:[/?#]|$)/i.exec(text);
  return link !== null && isGtin(link[1] ?? '');
}
