import type { Catalogue } from '../../../src/station/ports/catalogue.ts';
import { shirt, START } from './shop.ts';

const [variant] = shirt.variants;
/** A catalogue of one shirt, for tests that are about doors. */
export const oneShirt: Catalogue = {
  search: () => ({ items: [], total: 0 }),
  categories: () => [],
  product: () => null,
  variant: (sku) => (variant !== undefined && sku === variant.sku ? { product: shirt, variant, here: 0, anywhere: 4 } : null),
  asOf: () => START,
};
