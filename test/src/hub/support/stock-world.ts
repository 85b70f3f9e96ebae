import { randomUUID } from 'node:crypto';
import type { Product } from '../../../../src/contract/catalogue.ts';
import type { StockRules } from '../../../../src/contract/stock.ts';
import { upsertProducts } from '../../../../src/hub/catalogue.ts';
import type { Database } from '../../../../src/hub/db/database.ts';
import { applySetup } from '../../../../src/hub/db/setup.ts';
import type { StationIdentity } from '../../../../src/hub/domain/context.ts';
import { NOW, type World } from './world.ts';

/** A tenant with a shop of two stations, another shop and a warehouse, whose stock is counted. */
export interface StockWorld extends World {
  /** A shirt in three sizes: L costs less than M, XL more. */
  readonly product: Product;
  /** Tells how many pieces of a SKU (`CAM-M`) places have, and when that was true. */
  figures(pieces: Readonly<Record<string, number>>, asOf?: number, sku?: string): Promise<void>;
}

/** Writes such a tenant with these rules. */
export async function makeStockWorld(db: Database, rules: Partial<StockRules> = {}): Promise<StockWorld> {
  const tenantId = randomUUID();
  const id = tenantId.slice(0, 8);
  const station = (n: number) => ({ stationId: `${id}-${n}`, stationCode: `K${n}`, bank: n, passPool: 0 });
  const store = (storeId: string, numbers: readonly number[]) => ({
    storeId,
    name: `Tienda ${storeId}`,
    currency: 'EUR',
    locationId: storeId,
    stations: numbers.map(station),
    staff: [],
  });
  const locations = [
    { locationId: 'centro', name: 'Tienda Centro', kind: 'shop' as const, city: 'Madrid' },
    { locationId: 'norte', name: 'Tienda Norte', kind: 'shop' as const, city: 'Bilbao' },
    { locationId: 'getafe', name: 'Almacén Getafe', kind: 'warehouse' as const, city: 'Getafe' },
  ];
  await applySetup(db, { tenantId, name: 'Moda', locations, stores: [store('centro', [1, 2]), store('norte', [3])], stock: rules }, 'https://hub.example');
  const identity = (n: number, storeId: string): StationIdentity => ({ tenantId, stationId: `${id}-${n}`, storeId, bank: n });
  return {
    tenantId,
    kiosk: identity(1, 'centro'),
    second: identity(2, 'centro'),
    otherShop: identity(3, 'norte'),
    product: shirt,
    figures: async (pieces, asOf = NOW - 60_000, sku = 'CAM-M') => {
      const figures = Object.entries(pieces).map(([locationId, quantity]) => ({ sku, locationId, quantity, asOf }));
      await upsertProducts(db, tenantId, [], figures);
    },
  };
}

const variant = (sku: string, size: string, minor: number) => ({
  sku,
  gtin: null,
  size,
  colour: 'Azul',
  colourHex: '#2255aa',
  price: { minor, currency: 'EUR' },
  compareAt: null,
  grams: 260,
});

const shirt: Product = {
  productId: 'camisa',
  title: 'Camisa de lino',
  brand: 'Brisal',
  category: 'Camisas',
  description: '',
  tags: [],
  picture: { kind: 'drawing', garment: 'shirt', colour: '#2255aa', pattern: 'plain' },
  published: true,
  variants: [variant('CAM-M', 'M', 2_995), variant('CAM-L', 'L', 2_495), variant('CAM-XL', 'XL', 3_495)],
};
