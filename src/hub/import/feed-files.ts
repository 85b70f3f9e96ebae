import type { FeedMedia } from '../db/feed-media.ts';
import { cleanLine } from './html-text.ts';
import type { ImportNote } from './rejection.ts';
import type { Column, ReadCell } from './shopify-columns.ts';

/** A row of the file with its place, and the colour of its variant: null where it has none. */
export interface FilesRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly colour: string | null;
}

/** Most photographs of a product. */
const MOST_PHOTOS = 12;
const MAX_URL = 2000;

/**
 * The photographs and models that the rows of a product name, each address once and in the shop's order. A photograph that the variants of one colour point
 * at shows that colour. What is no web address is left out with a note.
 */
export function readFeedFiles(
  handle: string,
  rows: readonly FilesRow[],
  read: ReadCell,
): { readonly media: readonly FeedMedia[]; readonly notes: readonly ImportNote[] } {
  const notes: ImportNote[] = [];
  const address = (row: FilesRow, column: Column): string | null => {
    const text = read(row.cells, column).trim();
    if (text === '' || isAddress(text)) return text === '' ? null : text;
    notes.push({ line: row.line, handle, note: `the address ${JSON.stringify(cleanLine(text).slice(0, 60))} is no web address and was left out` });
    return null;
  };
  const colours = new Map<string, Set<string | null>>();
  for (const row of rows) {
    const url = address(row, 'variantImage');
    if (url !== null) colours.set(url, (colours.get(url) ?? new Set()).add(row.colour));
  }
  const named = rows.flatMap((row) => {
    const url = address(row, 'image');
    const position = Number(read(row.cells, 'imagePosition').trim());
    const alt = cleanLine(read(row.cells, 'imageAlt')).slice(0, 300);
    return url === null ? [] : [{ url, alt, order: Number.isInteger(position) && position > 0 ? position : Number.MAX_SAFE_INTEGER }];
  });
  named.sort((one, two) => one.order - two.order);
  // Pictures of variants that stand in no row of their own come last.
  const all = [...named, ...[...colours.keys()].map((url) => ({ url, alt: '' }))];
  const unique = all.filter(({ url }, place) => all.findIndex((photo) => photo.url === url) === place);
  const photos = unique.slice(0, MOST_PHOTOS).map(({ url, alt }, place): FeedMedia => {
    const [only = null, ...others] = colours.get(url) ?? [];
    return { productId: handle, kind: 'photo', place, url, alt, colour: others.length === 0 ? only : null };
  });
  const [head] = rows;
  const model = (kind: 'glb' | 'usdz', column: Column): FeedMedia[] => {
    const url = head === undefined ? null : address(head, column);
    return url === null ? [] : [{ productId: handle, kind, place: 0, url, alt: '', colour: null }];
  };
  return { media: [...photos, ...model('glb', 'modelGlb'), ...model('usdz', 'modelUsdz')], notes };
}

function isAddress(text: string): boolean {
  if (text.length > MAX_URL || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
