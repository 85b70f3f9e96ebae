import type { ProductCard, ProductDetail } from '../../contract/station/views.ts';
import type { Product, Variant } from '../../contract/catalogue.ts';
import type { UnixMs } from '../../kernel/clock.ts';

/** The products on this device (`catalogue.db`): rebuildable, read by many screens, written only by the sync. */
export interface Catalogue {
  search(query: { readonly text: string; readonly category: string | null; readonly offset: number; readonly limit: number }): {
    readonly items: readonly ProductCard[];
    readonly total: number;
  };
  categories(): readonly { readonly category: string; readonly count: number }[];
  product(productId: string): ProductDetail | null;
  /** A SKU with its product and how many are here and anywhere. */
  variant(sku: string): { readonly product: Product; readonly variant: Variant; readonly here: number; readonly anywhere: number } | null;
  /** When this catalogue was last known to be current, or null if it never was. */
  asOf(): UnixMs | null;
}
