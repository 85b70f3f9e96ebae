import type { CatalogueCounts } from '../catalogue.ts';
import type { RejectedRow } from './rejection.ts';
import type { ShopifyFile } from './shopify-csv.ts';

/** The plain lines that say what a file held and, unless it was only checked, what the import did (`counts`). */
export function importReport(name: string, file: ShopifyFile, counts: CatalogueCounts | null, left = 0): readonly string[] {
  const variants = file.products.reduce((count, product) => count + product.variants.length, 0);
  return [
    `${name}: ${file.rows} rows, ${file.products.length} products with ${variants} variants, ${file.media.length} photographs and models named in the file`,
    ...(counts === null ? ['checked only: nothing was written'] : countLines(counts)),
    ...(left === 0 ? [] : [`${left} products are no longer on sale`]),
    ...(file.notes.length === 0
      ? []
      : ['', `${file.notes.length} notes on rows that were taken:`, ...file.notes.map((note) => `  line ${note.line}  ${note.handle}: ${note.note}`)]),
    '',
    ...(file.rejected.length === 0 ? ['no row was rejected'] : [`${file.rejected.length} rows were rejected:`, ...table(file.rejected)]),
  ];
}

function countLines(counts: CatalogueCounts): string[] {
  const { created, changed, unchanged, stock } = counts;
  return [
    `products: ${created} created, ${changed} changed, ${unchanged} unchanged`,
    `stock figures: ${stock.created} created, ${stock.changed} changed, ${stock.unchanged} unchanged`,
  ];
}

function table(rejected: readonly RejectedRow[]): string[] {
  const rows = [['line', 'handle', 'reason', ''], ...rejected.map((row) => [String(row.line), row.handle, row.reason, row.detail])];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}
