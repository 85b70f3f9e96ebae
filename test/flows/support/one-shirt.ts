import type { Catalogue } from '../../../src/station/ports/catalogue.ts';
import { shirt, START } from './shop.ts';

const [variant] = shirt.variants;
/** A catalogue of one shirt, for tests that are about doors. */
export const oneShirt: Catalogue = {
  search: async () => ({ items: [], total: 0, isMore: false, corrected: null, suggestions: [] }),
  facets: async () => ({ total: 0, isMore: false, sizes: [], colours: [], places: [], prices: [], currency: 'EUR' }),
  similar: async () => [],
  labelled: () => null,
  categories: () => [],
  product: () => null,
  variant: (sku) =>
    variant !== undefined && sku === variant.sku ? { product: shirt, variant, here: 0, anywhere: 4, stock: { here: 0, shop: 0, warehouse: 4 } } : null,
  asOf: () => START,
};
