import type { Picture } from '../../../contract/catalogue.ts';
import type { ReturnPermit } from '../../../contract/hub/silo.ts';
import { type BoughtLine, type Goods, returnable } from '../../../core/returns/goods.ts';
import type { Catalogue } from '../../ports/catalogue.ts';

/**
 * What a return of an order of another shop announces. Names and pictures come from the catalogue on this device; what is not in it is shown
 * by its SKU. Empty where nothing was announced.
 */
export function goodsOfPermit(catalogue: Pick<Catalogue, 'variant'>, permit: ReturnPermit): readonly Goods[] {
  return returnable(
    permit.lines.map(({ sku, quantity }): BoughtLine => {
      const found = catalogue.variant(sku);
      if (found === null) return { sku, title: sku, size: null, colour: null, picture: unknownPicture, quantity };
      const { product, variant } = found;
      return { sku, title: product.title, size: variant.size, colour: variant.colour, picture: product.picture, quantity };
    }),
    [],
    permit.lines,
  );
}

const unknownPicture: Picture = { kind: 'drawing', garment: 'other', colour: '#8a8f98', pattern: 'plain' };
