import { createHash } from 'node:crypto';
import type { Variant } from '../../contract/catalogue.ts';
import { parsePrice } from '../../core/catalogue/parse-price.ts';
import { isGtin } from '../../kernel/gtin.ts';
import type { Money } from '../../kernel/money.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { colourHexOf } from './colour-words.ts';
import { cleanLine } from './html-text.ts';
import type { RejectReason } from './rejection.ts';
import type { ReadCell } from './shopify-columns.ts';

/** The names that a product gives its options, as its head row has them. */
export type OptionNames = readonly [string, string, string];

/** A variant row as it was read. `quantity` is null when the file does not say. */
export interface VariantRow {
  readonly variant: Variant;
  readonly quantity: number | null;
  /** The option values that must differ within a product. */
  readonly options: string;
  readonly notes: readonly string[];
}

/** Why a variant row is not taken. */
export interface VariantRefusal {
  readonly reason: RejectReason;
  readonly detail: string;
}

/** How prices of the file are to be understood. `digits` is the number of decimals of the currency. */
export interface PriceReading {
  readonly currency: string;
  readonly digits: number;
}

/** Reads one variant. Size and colour come from the options with such a name; what other options say joins the size. */
export function readVariant(
  handle: string,
  names: OptionNames,
  cell: (column: Parameters<ReadCell>[1]) => string,
  prices: PriceReading,
): Result<VariantRow, VariantRefusal> {
  const options = readOptions(names, [cell('option1'), cell('option2'), cell('option3')]);
  const price = readPrice(cell('price'), prices);
  if (cell('price').trim() === '') return err({ reason: 'no-price', detail: 'the price is missing' });
  if (!price.ok) return err({ reason: 'bad-price', detail: `price ${quote(cell('price'))}: ${price.error}` });
  const compare = cell('comparePrice').trim() === '' ? ok(null) : readPrice(cell('comparePrice'), prices);
  if (!compare.ok) return err({ reason: 'bad-compare-price', detail: `compare-at price ${quote(cell('comparePrice'))}: ${compare.error}` });
  const grams = readWhole(cell('grams'), 0, 1_000_000);
  if (grams === undefined) return err({ reason: 'bad-weight', detail: `weight ${quote(cell('grams'))} is no number of grams` });
  const quantity = readWhole(cell('quantity'), -100_000, 10_000_000);
  if (quantity === undefined) return err({ reason: 'bad-quantity', detail: `stock ${quote(cell('quantity'))} is no whole number` });
  const sku = readSku(cell('sku'), handle, options);
  if (!sku.ok) return sku;
  const barcode = unquoted(cell('barcode'));
  const gtin = isGtin(barcode) ? barcode : null;
  const notes = gtin === null && barcode !== '' ? [`barcode ${quote(barcode)} is no GTIN (length or check digit) and was left out`] : [];
  const { size, colour } = options;
  const variant: Variant = {
    sku: sku.value,
    gtin,
    size,
    colour,
    colourHex: colour === null ? null : colourHexOf(colour),
    price: price.value,
    compareAt: compare.value,
    grams: grams ?? 0,
  };
  return ok({ variant, quantity, options: options.key, notes });
}

interface Options {
  readonly size: string | null;
  readonly colour: string | null;
  readonly values: readonly string[];
  readonly key: string;
}

function readOptions(names: OptionNames, raw: readonly [string, string, string]): Options {
  const named = raw
    .map((value, i) => ({ name: names[i] ?? '', value: cleanLine(value) }))
    .filter((option) => option.value !== '' && option.value !== 'Default Title');
  const colour = named.find((option) => COLOUR_NAME.test(option.name));
  const size = named.find((option) => option !== colour && SIZE_NAME.test(option.name));
  const others = named.filter((option) => option !== colour && option !== size);
  const sized = [...(size === undefined ? [] : [size]), ...others].map((option) => option.value).join(' / ');
  const values = named.map((option) => option.value);
  return {
    size: sized === '' ? null : sized.slice(0, 40),
    colour: colour === undefined ? null : colour.value.slice(0, 60),
    values,
    key: JSON.stringify(raw.map(cleanLine)),
  };
}

const COLOUR_NAME = /^(?:colou?r|cor|tono|to|tom|shade)\b/i;
const SIZE_NAME = /^(?:sizes?|talla|talle|tamanho|n[uú]mero|numeraç[ãa]o|medida|mida)\b/i;

/** Shopify writes an apostrophe before numbers so that spreadsheets leave them alone. */
function unquoted(cell: string): string {
  return cleanLine(cell).replace(/^'/, '');
}

/** A SKU of the shop, or one made from handle and options that comes out the same each time. */
function readSku(cell: string, handle: string, options: Options): Result<string, VariantRefusal> {
  const given = unquoted(cell);
  if (given.length > 64) return err({ reason: 'bad-sku', detail: `SKU ${quote(given)} is longer than 64 characters` });
  if (given !== '') return ok(given);
  const derived = [handle, ...options.values].join('-').toLowerCase().replace(/\s+/g, '-');
  if (derived.length <= 64) return ok(derived);
  return ok(`${derived.slice(0, 51)}-${createHash('sha256').update(derived).digest('hex').slice(0, 12)}`);
}

function readPrice(cell: string, prices: PriceReading): Result<Money, string> {
  const price = parsePrice(unquoted(cell), prices.digits);
  return price.ok ? ok({ minor: price.value, currency: prices.currency }) : err(PRICE_WORDS[price.error.kind]);
}

const PRICE_WORDS = {
  empty: 'it is missing',
  'not-a-price': 'it is no number',
  negative: 'it is below zero',
  'too-precise': 'it has more decimals than the currency, or a thousands mark that could be a decimal mark',
  'too-high': 'it is too high to be true',
} as const;

/** A whole number in a cell (also written `12.0`), null when the cell is empty, undefined when it is anything else. */
function readWhole(cell: string, min: number, max: number): number | null | undefined {
  const text = unquoted(cell);
  if (text === '') return null;
  const match = /^(-?\d{1,9})(?:\.0+)?$/.exec(text);
  if (match === null) return undefined;
  const value = Number(match[1]);
  return value < min || value > max ? undefined : value;
}

function quote(text: string): string {
  const shown = cleanLine(text);
  return `"${shown.length > 40 ? `${shown.slice(0, 40)}…` : shown}"`;
}
