import type { Product, Variant } from '../../../contract/catalogue.ts';
import type { ProductCard } from '../../../contract/station/views.ts';

/** A product in a list, without what depends on the shop that shows it. */
export type StoredCard = Omit<ProductCard, 'here'>;

const MAX_COLOURS = 24;
const MAX_SIZES = 40;

/** What a list shows of a product. Prices in another currency than the first variant's are left out of the range. */
export function cardOf(product: Product): StoredCard {
  const { productId, title, brand, category, picture, variants, photos } = product;
  const photo = photos?.[0];
  const [first] = variants;
  const currency = first?.price.currency ?? 'EUR';
  const prices = variants.filter((variant) => variant.price.currency === currency).map((variant) => variant.price.minor);
  return {
    productId,
    title,
    brand,
    category,
    picture,
    priceFrom: { minor: Math.min(...prices), currency },
    priceTo: { minor: Math.max(...prices), currency },
    colours: distinct(variants, (variant) => variant.colourHex).slice(0, MAX_COLOURS),
    sizes: distinct(variants, (variant) => variant.size).slice(0, MAX_SIZES),
    ...(photo === undefined ? {} : { photo }),
  };
}

/**
 * Reads a card as `cardOf` made it and this station, or the hub's maker, stored it. Here only that it is one is looked at: the contract checks every part of it where it
 * leaves the station, and a search reads dozens, twice as slowly with a schema of its own.
 */
export function readCard(text: string): StoredCard {
  const card: unknown = JSON.parse(text);
  if (!isCard(card)) throw new TypeError('a card without a product');
  return card;
}

function isCard(card: unknown): card is StoredCard {
  return typeof card === 'object' && card !== null && 'productId' in card && typeof card.productId === 'string';
}

function distinct(variants: readonly Variant[], pick: (variant: Variant) => string | null): string[] {
  return [...new Set(variants.map(pick).filter((value) => value !== null))];
}
