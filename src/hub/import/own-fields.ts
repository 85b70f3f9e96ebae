import { type Product, sizeGuide } from '../../contract/catalogue.ts';
import { cleanLine } from './html-text.ts';

/** What a shop's own fields of a product say. `discontinued` is for all of its variants. */
export interface OwnFields {
  readonly fields: Pick<Product, 'popularity' | 'sizeGuide'>;
  readonly discontinued: boolean;
  readonly notes: readonly string[];
}

/** The cells of a shop's own fields, as they stand in the file; empty where it has none. */
export interface OwnCells {
  readonly popularity: string;
  readonly sizeGuide: string;
  readonly discontinued: string;
}

/** Reads a shop's own fields. What cannot be read is left out with a note: none of it keeps goods from being sold. */
export function readOwnFields(cells: OwnCells): OwnFields {
  const popularity = readPopularity(cells.popularity);
  const guide = readSizeGuide(cells.sizeGuide);
  const discontinued = readFlag(cells.discontinued);
  return {
    fields: { ...(popularity === null ? {} : popularity), ...(guide === null ? {} : guide) },
    discontinued: discontinued === true,
    notes: [
      ...(popularity === null ? ['the popularity is no whole number from 0 to 100 and was left out'] : []),
      ...(guide === null ? ['the size guide cannot be read and was left out: a line of names ("Talla | Pecho"), then a line for each size'] : []),
      ...(discontinued === null ? ['"discontinued" is neither true nor false and was left out'] : []),
    ],
  };
}

/** Null where the cell holds something else than a popularity. */
function readPopularity(cell: string): Pick<Product, 'popularity'> | null {
  const text = cleanLine(cell);
  if (text === '') return {};
  if (!/^\d{1,3}(?:\.0+)?$/.test(text) || Number(text) > 100) return null;
  return { popularity: Number(text) };
}

/**
 * A size guide as people write it into one cell, a line per size, null where it is none:
 *
 *     Talla | Pecho | Cintura
 *     S     | 86-90 | 70-74
 */
function readSizeGuide(cell: string): Pick<Product, 'sizeGuide'> | null {
  if (cell.trim() === '') return {};
  const [head, ...lines] = cell
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map(cleanLine));
  const rows = lines.map(([size = '', ...values]) => ({ size, values }));
  const parsed = sizeGuide.safeParse({ measures: head?.slice(1), rows });
  return parsed.success ? { sizeGuide: parsed.data } : null;
}

function readFlag(cell: string): boolean | null {
  const text = cleanLine(cell);
  if (text === '' || /^false$/i.test(text)) return false;
  return /^true$/i.test(text) ? true : null;
}
