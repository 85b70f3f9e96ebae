import type { Picture } from '../../src/contract/catalogue.ts';
import type { WornSize } from '../../src/contract/loyalty/loyalty.ts';
import type { ProductDetail, VariantDetail } from '../../src/contract/station/views.ts';

/** The nearest place that has a size, in the order in which a shopper cares. `ended`: nowhere, and no longer made. */
export type Nearest = 'here' | 'shop' | 'warehouse' | 'nowhere' | 'ended';

/** A colour of a product. `name` is null for a product that comes in no colours. */
export interface ColourOption {
  readonly name: string | null;
  readonly hex: string;
  readonly orderable: boolean;
}

/** A size in the chosen colour, with where the nearest one is. */
export interface SizeOption {
  readonly variant: VariantDetail;
  readonly nearest: Nearest;
}

/** Where the nearest piece of a variant is. A figure below one is none. */
export function nearestOf(variant: Pick<VariantDetail, 'stock' | 'discontinued'>): Nearest {
  const kinds = new Set(variant.stock.filter((place) => place.quantity > 0).map((place) => place.kind));
  if (kinds.has('here')) return 'here';
  if (kinds.has('shop')) return 'shop';
  if (kinds.has('warehouse')) return 'warehouse';
  return variant.discontinued === true ? 'ended' : 'nowhere';
}

/** The colours of a product, each once, in the catalogue's order. */
export function coloursOf(product: ProductDetail): readonly ColourOption[] {
  const options = new Map<string | null, ColourOption>();
  for (const { colour, colourHex, orderable } of product.variants) {
    const before = options.get(colour);
    const hex = before?.hex ?? colourHex ?? product.picture.colour;
    options.set(colour, { name: colour, hex, orderable: orderable || (before?.orderable ?? false) });
  }
  return [...options.values()];
}

/** The sizes of a product in one colour. */
export function sizesOf(product: ProductDetail, colour: string | null): readonly SizeOption[] {
  return product.variants.filter((variant) => variant.colour === colour).map((variant) => ({ variant, nearest: nearestOf(variant) }));
}

/** The size that a member wears of such a garment, as the catalogue writes it; null: not known, or they are a guest. */
export function usualSizeOf({ picture }: Pick<ProductDetail, 'picture'>, worn: readonly WornSize[]): string | null {
  return worn.find(({ garment }) => garment === picture.garment)?.size ?? null;
}

/** What a product page shows: what was chosen, or the first colour that can be had, and the size where there is only one, or the usual one if it can be had. */
export function chosenOf(
  product: ProductDetail,
  sku: string | null,
  colour: string | null,
  usual: string | null = null,
): { readonly colour: string | null; readonly variant: VariantDetail | null } {
  const exact = product.variants.find((variant) => variant.sku === sku);
  if (exact !== undefined) return { colour: exact.colour, variant: exact };
  const colours = coloursOf(product);
  const named = colours.find((option) => option.name === colour) ?? colours.find((option) => option.orderable) ?? colours[0];
  const sizes = sizesOf(product, named?.name ?? null);
  const worn = sizes.find(({ variant, nearest }) => usual !== null && variant.size === usual && nearest !== 'nowhere' && nearest !== 'ended');
  return { colour: named?.name ?? null, variant: sizes.length === 1 ? (sizes[0]?.variant ?? null) : (worn?.variant ?? null) };
}

/** The product's picture in a colour. */
export function pictureIn(product: Pick<ProductDetail, 'picture'>, hex: string | null): Picture {
  return hex === null ? product.picture : { ...product.picture, colour: hex };
}
