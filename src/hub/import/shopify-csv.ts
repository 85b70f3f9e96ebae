import type { Product, Stock } from '../../contract/catalogue.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { FeedMedia } from '../db/feed-media.ts';
import { CSV_LIMITS, type CsvLimits, readCsvRows } from './csv-rows.ts';
import { cleanLine } from './html-text.ts';
import type { FileProblem, ImportNote, RejectedRow } from './rejection.ts';
import { type ReadCell, shopifyColumns } from './shopify-columns.ts';
import { type FileRow, type ImportOptions, readProduct } from './shopify-product.ts';

/** What a file holds. Rows in `rejected` are not in `products`; nothing was written anywhere yet. */
export interface ShopifyFile {
  readonly rows: number;
  readonly products: readonly Product[];
  readonly stock: readonly Stock[];
  /** By line. */
  readonly rejected: readonly RejectedRow[];
  readonly notes: readonly ImportNote[];
  /** Rows that name a picture. */
  readonly images: number;
  /** The photographs and models that its products name; the hub fetches them once they were imported. */
  readonly media: readonly FeedMedia[];
  /** Where each SKU that was taken stands. */
  readonly skuLines: ReadonlyMap<string, number>;
}

/** Longest cell, in UTF-16 units. */
export const MAX_CELL = 65_536;

/**
 * Reads a Shopify product export (CSV). A product is the run of rows with one handle; its first row carries what all variants
 * share. A file that cannot be read to its end is refused as a whole; a row that cannot be taken is named and the rest goes on.
 */
export async function readShopifyCsv(
  chunks: AsyncIterable<Uint8Array>,
  options: ImportOptions,
  limits: CsvLimits = CSV_LIMITS,
): Promise<Result<ShopifyFile, FileProblem>> {
  const file = new FileReading(options);
  let head: { readonly read: ReadCell; readonly width: number } | null = null;
  for await (const event of readCsvRows(chunks, limits)) {
    if (event.kind === 'problem') return err(event.problem);
    if (head === null) {
      const columns = shopifyColumns(event.cells);
      if (!columns.ok) return columns;
      head = { read: columns.value, width: event.cells.length };
    } else {
      file.take(event, head.read, head.width);
    }
  }
  return head === null ? err({ kind: 'empty', detail: 'the file is empty' }) : ok(file.finish(head.read));
}

/** Collects the rows of a handle until the next one begins. */
class FileReading {
  readonly #options: ImportOptions;
  readonly #products: Product[] = [];
  readonly #stock: Stock[] = [];
  readonly #rejected: RejectedRow[] = [];
  readonly #notes: ImportNote[] = [];
  readonly #skus = new Map<string, number>();
  readonly #handles = new Map<string, number>();
  #open: { readonly handle: string; readonly rows: FileRow[] } | null = null;
  readonly #media: FeedMedia[] = [];
  #rows = 0;
  #images = 0;

  constructor(options: ImportOptions) {
    this.#options = options;
  }

  take(row: FileRow & { readonly endLine: number }, read: ReadCell, width: number): void {
    this.#rows++;
    const handle = read(row.cells, 'handle').trim();
    const refusal = refuseRow(row, handle, width);
    if (refusal !== null) {
      this.#rejected.push({ line: row.line, handle: cleanLine(handle).slice(0, 80), ...refusal });
    } else if (this.#open?.handle === handle) {
      this.#open.rows.push(row);
    } else if (this.#handles.has(handle)) {
      const detail = `the product of this handle began on line ${this.#handles.get(handle)} and another one stands between`;
      this.#rejected.push({ line: row.line, handle, reason: 'scattered', detail });
    } else {
      this.#close(read);
      this.#handles.set(handle, row.line);
      this.#open = { handle, rows: [row] };
    }
  }

  finish(read: ReadCell): ShopifyFile {
    this.#close(read);
    const byLine = (one: { line: number }, two: { line: number }) => one.line - two.line;
    return {
      rows: this.#rows,
      products: this.#products,
      stock: this.#stock,
      rejected: this.#rejected.toSorted(byLine),
      notes: this.#notes.toSorted(byLine),
      images: this.#images,
      media: this.#media,
      skuLines: this.#skus,
    };
  }

  #close(read: ReadCell): void {
    if (this.#open === null) return;
    const { product, stock, rejected, notes, images, media } = readProduct(this.#open.handle, this.#open.rows, read, this.#options, this.#skus);
    if (product !== null) this.#products.push(product);
    this.#stock.push(...stock);
    this.#rejected.push(...rejected);
    this.#notes.push(...notes);
    this.#images += images;
    this.#media.push(...media);
    this.#open = null;
  }
}

function refuseRow(row: FileRow & { readonly endLine: number }, handle: string, width: number): Pick<RejectedRow, 'reason' | 'detail'> | null {
  const place = row.endLine > row.line ? ` (it reaches to line ${row.endLine}: is a quote missing?)` : '';
  if (row.cells.length !== width) return { reason: 'cells', detail: `${row.cells.length} cells instead of ${width}${place}` };
  const long = row.cells.find((cell) => cell.length > MAX_CELL);
  if (long !== undefined) return { reason: 'too-long', detail: `a cell has ${long.length} characters; the most is ${MAX_CELL}` };
  return handle === '' ? { reason: 'no-handle', detail: 'the row has no handle' } : null;
}
