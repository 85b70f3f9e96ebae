import { type Picture, type Product, product as productSchema, type Stock } from '../../contract/catalogue.ts';
import { colourHexOf } from './colour-words.ts';
import { categoryName, garmentOf, patternOf } from './garment-words.ts';
import type { Language } from '../../kernel/language.ts';
import type { FeedMedia } from '../db/feed-media.ts';
import { readFeedFiles } from './feed-files.ts';
import { cleanLine, htmlToText } from './html-text.ts';
import type { ImportNote, RejectedRow, RejectReason } from './rejection.ts';
import { readOwnFields } from './own-fields.ts';
import type { Column, ReadCell } from './shopify-columns.ts';
import { type OptionNames, type PriceReading, readVariant, type VariantRow } from './shopify-variants.ts';

/** A row of the file with its place. */
export interface FileRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** How a file is to be understood. `asOf` is the time that its stock figures were true, in Unix milliseconds. */
export interface ImportOptions extends PriceReading {
  readonly locationId: string;
  readonly asOf: number;
  readonly language: Language;
}

/** What came of the rows of one handle. `product` is null when all of them were rejected. */
export interface ReadProduct {
  readonly product: Product | null;
  readonly stock: readonly Stock[];
  readonly rejected: readonly RejectedRow[];
  readonly notes: readonly ImportNote[];
  readonly images: number;
  /** The files that its rows name beside it. */
  readonly media: readonly FeedMedia[];
}

/**
 * Reads the rows of one handle. The first row also carries what all variants share: where that is wrong (no title, an impossible
 * handle, neither published nor not, a gift card) there is no product and all its rows are rejected. A row whose variant is wrong is
 * rejected alone, the first one too, and the product keeps the others; with none left all rows are rejected. `skus` maps the SKUs
 * seen so far in the file to their lines.
 */
export function readProduct(handle: string, rows: readonly FileRow[], read: ReadCell, options: ImportOptions, skus: Map<string, number>): ReadProduct {
  const head = rows[0];
  if (head === undefined) throw new Error('a product has at least one row');
  const cell = (column: Column) => read(head.cells, column);
  const images = rows.filter((row) => read(row.cells, 'image').trim() !== '').length;
  const refused = refuseHead(handle, cell);
  if (refused !== null) return { product: null, stock: [], rejected: rejectAll(handle, rows, refused), notes: [], images, media: [] };
  const variants = readVariants(handle, rows, read, options, skus);
  if (variants.taken.length === 0) {
    const others = rows.filter((row) => !variants.rejected.some((rejected) => rejected.line === row.line));
    const rejected = [
      ...variants.rejected,
      ...others.map((row) => rejection(handle, row, 'product-rejected', 'its product has no variant that could be taken')),
    ];
    return { product: null, stock: [], rejected, notes: [], images, media: [] };
  }
  const built = buildProduct(handle, head, cell, variants.taken, options);
  const checked = productSchema.safeParse(built.product);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    const detail = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
    return { product: null, stock: [], rejected: rejectAll(handle, rows, { reason: 'invalid', detail }), notes: [], images, media: [] };
  }
  const colours = new Map(variants.taken.map(({ line, row }) => [line, row.variant.colour]));
  const files = readFeedFiles(
    handle,
    rows.map((row) => ({ ...row, colour: colours.get(row.line) ?? null })),
    read,
  );
  const notes = [
    ...files.notes,
    ...variants.taken.flatMap(({ row, line }) => row.notes.map((note) => ({ line, handle, note }))),
    ...built.notes.map((note) => ({ line: head.line, handle, note })),
  ];
  const stock = variants.taken.flatMap(({ row }) => stockOf(row, options));
  return { product: checked.data, stock, rejected: variants.rejected, notes, images, media: files.media };
}

interface TakenVariant {
  readonly line: number;
  readonly row: VariantRow;
}

type HeadRefusal = { readonly reason: RejectReason; readonly detail: string };

function refuseHead(handle: string, cell: (column: Column) => string): HeadRefusal | null {
  if (handle.length > 80 || /[\s\p{Cc}]/u.test(handle)) return { reason: 'bad-handle', detail: 'a handle has at most 80 characters and no blanks' };
  const title = cleanLine(cell('title'));
  if (title === '') return { reason: 'no-title', detail: 'the first row of the product has no title' };
  if (title.length > 200) return { reason: 'too-long', detail: 'the title is longer than 200 characters' };
  if (/^true$/i.test(cell('giftCard').trim())) return { reason: 'gift-card', detail: 'a gift card is no goods' };
  if (!/^(?:true|false|)$/i.test(cell('published').trim())) return { reason: 'bad-published', detail: 'Published is neither true nor false' };
  return null;
}

function readVariants(handle: string, rows: readonly FileRow[], read: ReadCell, options: ImportOptions, skus: Map<string, number>) {
  const taken: TakenVariant[] = [];
  const rejected: RejectedRow[] = [];
  const combinations = new Map<string, number>();
  const names = optionNames(rows, read);
  for (const row of rows) {
    const cell = (column: Column) => read(row.cells, column);
    if (row !== rows[0] && isPictureOnly(cell)) continue;
    const variant = readVariant(handle, names, cell, options);
    const refusal = variant.ok ? refuseAmongOthers(variant.value, taken.length, combinations, skus) : variant.error;
    if (!variant.ok || refusal !== null) {
      if (refusal !== null) rejected.push(rejection(handle, row, refusal.reason, refusal.detail));
      continue;
    }
    combinations.set(variant.value.options, row.line);
    skus.set(variant.value.variant.sku, row.line);
    taken.push({ line: row.line, row: variant.value });
  }
  return { taken, rejected };
}

/** Further pictures of a product have rows of their own, with nothing in them but the handle and the address. */
function isPictureOnly(cell: (column: Column) => string): boolean {
  return (['option1', 'option2', 'option3', 'sku', 'price', 'barcode'] as const).every((column) => cell(column).trim() === '');
}

function optionNames(rows: readonly FileRow[], read: ReadCell): OptionNames {
  const name = (column: Column) => cleanLine(read(rows[0]?.cells ?? [], column));
  return [name('option1Name'), name('option2Name'), name('option3Name')];
}

function refuseAmongOthers(row: VariantRow, count: number, combinations: ReadonlyMap<string, number>, skus: ReadonlyMap<string, number>): HeadRefusal | null {
  if (count >= 2000) return { reason: 'too-many-variants', detail: 'a product has at most 2000 variants' };
  const twin = combinations.get(row.options);
  if (twin !== undefined) return { reason: 'same-options', detail: `the same options stand on line ${twin}` };
  const taken = skus.get(row.variant.sku);
  if (taken !== undefined) return { reason: 'sku-taken', detail: `SKU "${row.variant.sku}" stands on line ${taken} already` };
  return null;
}

function buildProduct(
  handle: string,
  head: FileRow,
  cell: (column: Column) => string,
  variants: readonly TakenVariant[],
  options: ImportOptions,
): { product: Product; notes: string[] } {
  const title = cleanLine(cell('title'));
  const tags = cell('tags')
    .split(',')
    .map(cleanLine)
    .filter((tag) => tag !== '' && tag.length <= 60)
    .slice(0, 50);
  const type = cleanLine(cell('type')).slice(0, 80);
  const garment = garmentOf({ category: type, title, tags });
  const full = htmlToText(cell('body'));
  const description = full.length <= 4096 ? full : `${full.slice(0, 4090).replace(/\s+\S*$/, '')} …`;
  const pattern = patternOf([title, description], garment);
  const colour =
    variants.find(({ row }) => row.variant.colourHex !== null)?.row.variant.colourHex ?? colourHexOf(title) ?? colourHexOf(description) ?? USUAL_HEX[pattern];
  const own = readOwnFields({ popularity: cell('popularity'), sizeGuide: cell('sizeGuide'), discontinued: cell('discontinued') });
  const notes = [...own.notes, ...(description === full ? [] : [`the description has ${full.length} characters and was cut at 4096`])];
  if (head.cells.length > 0 && garment === 'other') notes.push('no word of category, title or tags names a garment that can be drawn');
  const product: Product = {
    productId: handle,
    title,
    brand: cleanLine(cell('vendor')).slice(0, 120),
    category: type === '' ? categoryName(garment, options.language) : type,
    description,
    tags,
    picture: { kind: 'drawing', garment, colour, pattern },
    published: !/^false$/i.test(cell('published').trim()) && /^(?:active|)$/i.test(cell('status').trim()),
    variants: variants.map(({ row }) => (own.discontinued ? { ...row.variant, discontinued: true } : row.variant)),
    ...own.fields,
  };
  return { product, notes };
}

/** For products whose words name no colour. */
const USUAL_HEX: Readonly<Record<Picture['pattern'], string>> = {
  plain: '#8b8d93',
  stripes: '#1f2a44',
  checks: '#b3272d',
  dots: '#1c1c1e',
  floral: '#e7a6b4',
  denim: '#3b5b82',
  knit: '#d9c7a3',
  leather: '#6b4a2f',
};

function stockOf(row: VariantRow, options: ImportOptions): Stock[] {
  const { locationId, asOf } = options;
  return row.quantity === null ? [] : [{ sku: row.variant.sku, locationId, quantity: row.quantity, asOf }];
}

function rejectAll(handle: string, rows: readonly FileRow[], refusal: HeadRefusal): RejectedRow[] {
  const line = rows[0]?.line ?? 0;
  return rows.map((row, i) =>
    i === 0 ? rejection(handle, row, refusal.reason, refusal.detail) : rejection(handle, row, 'product-rejected', `its product was rejected on line ${line}`),
  );
}

function rejection(handle: string, row: FileRow, reason: RejectReason, detail: string): RejectedRow {
  return { line: row.line, handle: cleanLine(handle).slice(0, 80), reason, detail };
}
