import type { z } from 'zod';
import type { Product, Variant } from '../../../contract/catalogue.ts';
import { productCard, type ProductCard } from '../../../contract/station/views.ts';

/** A product in a list, without what depends on the shop that shows it. */
export type StoredCard = Omit<ProductCard, 'here'>;

/** How a stored card is read back. */
export const storedCard: z.ZodType<StoredCard> = productCard.omit({ here: true });

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

function distinct(variants: readonly Variant[], pick: (variant: Variant) => string | null): string[] {
  return [...new Set(variants.map(pick).filter((value) => value !== null))];
}
