import { err, ok, type Result } from '../../kernel/result.ts';
import type { FileProblem } from './rejection.ts';

/** The columns that are read, by Shopify's names in its product CSV. The rest is left alone. */
const COLUMNS = {
  handle: 'Handle',
  title: 'Title',
  body: 'Body (HTML)',
  vendor: 'Vendor',
  type: 'Type',
  tags: 'Tags',
  published: 'Published',
  status: 'Status',
  option1Name: 'Option1 Name',
  option1: 'Option1 Value',
  option2Name: 'Option2 Name',
  option2: 'Option2 Value',
  option3Name: 'Option3 Name',
  option3: 'Option3 Value',
  sku: 'Variant SKU',
  grams: 'Variant Grams',
  quantity: 'Variant Inventory Qty',
  price: 'Variant Price',
  comparePrice: 'Variant Compare At Price',
  barcode: 'Variant Barcode',
  image: 'Image Src',
  imagePosition: 'Image Position',
  imageAlt: 'Image Alt Text',
  variantImage: 'Variant Image',
  giftCard: 'Gift Card',
  /** Fields that a shop adds by itself have long names: `Popularity (product.metafields.custom.popularity)`. Only what is in brackets counts. */
  popularity: 'product.metafields.custom.popularity',
  sizeGuide: 'product.metafields.custom.size_guide',
  discontinued: 'product.metafields.custom.discontinued',
  modelGlb: 'product.metafields.custom.model_glb',
  modelUsdz: 'product.metafields.custom.model_usdz',
} as const;

/** A column that is read. */
export type Column = keyof typeof COLUMNS;

/** The cell of a column in a row; empty where the file lacks the column. */
export type ReadCell = (cells: readonly string[], column: Column) => string;

/** Finds the columns in the head row. Without handle, title or price there are no products; a name that comes twice is ambiguous. */
export function shopifyColumns(head: readonly string[]): Result<ReadCell, FileProblem> {
  const places = new Map<string, number>();
  for (const [place, name] of head.map(plainName).entries()) {
    if (name !== '' && places.has(name)) return err({ kind: 'columns', detail: `the column "${head[place]}" stands there twice` });
    places.set(name, place);
  }
  const missing = REQUIRED.filter((column) => !places.has(COLUMNS[column].toLowerCase()));
  if (missing.length > 0) {
    const names = missing.map((column) => `"${COLUMNS[column]}"`).join(', ');
    return err({ kind: 'columns', detail: `this is no Shopify product export: column ${names} is missing` });
  }
  return ok((cells, column) => cells[places.get(COLUMNS[column].toLowerCase()) ?? -1] ?? '');
}

function plainName(cell: string): string {
  const name = cell.trim().toLowerCase();
  return /\((product\.metafields\.[\w-]+\.[\w-]+)\)$/.exec(name)?.[1] ?? name;
}

const REQUIRED: readonly Column[] = ['handle', 'title', 'price'];
