import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readShopifyCsv } from '../../src/hub/import/shopify-csv.ts';
import type { ImportOptions } from '../../src/hub/import/shopify-product.ts';

/** How the tests read a file: in euros, with its stock in one shop. */
export const importOptions: ImportOptions = { currency: 'EUR', digits: 2, locationId: 'madrid', asOf: 1_780_000_000_000, language: 'es' };

/** The path of a file under `test/fixtures/shopify`. */
export function shopifyFixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/shopify/${name}`, import.meta.url));
}

/** Reads a fixture as the product does: from disk, in pieces. */
export function readFixture(name: string, options: Partial<ImportOptions> = {}, highWaterMark = 65_536) {
  return readShopifyCsv(createReadStream(shopifyFixture(name), { highWaterMark }), { ...importOptions, ...options });
}

/** A file's bytes in pieces of `size`. */
export async function* inPieces(content: string | Uint8Array, size = 1024): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
