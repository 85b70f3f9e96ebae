import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { product as productSchema, type Product } from '../../../contract/catalogue.ts';
import type { StationConfig } from '../../../contract/hub/sync.ts';
import type { ProductDetail, VariantDetail } from '../../../contract/station/views.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { Catalogue } from '../../ports/catalogue.ts';
import type { CatalogueBucket } from '../../ports/sync.ts';
import { createSql, flagColumn, jsonColumn, numberRow, type Sql } from '../sql.ts';
import { storedCard } from './card.ts';
import { matchQuery } from './query.ts';

/** `Catalogue`, and how far each bucket has come. */
export interface CatalogueReader extends Catalogue {
  cursor(bucket: CatalogueBucket): number;
}

/** Beyond this many results they come in the order of the catalogue: to rank them all would take longer than a touch may. */
const MOST_RANKED = 2000;
/** Results are not counted beyond this. */
const MOST_COUNTED = 10_000;

const cardRow = z.object({ card: jsonColumn(storedCard), here: flagColumn });
const categoryRow = z.object({ category: z.string(), count: z.number() });
const productRow = z.object({ id: z.number(), body: jsonColumn(productSchema) });
const stockRow = z.object({ sku: z.string(), locationId: z.string(), quantity: z.number(), asOf: z.number() });
const asOfRow = z.object({ value: z.number().nullable() });

type StockRow = z.infer<typeof stockRow>;

/** Reads `catalogue.db` over a connection of its own. `config` says where "here" is; without one nothing is in stock. */
export function catalogueReader(db: Database, config: () => StationConfig | null, onError: (error: unknown) => void): CatalogueReader {
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
  const stockOf = sql.many(
    stockRow,
    `SELECT stock.sku, location_id AS locationId, quantity, as_of AS asOf
     FROM variant JOIN stock ON stock.sku = variant.sku WHERE variant.product = ?`,
  );
  const asOf = sql.one(asOfRow, 'SELECT CASE WHEN count(current_at) = count(*) THEN min(current_at) END AS value FROM cursor');
  const cursor = sql.one(numberRow, 'SELECT value FROM cursor WHERE bucket = ?');
  return {
    search: searcher(sql, config),
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
      const here = places.filter((place) => place.kind === 'here');
      return { product: found.body, variant, here: total(here), anywhere: total(places) };
    },
    asOf: (): UnixMs | null => asOf()?.value ?? null,
    cursor: (bucket) => cursor(bucket) ?? 0,
  };
}

function searcher(sql: Sql, config: () => StationConfig | null): Catalogue['search'] {
  const card = `product.card, EXISTS (
    SELECT 1 FROM variant JOIN stock ON stock.sku = variant.sku
    WHERE variant.product = product.id AND stock.location_id = ? AND stock.quantity > 0) AS here`;
  const all = 'FROM product WHERE published = 1 AND (? IS NULL OR category = ?)';
  const found = 'FROM search JOIN product ON product.id = search.rowid WHERE search MATCH ? AND (? IS NULL OR category = ?)';
  const countAll = sql.one(numberRow, `SELECT count(*) AS value FROM (SELECT 1 ${all} LIMIT ${MOST_COUNTED})`);
  const countFound = sql.one(numberRow, `SELECT count(*) AS value FROM (SELECT 1 ${found} LIMIT ${MOST_COUNTED})`);
  const listAll = sql.many(cardRow, `SELECT ${card} ${all} ORDER BY id LIMIT ? OFFSET ?`);
  const listFound = sql.many(cardRow, `SELECT ${card} ${found} ORDER BY search.rowid LIMIT ? OFFSET ?`);
  // A word in the title counts most, then the codes, the folded forms, the brand, and the words beside the title.
  const listRanked = sql.many(cardRow, `SELECT ${card} ${found} ORDER BY bm25(search, 10.0, 3.0, 2.0, 8.0, 4.0), search.rowid LIMIT ? OFFSET ?`);
  return ({ text, category, offset, limit }) => {
    const here = config()?.locationId ?? '';
    const match = matchQuery(text);
    const total = (match === null ? countAll(category, category) : countFound(match, category, category)) ?? 0;
    const list = total > MOST_RANKED ? listFound : listRanked;
    const rows = match === null ? listAll(here, category, category, limit, offset) : list(here, match, category, category, limit, offset);
    return { items: rows.map((row) => ({ ...row.card, here: row.here })), total };
  };
}

function detailOf(product: Product, stock: readonly StockRow[], config: StationConfig | null): ProductDetail {
  const { productId, title, brand, category, description, picture } = product;
  const variants = product.variants.map((variant): VariantDetail => {
    const { sku, size, colour, colourHex, price, compareAt } = variant;
    const places = placesOf(stock, sku, config);
    return { sku, size, colour, colourHex, price, compareAt, stock: places, orderable: total(places) > 0 };
  });
  return { productId, title, brand, category, description, picture, variants };
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
