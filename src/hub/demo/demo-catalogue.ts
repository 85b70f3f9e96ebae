import type { Garment, Location, Product, Stock, Variant } from '../../contract/catalogue.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { gtinCheckDigit } from '../../kernel/gtin.ts';
import { colourHexOf } from '../import/colour-words.ts';
import { categoryName } from '../import/garment-words.ts';
import { demoDescription } from './demo-descriptions.ts';
import { DEMO, DEMO_LOCATIONS } from './demo-shop.ts';
import { demoStock } from './demo-stock.ts';
import { demoModels, type Model } from './models.ts';
import { type SeededNumbers, seededNumbers } from './seeded-numbers.ts';

/** The made-up catalogue of the demo with its stock. */
export interface DemoCatalogue {
  readonly locations: readonly Location[];
  readonly products: readonly Product[];
  readonly stock: readonly Stock[];
}

/** What the demo's shopper wants: this shop has none in this size, the warehouse does. */
export const DEMO_WISH = { productId: 'camisa-oxford-de-algodon', sku: 'P001-1-M', title: 'Camisa Oxford de algodón', size: 'M' } as const;

/** The same catalogue for the same seed. `now` is when the figures are said to have been true, some minutes less for places afar. */
export function demoCatalogue(seed: number, now: UnixMs): DemoCatalogue {
  const numbers = seededNumbers(seed);
  const wanted = seededNumbers(seed + 1);
  const products = demoModels().map((model, i) => withDemand(demoProduct(model, i + 1, numbers), wanted));
  const skus = products.flatMap((product) => product.variants.map((variant) => variant.sku));
  return { locations: DEMO_LOCATIONS, products, stock: demoStock(skus, numbers, now, DEMO_WISH.sku) };
}

/** Brands that do not exist. */
const BRANDS = ['Alborada Sur', 'Brisal', 'Cobalto y Sal', 'Marelva', 'Olmeda Nueva', 'Trama Lenta', 'Pasillo Básicos'] as const;

const LETTERS = ['XS', 'S', 'M', 'L', 'XL', 'XXL'];
const NUMBERS = ['34', '36', '38', '40', '42', '44', '46'];
const SHOES = ['35', '36', '37', '38', '39', '40', '41', '42', '43', '44', '45', '46'];
const ONE_SIZE: readonly (string | null)[] = [null];

const SIZES: Readonly<Record<Garment, readonly (string | null)[]>> = {
  shirt: LETTERS,
  tshirt: LETTERS,
  blouse: LETTERS.slice(0, 5),
  top: LETTERS.slice(0, 5),
  jumper: LETTERS,
  jacket: LETTERS,
  coat: LETTERS.slice(0, 5),
  dress: NUMBERS,
  skirt: NUMBERS,
  trousers: NUMBERS,
  jeans: NUMBERS,
  shorts: NUMBERS,
  shoes: SHOES,
  boots: SHOES,
  bag: ONE_SIZE,
  hat: ONE_SIZE,
  scarf: ONE_SIZE,
  socks: ['35-38', '39-42', '43-46'],
  swimwear: LETTERS.slice(0, 5),
  other: ONE_SIZE,
};

const GRAMS: Readonly<Record<Garment, number>> = {
  shirt: 260,
  tshirt: 170,
  blouse: 180,
  top: 120,
  jumper: 420,
  jacket: 850,
  coat: 1400,
  dress: 350,
  skirt: 280,
  trousers: 450,
  jeans: 650,
  shorts: 250,
  shoes: 800,
  boots: 1300,
  bag: 700,
  hat: 110,
  scarf: 180,
  socks: 60,
  swimwear: 130,
  other: 150,
};

function demoProduct(model: Model, number: number, numbers: SeededNumbers): Product {
  const { garment, title, pattern, cents, colours } = model;
  const price = { minor: cents, currency: DEMO.currency };
  const reduced = numbers.next() < 0.2;
  const sold = reduced ? { minor: reducedCents(cents), currency: DEMO.currency } : price;
  const variants = colours.flatMap((colour, c) =>
    SIZES[garment].map(
      (size, s): Variant => ({
        sku: `P${String(number).padStart(3, '0')}-${c + 1}${size === null ? '' : `-${size}`}`,
        gtin: gtin13(number, c * 20 + s),
        size,
        colour,
        colourHex: colourHexOf(colour),
        price: sold,
        compareAt: reduced ? price : null,
        grams: GRAMS[garment],
      }),
    ),
  );
  return {
    productId: slug(title),
    title,
    brand: numbers.pick(BRANDS),
    category: categoryName(garment, 'es'),
    description: demoDescription(model, numbers),
    tags: reduced ? ['rebajas'] : [],
    picture: { kind: 'drawing', garment, colour: variants[0]?.colourHex ?? '#8b8d93', pattern },
    published: true,
    variants,
  };
}

/** Every third product sells so well that it is known, and of some the last colour is no longer made. */
function withDemand(product: Product, numbers: SeededNumbers): Product {
  const popularity = numbers.next() < 0.35 ? numbers.whole(1, 100) : 0;
  const isEnding = numbers.next() < 0.12;
  const last = product.variants.at(-1)?.colour ?? null;
  const isWish = product.productId === DEMO_WISH.productId;
  const variants = product.variants.map((variant) => (isEnding && !isWish && variant.colour === last ? { ...variant, discontinued: true } : variant));
  const known = isWish ? 100 : popularity;
  return known === 0 ? { ...product, variants } : { ...product, variants, popularity: known };
}

/** Roughly a quarter off, and again a price that ends in 95. */
function reducedCents(cents: number): number {
  return Math.max(495, Math.floor((cents * 0.75) / 100) * 100 - 5);
}

/** GTIN-13 of the restricted range that begins with 2: numbers for use inside a shop, nobody's product. */
function gtin13(product: number, variant: number): string {
  const body = `2${String(product).padStart(6, '0')}${String(variant).padStart(5, '0')}`;
  return body + gtinCheckDigit(body);
}

function slug(title: string): string {
  return title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}
