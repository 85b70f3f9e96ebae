import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { product as productSchema, type Product } from '../../../contract/catalogue.ts';
import type { StationConfig } from '../../../contract/hub/sync.ts';
import type { ProductDetail, StockAt, VariantDetail } from '../../../contract/station/views.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { Catalogue } from '../../ports/catalogue.ts';
import type { WantedMedia } from '../../ports/media.ts';
import type { OwnStock } from '../../ports/own-stock.ts';
import type { CatalogueBucket } from '../../ports/sync.ts';
import { createSql, jsonColumn, numberRow } from '../sql.ts';

/** What is read where it is asked for, because it is looked up and not searched; and how far each bucket has come. */
export interface CatalogueReader extends Omit<Catalogue, 'search' | 'facets' | 'similar'> {
  cursor(bucket: CatalogueBucket): number;
  media: WantedMedia['media'];
}

const categoryRow = z.object({ category: z.string(), count: z.number() });
const productRow = z.object({ id: z.number(), body: jsonColumn(productSchema) });
const labelledRow = z.object({ productId: z.string(), sku: z.string() });
const stockRow = z.object({ sku: z.string(), locationId: z.string(), quantity: z.number(), asOf: z.number() });
const mediaRow = z.object({ id: z.number(), rank: z.number(), name: z.string(), bytes: z.number() });
const asOfRow = z.object({ value: z.number().nullable() });

type StockRow = z.infer<typeof stockRow>;

/** What reading needs beside the file: where "here" is (without it nothing is in stock), and what this station has or took beyond the hub's figures. */
export interface ReaderParts {
  readonly config: () => StationConfig | null;
  readonly own: (skus: readonly string[]) => readonly OwnStock[];
  readonly onError: (error: unknown) => void;
}

/** Reads `catalogue.db` over a connection of its own. */
export function catalogueReader(db: Database, { config, own, onError }: ReaderParts): CatalogueReader {
  const sql = createSql(db, onError);
  const categories = sql.many(
    categoryRow,
    `SELECT category, count(*) AS count FROM product WHERE published = 1 AND category <> ''
     GROUP BY category ORDER BY count DESC, category LIMIT 200`,
  );
  const byId = sql.one(productRow, 'SELECT id, body FROM product WHERE product_id = ? AND published = 1');
  const bySku = sql.one(
    productRow,
    'SELECT product.id, body FROM variant JOIN product ON product.id = variant.product WHERE variant.sku = ? AND published = 1',
  );
  const ofLabel = 'SELECT product_id AS productId, sku FROM variant JOIN product ON product.id = variant.product WHERE published = 1';
  // Two variants with one GTIN are a fault of the catalogue; the first by its SKU is as good as the other.
  const byGtin = sql.one(labelledRow, `${ofLabel} AND gtin = ? ORDER BY sku LIMIT 1`);
  const ownLabel = sql.one(labelledRow, `${ofLabel} AND sku = ?`);
  const figuresOf = sql.many(
    stockRow,
    `SELECT stock.sku, location_id AS locationId, quantity, as_of AS asOf
     FROM variant JOIN stock ON stock.sku = variant.sku WHERE variant.product = ?`,
  );
  const stockOf = (product: number): readonly StockRow[] => withOwn(figuresOf(product), own);
  const asOf = sql.one(asOfRow, 'SELECT CASE WHEN count(current_at) = count(*) THEN min(current_at) END AS value FROM cursor');
  const media = sql.many(mediaRow, 'SELECT id, rank, name, bytes FROM media WHERE (rank, id) > (?, ?) ORDER BY rank, id LIMIT ?');
  const cursor = sql.one(numberRow, 'SELECT value FROM cursor WHERE bucket = ?');
  return {
    categories: () => categories(),
    product: (productId) => {
      const found = byId(productId);
      return found === null ? null : detailOf(found.body, stockOf(found.id), config());
    },
    variant: (sku) => {
      const found = bySku(sku);
      const variant = found?.body.variants.find((candidate) => candidate.sku === sku);
      if (found === null || variant === undefined) return null;
      const places = placesOf(stockOf(found.id), sku, config());
      const of = (kind: StockAt['kind']): number => total(places.filter((place) => place.kind === kind));
      const stock = { here: of('here'), shop: of('shop'), warehouse: of('warehouse') };
      return { product: found.body, variant, here: stock.here, anywhere: total(places), stock };
    },
    labelled: ({ gtin, sku }) => (gtin === null ? null : byGtin(gtin)) ?? ownLabel(sku),
    asOf: (): UnixMs | null => asOf()?.value ?? null,
    cursor: (bucket) => cursor(bucket) ?? 0,
    media: (after, limit) => media(after.rank, after.id, limit),
  };
}

/** The hub's figures with this station's own pieces, and without what its orders took since. */
function withOwn(figures: readonly StockRow[], own: ReaderParts['own']): readonly StockRow[] {
  const added = own([...new Set(figures.map((row) => row.sku))]);
  if (added.length === 0) return figures;
  return figures.map((row) => {
    const mine = added.find((one) => one.sku === row.sku && one.locationId === row.locationId);
    return mine === undefined ? row : { ...row, quantity: Math.max(0, row.quantity - mine.taken) + mine.leased };
  });
}

function detailOf(product: Product, stock: readonly StockRow[], config: StationConfig | null): ProductDetail {
  const { productId, title, brand, category, description, picture, photos, model, sizeGuide } = product;
  const variants = product.variants.map((variant): VariantDetail => {
    const { sku, size, colour, colourHex, price, compareAt, discontinued } = variant;
    const places = placesOf(stock, sku, config);
    const orderable = total(places) > 0;
    return { sku, size, colour, colourHex, price, compareAt, stock: places, orderable, ...(discontinued === true ? { discontinued } : {}) };
  });
  const beside = {
    ...(photos === undefined ? {} : { photos }),
    ...(model === undefined ? {} : { model }),
    ...(sizeGuide === undefined ? {} : { sizeGuide }),
  };
  return { productId, title, brand, category, description, picture, variants, ...beside };
}

/** Where a SKU is: this shop first, then other shops, then warehouses. A place that the configuration does not name is left out. */
function placesOf(stock: readonly StockRow[], sku: string, config: StationConfig | null): VariantDetail['stock'] {
  const order = ['here', 'shop', 'warehouse'];
  return stock
    .filter((row) => row.sku === sku)
    .flatMap((row) => {
      const location = config?.locations.find((candidate) => candidate.locationId === row.locationId);
      if (location === undefined) return [];
      const kind = row.locationId === config?.locationId ? ('here' as const) : location.kind;
      return [{ locationId: row.locationId, name: location.name, kind, quantity: Math.max(0, row.quantity), asOf: row.asOf }];
    })
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.quantity - a.quantity || (a.locationId < b.locationId ? -1 : 1));
}

function total(places: readonly { readonly quantity: number }[]): number {
  return places.reduce((sum, place) => sum + place.quantity, 0);
}
