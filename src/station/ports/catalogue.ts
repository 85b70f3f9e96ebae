import type { Facets, Filters, SearchPage, Sort } from '../../contract/station/catalogue-views.ts';
import type { ProductCard, ProductDetail } from '../../contract/station/views.ts';
import type { Product, Variant } from '../../contract/catalogue.ts';
import type { UnixMs } from '../../kernel/clock.ts';

/** What a shopper looks for. `category` null means all. */
export interface CatalogueQuery {
  readonly text: string;
  readonly category: string | null;
  readonly filters: Filters;
}

/** One page of what was found. */
export interface CataloguePage extends CatalogueQuery {
  readonly sort: Sort;
  readonly offset: number;
  readonly limit: number;
}

/** A SKU that was found. `anywhere` counts this shop, others and warehouses together. */
export interface FoundVariant {
  readonly product: Product;
  readonly variant: Variant;
  readonly here: number;
  readonly anywhere: number;
  readonly stock: Readonly<Record<'here' | 'shop' | 'warehouse', number>>;
}

/** The products on this device (`catalogue.db`): rebuildable, read by many screens, written only by the sync. */
export interface Catalogue {
  /** Searching is done off the thread that serves doors; nothing is found while the file is made anew. */
  search(query: CataloguePage): Promise<SearchPage>;
  facets(query: CatalogueQuery): Promise<Facets>;
  /** What resembles a product, best first. */
  similar(productId: string): Promise<readonly ProductCard[]>;
  categories(): readonly { readonly category: string; readonly count: number }[];
  product(productId: string): ProductDetail | null;
  /** A SKU with its product and how many can be had, here and by kind of place. */
  variant(sku: string): FoundVariant | null;
  /** The variant with this GTIN (fourteen digits) or, for a shop's own labels, this SKU. */
  labelled(code: { readonly gtin: string | null; readonly sku: string }): { readonly productId: string; readonly sku: string } | null;
  /** When this catalogue was last known to be current, or null if it never was. */
  asOf(): UnixMs | null;
}
