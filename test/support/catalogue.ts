import { join } from 'node:path';
import type { Product, Stock } from '../../src/contract/catalogue.ts';
import { usualSiloRules } from '../../src/contract/hub/silo.ts';
import type { PullResponse, StationConfig } from '../../src/contract/hub/sync.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { catalogueWriter } from '../../src/station/store/catalogue/apply.ts';
import { openCatalogue, type CatalogueStore, type OpenCatalogue } from '../../src/station/store/catalogue/open.ts';
import { connect, openOrRebuild } from '../../src/station/store/catalogue/schema.ts';
import { temporaryDirectory } from './store.ts';

/** A shop in Madrid, another in Bilbao, and a warehouse; "here" is Madrid. */
export const testConfig: StationConfig = {
  storeName: 'Pasillo Madrid',
  currency: 'EUR',
  locationId: 'madrid',
  locations: [
    { locationId: 'madrid', name: 'Madrid', kind: 'shop', city: 'Madrid' },
    { locationId: 'bilbao', name: 'Bilbao', kind: 'shop', city: 'Bilbao' },
    { locationId: 'almacen', name: 'Almacén central', kind: 'warehouse', city: 'Getafe' },
  ],
  phoneBaseUrl: 'http://127.0.0.1:8080',
  banks: [
    { bank: 7, name: 'Pasillo Madrid' },
    { bank: 8, name: 'Pasillo Bilbao' },
  ],
  silo: usualSiloRules,
};

/** A page of a pull with these values, from revision 1 on. */
export function pageOf(values: readonly { readonly key: string; readonly value: unknown }[], from = 0, more = false): PullResponse {
  const rows = values.map(({ key, value }, i) => ({ key, value, revision: from + i + 1 }));
  return { rows, next: from + rows.length, more, serverTime: 1_760_000_000_000 };
}

/** The real catalogue, on a file of its own, holding these products and figures. `close` removes the file too. */
export function openTestCatalogue(
  products: readonly Product[],
  stock: readonly Stock[],
  config: StationConfig | null = testConfig,
  own: OpenCatalogue['own'] = () => [],
): CatalogueStore {
  const directory = temporaryDirectory();
  const path = join(directory.path, 'catalogue.db');
  openOrRebuild(path, silentLogger).close();
  const db = connect(path);
  const writer = catalogueWriter(db);
  writer.apply('catalogue', 0, pageOf(products.map((value) => ({ key: value.productId, value }))), 1_760_000_000_000);
  writer.apply('stock', 0, pageOf(stock.map((value) => ({ key: `${value.locationId}/${value.sku}`, value }))), 1_760_000_000_000);
  db.close();
  const catalogue = openCatalogue({ path, logger: silentLogger, config: () => config, own });
  const close = catalogue.close.bind(catalogue);
  catalogue.close = async () => {
    await close();
    directory.remove();
  };
  return catalogue;
}
