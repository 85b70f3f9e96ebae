import type { Garment } from '../../src/contract/catalogue.ts';

/** What is measured; each has its name and a sentence that says how. */
export type Measure = 'chest' | 'waist' | 'hip' | 'foot';

/** A guide of the usual measures: for each size its values in centimetres, in the order of `measures`. */
export interface UsualGuide {
  readonly measures: readonly Measure[];
  readonly rows: readonly { readonly size: string; readonly values: readonly string[] }[];
}

/**
 * The usual body measures for the sizes of a garment, of those sizes that it comes in; null where sizes do not say anything of a body (bags,
 * hats) or are written in a way that has no usual meaning.
 */
export function usualGuide(garment: Garment, sizes: readonly (string | null)[]): UsualGuide | null {
  const family = FAMILY[garment];
  if (family === null) return null;
  const named = [...new Set(sizes)].filter((size) => size !== null);
  for (const guide of GUIDES[family]) {
    const rows = named.flatMap((size) => {
      const values = guide.of(size.trim().toUpperCase());
      return values === null ? [] : [{ size, values }];
    });
    if (rows.length > 0) return { measures: guide.measures, rows };
  }
  return null;
}

type Family = 'upper' | 'lower' | 'feet';

const FAMILY: Readonly<Record<Garment, Family | null>> = {
  shirt: 'upper',
  tshirt: 'upper',
  blouse: 'upper',
  top: 'upper',
  jumper: 'upper',
  jacket: 'upper',
  coat: 'upper',
  dress: 'upper',
  skirt: 'lower',
  trousers: 'lower',
  jeans: 'lower',
  shorts: 'lower',
  swimwear: 'upper',
  shoes: 'feet',
  boots: 'feet',
  socks: 'feet',
  bag: null,
  hat: null,
  scarf: null,
  other: null,
};

interface Guide {
  readonly measures: readonly Measure[];
  /** The values for a size as it is written, or null. */
  readonly of: (size: string) => readonly string[] | null;
}

/** Chest, waist and hips by letter, in the ranges of EN 13402-3 (letter codes). */
const LETTERS: Readonly<Record<string, readonly [string, string, string]>> = {
  XXS: ['66-74', '50-58', '74-82'],
  XS: ['74-82', '58-66', '82-90'],
  S: ['82-90', '66-74', '90-98'],
  M: ['90-98', '74-82', '98-106'],
  L: ['98-107', '82-91', '106-114'],
  XL: ['107-119', '91-103', '114-124'],
  XXL: ['119-131', '103-115', '124-136'],
};

/** The bust of a Spanish size 34, and how much a size of two adds; waist and hips follow as in EN 13402-3 for women. */
const FIRST_NUMBER = 34;
const FIRST_BUST = 80;

function byNumber(size: string): readonly [string, string, string] | null {
  if (!/^(?:3[2-9]|4\d|5[0-4])$/.test(size) || Number(size) % 2 !== 0) return null;
  const bust = FIRST_BUST + (Number(size) - FIRST_NUMBER) * 2;
  return [String(bust), String(bust - 16), String(bust + 8)];
}

/** The length of a foot for a French size (EN ISO 9407 relates the two): two thirds of a centimetre for each, less the room for the toes. */
function footOf(size: string): readonly string[] | null {
  const span = /^(\d{2})(?:[-/](\d{2}))?$/.exec(size);
  if (span === null) return null;
  const [from, to] = [Number(span[1]), Number(span[2] ?? span[1])];
  if (from < 18 || to > 50 || to < from) return null;
  return [from === to ? foot(from) : `${foot(from)}-${foot(to)}`];
}

function foot(size: number): string {
  return (Math.round((size / 1.5 - 1.5) * 2) / 2).toFixed(1);
}

const body = (size: string) => LETTERS[size] ?? byNumber(size);

const GUIDES: Readonly<Record<Family, readonly Guide[]>> = {
  upper: [{ measures: ['chest', 'waist', 'hip'], of: body }],
  lower: [{ measures: ['waist', 'hip'], of: (size) => body(size)?.slice(1) ?? null }],
  feet: [{ measures: ['foot'], of: footOf }],
};
