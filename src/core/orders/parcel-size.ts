import type { Garment } from '../../contract/catalogue.ts';
import type { SizeClass } from '../../contract/schema.ts';

/** What the estimate needs of an order line. */
export interface PackedLine {
  readonly picture: { readonly garment: Garment };
  readonly quantity: number;
}

/**
 * The smallest compartment size that the lines are expected to need: the sum of each garment's folded volume, with a fifth more
 * for wrapping. An estimate only: staff may choose another size before a door opens.
 */
export function parcelSize(lines: readonly PackedLine[]): SizeClass {
  let millilitres = 0;
  for (const line of lines) millilitres += FOLDED_ML[line.picture.garment] * line.quantity;
  const wrapped = millilitres * 1.2;
  for (const [size, holds] of HOLDS_ML) if (wrapped <= holds) return size;
  return 'XL';
}

/** Usable millilitres of each size class, smallest first: 45 cm wide, 30 cm deep, 5 to 40 cm high, three quarters full. */
const HOLDS_ML: readonly (readonly [SizeClass, number])[] = [
  ['XS', 5_000],
  ['S', 10_000],
  ['M', 20_000],
  ['L', 40_000],
];

/** Volume of one folded piece in millilitres, its box included where it is sold in one (shoes 32 x 20 x 12 cm). */
const FOLDED_ML: Readonly<Record<Garment, number>> = {
  shirt: 1_200,
  tshirt: 700,
  blouse: 900,
  top: 600,
  jumper: 3_000,
  jacket: 5_000,
  coat: 9_000,
  dress: 1_800,
  skirt: 1_200,
  trousers: 1_800,
  jeans: 2_200,
  shorts: 1_000,
  shoes: 7_700,
  boots: 15_000,
  bag: 8_000,
  hat: 3_500,
  scarf: 900,
  socks: 200,
  swimwear: 400,
  other: 3_000,
};
